"""Laws of measuring: what turning and moving a house, and the order of its parts, must not change."""

import math
from itertools import pairwise

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.houses import houses
from tests.support.random_edits import wild_plans

from planroom.floorplan.checks.areas import AREA_SUM, check_areas
from planroom.floorplan.geometry.points import Point
from planroom.floorplan.model.plan import DwellingType, Plan, Storey
from planroom.floorplan.model.room import RoomType
from planroom.floorplan.model.wall import WallKind
from planroom.floorplan.reports.areas import AreaFigures, measure_areas

_TYPES = (RoomType.BEDROOM, RoomType.GARAGE, RoomType.BALCONY, RoomType.OPEN_TO_BELOW, RoomType.STAIRWELL)


@st.composite
def dwellings(draw: st.DrawFn) -> Plan:
    """Draw a house whose rooms have types of every sort, maybe with party walls."""
    house = draw(houses())
    rooms = tuple(msgspec.structs.replace(room, type=draw(st.sampled_from(_TYPES))) for room in house.rooms)
    shared = draw(st.sets(st.sampled_from(("east", "west"))))
    walls = tuple(
        msgspec.structs.replace(wall, kind=WallKind.PARTY) if wall.id in shared else wall for wall in house.walls
    )
    placed = msgspec.structs.replace(house, rooms=rooms, walls=walls)
    return Plan(storeys=(placed,), dwelling=draw(st.sampled_from(DwellingType)))


def _moved(plan: Plan, turn: float, dx_mm: float, dy_mm: float) -> Plan:
    def place(point: Point) -> Point:
        return Point(
            point.x_mm * math.cos(turn) - point.y_mm * math.sin(turn) + dx_mm,
            point.x_mm * math.sin(turn) + point.y_mm * math.cos(turn) + dy_mm,
        )

    replace = msgspec.structs.replace
    storeys = tuple(
        replace(
            storey,
            walls=tuple(replace(wall, start=place(wall.start), end=place(wall.end)) for wall in storey.walls),
            rooms=tuple(replace(room, seed=place(room.seed)) for room in storey.rooms),
        )
        for storey in plan.storeys
    )
    return replace(plan, storeys=storeys)


def _figures(plan: Plan) -> list[float]:
    total = measure_areas(plan).total
    return [getattr(total, name) for name in AreaFigures.__struct_fields__]


@given(
    plan=dwellings(),
    turn=st.floats(0, 2 * math.pi, allow_subnormal=False),
    dx_mm=st.floats(-1e5, 1e5, allow_subnormal=False),
    dy_mm=st.floats(-1e5, 1e5, allow_subnormal=False),
)
@settings(max_examples=60)
def test_no_figure_of_any_standard_changes_when_a_house_is_turned_and_moved(
    plan: Plan, turn: float, dx_mm: float, dy_mm: float
) -> None:
    assert _figures(_moved(plan, turn, dx_mm, dy_mm)) == pytest.approx(_figures(plan), abs=0.02)


@given(plan=dwellings())
@settings(max_examples=40)
def test_figures_stand_in_the_order_that_their_rules_imply(plan: Plan) -> None:
    total = {name: getattr(measure_areas(plan).total, name) for name in AreaFigures.__struct_fields__}
    rising = ("ipms3c_m2", "ipms3b_m2", "ipms3a_m2", "ipms1_m2", "gross_external_m2", "total_scanned_m2")
    areas = [total[name] for name in rising]
    assert all(low <= high + 0.011 for low, high in pairwise(areas))
    assert total["bbmi_go_m2"] <= total["nen2580_m2"] + 0.011
    assert total["ansi_gla_above_m2"] <= total["vendor_gla_m2"] + 0.011
    assert total["ipms2_m2"] == total["ipms3b_m2"]
    assert all(area >= 0 for area in total.values())


@given(plan=dwellings())
@settings(max_examples=40)
def test_rooms_and_walls_tile_the_storey_and_a_check_says_so(plan: Plan) -> None:
    report = measure_areas(plan)
    parts = (report.total.net_rooms_m2 or 0) + (report.total.other_spaces_m2 or 0) + (report.total.walls_m2 or 0)
    assert parts == pytest.approx(report.total.total_scanned_m2, abs=0.02)
    rooms = sum(room.area_m2 or 0 for storey in report.storeys for room in storey.rooms)
    assert rooms == pytest.approx(report.total.net_rooms_m2, abs=0.005 * len(report.storeys[0].rooms) + 0.005)
    (finding,) = check_areas(plan.storeys[0], plan.tolerance_mm)
    assert finding.code == AREA_SUM.code


@given(plan=dwellings())
@settings(max_examples=40)
def test_the_order_of_walls_and_openings_changes_no_figure(plan: Plan) -> None:
    assert _figures(_backwards(plan)) == _figures(plan)


@given(plan=wild_plans())
@settings(max_examples=40)
def test_any_plan_can_be_measured_and_nothing_is_larger_than_what_was_scanned(plan: Plan) -> None:
    total = measure_areas(plan).total
    for name in AreaFigures.__struct_fields__:
        assert -0.011 <= getattr(total, name) <= (total.total_scanned_m2 or 0) + 0.011


def _backwards(plan: Plan) -> Plan:
    storeys: tuple[Storey, ...] = tuple(
        msgspec.structs.replace(storey, walls=storey.walls[::-1], openings=storey.openings[::-1])
        for storey in plan.storeys
    )
    return msgspec.structs.replace(plan, storeys=storeys)
