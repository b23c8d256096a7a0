import msgspec
import pytest
from tests.support.houses import TOLERANCE_MM, box, door, plan_of, relabelled, storey, two_rooms

from planroom.floorplan.geometry.points import Point
from planroom.floorplan.model.edits.apply import Edit, apply_edit, apply_edits
from planroom.floorplan.model.edits.refusals import (
    EditRefused,
    ElementIdTaken,
    ElementUnknown,
    RoomWouldVanish,
    SplitInOpening,
    SplitOffWall,
    ValueOutOfRange,
)
from planroom.floorplan.model.edits.rooms import RemoveRoom
from planroom.floorplan.model.edits.scale_plan import ScalePlan
from planroom.floorplan.model.edits.walls import AddWall, RemoveWall, SetWallKind, SetWallThickness, SplitWall
from planroom.floorplan.model.plan import Fixture, FixtureKind, Plan, ScaleSource
from planroom.floorplan.model.room import Room
from planroom.floorplan.model.rooms import room_faces
from planroom.floorplan.model.wall import WallKind

HOUSE = relabelled(two_rooms(), room_1="Bedroom", room_2="Living room")
PLAN = plan_of(HOUSE)


def _labels(plan: Plan) -> dict[str, float]:
    """Give the area of each room with a shape by its label, or by its id when it has none."""
    place = plan.storeys[0]
    faces = room_faces(place, TOLERANCE_MM)
    return {room.label or room.id: faces[room.id].area_mm2 / 1e6 for room in place.rooms if room.id in faces}


def test_a_new_wall_divides_a_room_and_the_part_with_the_seed_keeps_its_name() -> None:
    add = AddWall(storey_id="s", start=Point(7_500, 300), end=Point(7_500, 7_700), thickness_mm=100.0)
    after = apply_edit(PLAN, add)
    assert after.storeys[0].walls[-1].id == "wall-1"
    assert _labels(after) == pytest.approx({"Bedroom": 28.12, "Living room": 24.05, "s-room-3": 15.91})


def test_the_part_with_the_seed_keeps_the_name_even_if_it_is_the_smaller() -> None:
    add = AddWall(storey_id="s", start=Point(6_700, 300), end=Point(6_700, 7_700), thickness_mm=100.0, id="new")
    seed = HOUSE.rooms[1].seed
    assert seed.x_mm > 6_750
    areas = _labels(apply_edit(PLAN, add))
    assert areas["Living room"] == pytest.approx(2.95 * 7.4)
    moved = msgspec.structs.replace(
        HOUSE, rooms=(HOUSE.rooms[0], msgspec.structs.replace(HOUSE.rooms[1], seed=Point(5_000, 1_000)))
    )
    assert _labels(apply_edit(plan_of(moved), add))["Living room"] == pytest.approx(2.45 * 7.4)


def test_a_wall_through_the_seed_puts_the_seed_back_into_its_room() -> None:
    seed = HOUSE.rooms[1].seed
    add = AddWall(storey_id="s", start=Point(seed.x_mm, 300), end=Point(seed.x_mm, 7_700), thickness_mm=100.0)
    after = apply_edit(PLAN, add)
    assert set(_labels(after)) == {"Bedroom", "Living room", "s-room-3"}


def test_a_wall_that_closes_nothing_leaves_the_rooms_named() -> None:
    add = AddWall(
        storey_id="s", start=Point(7_500, 300), end=Point(7_500, 3_000), thickness_mm=100.0, kind=WallKind.PARTY
    )
    after = apply_edit(PLAN, add)
    assert set(_labels(after)) == {"Bedroom", "Living room"}
    assert after.storeys[0].walls[-1].kind is WallKind.PARTY


def test_two_rooms_that_shared_a_space_have_one_each_when_a_wall_divides_it() -> None:
    nook = Room(id="nook", seed=Point(8_500, 1_000), label="Nook")
    plan = plan_of(msgspec.structs.replace(HOUSE, rooms=(*HOUSE.rooms, nook)))
    add = AddWall(storey_id="s", start=Point(7_500, 300), end=Point(7_500, 7_700), thickness_mm=100.0)
    assert set(_labels(apply_edit(plan, add))) == {"Bedroom", "Living room", "Nook"}


