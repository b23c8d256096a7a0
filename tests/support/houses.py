"""Small houses for tests of the floor-plan library: rectangles with partitions, and random ones for laws."""

import msgspec
from hypothesis import strategies as st

from planroom.floorplan.geometry.points import Point
from planroom.floorplan.model.opening import Opening, OpeningKind
from planroom.floorplan.model.plan import Plan, Storey
from planroom.floorplan.model.rooms import with_rooms_found
from planroom.floorplan.model.wall import Wall, WallKind

OUTER_MM = 300.0
INNER_MM = 100.0
TOLERANCE_MM = 1.0


def wall(wall_id: str, start: tuple[float, float], end: tuple[float, float], thickness_mm: float = INNER_MM) -> Wall:
    """Make a wall; one as thick as an outer wall is one."""
    kind = WallKind.EXTERIOR if thickness_mm >= OUTER_MM else WallKind.INTERIOR
    return Wall(id=wall_id, start=Point(*start), end=Point(*end), thickness_mm=thickness_mm, kind=kind)


def box(width_mm: float, depth_mm: float, thickness_mm: float = OUTER_MM, prefix: str = "") -> tuple[Wall, ...]:
    """Make four walls around the origin's first quadrant, measured outside: south, east, north, west."""
    low, right, top = thickness_mm / 2, width_mm - thickness_mm / 2, depth_mm - thickness_mm / 2
    corners = ((low, low), (right, low), (right, top), (low, top))
    names = ("south", "east", "north", "west")
    return tuple(wall(prefix + name, corners[i], corners[(i + 1) % 4], thickness_mm) for i, name in enumerate(names))


def storey(*walls: Wall, openings: tuple[Opening, ...] = (), storey_id: str = "s") -> Storey:
    """Make a storey with a room in each space that the walls close."""
    bare = Storey(id=storey_id, name="Ground floor", walls=walls, openings=openings)
    return with_rooms_found(bare, TOLERANCE_MM)


def two_rooms() -> Storey:
    """The house of test vector T13 without its balcony: 10 x 8 m outside, walls of 0.3 m, a partition of 7.4 x 0.1 m.

    The partition stands at 4.15 m, so its rooms are 3.80 and 5.50 m wide; a door in it and a front door.
    """
    return storey(
        *box(10_000, 8_000),
        wall("partition", (4_150, 150), (4_150, 7_850)),
        openings=(door("inner", "partition", 2_000), door("front", "south", 2_000)),
    )


def door(opening_id: str, wall_id: str, offset_mm: float, width_mm: float = 900.0) -> Opening:
    """Make a door."""
    return Opening(id=opening_id, wall_id=wall_id, kind=OpeningKind.DOOR, offset_mm=offset_mm, width_mm=width_mm)


def plan_of(*storeys: Storey) -> Plan:
    """Make a plan of storeys."""
    return Plan(name="Test", storeys=storeys)


def relabelled(place: Storey, **labels: str) -> Storey:
    """Give rooms labels; ``room_2="Kitchen"`` labels the room whose id ends in ``room-2``."""
    wanted = {name.replace("_", "-"): label for name, label in labels.items()}
    rooms = tuple(
        msgspec.structs.replace(room, label=wanted.get(room.id.removeprefix(f"{place.id}-"), room.label))
        for room in place.rooms
    )
    return msgspec.structs.replace(place, rooms=rooms)


@st.composite
def houses(draw: st.DrawFn, most_partitions: int = 6) -> Storey:
    """Draw a house: a rectangle divided again and again by partitions, with doors in the middle of some walls."""
    width, depth = draw(st.integers(60, 200)) * 100, draw(st.integers(60, 160)) * 100
    outer = box(width, depth)
    spaces = [(150.0, 150.0, width - 150.0, depth - 150.0)]
    partitions: list[Wall] = []
    for number in range(draw(st.integers(0, most_partitions))):
        x0, y0, x1, y1 = spaces.pop(draw(st.integers(0, len(spaces) - 1)))
        across = x1 - x0 >= y1 - y0
        low, high = (x0, x1) if across else (y0, y1)
        if high - low < 3_000:
            spaces.append((x0, y0, x1, y1))
            continue
        at = float(draw(st.integers(int(low + 1_200) // 50, int(high - 1_200) // 50)) * 50)
        thickness = draw(st.sampled_from((80.0, 100.0, 150.0)))
        if across:
            partitions.append(wall(f"p{number}", (at, y0), (at, y1), thickness))
            spaces += [(x0, y0, at, y1), (at, y0, x1, y1)]
        else:
            partitions.append(wall(f"p{number}", (x0, at), (x1, at), thickness))
            spaces += [(x0, y0, x1, at), (x0, at, x1, y1)]
    openings = tuple(
        door(f"d-{line.id}", line.id, line.length_mm / 2, 800.0)
        for line in (*outer, *partitions)
        if draw(st.booleans())
    )
    return storey(*outer, *partitions, openings=openings)
