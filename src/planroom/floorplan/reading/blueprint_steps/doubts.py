"""Doubts: what of the draft a person should look at, as findings with their places."""

from collections.abc import Iterator

import numpy as np

from planroom.floorplan.geometry.points import Point
from planroom.floorplan.model.finding import Finding, Severity
from planroom.floorplan.model.opening import OpeningKind
from planroom.floorplan.model.rooms import room_faces
from planroom.floorplan.reading import drafting_kinds as kinds
from planroom.floorplan.reading.blueprint_steps.assemble import STOREY_ID, Assembled, Frame
from planroom.floorplan.reading.blueprint_steps.bars import MOST_BARS
from planroom.floorplan.reading.blueprint_steps.draft import Draft, extent_of
from planroom.floorplan.reading.blueprint_steps.net import Plan
from planroom.floorplan.reading.blueprint_steps.picture import Picture
from planroom.floorplan.reading.blueprint_steps.sheet import Sheet

_SAID = {
    OpeningKind.DOOR: "door",
    OpeningKind.DOUBLE_DOOR: "double door",
    OpeningKind.WINDOW: "window",
    OpeningKind.CASED: "passage without a door",
}
_LEAST_WALL_SOURCE_PX = 1.8  # thinner walls cannot be told from lines
_LEAST_PLAN_SOURCE_PX = 140  # a house of 12 m at 85 mm per pixel: an inner wall is one pixel
_POOR_CONTRAST = 0.45
_HOPELESS_CONTRAST = 0.15
_MOST_SKEW_DEG = 2.9
_FURTHER_PLAN = 0.12  # of the area of the first plan
_FURTHER_SOLID = 0.6  # drawn solid: what looks like a plan in a sketch is mostly gaps
_MOST_LOOSE = 0.5  # loose ends per wall
_LEAST_SOLID = 0.55  # share of the walls that is drawn solid
_LEFT_OUT = 0.12  # solid walls near the plan but not in it, as a share of the plan's own
_FAR_LEFT_OUT = 0.3
_NEAR = 10.0  # in wall thicknesses: left-out walls this near to the plan may belong to it
_BITTEN_SIDES = 3
_BITTEN = 0.05  # of the plan's area; smaller recesses are porches and entries
_FAR_BITTEN = 0.15
_UNEXPLAINED = 0.12  # share of the solid ink inside the plan that no wall covers
_FAR_UNEXPLAINED = 0.3


def doubts_of_sheet(picture: Picture, sheet: Sheet) -> list[Finding]:
    """Find what is doubtful about the picture itself."""
    findings = []
    if picture.further_frames:
        findings.append(kinds.FURTHER_PAGES.found(f"The file has {picture.further_frames} more pages or frames."))
    wall_source_px = sheet.strokes.wall_px / sheet.px_per_source_px
    if 0 < wall_source_px < _LEAST_WALL_SOURCE_PX:
        text = f"The thickest walls found are only {wall_source_px:.1f} pixels thick."
        findings.append(kinds.PICTURE_TOO_SMALL.found(text))
    if sheet.contrast < _POOR_CONTRAST:
        severity = Severity.ERROR if sheet.contrast < _HOPELESS_CONTRAST else None
        text = f"Ink and paper differ by only {sheet.contrast:.0%} of the paper's brightness."
        findings.append(kinds.WEAK_CONTRAST.found(text, severity=severity))
    if abs(sheet.skew_deg) >= _MOST_SKEW_DEG:
        findings.append(kinds.TURNED_TOO_FAR.found("The picture seems to be turned by 3 degrees or more."))
    return findings