def test_a_space_that_was_no_room_does_not_become_one() -> None:
    without = apply_edit(PLAN, RemoveRoom(room_id="s-room-2"))
    add = AddWall(storey_id="s", start=Point(7_500, 300), end=Point(7_500, 7_700), thickness_mm=100.0)
    assert set(_labels(apply_edit(without, add))) == {"Bedroom"}


def test_the_larger_of_two_rooms_keeps_its_name_when_their_wall_is_removed() -> None:
    after = apply_edit(PLAN, RemoveWall(wall_id="partition"))
    assert _labels(after) == {"Living room": 9.4 * 7.4}
    assert [room.id for room in after.storeys[0].rooms] == ["s-room-2"]
    assert [opening.id for opening in after.storeys[0].openings] == ["front"]


def test_a_room_that_is_opened_to_the_outside_keeps_its_name_without_a_shape() -> None:
    after = apply_edit(PLAN, RemoveWall(wall_id="west"))
    assert [room.label for room in after.storeys[0].rooms] == ["Bedroom", "Living room"]
    assert set(_labels(after)) == {"Living room"}


def test_a_split_wall_has_its_openings_on_the_right_parts_and_closes_as_before() -> None:
    plan = plan_of(storey(*box(10_000, 8_000), openings=(door("left", "south", 2_000), door("right", "south", 7_000))))
    after = apply_edit(plan, SplitWall(wall_id="south", at_mm=4_000.0, new_id="south-2")).storeys[0]
    first, second = after.walls[0], after.walls[-1]
    assert (first.end, second.start, second.id) == (Point(4_150, 150), Point(4_150, 150), "south-2")
    assert [(opening.wall_id, opening.offset_mm) for opening in after.openings] == [
        ("south", 2_000),
        ("south-2", 3_000),
    ]
    assert room_faces(after, TOLERANCE_MM) == room_faces(plan.storeys[0], TOLERANCE_MM)


def test_a_thicker_wall_takes_from_both_rooms_and_is_no_assumption_any_more() -> None:
    assumed = msgspec.structs.replace(
        HOUSE, walls=tuple(msgspec.structs.replace(line, thickness_assumed=True) for line in HOUSE.walls)
    )
    after = apply_edit(plan_of(assumed), SetWallThickness(wall_id="partition", thickness_mm=300.0))
    assert _labels(after) == pytest.approx({"Bedroom": 3.7 * 7.4, "Living room": 5.4 * 7.4})
    assert [line.thickness_assumed for line in after.storeys[0].walls] == [True, True, True, True, False]


def test_a_wall_gets_another_kind() -> None:
    after = apply_edit(PLAN, SetWallKind(wall_id="south", kind=WallKind.PARTY))
    assert after.storeys[0].walls[0].kind is WallKind.PARTY
    assert after.storeys[0].walls[1:] == HOUSE.walls[1:]


