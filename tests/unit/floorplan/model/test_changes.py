import msgspec
import pytest
from tests.support.houses import box, plan_of, relabelled, storey, two_rooms, wall

from planroom.floorplan.geometry.points import Point
from planroom.floorplan.model.change_texts import describe_changes
from planroom.floorplan.model.changes import AreaChange, ElementChanges, PlanChanges, TextChange, summarise_changes
from planroom.floorplan.model.edits.apply import Edit, apply_edit, apply_edits
from planroom.floorplan.model.edits.move_wall import MoveWall
from planroom.floorplan.model.edits.openings import AddOpening, MoveOpening, RemoveOpening, SetOpeningWidth
from planroom.floorplan.model.edits.rooms import RemoveRoom, SetRoomLabel, SetRoomProperties, SetRoomType
from planroom.floorplan.model.edits.scale_plan import ScalePlan
from planroom.floorplan.model.edits.storeys import SetStoreyName
from planroom.floorplan.model.edits.walls import AddWall, RemoveWall, SetWallKind, SetWallThickness, SplitWall
from planroom.floorplan.model.element_changes import ChangeKind, ElementChange
from planroom.floorplan.model.opening import OpeningKind
from planroom.floorplan.model.plan import Fixture, FixtureKind, Plan
from planroom.floorplan.model.room import RoomType
from planroom.floorplan.model.wall import WallKind

PLAN = plan_of(relabelled(two_rooms(), room_1="Den", room_2="Lounge"))


def _changes(*edits: Edit) -> PlanChanges:
    return summarise_changes(PLAN, apply_edits(PLAN, edits))


def test_nothing_has_changed_between_equal_plans() -> None:
    changes = summarise_changes(PLAN, PLAN)
    assert changes.is_empty
    assert describe_changes(changes) == ()
    assert changes.storey_areas == (AreaChange("s", "Ground floor", 68.82, 68.82),)


def test_renamed_and_retyped_rooms_are_told() -> None:
    changes = _changes(SetRoomLabel(room_id="s-room-1", label="Kitchen"))
    assert changes.rooms_renamed == (TextChange("s-room-1", "Kitchen", "Den", "Kitchen"),)
    assert changes.rooms_retyped == (TextChange("s-room-1", "Kitchen", "undefined", "kitchen"),)
    assert not changes.is_empty
    assert describe_changes(changes) == (
        "The room Den is now called Kitchen.",
        "The type of Kitchen is now kitchen, not undefined.",
    )


def test_a_moved_wall_tells_the_areas_before_and_after() -> None:
    changes = _changes(MoveWall(wall_id="partition", dx_mm=500.0))
    assert changes.walls == ElementChanges(moved=("partition",))
    assert changes.openings == ElementChanges()
    assert changes.room_areas == (
        AreaChange("s-room-1", "Den", 28.12, 31.82),
        AreaChange("s-room-2", "Lounge", 40.7, 37.0),
    )
    assert describe_changes(changes) == (
        "Den: 31.82 m² instead of 28.12 m².",
        "Lounge: 37.00 m² instead of 40.70 m².",
        "The wall between Den and Lounge moved by 0.50 m.",
    )


def test_a_moved_wall_tells_how_far_and_how_much_longer_its_neighbours_are() -> None:
    changes = _changes(MoveWall(wall_id="west", dx_mm=-500.0))
    assert changes.wall_changes == (
        ElementChange(
            id="south", name="outer wall of Den and Lounge", change=ChangeKind.MOVED, by_mm=0.0, longer_by_mm=500.0
        ),
        ElementChange(
            id="north", name="outer wall of Lounge and Den", change=ChangeKind.MOVED, by_mm=0.0, longer_by_mm=500.0
        ),
        ElementChange(id="west", name="outer wall of Den", change=ChangeKind.MOVED, by_mm=500.0, longer_by_mm=0.0),
    )
    assert describe_changes(changes)[2:] == (
        "The outer wall of Den and Lounge is 0.50 m longer.",
        "The outer wall of Lounge and Den is 0.50 m longer.",
        "The outer wall of Den moved by 0.50 m.",
    )


def test_a_turned_wall_moved_as_far_as_its_farther_end() -> None:
    house = PLAN.storeys[0]
    turned = tuple(
        msgspec.structs.replace(one, end=Point(4_450, 7_850)) if one.id == "partition" else one for one in house.walls
    )
    [change] = summarise_changes(PLAN, plan_of(msgspec.structs.replace(house, walls=turned))).wall_changes
    assert (change.id, change.by_mm) == ("partition", 300.0)


def test_where_very_much_changed_it_is_counted() -> None:
    rows = [wall(f"row-{number}", (500, 500 + 20 * number), (900, 500 + 20 * number)) for number in range(13)]
    house = PLAN.storeys[0]
    more = plan_of(msgspec.structs.replace(house, walls=(*house.walls, *rows)))
    assert "13 walls added." in describe_changes(summarise_changes(PLAN, more))
    assert "13 walls removed." in describe_changes(summarise_changes(more, PLAN))


def test_an_opening_does_not_count_as_moved_because_its_walls_start_moved() -> None:
    changes = _changes(MoveWall(wall_id="west", dx_mm=-500.0))
    assert changes.walls.moved == ("south", "north", "west")
    assert changes.openings == ElementChanges()


def test_an_opening_on_a_divided_wall_does_not_count_as_moved() -> None:
    changes = _changes(SplitWall(wall_id="partition", at_mm=1_000.0))
    assert changes.walls == ElementChanges(added=("wall-1",), moved=("partition",))
    assert changes.openings == ElementChanges()
    assert changes.room_areas == ()


