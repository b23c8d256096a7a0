import msgspec
import pytest
from tests.support.houses import TOLERANCE_MM, box, door, plan_of, relabelled, storey, two_rooms, wall

from planroom.floorplan.geometry.points import Point
from planroom.floorplan.model.edits.apply import Edit, apply_edit
from planroom.floorplan.model.edits.merge_rooms import MergeRooms
from planroom.floorplan.model.edits.refusals import (
    EditRefused,
    ElementIdTaken,
    ElementUnknown,
    RoomPlaceOpen,
    RoomPlaceTaken,
    RoomsNotAdjacent,
    ValueOutOfRange,
)
from planroom.floorplan.model.edits.rooms import AddRoom, RemoveRoom, SetRoomLabel, SetRoomProperties, SetRoomType
from planroom.floorplan.model.edits.storeys import SetStoreyName
from planroom.floorplan.model.plan import Plan, Storey
from planroom.floorplan.model.room import Room, RoomType
from planroom.floorplan.model.rooms import area_balance, room_faces

PLAN = plan_of(two_rooms())


def _rooms(plan: Plan) -> dict[str, Room]:
    return {room.id: room for room in plan.storeys[0].rooms}


def _l_shaped() -> Storey:
    """A house of three rooms: one wide below, two above that a partition parts."""
    return relabelled(
        storey(
            *box(10_000, 8_000),
            wall("middle", (150, 4_000), (9_850, 4_000)),
            wall("upper", (4_000, 4_000), (4_000, 7_850)),
            openings=(door("d-left", "middle", 2_000), door("d-right", "middle", 7_000), door("d-up", "upper", 2_000)),
        ),
        room_1="Left",
        room_2="Right",
        room_3="Below",
    )


def test_a_room_is_renamed_and_nothing_else_changes() -> None:
    after = apply_edit(PLAN, SetRoomLabel(room_id="s-room-1", label="Den"))
    assert _rooms(after)["s-room-1"].label == "Den"
    assert apply_edit(after, SetRoomLabel(room_id="s-room-1", label="")) == PLAN


def test_a_preset_label_sets_the_type_and_another_leaves_it() -> None:
    kitchen = apply_edit(PLAN, SetRoomLabel(room_id="s-room-1", label="kitchen"))
    assert _rooms(kitchen)["s-room-1"].type is RoomType.KITCHEN
    renamed = apply_edit(kitchen, SetRoomLabel(room_id="s-room-1", label="Cookery"))
    assert _rooms(renamed)["s-room-1"].type is RoomType.KITCHEN


def test_a_type_leaves_the_label() -> None:
    named = apply_edit(PLAN, SetRoomLabel(room_id="s-room-1", label="Den"))
    typed = apply_edit(named, SetRoomType(room_id="s-room-1", type=RoomType.OFFICE))
    assert (_rooms(typed)["s-room-1"].label, _rooms(typed)["s-room-1"].type) == ("Den", RoomType.OFFICE)


def test_only_the_properties_that_are_given_are_set() -> None:
    once = apply_edit(PLAN, SetRoomProperties(room_id="s-room-1", finished=False, enclosed=False))
    twice = apply_edit(once, SetRoomProperties(room_id="s-room-1", ceiling_height_mm=1_400.0))
    room = _rooms(twice)["s-room-1"]
    assert (room.finished, room.enclosed, room.ceiling_height_mm) == (False, False, 1_400.0)
    assert apply_edit(PLAN, SetRoomProperties(room_id="s-room-1")) == PLAN


def test_a_removed_room_leaves_its_space_which_can_be_a_room_again() -> None:
    without = apply_edit(PLAN, RemoveRoom(room_id="s-room-1"))
    assert list(_rooms(without)) == ["s-room-2"]
    again = apply_edit(without, AddRoom(storey_id="s", seed=Point(2_000, 2_000), label="Bath"))
    assert _rooms(again)["s-room-3"].type is RoomType.BATH


