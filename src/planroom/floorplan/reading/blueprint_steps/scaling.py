"""Scaling: how many millimetres one source pixel is, and how sure that is."""

import math
import statistics
from typing import NamedTuple

from planroom.floorplan.geometry.units import feet_and_inches, metres
from planroom.floorplan.model.finding import Finding, Severity
from planroom.floorplan.model.plan import Scale, ScaleSource
from planroom.floorplan.reading import drafting_kinds as kinds
from planroom.floorplan.reading.blueprint_steps.given import GivenSize, find_given_size

INNER_DOOR_MM = 740.0
"""Inner doors are made 0.76 to 0.81 m wide (2'6" and 2'8"), closets' less; the ink of the jambs takes some of it."""
OUTER_DOOR_MM = 870.0
"""Outer doors are made 0.86 to 0.91 m wide (2'10" and 3'0")."""
_LEAST_DOORS = 2
_MANY_DOORS = 3
_DOOR_UNCERTAINTY = 0.10  # houses differ by so much in their usual door
_FEW_DOORS_UNCERTAINTY = 0.18
_MEDIAN_ERROR = 1.9  # standard error of a median by the median deviation, times the root of the count
_WALL_UNCERTAINTY = 0.35
_USUAL_WALL_MM = 150.0
_AGREE = 0.05
_BARELY_AGREE = 0.12
_LIKELY = (0.72, 1.4)  # given scale over the doors' scale: houses with all doors this narrow or wide exist
_POSSIBLE = (0.55, 1.8)
_EDGE_PX = 1.0  # each outer face is found to about half a source pixel


class Measured(NamedTuple):
    """What scaling needs of the plan on the picture, all in source pixels."""

    width_px: float
    depth_px: float
    wall_px: float
    inner_doors_px: tuple[float, ...]
    outer_doors_px: tuple[float, ...]

    @property
    def mm_per_px_by_door(self) -> tuple[float, ...]:
        """Give what each door says about the scale."""
        inner = (INNER_DOOR_MM / width for width in self.inner_doors_px)
        outer = (OUTER_DOOR_MM / width for width in self.outer_doors_px)
        return (*inner, *outer)


class Scaled(NamedTuple):
    """The scale, and what is doubtful about it."""

    scale: Scale
    findings: tuple[Finding, ...]


def decide_scale(info: str, mm_per_pixel: float | None, measured: Measured) -> Scaled:
    """Take the explicit scale, else the sizes in the text, else the usual door, else the usual wall."""
    if mm_per_pixel is not None:
        scale = Scale(source=ScaleSource.GIVEN, mm_per_unit=mm_per_pixel, uncertainty=0.005, note="given per pixel")
        return Scaled(scale, tuple(_doubtful_doors(mm_per_pixel, measured)))
    given = find_given_size(info)
    findings: list[Finding] = []
    if info.strip() and given.is_empty:
        findings.append(kinds.INFO_WITHOUT_SIZE.found("The text that came with the picture gives no usable size."))
    if given.is_empty:
        scaled = _by_doors(measured)
        return Scaled(scaled.scale, (*findings, *scaled.findings))
    scaled = _by_given_size(given, measured)
    findings.extend(scaled.findings)
    findings.extend(_doubtful_doors(scaled.scale.mm_per_unit, measured))
    return Scaled(scaled.scale, tuple(findings))


def _by_given_size(given: GivenSize, measured: Measured) -> Scaled:
    if given.mm_per_px is not None:
        scale = Scale(
            source=ScaleSource.GIVEN, mm_per_unit=given.mm_per_px, uncertainty=0.005, note="given as mm per pixel"
        )
        return Scaled(scale, ())
    findings: list[Finding] = []
    if given.repeated:
        findings.append(kinds.SIZE_REPEATED.found("The text gives the same measure more than once."))
    if given.assumed_width and given.width_mm:
        findings.append(kinds.WIDTH_ASSUMED.found(f"The length {_said(given.width_mm)} was taken as the width."))
    by_width = given.width_mm / measured.width_px if given.width_mm else None
    by_depth = given.depth_mm / measured.depth_px if given.depth_mm else None
    mm_per_px, uncertainty = _settled(by_width, by_depth, measured)
    if by_width and by_depth:
        findings.extend(_contradiction(by_width, by_depth))
    known = [("width", given.width_mm), ("depth", given.depth_mm)]
    note = ", ".join(f"{name} {_said(length)}" for name, length in known if length)
    scale = Scale(source=ScaleSource.GIVEN, mm_per_unit=mm_per_px, uncertainty=round(uncertainty, 4), note=note)
    return Scaled(scale, tuple(findings))


