import msgspec
import pytest
from tests.support.houses import TOLERANCE_MM, box, door, plan_of, relabelled, storey, two_rooms, wall

from planroom.floorplan.geometry.points import Point
from planroom.floorplan.model.edits.apply import apply_edit, apply_edits
from planroom.floorplan.model.edits.move_wall import MoveWall
from planroom.floorplan.model.edits.refusals import (
    EditRefused,
    ElementUnknown,
    MoveUnclear,
    OpeningOffWall,
    OpeningsWouldOverlap,
    RoomWouldVanish,
    ValueOutOfRange,
    WallWouldVanish,
)
from planroom.floorplan.model.edits.walls import SplitWall
from planroom.floorplan.model.plan import Plan, Storey
from planroom.floorplan.model.rooms import outline_of, room_faces
from planroom.floorplan.model.wall import Wall

HOUSE = relabelled(two_rooms(), room_1="Bedroom", room_2="Living room")
PLAN = plan_of(HOUSE)


def _areas(plan: Plan) -> dict[str, float]:
    return {key: round(face.area_mm2 / 1e6, 4) for key, face in room_faces(plan.storeys[0], TOLERANCE_MM).items()}


def _walls(plan: Plan) -> dict[str, Wall]:
    return {line.id: line for line in plan.storeys[0].walls}


def _ends(line: Wall) -> tuple[tuple[float, float], tuple[float, float]]:
    return (line.start.x_mm, line.start.y_mm), (line.end.x_mm, line.end.y_mm)


def _split_south() -> Plan:
    """The house with its south wall in two parts that meet where the partition ends."""
    return apply_edit(
        plan_of(msgspec.structs.replace(HOUSE, openings=())),
        SplitWall(wall_id="south", at_mm=4_000.0, new_id="south-2"),
    )


@pytest.mark.parametrize(
    "edit",
    [
        MoveWall(wall_id="partition", dx_mm=500.0, dy_mm=0.0),
        MoveWall(wall_id="partition", dx_mm=500.0),
        MoveWall(wall_id="partition", by_mm=-500.0),
        MoveWall(wall_id="partition", dx_mm=500.0, dy_mm=300.0),
    ],
)
def test_an_inner_wall_moves_across_its_axis_between_the_walls_that_hold_it(edit: MoveWall) -> None:
    after = apply_edit(PLAN, edit)
    assert _ends(_walls(after)["partition"]) == ((4_650, 150), (4_650, 7_850))
    assert _areas(after) == {"s-room-1": 4.3 * 7.4, "s-room-2": 5.0 * 7.4}
    assert [room.label for room in after.storeys[0].rooms] == ["Bedroom", "Living room"]
    assert outline_of(after.storeys[0], TOLERANCE_MM) == outline_of(HOUSE, TOLERANCE_MM)


def test_walls_that_meet_an_outer_wall_follow_it_and_openings_stay_in_their_place() -> None:
    after = apply_edit(PLAN, MoveWall(wall_id="west", dx_mm=-1_000.0))
    assert _ends(_walls(after)["south"]) == ((-850, 150), (9_850, 150))
    assert _ends(_walls(after)["north"]) == ((9_850, 7_850), (-850, 7_850))
    front = next(opening for opening in after.storeys[0].openings if opening.id == "front")
    assert _walls(after)["south"].point_at(front.offset_mm) == pytest.approx((2_150, 150))
    assert _areas(after) == {"s-room-1": 4.8 * 7.4, "s-room-2": 5.5 * 7.4}


def test_a_partition_follows_the_outer_wall_that_it_ends_on() -> None:
    after = apply_edit(PLAN, MoveWall(wall_id="south", dy_mm=-1_000.0))
    assert _ends(_walls(after)["partition"]) == ((4_150, -850), (4_150, 7_850))
    inner = next(opening for opening in after.storeys[0].openings if opening.id == "inner")
    assert inner.offset_mm == 3_000
    assert _areas(after) == {"s-room-1": 31.92, "s-room-2": 46.2}