def test_a_room_can_be_added_with_an_id_and_a_type() -> None:
    without = apply_edit(PLAN, RemoveRoom(room_id="s-room-1"))
    add = AddRoom(storey_id="s", seed=Point(2_000, 2_000), label="Bath", type=RoomType.TOILET, id="wc")
    assert _rooms(apply_edit(without, add))["wc"].type is RoomType.TOILET
    plain = apply_edit(without, AddRoom(storey_id="s", seed=Point(2_000, 2_000), label="Den"))
    assert _rooms(plain)["s-room-3"].type is RoomType.UNDEFINED


@pytest.mark.parametrize(
    ("edit", "refusal", "says"),
    [
        (SetRoomLabel(room_id="x", label="Den"), ElementUnknown, "no room 'x'"),
        (SetRoomLabel(room_id="s-room-1", label="a\nb"), ValueOutOfRange, "control characters"),
        (SetRoomLabel(room_id="s-room-1", label="x" * 501), ValueOutOfRange, "501 characters"),
        (SetRoomType(room_id="x", type=RoomType.BATH), ElementUnknown, "no room 'x'"),
        (SetRoomProperties(room_id="s-room-1", ceiling_height_mm=0.0), ValueOutOfRange, "between 1 and"),
        (SetRoomProperties(room_id="x"), ElementUnknown, "no room 'x'"),
        (RemoveRoom(room_id="x"), ElementUnknown, "no room 'x'"),
        (AddRoom(storey_id="x", seed=Point(0, 0)), ElementUnknown, "no storey 'x'"),
        (AddRoom(storey_id="s", seed=Point(-1, -1)), RoomPlaceOpen, "draw the walls first"),
        (AddRoom(storey_id="s", seed=Point(2_000, 2_000)), RoomPlaceTaken, "'s-room-1' has this space"),
        (AddRoom(storey_id="s", seed=Point(2_000, 2_000), label="\x00"), ValueOutOfRange, "control characters"),
        (SetStoreyName(storey_id="x", name="Attic"), ElementUnknown, "no storey 'x'"),
        (SetStoreyName(storey_id="s", name="\x00"), ValueOutOfRange, "control characters"),
        (MergeRooms(room_id="s-room-1", into_room_id="s-room-1"), RoomsNotAdjacent, "cannot be merged"),
        (MergeRooms(room_id="s-room-1", into_room_id="x"), ElementUnknown, "no room 'x'"),
    ],
)
def test_an_edit_that_does_not_fit_is_refused_with_what_to_do(
    edit: Edit, refusal: type[EditRefused], says: str
) -> None:
    with pytest.raises(refusal, match=says):
        apply_edit(PLAN, edit)


def test_an_id_that_is_taken_is_refused_for_a_new_room() -> None:
    without = apply_edit(PLAN, RemoveRoom(room_id="s-room-1"))
    with pytest.raises(ElementIdTaken, match="'south' is taken"):
        apply_edit(without, AddRoom(storey_id="s", seed=Point(2_000, 2_000), id="south"))


def test_a_storey_is_renamed() -> None:
    assert apply_edit(PLAN, SetStoreyName(storey_id="s", name="Attic")).storeys[0].name == "Attic"


def test_merging_takes_the_wall_between_two_rooms_away_with_its_door() -> None:
    after = apply_edit(PLAN, MergeRooms(room_id="s-room-2", into_room_id="s-room-1")).storeys[0]
    assert [wall.id for wall in after.walls] == ["south", "east", "north", "west"]
    assert [opening.id for opening in after.openings] == ["front"]
    assert {key: face.area_mm2 for key, face in room_faces(after, TOLERANCE_MM).items()} == {"s-room-1": 9_400 * 7_400}


def test_merging_leaves_the_part_of_a_wall_that_other_rooms_need() -> None:
    house = _l_shaped()
    after = apply_edit(plan_of(house), MergeRooms(room_id="s-room-1", into_room_id="s-room-3")).storeys[0]
    assert [room.label for room in after.rooms] == ["Right", "Below"]
    middle = next(wall for wall in after.walls if wall.id == "middle")
    assert (middle.start, middle.end) == (Point(3_950, 4_000), Point(9_850, 4_000))
    assert [(opening.id, opening.wall_id) for opening in after.openings] == [("d-right", "middle"), ("d-up", "upper")]
    assert middle.point_at(after.openings[0].offset_mm) == Point(7_150, 4_000)
    faces = room_faces(after, TOLERANCE_MM)
    assert faces["s-room-2"] == room_faces(house, TOLERANCE_MM)["s-room-2"]
    assert area_balance(after, TOLERANCE_MM).gap_mm2 == pytest.approx(0, abs=1)