def _settled(by_width: float | None, by_depth: float | None, measured: Measured) -> tuple[float, float]:
    """Weigh width and depth by their length when they agree; when they do not, the width decides."""
    across, down = measured.width_px, measured.depth_px
    if by_width and by_depth:
        off = abs(by_width / by_depth - 1)
        if off <= _AGREE:
            mean = (by_width * across + by_depth * down) / (across + down)
            return mean, max(off / 2, _EDGE_PX / (across + down))
        return by_width, max(off / 2, _EDGE_PX / across)
    if by_width:
        return by_width, _EDGE_PX / across
    return by_depth or 1.0, _EDGE_PX / down


def _contradiction(by_width: float, by_depth: float) -> list[Finding]:
    off = by_depth / by_width - 1
    if abs(off) <= _AGREE:
        return []
    text = f"By the given depth the plan is {abs(off):.0%} {'larger' if off > 0 else 'smaller'} than by the given width"
    severity = Severity.ERROR if abs(off) > _BARELY_AGREE else None
    return [kinds.SIZES_CONTRADICT.found(f"{text}; the width was used.", severity=severity)]


def _doubtful_doors(mm_per_px: float, measured: Measured) -> list[Finding]:
    """Compare the given scale with what the doors say."""
    votes = measured.mm_per_px_by_door
    if len(votes) < _LEAST_DOORS:
        return []
    share = mm_per_px / statistics.median(votes)
    if _LIKELY[0] <= share <= _LIKELY[1]:
        return []
    severity = None if _POSSIBLE[0] <= share <= _POSSIBLE[1] else Severity.ERROR
    text = f"With the given size the usual inner door of the plan would be {share * INNER_DOOR_MM:.0f} mm wide."
    return [kinds.DOORS_UNLIKELY.found(text, severity=severity)]


def _by_doors(measured: Measured) -> Scaled:
    votes = measured.mm_per_px_by_door
    if not votes:
        mm_per_px = _USUAL_WALL_MM / measured.wall_px
        note = f"no size given and no doors found; walls taken as {_USUAL_WALL_MM:.0f} mm thick"
        scale = Scale(source=ScaleSource.UNKNOWN, mm_per_unit=mm_per_px, uncertainty=_WALL_UNCERTAINTY, note=note)
        text = "No size was given and no door was found to go by; the size of the plan is a guess."
        return Scaled(scale, (kinds.SCALE_UNKNOWN.found(text),))
    mm_per_px = statistics.median(votes)
    spread = statistics.median(abs(vote / mm_per_px - 1) for vote in votes)
    least = _DOOR_UNCERTAINTY if len(votes) >= _MANY_DOORS else _FEW_DOORS_UNCERTAINTY
    uncertainty = max(least, _MEDIAN_ERROR * spread / math.sqrt(len(votes)))
    scale = Scale(
        source=ScaleSource.DOOR_WIDTHS,
        mm_per_unit=mm_per_px,
        uncertainty=round(uncertainty, 3),
        note=f"{len(votes)} doors; inner ones taken as {INNER_DOOR_MM:.0f} mm wide, outer as {OUTER_DOOR_MM:.0f} mm",
    )
    text = (
        f"No size was given; the scale comes from {len(votes)} door{'s' if len(votes) > 1 else ''}. "
        f"Lengths may be off by {uncertainty:.0%}, areas by about {2 * uncertainty:.0%}."
    )
    return Scaled(scale, (kinds.SCALE_BY_DOORS.found(text),))


def _said(length_mm: float) -> str:
    return f"{feet_and_inches(length_mm)} ({metres(length_mm)} m)"
