import msgspec
import pytest
from tests.support.houses import TOLERANCE_MM, box, plan_of, storey, two_rooms

from planroom.floorplan.checks.areas import check_areas, judged_balance
from planroom.floorplan.checks.scale import check_scale
from planroom.floorplan.model.finding import Finding, Severity
from planroom.floorplan.model.plan import Scale, ScaleSource, Storey
from planroom.floorplan.model.rooms import AreaBalance


def _scaled(source: ScaleSource, uncertainty: float = 0.0) -> list[Finding]:
    scale = Scale(source=source, uncertainty=uncertainty)
    return list(check_scale(msgspec.structs.replace(plan_of(two_rooms()), scale=scale)))


@pytest.mark.parametrize("source", [ScaleSource.MODEL, ScaleSource.GIVEN, ScaleSource.PRINTED])
def test_a_known_scale_has_no_findings(source: ScaleSource) -> None:
    assert _scaled(source, 0.05) == []


def test_an_unknown_scale_is_an_error() -> None:
    (finding,) = _scaled(ScaleSource.UNKNOWN, 0.5)
    assert (finding.code, finding.severity) == ("scale-101", Severity.ERROR)


@pytest.mark.parametrize(
    ("uncertainty", "severity"), [(0.06, Severity.WARNING), (0.2, Severity.WARNING), (0.21, Severity.ERROR)]
)
def test_an_uncertain_scale_is_a_warning_and_a_useless_one_an_error(uncertainty: float, severity: Severity) -> None:
    (finding,) = _scaled(ScaleSource.GIVEN, uncertainty)
    assert (finding.code, finding.severity) == ("scale-102", severity)
    assert f"{uncertainty:.0%}" in finding.message


def test_a_scale_from_doors_is_mentioned() -> None:
    (finding,) = _scaled(ScaleSource.DOOR_WIDTHS, 0.05)
    assert (finding.code, finding.severity) == ("scale-103", Severity.INFO)


@pytest.mark.parametrize("size_mm", [(1_000, 5_000), (250_000, 5_000)])
def test_a_storey_that_is_no_dwelling_is_found(size_mm: tuple[float, float]) -> None:
    (finding,) = check_scale(plan_of(storey(*box(*size_mm))))
    assert (finding.code, finding.storey_id) == ("scale-104", "s")
    assert f"{size_mm[0] / 1000:.1f} by 5.0 m" in finding.message


def test_a_storey_without_walls_has_no_size() -> None:
    assert list(check_scale(plan_of(Storey(id="s", name="")))) == []


def test_the_sum_of_areas_is_always_stated() -> None:
    (finding,) = check_areas(two_rooms(), TOLERANCE_MM)
    assert (finding.code, finding.severity) == ("area-101", Severity.INFO)
    assert finding.message == (
        "Ground floor: rooms 68.82 + other spaces 0.00 + walls 11.18 = 80.00 m2, outer walls included."
    )
    assert list(check_areas(Storey(id="s", name=""), TOLERANCE_MM)) == []


def test_a_sum_that_does_not_come_out_is_an_error() -> None:
    torn = AreaBalance(rooms_mm2=60e6, other_spaces_mm2=0.0, walls_mm2=11e6, gross_mm2=80e6)
    finding = judged_balance(two_rooms(), torn)
    assert (finding.code, finding.severity) == ("area-102", Severity.ERROR)
    assert "60.00" in finding.message