def doubts_of_draft(sheet: Sheet, drafted: Draft, frame: Frame | None) -> list[Finding]:
    """Find what is doubtful about the walls found on the sheet."""
    if frame is None:
        return [kinds.NO_PLAN.found("No walls that enclose a space were found in the picture.")]
    plan = drafted.plans[0]
    findings = [*_further_plans(drafted, frame), *_left_out(sheet, drafted, frame)]
    if len(drafted.bars) >= MOST_BARS:
        text = f"The picture holds more than {MOST_BARS} thick straight strokes; only the largest were looked at."
        findings.append(kinds.NOT_A_PLAN.found(text, storey_id=STOREY_ID))
    left, top, right, bottom = extent_of(drafted.runs)
    longest_px = max(right - left, bottom - top) / sheet.px_per_source_px
    if longest_px < _LEAST_PLAN_SOURCE_PX:
        text = f"The plan is only {longest_px:.0f} pixels long; thin walls and doors are lost in so small a picture."
        findings.append(kinds.PICTURE_TOO_SMALL.found(text, storey_id=STOREY_ID))
    loose_share = len(plan.loose_ends) / len(plan.runs)
    if loose_share > _MOST_LOOSE:
        text = f"{len(plan.loose_ends)} wall ends of {len(plan.runs)} walls meet nothing; this may be no floor plan."
        findings.append(kinds.NOT_A_PLAN.found(text, storey_id=STOREY_ID))
    if plan.solid_share < _LEAST_SOLID:
        text = f"Only {plan.solid_share:.0%} of the length of the walls is drawn solid; the rest bridges gaps."
        findings.append(kinds.MOSTLY_GUESSED.found(text, storey_id=STOREY_ID))
    findings.extend(_left_over(sheet, drafted, frame))
    findings.extend(_bitten(plan, frame))
    return findings


def _further_plans(drafted: Draft, frame: Frame) -> Iterator[Finding]:
    first = drafted.plans[0]
    for plan in drafted.plans[1:]:
        share = plan.footprint.area / first.footprint.area
        if share >= _FURTHER_PLAN and plan.solid_share >= _FURTHER_SOLID:
            text = f"The picture holds another plan, {share:.0%} as large as the drafted one, which was left out."
            yield kinds.SEVERAL_PLANS.found(text, storey_id=STOREY_ID, place=_centre(plan, frame))


def _centre(plan: Plan, frame: Frame) -> Point:
    rows, columns = np.nonzero(plan.footprint.mask)
    return frame.point(plan.footprint.left + float(columns.mean()), plan.footprint.top + float(rows.mean()))


def _left_out(sheet: Sheet, drafted: Draft, frame: Frame) -> Iterator[Finding]:
    """Tell of solid walls close to the plan that are not part of it, unless they belong to another plan."""
    plan, wall_px = drafted.plans[0], sheet.strokes.wall_px
    mask = plan.footprint.mask
    reach = _NEAR * wall_px
    left, top = plan.footprint.left - reach, plan.footprint.top - reach
    right, bottom = left + mask.shape[1] + 2 * reach, top + mask.shape[0] + 2 * reach
    length, worst = 0.0, None
    for bar in drafted.bars:
        along = (bar.start + bar.end) / 2
        x, y = (along, bar.axis) if bar.level else (bar.axis, along)
        if not (left <= x <= right and top <= y <= bottom) or any(p.footprint.holds(x, y) for p in drafted.plans):
            continue
        length += bar.length
        if worst is None or bar.length > worst[0]:
            worst = (bar.length, x, y)
    share = length / sum(run.solid_length for run in plan.runs)
    if worst is not None and share >= _LEFT_OUT:
        severity = Severity.ERROR if share >= _FAR_LEFT_OUT else None
        text = f"Solid walls beside the plan, {share:.0%} of the length of its own, close no space and were left out."
        place = frame.point(worst[1], worst[2])
        yield kinds.WALLS_LEFT_OUT.found(text, storey_id=STOREY_ID, place=place, severity=severity)


