from collections.abc import Iterable

import msgspec
import pytest
from tests.support.houses import TOLERANCE_MM, box, plan_of, storey, two_rooms, wall

from planroom.floorplan.checks.topology import check_identity, check_topology
from planroom.floorplan.geometry.points import Point
from planroom.floorplan.model.finding import Finding, Severity
from planroom.floorplan.model.plan import Plan, Storey
from planroom.floorplan.model.wall import Wall


def _check(*walls: Wall) -> list[Finding]:
    return list(check_topology(Storey(id="s", name="Ground floor", walls=walls), TOLERANCE_MM))


def _codes(findings: Iterable[Finding]) -> list[str]:
    return [finding.code for finding in findings]


def test_a_sound_house_has_no_findings() -> None:
    assert list(check_identity(plan_of(two_rooms()))) == []
    assert list(check_topology(two_rooms(), TOLERANCE_MM)) == []


def test_a_plan_without_storeys_and_a_storey_without_walls_are_errors() -> None:
    (empty,) = check_identity(Plan())
    assert (empty.code, empty.severity) == ("topology-108", Severity.ERROR)
    (bare,) = _check()
    assert (bare.code, bare.severity, bare.storey_id) == ("topology-105", Severity.ERROR, "s")


def test_an_id_that_is_used_twice_is_an_error() -> None:
    house = two_rooms()
    twice = plan_of(msgspec.structs.replace(house, rooms=(house.rooms[0], house.rooms[0])), Storey(id="north", name=""))
    findings = list(check_identity(twice))
    assert _codes(findings) == ["topology-109", "topology-109"]
    assert [finding.element_ids for finding in findings] == [("north",), ("s-room-1",)]


def test_a_wall_without_length_is_found_with_its_place() -> None:
    (finding,) = _check(*box(6_000, 5_000), wall("dot", (900, 900), (900.5, 900)))
    assert (finding.code, finding.element_ids, finding.place) == ("topology-101", ("dot",), Point(900, 900))


def test_walls_that_do_not_close_are_an_error_and_their_ends_are_loose() -> None:
    findings = _check(*box(6_000, 5_000)[:3])
    assert _codes(findings) == ["topology-102", "topology-102", "topology-104"]
    assert [finding.place for finding in findings[:2]] == [Point(150, 150), Point(150, 4_850)]
    assert "The start of the wall 'south' meets no other wall." in findings[0].message
    assert findings[2].severity is Severity.ERROR


@pytest.mark.parametrize(
    ("end_mm", "code", "says"), [(4_600, "topology-106", "stops 100 mm before"), (4_000, "topology-102", "meets no")]
)
def test_an_end_close_to_a_wall_almost_meets_it(end_mm: float, code: str, says: str) -> None:
    (finding,) = _check(*box(6_000, 5_000), wall("p", (3_000, 150), (3_000, end_mm)))
    assert finding.code == code
    assert says in finding.message
    assert finding.place == Point(3_000, end_mm)


def test_an_end_within_the_tolerance_meets() -> None:
    assert _check(*box(6_000, 5_000), wall("p", (3_000, 150), (3_000, 4_699.5))) == []


def test_a_wall_in_line_with_the_next_is_not_loose() -> None:
    assert (
        _check(*box(6_000, 5_000), wall("p", (3_000, 150), (3_000, 2_000)), wall("q", (3_000, 2_000), (3_000, 4_850)))
        == []
    )


def test_walls_on_top_of_each_other_are_found_once() -> None:
    (finding,) = _check(
        *box(6_000, 5_000), wall("p", (3_000, 150), (3_000, 4_850)), wall("q", (3_020, 4_850), (3_020, 150))
    )
    assert (finding.code, finding.element_ids) == ("topology-103", ("p", "q"))
    assert "over 4700 mm" in finding.message
    assert finding.place == Point(3_000, 2_500)


def test_the_place_of_an_overlap_is_on_the_shorter_wall() -> None:
    findings = _check(
        *box(6_000, 5_000), wall("p", (3_000, 150), (3_000, 4_850)), wall("q", (3_000, 150), (3_000, 1_150))
    )
    assert [finding.place for finding in findings if finding.code == "topology-103"] == [Point(3_000, 650)]


def test_detached_parts_are_mentioned() -> None:
    shed = [
        wall(f"shed-{line.id}", line.start.moved(9_000, 0), line.end.moved(9_000, 0), 300.0)
        for line in box(3_000, 3_000)
    ]
    (finding,) = _check(*box(6_000, 5_000), *shed)
    assert (finding.code, finding.severity, finding.place) == ("topology-107", Severity.INFO, Point(9_000, 0))


@pytest.mark.parametrize("thickness_mm", [10.0, 2_000.0])
def test_a_thickness_that_nobody_builds_is_found(thickness_mm: float) -> None:
    findings = _check(*box(16_000, 15_000), wall("p", (8_000, 150), (8_000, 14_850), thickness_mm))
    assert _codes(findings) == ["topology-110"]
    assert findings[0].place == Point(8_000, 7_500)


def test_assumed_thicknesses_are_counted_in_one_finding() -> None:
    walls = tuple(msgspec.structs.replace(line, thickness_assumed=line.id != "south") for line in box(6_000, 5_000))
    (finding,) = _check(*walls)
    assert (finding.code, finding.severity) == ("topology-112", Severity.INFO)
    assert finding.element_ids == ("east", "north", "west")
    assert "3 of 4 walls" in finding.message


def test_the_checks_of_a_house_found_by_rooms_agree() -> None:
    assert _codes(check_topology(storey(*box(6_000, 5_000)), TOLERANCE_MM)) == []