def test_openings_that_come_go_move_and_alter_are_told() -> None:
    changes = _changes(
        AddOpening(wall_id="north", kind=OpeningKind.WINDOW, offset_mm=3_000.0, width_mm=900.0),
        MoveOpening(opening_id="inner", by_mm=300.0),
        SetOpeningWidth(opening_id="inner", width_mm=800.0),
        RemoveOpening(opening_id="front"),
    )
    assert changes.openings == ElementChanges(
        added=("opening-1",), removed=("front",), moved=("inner",), altered=("inner",)
    )
    assert describe_changes(changes) == (
        "A window of Lounge was added.",
        "The door of Den was removed.",
        "The door between Den and Lounge moved by 0.30 m.",
        "1 door or window changed.",
    )


def test_an_opening_hung_on_another_wall_counts_as_moved_even_when_that_wall_is_new() -> None:
    house = PLAN.storeys[0]
    hung = tuple(msgspec.structs.replace(opening, wall_id="new") for opening in house.openings[:1])
    walls = (*house.walls, wall("new", (300, 4_000), (4_000, 4_000)))
    after = plan_of(msgspec.structs.replace(house, walls=walls, openings=(*hung, *house.openings[1:])))
    assert summarise_changes(PLAN, after).openings.moved == ("inner",)
    lost = plan_of(msgspec.structs.replace(house, openings=(*hung, *house.openings[1:])))
    assert summarise_changes(PLAN, lost).openings.moved == ("inner",)


def test_walls_that_come_go_and_alter_are_told() -> None:
    changes = _changes(
        AddWall(storey_id="s", start=Point(7_500, 300), end=Point(7_500, 7_700), thickness_mm=100.0),
        RemoveWall(wall_id="partition"),
        SetWallThickness(wall_id="west", thickness_mm=350.0),
        SetWallKind(wall_id="north", kind=WallKind.PARTY),
    )
    assert changes.walls == ElementChanges(added=("wall-1",), removed=("partition",), altered=("north", "west"))
    assert changes.rooms.removed == ("s-room-2",)
    assert changes.rooms.added == ("s-room-3",)
    sentences = describe_changes(changes)
    assert "Lounge: gone, it had 40.70 m²." in sentences
    assert any(sentence.startswith("Room: new, ") for sentence in sentences)
    assert "2 walls changed." in sentences
    assert any(sentence.startswith("Net area of Ground floor: ") for sentence in sentences)


def test_rooms_with_other_properties_are_told() -> None:
    changes = _changes(SetRoomProperties(room_id="s-room-1", finished=False), RemoveRoom(room_id="s-room-2"))
    assert changes.rooms == ElementChanges(removed=("s-room-2",), altered=("s-room-1",))
    assert "1 room changed." in describe_changes(changes)


def test_names_that_come_and_go_are_told() -> None:
    unnamed = apply_edit(PLAN, SetRoomLabel(room_id="s-room-1", label=""))
    assert describe_changes(summarise_changes(PLAN, unnamed)) == ("The room Den has no name any more.",)
    assert describe_changes(summarise_changes(unnamed, PLAN)) == ("A room is now called Den.",)


def test_a_renamed_and_a_rescaled_storey_are_told() -> None:
    changes = _changes(SetStoreyName(storey_id="s", name="Upper floor"), ScalePlan(drawn_mm=1.0, known_mm=1.0))
    assert changes.storeys_renamed == (TextChange("s", "Upper floor", "Ground floor", "Upper floor"),)
    assert changes.is_rescaled
    assert describe_changes(changes) == (
        "The floor Ground floor is now called Upper floor.",
        "The scale of the plan was set anew.",
    )


def test_storeys_that_come_go_and_alter_are_told() -> None:
    upper = storey(*box(5_000, 5_000, prefix="u-"), storey_id="u")
    taller = msgspec.structs.replace(PLAN.storeys[0], ceiling_height_mm=3_000.0)
    both = plan_of(taller, upper)
    there = summarise_changes(PLAN, both)
    assert there.storeys == ElementChanges(added=("u",), altered=("s",))
    assert there.storey_areas[1] == AreaChange("u", "Ground floor", None, 19.36)
    assert summarise_changes(both, PLAN).storeys.removed == ("u",)
    assert "1 floor removed." in describe_changes(summarise_changes(both, PLAN))


def test_fixtures_are_told() -> None:
    def with_tubs(*tubs: Fixture) -> Plan:
        return plan_of(msgspec.structs.replace(PLAN.storeys[0], fixtures=tubs))

    tub = Fixture(id="a", kind=FixtureKind.BATHTUB, centre=Point(1_000, 1_000), width_mm=800.0, depth_mm=1_700.0)
    other = msgspec.structs.replace(tub, id="b")
    moved = msgspec.structs.replace(tub, centre=Point(2_000, 1_000), width_mm=700.0)
    changes = summarise_changes(with_tubs(tub), with_tubs(moved, other))
    assert changes.fixtures == ElementChanges(added=("b",), moved=("a",), altered=("a",))
    assert describe_changes(changes) == ("1 fixture added.", "1 fixture moved.", "1 fixture changed.")


def test_a_room_that_loses_its_space_has_no_area_after() -> None:
    changes = _changes(RemoveWall(wall_id="west"))
    assert changes.room_areas == (AreaChange("s-room-1", "Den", 28.12, None),)


@pytest.mark.parametrize(
    "edit", [SetRoomType(room_id="s-room-1", type=RoomType.OFFICE), RemoveOpening(opening_id="front")]
)
def test_changes_are_plain_data(edit: Edit) -> None:
    changes = _changes(edit)
    assert msgspec.convert(msgspec.to_builtins(changes), PlanChanges) == changes
    assert not changes.is_empty
