import pytest
from tests.support.houses import TOLERANCE_MM, box, door, storey, wall

from planroom.floorplan.checks.openings import check_openings
from planroom.floorplan.geometry.points import Point
from planroom.floorplan.model.finding import Finding, Severity
from planroom.floorplan.model.opening import Opening, OpeningKind


def _check(*openings: Opening) -> list[Finding]:
    walls = (*box(10_000, 8_000), wall("partition", (4_150, 150), (4_150, 7_850)))
    return list(check_openings(storey(*walls, openings=openings), TOLERANCE_MM))


def test_openings_within_their_walls_have_no_findings() -> None:
    assert _check(door("a", "south", 2_000), door("b", "south", 7_000), door("c", "partition", 4_000)) == []


def test_an_opening_on_no_wall_is_an_error() -> None:
    (finding,) = _check(door("a", "nowhere", 2_000))
    assert (finding.code, finding.severity, finding.element_ids) == ("opening-101", Severity.ERROR, ("a",))


def test_an_opening_wider_than_its_wall_is_an_error() -> None:
    (finding,) = _check(Opening(id="a", wall_id="west", kind=OpeningKind.WINDOW, offset_mm=3_850, width_mm=8_000))
    assert (finding.code, finding.severity) == ("opening-103", Severity.ERROR)
    assert finding.place == Point(150, 4_000)


@pytest.mark.parametrize("offset_mm", [400.0, 9_400.0, -3_000.0])
def test_an_opening_beyond_the_end_of_its_wall_is_an_error(offset_mm: float) -> None:
    (finding,) = _check(door("a", "south", offset_mm))
    assert (finding.code, finding.severity, finding.element_ids) == ("opening-104", Severity.ERROR, ("a", "south"))


def test_openings_that_overlap_are_an_error_naming_both() -> None:
    (finding,) = _check(door("b", "south", 2_800), door("a", "south", 2_000), door("c", "partition", 4_000))
    assert (finding.code, finding.severity) == ("opening-105", Severity.ERROR)
    assert finding.element_ids == ("a", "b", "south")
    assert "by 100 mm" in finding.message


def test_openings_side_by_side_do_not_overlap() -> None:
    assert _check(door("a", "south", 2_000), door("b", "south", 2_900)) == []


@pytest.mark.parametrize(
    ("kind", "width_mm"),
    [(OpeningKind.DOOR, 300), (OpeningKind.DOOR, 2_000), (OpeningKind.GARAGE_DOOR, 900), (OpeningKind.WINDOW, 100)],
)
def test_a_size_that_nobody_builds_is_found(kind: OpeningKind, width_mm: float) -> None:
    (finding,) = _check(Opening(id="a", wall_id="south", kind=kind, offset_mm=7_000, width_mm=width_mm))
    assert (finding.code, finding.severity) == ("opening-106", Severity.WARNING)
    assert kind.value.split("_")[0] in finding.message


def test_an_opening_where_another_wall_meets_its_wall_is_found() -> None:
    (finding,) = _check(door("a", "south", 4_300))
    assert (finding.code, finding.element_ids) == ("opening-107", ("a", "south", "partition"))


def test_an_opening_right_beside_a_junction_is_fine() -> None:
    assert _check(door("a", "south", 4_000 + 50 + 450)) == []
