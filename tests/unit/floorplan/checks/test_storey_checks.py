"""What checks find between storeys."""

import msgspec
import pytest
from tests.support.houses import box, plan_of, storey
from tests.support.sample_plans import two_storeys

from planroom.floorplan.checks.storeys import check_storeys
from planroom.floorplan.geometry.points import Point
from planroom.floorplan.model.building_parts import Stair, StairLeads
from planroom.floorplan.model.plan import Storey


def _storey(level: int, shift_mm: float = 0.0, stair: Stair | None = None) -> Storey:
    walls = tuple(
        msgspec.structs.replace(wall, start=wall.start.moved(shift_mm, 0), end=wall.end.moved(shift_mm, 0))
        for wall in box(10_000, 8_000, prefix=f"{level}-")
    )
    bare = storey(*walls, storey_id=f"s{level}")
    return msgspec.structs.replace(bare, level=level, stairs=(stair,) if stair else ())


def _stair(stair_id: str, leads: StairLeads, x_mm: float = 2_000.0, turn_deg: float = 0.0) -> Stair:
    return Stair(id=stair_id, centre=Point(x_mm, 2_000.0), width_mm=900, depth_mm=3_000, leads=leads, turn_deg=turn_deg)


def _codes(*storeys: Storey) -> list[str]:
    return [finding.code for finding in check_storeys(plan_of(*storeys))]


def test_storeys_that_stand_on_top_of_each_other_are_fine() -> None:
    assert list(check_storeys(two_storeys())) == []
    assert _codes(_storey(0), _storey(1, 3_900.0)) == []


def test_storeys_that_do_not_line_up_are_told() -> None:
    (finding,) = check_storeys(plan_of(_storey(1, 6_000.0), _storey(0)))
    assert (finding.code, finding.element_ids, finding.storey_id) == ("storey-102", ("s0", "s1"), "s1")
    assert "only 40%" in finding.message
    assert _codes(_storey(0), _storey(2, 6_000.0)) == []


def test_two_storeys_of_one_level_are_told() -> None:
    again = msgspec.structs.replace(_storey(1), level=0)
    assert _codes(_storey(0), again) == ["storey-101"]


@pytest.mark.parametrize(
    ("partner", "codes"),
    [
        (_stair("b", StairLeads.DOWN), []),
        (_stair("b", StairLeads.DOWN, x_mm=3_800.0, turn_deg=90.0), []),
        (_stair("b", StairLeads.DOWN, x_mm=3_800.0), ["storey-103", "storey-103"]),
        (_stair("b", StairLeads.UP), ["storey-103"]),
        (None, ["storey-103"]),
    ],
)
def test_a_stair_has_a_partner_on_the_storey_that_it_leads_to(partner: Stair | None, codes: list[str]) -> None:
    assert _codes(_storey(0, stair=_stair("a", StairLeads.UP)), _storey(1, stair=partner)) == codes


def test_the_hole_of_a_stair_must_not_cross_itself() -> None:
    crossed = (Point(0.0, 0.0), Point(1_000.0, 1_000.0), Point(1_000.0, 0.0), Point(0.0, 1_000.0))
    flat = (Point(0.0, 0.0), Point(1_000.0, 0.0), Point(2_000.0, 0.0))
    for ring in (crossed, flat):
        stair = msgspec.structs.replace(_stair("a", StairLeads.DOWN), opening=ring)
        assert _codes(_storey(0, stair=stair)) == ["storey-104"]
