import msgspec
from tests.support.houses import box, plan_of, relabelled, storey, two_rooms

from planroom.floorplan.model.changes import AreaChange
from planroom.floorplan.model.edits.apply import Edit, apply_edits
from planroom.floorplan.model.edits.move_wall import MoveWall
from planroom.floorplan.model.edits.rooms import SetRoomLabel
from planroom.floorplan.model.plan import Plan, Scale, ScaleSource
from planroom.floorplan.reports.area_changes import AreaComparison, FigureChange, compare_areas, describe_areas

PLAN = plan_of(relabelled(two_rooms(), room_1="Den", room_2="Lounge"))


def test_equal_plans_have_equal_areas_and_nothing_to_say() -> None:
    compared = compare_areas(PLAN, PLAN)
    assert [change.before_m2 == change.after_m2 for change in compared.rooms] == [True, True]
    assert compared.total["gia_m2"].before_m2 == compared.total["gia_m2"].after_m2
    assert describe_areas(compared) == ()


def test_a_larger_house_has_its_areas_before_and_after() -> None:
    edits: list[Edit] = [MoveWall(wall_id="west", dx_mm=-1_000.0), SetRoomLabel(room_id="s-room-1", label="Study")]
    compared = compare_areas(PLAN, apply_edits(PLAN, edits))
    assert compared.rooms == (
        AreaChange("s-room-1", "Study", 28.12, 35.52),
        AreaChange("s-room-2", "Lounge", 40.7, 40.7),
    )
    assert compared.total["total_scanned_m2"] == FigureChange(80.0, 88.0)
    [ground] = compared.storeys
    assert (ground.before_m2, ground.after_m2) == (69.56, 76.96)
    assert describe_areas(compared) == ("Internal area of the home: 76.96 m² instead of 69.56 m².",)


def test_what_came_and_went_has_one_area_each() -> None:
    upper = storey(*box(5_000, 5_000, prefix="u-"), storey_id="u")
    both = plan_of(PLAN.storeys[0], upper)
    there, back = compare_areas(PLAN, both), compare_areas(both, PLAN)
    assert there.rooms[2] == AreaChange("u-room-1", "Room", None, 19.36)
    assert there.storeys[1] == AreaChange("u", "Ground floor", None, 19.36)
    assert (back.rooms[2].before_m2, back.rooms[2].after_m2) == (19.36, None)


def test_without_a_scale_there_is_no_area() -> None:
    unknown: Plan = msgspec.structs.replace(PLAN, scale=Scale(source=ScaleSource.UNKNOWN))
    compared = compare_areas(unknown, PLAN)
    assert compared.rooms[0] == AreaChange("s-room-1", "Den", None, 28.12)
    assert compared.total["gia_m2"].before_m2 is None
    assert describe_areas(compared) == ()


def test_a_comparison_is_plain_data() -> None:
    compared = compare_areas(PLAN, PLAN)
    assert msgspec.convert(msgspec.to_builtins(compared), AreaComparison) == compared
