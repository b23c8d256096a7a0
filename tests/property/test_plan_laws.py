"""Laws of plans: what turning, moving, writing and reading a plan must not change."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.houses import TOLERANCE_MM, houses, plan_of
from tests.support.random_edits import wild_plans

from planroom.floorplan.checks.run import check_plan
from planroom.floorplan.geometry.faces import Faces, faces_of
from planroom.floorplan.geometry.points import Point
from planroom.floorplan.geometry.region import Region, contains
from planroom.floorplan.geometry.strips import Strip
from planroom.floorplan.model.codec import plan_from_builtins, plan_to_builtins, read_plan, write_plan
from planroom.floorplan.model.plan import Plan, Storey
from planroom.floorplan.model.rooms import area_balance, faces_of_walls, room_shapes, with_rooms_found
from planroom.floorplan.reports.areas import measure_areas


def _moved(storey: Storey, turn: float, dx_mm: float, dy_mm: float) -> Faces:
    def place(point: Point) -> Point:
        return Point(
            point.x_mm * math.cos(turn) - point.y_mm * math.sin(turn) + dx_mm,
            point.x_mm * math.sin(turn) + point.y_mm * math.cos(turn) + dy_mm,
        )

    strips = [Strip(place(wall.start), place(wall.end), wall.thickness_mm) for wall in storey.walls]
    return faces_of(strips, TOLERANCE_MM)


def _areas(regions: tuple[Region, ...]) -> list[float]:
    return sorted(region.area_mm2 for region in regions)


@given(
    house=houses(),
    turn=st.floats(0, 2 * math.pi, allow_subnormal=False),
    dx_mm=st.floats(-1e6, 1e6, allow_subnormal=False),
    dy_mm=st.floats(-1e6, 1e6, allow_subnormal=False),
)
def test_areas_survive_turning_and_moving(house: Storey, turn: float, dx_mm: float, dy_mm: float) -> None:
    before, after = faces_of_walls(house.walls, TOLERANCE_MM), _moved(house, turn, dx_mm, dy_mm)
    assert _areas(after.spaces) == pytest.approx(_areas(before.spaces), rel=1e-5)
    assert _areas(after.bodies) == pytest.approx(_areas(before.bodies), rel=1e-4)
    assert _areas(after.outlines) == pytest.approx(_areas(before.outlines), rel=1e-5)


@given(house=houses())
def test_rooms_and_walls_are_all_of_a_house(house: Storey) -> None:
    balance = area_balance(house, TOLERANCE_MM)
    assert balance.other_spaces_mm2 == 0.0
    assert balance.rooms_mm2 + balance.walls_mm2 == pytest.approx(balance.gross_mm2, rel=1e-9)


@given(house=houses())
def test_a_house_of_indoor_rooms_counts_all_but_its_outer_walls(house: Storey) -> None:
    (outline,) = faces_of_walls(house.walls, TOLERANCE_MM).outlines
    low_x, low_y, high_x, high_y = outline.bounds
    figures = measure_areas(plan_of(house)).total
    assert figures.gross_external_m2 == pytest.approx((high_x - low_x) * (high_y - low_y) / 1e6, abs=0.01)
    assert figures.gia_m2 == pytest.approx((high_x - low_x - 600) * (high_y - low_y - 600) / 1e6, abs=0.01)


@given(house=houses())
def test_each_room_lies_around_its_seed_and_its_label(house: Storey) -> None:
    for shape in room_shapes(house, TOLERANCE_MM):
        region = Region(shape.outline, shape.holes, shape.area_mm2)
        assert contains(region, shape.room.seed)
        assert contains(region, shape.label_point)


@given(house=houses())
def test_finding_rooms_a_second_time_finds_nothing_new(house: Storey) -> None:
    assert with_rooms_found(house, TOLERANCE_MM) == house


@given(house=houses(), data=st.data())
def test_the_order_of_walls_does_not_change_the_shapes(house: Storey, data: st.DataObject) -> None:
    walls = tuple(data.draw(st.permutations(house.walls)))
    assert faces_of_walls(walls, TOLERANCE_MM).spaces == faces_of_walls(house.walls, TOLERANCE_MM).spaces


@given(plan=wild_plans())
def test_a_written_plan_reads_back_as_the_same_plan(plan: Plan) -> None:
    assert read_plan(write_plan(plan)) == plan
    assert plan_from_builtins(plan_to_builtins(plan)) == plan
    assert write_plan(read_plan(write_plan(plan))) == write_plan(plan)


@given(plan=wild_plans())
def test_checks_of_any_plan_end_and_its_areas_add_up(plan: Plan) -> None:
    findings = check_plan(plan)
    assert findings == check_plan(plan)
    for storey in plan.storeys:
        balance = area_balance(storey, plan.tolerance_mm)
        assert abs(balance.gap_mm2) <= 1e-4 * balance.gross_mm2


@given(data=st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_reading_anything_gives_a_plan_or_says_what_is_wrong(data: bytes) -> None:
    with pytest.raises(ValueError, match="cannot be used"):
        read_plan(data)