@pytest.mark.parametrize(
    ("edit", "refusal", "says"),
    [
        (
            AddWall(storey_id="x", start=Point(0, 0), end=Point(1, 9), thickness_mm=100.0),
            ElementUnknown,
            "no storey 'x'",
        ),
        (
            AddWall(storey_id="s", start=Point(0, 0), end=Point(0.5, 0), thickness_mm=100.0),
            ValueOutOfRange,
            "another point",
        ),
        (
            AddWall(storey_id="s", start=Point(0, 0), end=Point(9, 9), thickness_mm=-1.0),
            ValueOutOfRange,
            "thickness must be",
        ),
        (
            AddWall(storey_id="s", start=Point(0, 0), end=Point(9, 9), thickness_mm=9.0, id="west"),
            ElementIdTaken,
            "'west' is taken",
        ),
        (
            AddWall(storey_id="s", start=Point(0, 2e7), end=Point(9, 9), thickness_mm=9.0),
            ValueOutOfRange,
            "start must be between",
        ),
        (RemoveWall(wall_id="x"), ElementUnknown, "no wall 'x'"),
        (SplitWall(wall_id="x", at_mm=5.0), ElementUnknown, "no wall 'x'"),
        (SplitWall(wall_id="south", at_mm=0.0), SplitOffWall, "between 0 and 9700 mm"),
        (SplitWall(wall_id="south", at_mm=9_700.0), SplitOffWall, "between 0 and 9700 mm"),
        (SplitWall(wall_id="south", at_mm=float("nan")), ValueOutOfRange, "at_mm must be between"),
        (SplitWall(wall_id="south", at_mm=2_100.0), SplitInOpening, "inside the opening 'front'"),
        (SplitWall(wall_id="south", at_mm=4_000.0, new_id="west"), ElementIdTaken, "'west' is taken"),
        (SetWallThickness(wall_id="x", thickness_mm=100.0), ElementUnknown, "no wall 'x'"),
        (SetWallThickness(wall_id="south", thickness_mm=0.0), ValueOutOfRange, "thickness must be"),
        (SetWallThickness(wall_id="partition", thickness_mm=9_000.0), RoomWouldVanish, "'s-room-1' \\(Bedroom\\)"),
        (SetWallKind(wall_id="x", kind=WallKind.PARTY), ElementUnknown, "no wall 'x'"),
        (ScalePlan(drawn_mm=0.0, known_mm=5.0), ValueOutOfRange, "drawn_mm must be"),
        (ScalePlan(drawn_mm=5.0, known_mm=float("inf")), ValueOutOfRange, "known_mm must be"),
        (ScalePlan(drawn_mm=5.0, known_mm=5.0, note="\x00"), ValueOutOfRange, "control characters"),
        (ScalePlan(drawn_mm=5.0, known_mm=5.0, uncertainty=2.0), ValueOutOfRange, "out of bounds"),
        (ScalePlan(drawn_mm=1.0, known_mm=1e6), ValueOutOfRange, "check both measures"),
    ],
)
def test_an_edit_that_does_not_fit_is_refused_with_what_to_do(
    edit: Edit, refusal: type[EditRefused], says: str
) -> None:
    with pytest.raises(refusal, match=says):
        apply_edit(PLAN, edit)


def test_a_plan_grows_to_a_known_measure_but_for_heights_and_assumed_walls() -> None:
    assumed = msgspec.structs.replace(HOUSE.walls[4], thickness_assumed=True)
    tub = Fixture(id="tub", kind=FixtureKind.BATHTUB, centre=Point(1_000, 1_000), width_mm=800, depth_mm=1_700)
    house = msgspec.structs.replace(HOUSE, walls=(*HOUSE.walls[:4], assumed), fixtures=(tub,))
    after = apply_edit(plan_of(house), ScalePlan(drawn_mm=10_000.0, known_mm=12_000.0, note="front 12 m"))
    grown = after.storeys[0]
    assert (after.scale.source, after.scale.mm_per_unit, after.scale.uncertainty) == (ScaleSource.GIVEN, 1.2, 0.01)
    assert grown.walls[0].end == Point(11_820, 180)
    assert [line.thickness_mm for line in grown.walls] == [360, 360, 360, 360, 100]
    assert (grown.openings[0].offset_mm, grown.openings[0].width_mm) == (2_400, 1_080)
    assert (grown.fixtures[0].centre, grown.fixtures[0].depth_mm) == (Point(1_200, 1_200), 2_040)
    assert grown.ceiling_height_mm == house.ceiling_height_mm
    assert set(_labels(after)) == {"Bedroom", "Living room"}


def test_scaling_there_and_back_gives_the_same_walls() -> None:
    back = apply_edits(PLAN, [ScalePlan(drawn_mm=3.0, known_mm=4.0), ScalePlan(drawn_mm=4.0, known_mm=3.0)])
    assert back.storeys == PLAN.storeys
