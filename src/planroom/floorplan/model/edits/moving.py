"""How the walls around a moved wall follow it, so that what was closed stays closed.

The moved wall keeps its direction, and so does every wall that it touches: an end that meets the moved wall slides
along its own axis, and the moved wall's own ends slide along the walls that hold them. Where the moved wall went on
straight into another wall, a short new wall bridges the step.
"""

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec

from planroom.floorplan.geometry.points import Point, distance_mm
from planroom.floorplan.geometry.strips import Strip, Touch, touch_of
from planroom.floorplan.model.wall import Wall

_DECIMALS = 4
_AXIS_DECIMALS = 9


class Shift(NamedTuple):
    """How far a wall moves: to the left of its direction, and along it."""

    across_mm: float
    along_mm: float


class Moved(NamedTuple):
    """The walls after a move: changed ones by id, and steps to be bridged as pairs of points."""

    walls: dict[str, Wall]
    steps: tuple[tuple[Point, Point], ...]


class _Line(NamedTuple):
    """The direction of a wall as a unit vector, and its length."""

    x: float
    y: float
    length_mm: float


def shift_of(wall: Wall, dx_mm: float, dy_mm: float) -> Shift:
    """Split a move into its parts across and along a wall."""
    line = _line(wall)
    across = dy_mm * line.x - dx_mm * line.y
    along = dx_mm * line.x + dy_mm * line.y
    return Shift(round(across, _AXIS_DECIMALS), round(along, _AXIS_DECIMALS))


def moved_walls(walls: Sequence[Wall], wall: Wall, shift: Shift, tolerance_mm: float) -> Moved:
    """Move ``wall``, a wall with a length, and let the walls that it touches follow."""
    others = [other for other in walls if other.id != wall.id and other.length_mm > 0]
    changed: dict[str, Wall] = {}
    for other in others:
        follower = _followed(other, wall, shift, others, tolerance_mm)
        if follower != other:
            changed[other.id] = follower
    start, held_start = _new_end(wall, shift, others, tolerance_mm, at_start=True)
    end, held_end = _new_end(wall, shift, others, tolerance_mm, at_start=False)
    moved = msgspec.structs.replace(wall, start=start, end=end)
    changed[wall.id] = moved
    for host in (*held_start, *held_end):
        current = changed.get(host.id, host)
        reaching = _reaching(current, moved, tolerance_mm)
        if reaching != host:
            changed[host.id] = reaching
    after = [changed.get(other.id, other) for other in walls]
    steps = (
        *_steps(wall, moved, after, tolerance_mm, at_start=True),
        *_steps(wall, moved, after, tolerance_mm, at_start=False),
    )
    return Moved(changed, steps)


def _strip(wall: Wall) -> Strip:
    return Strip(wall.start, wall.end, wall.thickness_mm)


def _line(wall: Wall) -> _Line:
    length = wall.length_mm
    return _Line((wall.end.x_mm - wall.start.x_mm) / length, (wall.end.y_mm - wall.start.y_mm) / length, length)


def _across_share(line: _Line, direction: _Line) -> float:
    """How much of a step along ``direction`` is to the left of ``line``: the sine of the angle between them."""
    return line.x * direction.y - line.y * direction.x


def _touch(wall: Wall, host: Wall, tolerance_mm: float, *, at_start: bool) -> Touch | None:
    return touch_of(_strip(wall), _strip(host), tolerance_mm, at_start=at_start)


def _followed(other: Wall, wall: Wall, shift: Shift, walls: Sequence[Wall], tolerance_mm: float) -> Wall:
    """Slide the ends of ``other`` that touch the moved wall along the axis of ``other``."""
    direction = _line(other)
    share = _across_share(_line(wall), direction)
    low, high = 0.0, direction.length_mm
    if _touch(other, wall, tolerance_mm, at_start=True):
        kept = [
            place for place in _contacts(other, wall, walls, tolerance_mm) if not _is_near(place, high, tolerance_mm)
        ]
        low = min([low + shift.across_mm / share, *kept])
    if _touch(other, wall, tolerance_mm, at_start=False):
        kept = [
            place for place in _contacts(other, wall, walls, tolerance_mm) if not _is_near(place, 0.0, tolerance_mm)
        ]
        high = max([high + shift.across_mm / share, *kept])
    return _stretched(other, low, high)


def _contacts(host: Wall, moving: Wall, walls: Sequence[Wall], tolerance_mm: float) -> Iterator[float]:
    """Give the places along ``host`` where ends of other walls than the moving one rest on it."""
    length = host.length_mm
    for other in walls:
        if other.id not in {host.id, moving.id}:
            for at_start in (True, False):
                touch = _touch(other, host, tolerance_mm, at_start=at_start)
                if touch is not None:
                    yield min(max(touch.along_mm, 0.0), length)


