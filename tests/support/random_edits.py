"""Random plans that no architect would draw, and random edits of them."""

import math

import msgspec
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from tests.support.houses import houses

from planroom.floorplan.geometry.points import Point
from planroom.floorplan.model.building_parts import Stair, StairLeads
from planroom.floorplan.model.edits.apply import Edit
from planroom.floorplan.model.edits.furnishing import (
    AddColumn,
    AddDimension,
    AddFixture,
    AddNote,
    AddStair,
    MoveElement,
    RemoveElement,
    SetStair,
    SetText,
)
from planroom.floorplan.model.edits.merge_rooms import MergeRooms
from planroom.floorplan.model.edits.move_wall import MoveWall
from planroom.floorplan.model.edits.openings import (
    AddOpening,
    MoveOpening,
    RemoveOpening,
    SetOpeningHeights,
    SetOpeningKind,
    SetOpeningSwing,
    SetOpeningWidth,
)
from planroom.floorplan.model.edits.rooms import AddRoom, RemoveRoom, SetRoomLabel, SetRoomProperties, SetRoomType
from planroom.floorplan.model.edits.scale_plan import ScalePlan, SetScale
from planroom.floorplan.model.edits.storeys import (
    AddStorey,
    RemoveStorey,
    SetPlanProperties,
    SetStoreyName,
    SetStoreyProperties,
)
from planroom.floorplan.model.edits.walls import (
    AddWall,
    RemoveWall,
    SetWallEnds,
    SetWallKind,
    SetWallProperties,
    SetWallThickness,
    SplitWall,
)
from planroom.floorplan.model.opening import Hinge, Opening, OpeningKind, Swing
from planroom.floorplan.model.plan import DwellingType, FixtureKind, Plan, ScaleSource, Storey
from planroom.floorplan.model.room import FloorShare, Room, RoomType
from planroom.floorplan.model.rooms import with_rooms_found
from planroom.floorplan.model.wall import Wall, WallKind

_GRID = st.integers(0, 8).map(lambda step: step * 1_000.0)
_FREE = st.floats(-9_000, 9_000, allow_nan=False)
_PLACES = st.builds(Point, _GRID, _GRID) | st.builds(Point, _FREE, _FREE)
_LENGTHS = st.integers(-60, 120).map(lambda step: step * 50.0) | st.floats(-1e4, 1e4, allow_nan=False)
_SIZES = st.sampled_from((50.0, 100.0, 300.0, 900.0, 4_000.0)) | st.floats(-10, 1e7) | st.just(math.nan)
_RINGS = st.lists(_PLACES, min_size=3, max_size=5).map(tuple)
_SLOPES = st.lists(
    st.builds(FloorShare, height_mm=st.sampled_from((1_000.0, 1_600.0, 2_400.0)), share=st.floats(0, 1)), max_size=3
).map(tuple)
_TURNS = st.sampled_from((0.0, 90.0, -30.0, 400.0))
_LABELS = st.sampled_from(("Kitchen", "", "Bedroom 2", "a\nb", "x" * 501))


@st.composite
def wild_plans(draw: st.DrawFn) -> Plan:
    """Draw a plan of walls that cross, overlap, hang loose or have no length, with openings and rooms anywhere."""
    walls = tuple(
        Wall(id=f"w{number}", start=start, end=end, thickness_mm=thickness)
        for number, (start, end, thickness) in enumerate(
            draw(st.lists(st.tuples(_PLACES, _PLACES, st.sampled_from((50.0, 100.0, 300.0))), max_size=9))
        )
    )
    openings = tuple(
        Opening(id=f"o{number}", wall_id=draw(st.sampled_from(walls)).id, kind=kind, offset_mm=offset, width_mm=width)
        for number, (kind, offset, width) in enumerate(
            draw(
                st.lists(st.tuples(st.sampled_from(OpeningKind), _LENGTHS, st.sampled_from((500.0, 900.0))), max_size=4)
            )
        )
        if walls
    )
    rooms = tuple(
        Room(id=f"r{number}", seed=seed, label="") for number, seed in enumerate(draw(st.lists(_PLACES, max_size=3)))
    )
    stairs = tuple(
        Stair(id=f"f{number}", centre=centre, width_mm=900, depth_mm=3_000, leads=leads, opening=hole)
        for number, (centre, leads, hole) in enumerate(
            draw(st.lists(st.tuples(_PLACES, st.sampled_from(StairLeads), st.none() | _RINGS), max_size=2))
        )
    )
    storey = Storey(id="s", name="Ground", walls=walls, openings=openings, rooms=rooms, stairs=stairs)
    return Plan(storeys=(with_rooms_found(storey, 1.0) if draw(st.booleans()) else storey,))


def known_houses() -> SearchStrategy[Plan]:
    """Draw houses that an architect would draw, with the ids that random edits name."""
    return houses().map(_with_known_ids)


def _with_known_ids(house: Storey) -> Plan:
    replace = msgspec.structs.replace
    walls = {wall.id: f"w{number}" for number, wall in enumerate(house.walls)}
    renamed = replace(
        house,
        walls=tuple(replace(wall, id=walls[wall.id]) for wall in house.walls),
        openings=tuple(
            replace(opening, id=f"o{number}", wall_id=walls[opening.wall_id])
            for number, opening in enumerate(house.openings)
        ),
    )
    return Plan(storeys=(renamed,))


