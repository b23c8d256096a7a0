"""Read a blueprint: from the bytes of a picture to a plan, with a finding for everything doubtful.

The steps are in ``blueprint_steps``; docs/explanation/drafting.md tells how they work and how good they are.
"""

from collections.abc import Callable

import msgspec

from planroom.floorplan.model.finding import Finding
from planroom.floorplan.model.plan import Plan, Source
from planroom.floorplan.reading.blueprint_steps.assemble import TOLERANCE_MM, Frame, Judged, assemble
from planroom.floorplan.reading.blueprint_steps.doubts import doubts_of_draft, doubts_of_plan, doubts_of_sheet
from planroom.floorplan.reading.blueprint_steps.draft import Draft, draft, extent_of
from planroom.floorplan.reading.blueprint_steps.openings import door_widths, judge, shows_leaves
from planroom.floorplan.reading.blueprint_steps.picture import Picture, open_picture
from planroom.floorplan.reading.blueprint_steps.scaling import Measured, decide_scale
from planroom.floorplan.reading.blueprint_steps.sheet import Sheet, make_sheet
from planroom.floorplan.reading.reading import Reading, gravest_first

MAX_PIXELS = 60_000_000
_LEAST_MM_PER_PIXEL, _MOST_MM_PER_PIXEL = 0.1, 1_000.0


def read_blueprint(
    content: bytes,
    *,
    info: str = "",
    max_pixels: int = MAX_PIXELS,
    mm_per_pixel: float | None = None,
    progress: Callable[[str], None] | None = None,
) -> Reading:
    """Draft a plan from the picture of a blueprint: a PNG, JPEG, TIFF or the first page of a PDF.

    The scale comes from ``mm_per_pixel`` (millimetres per pixel of the picture), else from a size in ``info`` such as
    ``width 38'6"``, else from the usual width of doors; ``plan.scale`` says which. The same bytes and words always
    give the same plan. ``progress`` is told each step in words.

    Raises NotAPicture or PictureTooLarge when the file cannot be opened, and ValueError for an ``mm_per_pixel`` that
    no picture of a home has; everything else is a finding.
    """
    if mm_per_pixel is not None and not _LEAST_MM_PER_PIXEL <= mm_per_pixel <= _MOST_MM_PER_PIXEL:
        message = f"mm_per_pixel is {mm_per_pixel}; it must lie between {_LEAST_MM_PER_PIXEL} and {_MOST_MM_PER_PIXEL}."
        raise ValueError(message)
    tell = progress or _silently
    tell("opening the picture")
    picture = open_picture(content, max_pixels)
    tell("evening out the paper")
    sheet = make_sheet(picture.grey)
    drafted = draft(sheet, tell)
    source = Source(
        format=picture.format,
        sha256=picture.sha256,
        width_units=picture.width_px,
        height_units=picture.height_px,
    )
    plan, findings = _plan_of(picture, sheet, drafted, info, mm_per_pixel)
    plan = msgspec.structs.replace(plan, source=source, tolerance_mm=TOLERANCE_MM)
    return Reading(plan, gravest_first(findings))


def _plan_of(
    picture: Picture, sheet: Sheet, drafted: Draft, info: str, mm_per_pixel: float | None
) -> tuple[Plan, list[Finding]]:
    findings = doubts_of_sheet(picture, sheet)
    if not drafted.plans:
        return Plan(), [*findings, *doubts_of_draft(sheet, drafted, None)]
    left, top, right, bottom = extent_of(drafted.runs)
    enlarged = sheet.px_per_source_px
    doors = door_widths(drafted.gaps)
    measured = Measured(
        width_px=(right - left) / enlarged,
        depth_px=(bottom - top) / enlarged,
        wall_px=sheet.strokes.wall_px / enlarged,
        inner_doors_px=tuple(width / enlarged for width in doors.inner),
        outer_doors_px=tuple(width / enlarged for width in doors.outer),
    )
    scaled = decide_scale(info, mm_per_pixel, measured)
    frame = Frame(left, bottom, scaled.scale.mm_per_unit / enlarged)
    leaves_shown = shows_leaves(drafted.gaps)
    judged = [Judged(gap, judge(gap, frame.mm_per_px, leaves_shown=leaves_shown)) for gap in drafted.gaps]
    assembled = assemble(drafted, judged, frame)
    plan = Plan(storeys=(assembled.storey,), scale=scaled.scale)
    findings.extend(scaled.findings)
    findings.extend(doubts_of_draft(sheet, drafted, frame))
    findings.extend(doubts_of_plan(assembled, TOLERANCE_MM))
    return plan, findings


def _silently(_: str) -> None:
    """Tell nobody."""
