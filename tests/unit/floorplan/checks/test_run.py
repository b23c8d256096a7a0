import re

import msgspec
from tests.support.houses import box, door, plan_of, relabelled, storey, two_rooms, wall
from tests.support.sample_plans import bungalow

from planroom.floorplan.checks.run import all_finding_kinds, check_plan
from planroom.floorplan.model.finding import Severity
from planroom.floorplan.model.plan import Plan


def test_a_house_to_be_proud_of_has_only_its_sum_of_areas() -> None:
    assert [finding.code for finding in check_plan(bungalow())] == ["area-101"]


def test_the_worst_findings_come_first() -> None:
    walls = (*box(10_000, 8_000), wall("loose", (4_000, 2_000), (6_000, 2_000)))
    findings = check_plan(plan_of(storey(*walls, openings=(door("d", "south", 9_999.0),))))
    ranks = [finding.severity.rank for finding in findings]
    assert ranks == sorted(ranks, reverse=True)
    assert (ranks[0], ranks[-1]) == (Severity.ERROR.rank, Severity.INFO.rank)


def test_the_order_of_elements_does_not_change_the_findings() -> None:
    house = two_rooms()
    turned = msgspec.structs.replace(house, walls=house.walls[::-1], openings=house.openings[::-1])
    assert check_plan(plan_of(turned)) == check_plan(plan_of(house))


def test_an_empty_plan_cannot_be_delivered() -> None:
    assert [finding.code for finding in check_plan(Plan())] == ["topology-108"]


def test_kinds_have_codes_of_their_own_names_and_advice() -> None:
    kinds = all_finding_kinds()
    codes = [kind.code for kind in kinds]
    assert codes == sorted(set(codes))
    assert len({kind.name for kind in kinds}) == len(kinds)
    for kind in kinds:
        assert re.fullmatch(r"(topology|opening|room|scale|area|storey)-1\d\d", kind.code)
        assert re.fullmatch(r"([A-Z][a-z]+)+", kind.name)
        assert kind.advice.endswith(".")


def test_findings_of_a_plan_are_of_known_kinds() -> None:
    known = {kind.code for kind in all_finding_kinds()}
    broken = plan_of(relabelled(storey(*box(10_000, 8_000)[:3], openings=(door("d", "x", 1.0),))))
    assert {finding.code for finding in check_plan(broken)} <= known