def test_a_wall_moved_past_a_rooms_seed_takes_the_seed_along() -> None:
    after = apply_edit(PLAN, MoveWall(wall_id="partition", dx_mm=3_500.0))
    assert _areas(after) == {"s-room-1": 7.3 * 7.4, "s-room-2": 2.0 * 7.4}
    seeds = {room.label: room.seed for room in after.storeys[0].rooms}
    assert seeds["Bedroom"] == HOUSE.rooms[0].seed
    assert seeds["Living room"] == Point(8_700, 4_000)


def test_one_part_of_a_straight_wall_moved_out_is_joined_by_the_partition_at_the_step() -> None:
    after = apply_edit(_split_south(), MoveWall(wall_id="south-2", dy_mm=-500.0))
    assert _ends(_walls(after)["partition"]) == ((4_150, -350), (4_150, 7_850))
    assert len(after.storeys[0].walls) == 6
    assert _areas(after) == {"s-room-1": 3.8 * 7.4, "s-room-2": round(5.5 * 7.9, 4)}


def test_one_part_of_a_straight_wall_moved_in_leaves_the_partition_to_the_other_part() -> None:
    after = apply_edit(_split_south(), MoveWall(wall_id="south-2", dy_mm=500.0))
    assert _ends(_walls(after)["partition"]) == ((4_150, 150), (4_150, 7_850))
    assert _areas(after) == {"s-room-1": 3.8 * 7.4, "s-room-2": round(5.5 * 6.9, 4)}


@pytest.mark.parametrize("by_mm", [-500.0, 500.0, -1_500.0])
def test_moving_a_part_of_a_straight_wall_out_and_back_gives_the_same_plan(by_mm: float) -> None:
    plan = _split_south()
    there = apply_edit(plan, MoveWall(wall_id="south-2", dy_mm=by_mm))
    assert apply_edit(there, MoveWall(wall_id="south-2", dy_mm=-by_mm)) == plan
    over = apply_edit(there, MoveWall(wall_id="south-2", dy_mm=-2 * by_mm))
    assert _walls(over)["south-2"].start.y_mm == 150 - by_mm


def _plain_split() -> Plan:
    """One room whose south wall is in three parts, with nothing at the joints."""
    plan = plan_of(storey(*box(9_300, 5_300)))
    return apply_edits(
        plan,
        [
            SplitWall(wall_id="south", at_mm=6_000.0, new_id="right"),
            SplitWall(wall_id="south", at_mm=3_000.0, new_id="bay"),
        ],
    )


@pytest.mark.parametrize("by_mm", [-800.0, 800.0])
def test_a_bay_is_bridged_by_new_walls_at_its_steps_which_go_when_it_goes_back(by_mm: float) -> None:
    plan = _plain_split()
    bay = apply_edit(plan, MoveWall(wall_id="bay", dy_mm=by_mm))
    steps = [_walls(bay)["wall-1"], _walls(bay)["wall-2"]]
    assert [_ends(step) for step in steps] == [
        ((3_150, 150), (3_150, 150 + by_mm)),
        ((6_150, 150), (6_150, 150 + by_mm)),
    ]
    assert {step.thickness_mm for step in steps} == {300}
    clear_mm = 2_700 if by_mm < 0 else 3_300
    assert _areas(bay) == {"s-room-1": round(8.7 * 4.7 - clear_mm * by_mm / 1e6, 4)}
    assert apply_edit(bay, MoveWall(wall_id="bay", dy_mm=-by_mm)) == plan


def test_a_wall_without_length_bridges_no_step() -> None:
    plan = _plain_split()
    place = plan.storeys[0]
    dotted = plan_of(msgspec.structs.replace(place, walls=(wall("dot", (3_150, 150), (3_150, 150)), *place.walls)))
    after = apply_edit(dotted, MoveWall(wall_id="bay", dy_mm=-800.0))
    assert {"wall-1", "wall-2"} <= _walls(after).keys()


def test_a_bay_turned_inside_out_keeps_its_steps() -> None:
    bay = apply_edits(_plain_split(), [MoveWall(wall_id="bay", dy_mm=-800.0), MoveWall(wall_id="bay", dy_mm=1_600.0)])
    assert _ends(_walls(bay)["wall-1"]) == ((3_150, 150), (3_150, 950))
    assert len(_walls(bay)) == 8
    assert _areas(bay) == {"s-room-1": round(8.7 * 4.7 - 3.3 * 0.8, 4)}