def _bitten(plan: Plan, frame: Frame) -> Iterator[Finding]:
    """Tell of a large place beside the plan that walls surround on three sides: a room that was not closed."""
    mask = plan.footprint.mask
    step = max(1, max(mask.shape) // 400)
    small = mask[::step, ::step]
    sides = [
        np.logical_or.accumulate(small, axis=1),
        np.logical_or.accumulate(small[:, ::-1], axis=1)[:, ::-1],
        np.logical_or.accumulate(small, axis=0),
        np.logical_or.accumulate(small[::-1], axis=0)[::-1],
    ]
    bitten = (np.sum(sides, axis=0) >= _BITTEN_SIDES) & ~small
    share = float(bitten.sum() / small.sum())
    if share >= _BITTEN:
        rows, columns = np.nonzero(bitten)
        x = plan.footprint.left + step * float(np.median(columns))
        y = plan.footprint.top + step * float(np.median(rows))
        severity = Severity.ERROR if share >= _FAR_BITTEN else None
        text = f"A space of {share:.0%} of the plan's area has walls on three sides but was not closed."
        yield kinds.SPACE_NOT_CLOSED.found(text, storey_id=STOREY_ID, place=frame.point(x, y), severity=severity)


def _left_over(sheet: Sheet, drafted: Draft, frame: Frame) -> Iterator[Finding]:
    """Tell of solid ink inside the plan that no wall covers."""
    footprint = drafted.plans[0].footprint
    height, width = footprint.mask.shape
    top, left = max(0, footprint.top), max(0, footprint.left)
    inside = drafted.solid[top : footprint.top + height, left : footprint.left + width].copy()
    inside &= footprint.mask[top - footprint.top :, left - footprint.left :][: inside.shape[0], : inside.shape[1]]
    total = int(inside.sum())
    margin = round(0.6 * sheet.strokes.wall_px)
    for run in drafted.runs:
        low, high = (run.start, run.end) if run.level else (run.near, run.far)
        first, last = (run.near, run.far) if run.level else (run.start, run.end)
        rows = slice(max(0, round(first) - top - margin), max(0, round(last) - top + margin))
        columns = slice(max(0, round(low) - left - margin), max(0, round(high) - left + margin))
        inside[rows, columns] = False
    share = inside.sum() / total if total else 0.0
    if share >= _UNEXPLAINED:
        rows_left, columns_left = np.nonzero(inside)
        place = frame.point(left + float(np.median(columns_left)), top + float(np.median(rows_left)))
        severity = Severity.ERROR if share >= _FAR_UNEXPLAINED else None
        text = f"{share:.0%} of the solid ink inside the plan is covered by no wall."
        yield kinds.SOLID_LEFT_OVER.found(text, storey_id=STOREY_ID, place=place, severity=severity)


def doubts_of_plan(assembled: Assembled, tolerance_mm: float) -> list[Finding]:
    """Find what is doubtful about rooms and openings."""
    storey = assembled.storey
    findings = []
    if not room_faces(storey, tolerance_mm):
        findings.append(kinds.NO_PLAN.found("The walls found enclose no room.", storey_id=STOREY_ID))
    elif len(storey.rooms) == 1:
        text = "The walls found enclose a single room."
        findings.append(kinds.ONE_ROOM_ONLY.found(text, storey_id=STOREY_ID, place=storey.rooms[0].seed))
    walls = {wall.id: wall for wall in storey.walls}
    for opening in storey.openings:
        doubt = assembled.judged_by_id[opening.id].verdict.doubt
        if doubt:
            findings.append(
                kinds.OPENING_DOUBTFUL.found(
                    f"Held to be a {_SAID[opening.kind]}, this opening {doubt}.",
                    element_ids=(opening.id,),
                    storey_id=STOREY_ID,
                    place=walls[opening.wall_id].point_at(opening.offset_mm),
                )
            )
    if assembled.guessed_ids:
        text = f"The picture does not show how {len(assembled.guessed_ids)} doors open; hinge and swing are guessed."
        findings.append(kinds.SWING_GUESSED.found(text, element_ids=assembled.guessed_ids, storey_id=STOREY_ID))
    if storey.rooms:
        text = f"The {len(storey.rooms)} rooms are numbered; names on the picture are not read."
        findings.append(kinds.NAMES_NOT_READ.found(text, storey_id=STOREY_ID))
    return findings