def test_merging_in_the_middle_of_a_wall_leaves_both_ends_of_it() -> None:
    house = storey(
        *box(12_000, 8_000),
        wall("middle", (150, 4_000), (11_850, 4_000)),
        wall("a", (4_000, 4_000), (4_000, 7_850)),
        wall("b", (8_000, 4_000), (8_000, 7_850)),
        openings=(door("d1", "middle", 1_500), door("d2", "middle", 6_000), door("d3", "middle", 10_000)),
    )
    after = apply_edit(plan_of(house), MergeRooms(room_id="s-room-2", into_room_id="s-room-4")).storeys[0]
    assert [
        (wall.id, wall.start.x_mm, wall.end.x_mm) for wall in after.walls if wall.start.y_mm == wall.end.y_mm == 4_000
    ] == [
        ("middle", 150, 4_050),
        ("wall-1", 7_950, 11_850),
    ]
    assert [(opening.id, opening.wall_id, opening.offset_mm) for opening in after.openings] == [
        ("d1", "middle", 1_500),
        ("d3", "wall-1", 10_000 - 7_800),
    ]
    assert set(room_faces(after, TOLERANCE_MM)) == {"s-room-1", "s-room-3", "s-room-4"}


def test_rooms_without_a_wall_between_them_are_not_merged() -> None:
    house = storey(
        *box(12_000, 5_000), wall("a", (4_000, 150), (4_000, 4_850)), wall("b", (8_000, 150), (8_000, 4_850))
    )
    with pytest.raises(RoomsNotAdjacent, match="cannot be merged"):
        apply_edit(plan_of(house), MergeRooms(room_id="s-room-1", into_room_id="s-room-3"))


def test_rooms_of_two_storeys_are_not_merged() -> None:
    plan = plan_of(
        storey(*box(6_000, 5_000, prefix="g-"), storey_id="g"), storey(*box(6_000, 5_000, prefix="u-"), storey_id="u")
    )
    with pytest.raises(RoomsNotAdjacent):
        apply_edit(plan, MergeRooms(room_id="g-room-1", into_room_id="u-room-1"))


def test_two_rooms_of_one_space_become_one_without_a_change_of_walls() -> None:
    house = two_rooms()
    nook = Room(id="nook", seed=house.rooms[0].seed.moved(50, 0), label="Nook")
    plan = plan_of(msgspec.structs.replace(house, rooms=(*house.rooms, nook)))
    assert apply_edit(plan, MergeRooms(room_id="nook", into_room_id="s-room-1")) == PLAN
    kept = apply_edit(plan, MergeRooms(room_id="s-room-1", into_room_id="nook")).storeys[0]
    assert kept.walls == house.walls
    assert set(room_faces(kept, TOLERANCE_MM)) == {"nook", "s-room-2"}


def test_a_room_without_a_space_is_not_merged() -> None:
    stray = Room(id="stray", seed=Point(-900, -900), label="Stray")
    plan = plan_of(msgspec.structs.replace(two_rooms(), rooms=(*two_rooms().rooms, stray)))
    with pytest.raises(RoomsNotAdjacent):
        apply_edit(plan, MergeRooms(room_id="stray", into_room_id="s-room-1"))
    with pytest.raises(RoomsNotAdjacent):
        apply_edit(plan, MergeRooms(room_id="s-room-1", into_room_id="stray"))


def test_rooms_behind_a_doubled_wall_are_not_merged_by_halves() -> None:
    house = storey(
        *box(8_000, 5_000), wall("a", (4_000, 150), (4_000, 4_850)), wall("b", (4_000, 150), (4_000, 4_850), 80)
    )
    with pytest.raises(RoomsNotAdjacent, match="by hand"):
        apply_edit(plan_of(house), MergeRooms(room_id="s-room-1", into_room_id="s-room-2"))