def _is_near(place_mm: float, other_mm: float, tolerance_mm: float) -> bool:
    return abs(place_mm - other_mm) <= tolerance_mm


def _stretched(wall: Wall, low_mm: float, high_mm: float) -> Wall:
    """Give the wall from one place on its axis to another, counted from its start; unchanged ends stay as they are."""
    line = _line(wall)
    start = wall.start if low_mm == 0 else _on(wall.start, line, low_mm)
    end = wall.end if high_mm == line.length_mm else _on(wall.end, line, high_mm - line.length_mm)
    return msgspec.structs.replace(wall, start=start, end=end)


def _on(point: Point, line: _Line, distance: float) -> Point:
    return _rounded(point.x_mm + line.x * distance, point.y_mm + line.y * distance)


def _rounded(x_mm: float, y_mm: float) -> Point:
    return Point(round(x_mm, _DECIMALS) + 0.0, round(y_mm, _DECIMALS) + 0.0)


def _new_end(
    wall: Wall, shift: Shift, others: Sequence[Wall], tolerance_mm: float, *, at_start: bool
) -> tuple[Point, list[Wall]]:
    """Give the new place of one end of the moved wall, and the walls that hold it there."""
    line = _line(wall)
    point = wall.start if at_start else wall.end
    held = [other for other in others if _touch(wall, other, tolerance_mm, at_start=at_start)]
    if not held:
        dx = shift.along_mm * line.x - shift.across_mm * line.y
        dy = shift.along_mm * line.y + shift.across_mm * line.x
        return _rounded(point.x_mm + dx, point.y_mm + dy), held
    guide = max((_line(other) for other in held), key=lambda direction: abs(_across_share(line, direction)))
    return _on(point, guide, shift.across_mm / _across_share(line, guide)), held


def _reaching(host: Wall, moved: Wall, tolerance_mm: float) -> Wall:
    """Lengthen a wall that held the moved wall's end so that it still does."""
    direction = _line(host) if host.length_mm > tolerance_mm else None
    if direction is None:
        return host
    low, high = 0.0, direction.length_mm
    for point in (moved.start, moved.end):
        dx, dy = point.x_mm - host.start.x_mm, point.y_mm - host.start.y_mm
        off = abs(dx * direction.y - dy * direction.x)
        if off <= (host.thickness_mm + moved.thickness_mm) / 2 + tolerance_mm:
            place = dx * direction.x + dy * direction.y
            low = min(low, place) if place < -moved.thickness_mm / 2 - tolerance_mm else low
            high = max(high, place) if place > direction.length_mm + moved.thickness_mm / 2 + tolerance_mm else high
    return _stretched(host, low, high)


def _steps(
    wall: Wall, moved: Wall, after: Sequence[Wall], tolerance_mm: float, *, at_start: bool
) -> Iterator[tuple[Point, Point]]:
    """Give the gaps between one end of the moved wall and the walls that it went on into before the move."""
    old, new = (wall.start, moved.start) if at_start else (wall.end, moved.end)
    for other in after:
        if other.id == wall.id or other.length_mm <= tolerance_mm or not _is_in_line(wall, other):
            continue
        end = min((other.start, other.end), key=lambda point: distance_mm(point, old))
        if distance_mm(end, old) > tolerance_mm:
            continue
        bodies_meet = distance_mm(end, new) <= (wall.thickness_mm + other.thickness_mm) / 2 - tolerance_mm
        if not bodies_meet and not _is_bridged(end, new, after, tolerance_mm):
            yield end, new


def _is_in_line(wall: Wall, other: Wall) -> bool:
    return abs(_across_share(_line(wall), _line(other))) < math.sin(math.radians(10))


def _is_bridged(a: Point, b: Point, walls: Sequence[Wall], tolerance_mm: float) -> bool:
    """Tell whether one wall's axis runs through both points."""
    return any(_is_on(wall, a, tolerance_mm) and _is_on(wall, b, tolerance_mm) for wall in walls)


def _is_on(wall: Wall, point: Point, tolerance_mm: float) -> bool:
    if wall.length_mm <= tolerance_mm:
        return False
    line = _line(wall)
    dx, dy = point.x_mm - wall.start.x_mm, point.y_mm - wall.start.y_mm
    place = dx * line.x + dy * line.y
    reach = wall.thickness_mm / 2 + tolerance_mm
    return abs(dx * line.y - dy * line.x) <= reach and -reach <= place <= line.length_mm + reach