def edits() -> SearchStrategy[Edit]:
    """Draw any edit; it mostly names elements that a wild plan has."""
    wall_ids = st.sampled_from([f"w{number}" for number in range(5)])
    opening_ids = st.sampled_from([f"o{number}" for number in range(3)])
    room_ids = st.sampled_from(["r0", "r1", "s-room-1", "s-room-2", "s-room-3"])
    storey_ids = st.sampled_from(["s", "s", "t"])
    new_ids = st.sampled_from([None, None, "w0", "new"])
    return st.one_of(
        st.builds(SetRoomLabel, room_id=room_ids, label=_LABELS),
        st.builds(SetRoomType, room_id=room_ids, type=st.sampled_from(RoomType)),
        st.builds(SetRoomProperties, room_id=room_ids, finished=st.booleans(), ceiling_height_mm=_SIZES | st.none()),
        st.builds(SetRoomProperties, room_id=room_ids, heated=st.booleans(), slope=_SLOPES),
        st.builds(AddRoom, storey_id=storey_ids, seed=_PLACES, label=_LABELS, id=new_ids),
        st.builds(RemoveRoom, room_id=room_ids),
        st.builds(MergeRooms, room_id=room_ids, into_room_id=room_ids),
        st.builds(MoveWall, wall_id=wall_ids, by_mm=_LENGTHS),
        st.builds(MoveWall, wall_id=wall_ids, dx_mm=_LENGTHS, dy_mm=_LENGTHS),
        st.builds(AddWall, storey_id=storey_ids, start=_PLACES, end=_PLACES, thickness_mm=_SIZES, id=new_ids),
        st.builds(RemoveWall, wall_id=wall_ids),
        st.builds(SplitWall, wall_id=wall_ids, at_mm=_LENGTHS, new_id=new_ids),
        st.builds(SetWallThickness, wall_id=wall_ids, thickness_mm=_SIZES),
        st.builds(SetWallKind, wall_id=wall_ids, kind=st.sampled_from(WallKind)),
        st.builds(AddOpening, wall_id=wall_ids, kind=st.sampled_from(OpeningKind), offset_mm=_LENGTHS, width_mm=_SIZES),
        st.builds(MoveOpening, opening_id=opening_ids, by_mm=_LENGTHS),
        st.builds(MoveOpening, opening_id=opening_ids, offset_mm=_LENGTHS),
        st.builds(RemoveOpening, opening_id=opening_ids),
        st.builds(SetOpeningKind, opening_id=opening_ids, kind=st.sampled_from(OpeningKind)),
        st.builds(SetOpeningWidth, opening_id=opening_ids, width_mm=_SIZES),
        st.builds(SetOpeningSwing, opening_id=opening_ids, hinge=st.sampled_from(Hinge), swing=st.sampled_from(Swing)),
        st.builds(SetOpeningHeights, opening_id=opening_ids, height_mm=_SIZES | st.none(), reveal_mm=_SIZES),
        st.builds(SetWallEnds, wall_id=wall_ids, start=_PLACES, end=_PLACES),
        st.builds(SetWallProperties, wall_id=wall_ids, height_mm=_SIZES | st.none(), load_bearing=st.booleans()),
        _furnishing_edits(storey_ids, new_ids),
        st.builds(AddStorey, name=_LABELS, level=st.integers(-300, 300), id=new_ids),
        st.builds(RemoveStorey, storey_id=storey_ids),
        st.builds(SetStoreyProperties, storey_id=storey_ids, below_grade=st.none() | st.booleans()),
        st.builds(SetPlanProperties, name=_LABELS, north_deg=_TURNS, dwelling=st.sampled_from(DwellingType)),
        st.builds(SetStoreyName, storey_id=storey_ids, name=_LABELS),
        st.builds(ScalePlan, drawn_mm=_SIZES, known_mm=_SIZES),
        st.builds(SetScale, source=st.sampled_from(ScaleSource), mm_per_unit=_SIZES),
    )


def _furnishing_edits(storey_ids: SearchStrategy[str], new_ids: SearchStrategy[str | None]) -> SearchStrategy[Edit]:
    box = {"centre": _PLACES, "width_mm": _SIZES, "depth_mm": _SIZES, "turn_deg": _TURNS}
    added = {"storey_id": storey_ids, "id": new_ids}
    known_ids = st.sampled_from(["f0", "f1", "new", "w0"])
    return st.one_of(
        st.builds(AddFixture, kind=st.sampled_from(FixtureKind), **added, **box),
        st.builds(AddStair, leads=st.sampled_from(StairLeads), opening=_RINGS, **added, **box),
        st.builds(SetStair, stair_id=known_ids, opening=st.none() | _RINGS),
        st.builds(AddColumn, round=st.booleans(), **added, **box),
        st.builds(AddDimension, start=_PLACES, end=_PLACES, text=_LABELS, **added),
        st.builds(AddNote, place=_PLACES, text=_LABELS, **added),
        st.builds(SetText, element_id=known_ids, text=_LABELS),
        st.builds(MoveElement, element_id=known_ids, dx_mm=_LENGTHS, dy_mm=_LENGTHS, turn_deg=_TURNS),
        st.builds(RemoveElement, element_id=known_ids),
    )