def test_a_small_step_needs_no_bridge_because_the_bodies_still_meet() -> None:
    after = apply_edit(_plain_split(), MoveWall(wall_id="bay", dy_mm=-200.0))
    assert len(_walls(after)) == 6
    assert len(_areas(after)) == 1


def test_a_free_standing_wall_moves_as_it_is() -> None:
    free = plan_of(
        storey(*box(9_000, 6_000), wall("free", (3_000, 3_000), (5_000, 3_000)), openings=(door("d", "free", 1_000),))
    )
    after = apply_edit(free, MoveWall(wall_id="free", dx_mm=700.0, dy_mm=-400.0))
    assert _ends(_walls(after)["free"]) == ((3_700, 2_600), (5_700, 2_600))
    assert after.storeys[0].openings == free.storeys[0].openings


def test_only_the_free_end_of_a_wall_follows_a_move_along_it() -> None:
    stub = plan_of(storey(*box(9_000, 6_000), wall("stub", (150, 3_000), (3_000, 3_000))))
    after = apply_edit(stub, MoveWall(wall_id="stub", dx_mm=500.0))
    assert _ends(_walls(after)["stub"]) == ((150, 3_000), (3_500, 3_000))


def test_ends_slide_along_slanted_walls() -> None:
    corners = ((0, 0), (8_000, 0), (6_000, 4_000), (0, 4_000))
    house = storey(*(wall(name, corners[i], corners[(i + 1) % 4], 200.0) for i, name in enumerate("abcd")))
    after = apply_edit(plan_of(house), MoveWall(wall_id="c", dy_mm=1_000.0))
    assert _ends(_walls(after)["c"]) == ((5_500, 5_000), (0, 5_000))
    assert _ends(_walls(after)["b"]) == ((8_000, 0), (5_500, 5_000))
    assert len(_areas(after)) == 1


def test_a_wall_that_slides_beyond_its_host_takes_the_hosts_end_along() -> None:
    house = storey(
        *box(9_000, 6_000), wall("host", (150, 3_000), (4_000, 3_000)), wall("stem", (4_000, 3_000), (4_000, 5_850))
    )
    after = apply_edit(plan_of(house), MoveWall(wall_id="stem", dx_mm=2_000.0))
    assert _ends(_walls(after)["host"]) == ((150, 3_000), (6_000, 3_000))
    assert _areas(after).keys() == {"s-room-1", "s-room-2"}


def test_a_host_that_was_left_behind_is_reached_again() -> None:
    plan = _split_south()
    there = apply_edit(plan, MoveWall(wall_id="south-2", dy_mm=500.0))
    beyond = apply_edit(there, MoveWall(wall_id="south-2", dy_mm=-1_500.0))
    assert _ends(_walls(beyond)["partition"]) == ((4_150, -850), (4_150, 7_850))


def test_an_opening_at_an_end_that_comes_closer_is_pushed_clear_of_the_other_wall() -> None:
    near = plan_of(storey(*box(10_000, 8_000), openings=(door("near", "south", 600.0),)))
    after = apply_edit(near, MoveWall(wall_id="west", dx_mm=1_000.0))
    (pushed,) = after.storeys[0].openings
    assert pushed.offset_mm == 450 + 150
    assert len(_areas(after)) == 1


def test_an_opening_that_was_close_to_its_corner_may_stay_as_close() -> None:
    near = plan_of(storey(*box(10_000, 8_000), openings=(door("near", "south", 500.0),)))
    (pushed,) = apply_edit(near, MoveWall(wall_id="west", dx_mm=1_000.0)).storeys[0].openings
    assert pushed.offset_mm == 500


def test_an_opening_on_a_wall_that_becomes_tight_is_centred_between_both_ends() -> None:
    tight = plan_of(storey(*box(3_000, 8_000), openings=(door("wide", "south", 1_350.0, 1_500.0),)))
    (kept,) = apply_edit(tight, MoveWall(wall_id="west", dx_mm=1_100.0)).storeys[0].openings
    assert kept.offset_mm == 750
    with pytest.raises(OpeningOffWall, match="'wide', 1500 mm wide"):
        apply_edit(tight, MoveWall(wall_id="west", dx_mm=1_300.0))


