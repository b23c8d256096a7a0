"""Doubts: what of the draft a person should look at, as findings with their places."""

from planroom.floorplan.model.finding import Finding, Severity
from planroom.floorplan.model.opening import OpeningKind
from planroom.floorplan.model.rooms import room_faces
from planroom.floorplan.reading import drafting_kinds as kinds
from planroom.floorplan.reading.blueprint_steps.assemble import STOREY_ID, Assembled, Frame
from planroom.floorplan.reading.blueprint_steps.bars import MOST_BARS
from planroom.floorplan.reading.blueprint_steps.draft import Draft, extent_of
from planroom.floorplan.reading.blueprint_steps.omissions import omissions
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
_MOST_LOOSE = 0.5  # loose ends per wall
_LEAST_SOLID = 0.55  # share of the walls that is drawn solid


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
    findings = list(omissions(sheet, drafted, frame))
    if len(drafted.bars) >= MOST_BARS:
        text = f"The picture holds more than {MOST_BARS} thick straight strokes; only the largest were looked at."
        findings.append(kinds.NOT_A_PLAN.found(text, storey_id=STOREY_ID))
    left, top, right, bottom = extent_of(drafted.runs)
    longest_px = max(right - left, bottom - top) / sheet.px_per_source_px
    if longest_px < _LEAST_PLAN_SOURCE_PX:
        text = f"The plan is only {longest_px:.0f} pixels long; thin walls and doors are lost in so small a picture."
        findings.append(kinds.PICTURE_TOO_SMALL.found(text, storey_id=STOREY_ID))
    loose_share = plan.loose_ends / len(plan.runs)
    if loose_share > _MOST_LOOSE:
        text = f"{plan.loose_ends} wall ends of {len(plan.runs)} walls meet nothing; this may be no floor plan."
        findings.append(kinds.NOT_A_PLAN.found(text, storey_id=STOREY_ID))
    if plan.solid_share < _LEAST_SOLID:
        text = f"Only {plan.solid_share:.0%} of the length of the walls is drawn solid; the rest bridges gaps."
        findings.append(kinds.MOSTLY_GUESSED.found(text, storey_id=STOREY_ID))
    return findings


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
        text = "The rooms are numbered; names on the picture are not read."
        findings.append(kinds.NAMES_NOT_READ.found(text, storey_id=STOREY_ID))
    return findings
