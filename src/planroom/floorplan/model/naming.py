"""What walls and openings are called in a sentence: by the rooms at their sides."""

from collections.abc import Iterable, Sequence

from planroom.floorplan.geometry.axes import axis_of
from planroom.floorplan.geometry.points import Point
from planroom.floorplan.geometry.region import holders_of
from planroom.floorplan.model.opening import Opening
from planroom.floorplan.model.plan import Storey
from planroom.floorplan.model.room_names import shown_name
from planroom.floorplan.model.rooms import room_faces
from planroom.floorplan.model.wall import Wall, WallKind

_BESIDE_MM = 50.0
_SHARES = tuple(tenth / 10 for tenth in range(1, 10))
_MOST_NAMES = 3


def walls_named(storey: Storey, walls: Iterable[Wall], tolerance_mm: float) -> dict[str, str]:
    """Name walls of a storey, such as ``wall between Den and Lounge`` and ``outer wall of Den``, by their ids."""
    wanted = list(walls)
    sides = _rooms_beside(
        storey, [(wall, [share * wall.length_mm for share in _SHARES]) for wall in wanted], tolerance_mm
    )
    return {
        wall.id: _named("wall" if wall.kind is WallKind.INTERIOR or all(rooms) else "outer wall", *rooms)
        for wall, rooms in zip(wanted, sides, strict=True)
    }


def openings_named(storey: Storey, openings: Iterable[Opening], tolerance_mm: float) -> dict[str, str]:
    """Name openings of a storey, such as ``door between Den and Lounge`` and ``window of Den``, by their ids."""
    walls = {wall.id: wall for wall in storey.walls}
    wanted = [opening for opening in openings if opening.wall_id in walls]
    spots = [(walls[opening.wall_id], [opening.offset_mm]) for opening in wanted]
    sides = _rooms_beside(storey, spots, tolerance_mm)
    return {opening.id: _named(_what(opening), *rooms) for opening, rooms in zip(wanted, sides, strict=True)}


def _what(opening: Opening) -> str:
    words = opening.kind.replace("_", " ")
    return words if words.endswith(("door", "window", "opening")) else f"{words} opening"


def _named(what: str, left: Sequence[str], right: Sequence[str]) -> str:
    if left and right:
        names = tuple(dict.fromkeys((*left, *right)))
        return f"{what} in {names[0]}" if len(names) == 1 else f"{what} between {_listed(names)}"
    return f"{what} of {_listed(tuple(left) or tuple(right))}" if left or right else what


def _listed(names: tuple[str, ...]) -> str:
    if len(names) > _MOST_NAMES:
        names = (*names[:_MOST_NAMES], "others")
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


def _rooms_beside(
    storey: Storey, spots: Sequence[tuple[Wall, list[float]]], tolerance_mm: float
) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Give for each wall the names of the rooms to its left and to its right, at distances from its start."""
    faces = room_faces(storey, tolerance_mm)
    rooms = [room for room in storey.rooms if room.id in faces]
    probes = [(index, side, point) for index, (wall, at) in enumerate(spots) for side, point in _probes(wall, at)]
    held = holders_of([point for _, _, point in probes], [faces[room.id] for room in rooms])
    found: list[tuple[dict[str, None], dict[str, None]]] = [({}, {}) for _ in spots]
    for (index, side, _), holders in zip(probes, held, strict=True):
        for holder in holders:
            found[index][side][shown_name(rooms[holder])] = None
    return [(tuple(left), tuple(right)) for left, right in found]


def _probes(wall: Wall, distances_mm: Iterable[float]) -> Iterable[tuple[int, Point]]:
    axis = axis_of(wall.start, wall.end)
    if axis is None:
        return
    aside_mm = wall.thickness_mm / 2 + _BESIDE_MM
    for along_mm in distances_mm:
        yield 0, axis.at(along_mm, aside_mm)
        yield 1, axis.at(along_mm, -aside_mm)