def test_an_opening_is_not_pushed_onto_its_neighbour() -> None:
    two = plan_of(storey(*box(10_000, 8_000), openings=(door("a", "south", 700.0), door("b", "south", 1_700.0))))
    with pytest.raises(OpeningsWouldOverlap, match="'a' would overlap the opening 'b'"):
        apply_edit(two, MoveWall(wall_id="west", dx_mm=700.0))


@pytest.mark.parametrize(
    ("edit", "refusal", "says"),
    [
        (MoveWall(wall_id="x", by_mm=1.0), ElementUnknown, "no wall 'x'"),
        (MoveWall(wall_id="west"), MoveUnclear, "either by_mm or dx_mm and dy_mm"),
        (MoveWall(wall_id="west", by_mm=1.0, dx_mm=1.0), MoveUnclear, "either by_mm"),
        (MoveWall(wall_id="west", by_mm=1.0, dy_mm=1.0), MoveUnclear, "either by_mm"),
        (MoveWall(wall_id="west", by_mm=float("nan")), ValueOutOfRange, "by_mm must be between"),
        (MoveWall(wall_id="partition", dx_mm=5_600.0), RoomWouldVanish, "would be opened or swallowed"),
        (MoveWall(wall_id="partition", dx_mm=-9_000.0), RoomWouldVanish, "Bedroom"),
        (MoveWall(wall_id="east", dx_mm=-15_000.0), RoomWouldVanish, "remove the room first"),
    ],
)
def test_a_move_that_does_not_fit_is_refused_with_what_to_do(
    edit: MoveWall, refusal: type[EditRefused], says: str
) -> None:
    with pytest.raises(refusal, match=says):
        apply_edit(PLAN, edit)


def test_a_wall_between_slanted_walls_cannot_move_beyond_the_point_where_they_meet() -> None:
    corners = ((0, 0), (8_000, 0), (4_100, 4_000), (3_900, 4_000))
    house = storey(*(wall(name, corners[i], corners[(i + 1) % 4], 100.0) for i, name in enumerate("abcd")))
    with pytest.raises(WallWouldVanish, match="'c'"):
        apply_edit(plan_of(house), MoveWall(wall_id="c", dy_mm=1_000.0))


def test_a_wall_with_openings_is_not_turned_round() -> None:
    house = storey(*box(9_000, 6_000), openings=(door("d", "south", 4_000.0),))
    with pytest.raises(WallWouldVanish, match="'south'"):
        apply_edit(plan_of(house), MoveWall(wall_id="east", dx_mm=-20_000.0))


def test_a_wall_without_length_cannot_move() -> None:
    dot = plan_of(msgspec.structs.replace(HOUSE, walls=(*HOUSE.walls, wall("dot", (900, 900), (900, 900)))))
    with pytest.raises(WallWouldVanish, match="'dot'"):
        apply_edit(dot, MoveWall(wall_id="dot", dx_mm=100.0))
    assert _walls(apply_edit(dot, MoveWall(wall_id="west", dx_mm=100.0)))["dot"] == dot.storeys[0].walls[-1]


def test_a_refused_move_leaves_the_plan_as_it_was() -> None:
    before = msgspec.json.encode(PLAN)
    with pytest.raises(RoomWouldVanish):
        apply_edit(PLAN, MoveWall(wall_id="partition", dx_mm=5_600.0))
    assert msgspec.json.encode(PLAN) == before


def test_moving_by_nothing_changes_nothing() -> None:
    assert apply_edit(PLAN, MoveWall(wall_id="partition", by_mm=0.0)) == PLAN
    assert apply_edit(PLAN, MoveWall(wall_id="partition", dx_mm=0.0, dy_mm=0.0)) == PLAN


def test_walls_of_other_storeys_stay() -> None:
    upper = Storey(id="u", name="Upper", walls=box(10_000, 8_000, prefix="u-"))
    after = apply_edit(plan_of(HOUSE, upper), MoveWall(wall_id="west", dx_mm=-500.0))
    assert after.storeys[1] == upper
