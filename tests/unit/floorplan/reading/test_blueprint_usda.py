"""Real drawings: farmhouse plans of 1934, 200 to 630 pixels. The figures may get better, not worse."""

from functools import cache
from pathlib import Path

import pytest

from planroom.floorplan.checks.run import check_plan
from planroom.floorplan.geometry.units import square_feet_of
from planroom.floorplan.model.finding import Severity
from planroom.floorplan.model.opening import OpeningKind
from planroom.floorplan.model.plan import FixtureKind
from planroom.floorplan.model.rooms import outline_of, room_shapes
from planroom.floorplan.reading.blueprint import read_blueprint
from planroom.floorplan.reading.reading import Reading

_IMAGES = Path(__file__).parents[3] / "data" / "usda1738" / "images"


@cache
def _read(name: str, info: str = "") -> Reading:
    return read_blueprint((_IMAGES / f"{name}.png").read_bytes(), info=info)


def _errors(reading: Reading) -> set[str]:
    found = (*reading.findings, *check_plan(reading.plan))
    return {finding.code for finding in found if finding.severity is Severity.ERROR}


def _area_sqft(reading: Reading) -> float:
    (storey,) = reading.plan.storeys
    outlines = outline_of(storey, reading.plan.tolerance_mm)
    return square_feet_of(sum(outline.area_mm2 for outline in outlines))


# Printed superstructure in sq ft; for 6505, 6510 and 6531 without the porches, which are drawn with thin lines.
@pytest.mark.parametrize(
    ("name", "info", "printed_sqft", "most_error"),
    [
        ("page60_house_plan", "width 23'6\"", 325, 0.03),
        ("page61_house_plan", "width 38'6\"", 600, 0.03),
        ("page64_plan", "width 32'", 410, 0.05),
        ("page67_plan", "width 24'", 385, 0.03),
        ("page68_plan", "width 24'", 605, 0.03),
        ("page70_house_plan", "width 29'6\"", 740, 0.03),
        ("page10_plan1", "width 31'3\"", 715, 0.03),
        ("page14_plan", "width 28'", 670, 0.02),
        ("page15_plan", "width 29'4\"", 565, 0.03),
        ("page20_plan", "width 31'6\"", 775, 0.02),
        ("page26_plan", "width 32'", 640, 0.02),
        ("page40_plan", "width 38'6\"", 1185, 0.03),
        ("page46_plan1", "width 33'", 775, 0.03),
        ("page56_plan1", "width 31'6\"", 550, 0.03),
    ],
)
def test_the_gross_area_is_the_printed_one(name: str, info: str, printed_sqft: float, most_error: float) -> None:
    reading = _read(name, info)
    assert _errors(reading) == set()
    assert _area_sqft(reading) == pytest.approx(printed_sqft, rel=most_error)


@pytest.mark.parametrize("name", ["page43_plan1", "page43_plan2"])
def test_sections_are_not_taken_for_plans(name: str) -> None:
    assert _errors(_read(name))


@pytest.mark.parametrize("name", ["page32_plan", "page62_house_plan", "page9_plan2"])
def test_two_plans_in_one_picture_wait_for_a_person(name: str) -> None:
    assert "draft-103" in _errors(_read(name))


@pytest.mark.parametrize("name", ["page10_plan2", "page11_plan"])
def test_a_house_drawn_with_hollow_walls_waits_for_a_person(name: str) -> None:
    assert _errors(_read(name))


@pytest.mark.parametrize(
    ("name", "rooms"),
    [("page18_plan_house", 3), ("page26_plan", 6), ("page14_plan", 10), ("page70_house_plan", 6), ("page24_plan", 5)],
)
def test_rooms_are_found(name: str, rooms: int) -> None:
    reading = _read(name)
    assert len(room_shapes(reading.plan.storeys[0], reading.plan.tolerance_mm)) == rooms


def test_the_farmhouse_of_the_demo_is_drafted_as_it_was_drawn() -> None:
    """Plan 6522: printed 32 by 20 ft; bedrooms 9'6" wide, kitchen 9'6" x 11'0", living and dining room 11' x 19'."""
    reading = _read("page26_plan", "width 32' depth 20'")
    (storey,) = reading.plan.storeys
    assert max(finding.severity.rank for finding in reading.findings) == Severity.WARNING.rank
    kinds = [opening.kind for opening in storey.openings]
    assert (kinds.count(OpeningKind.WINDOW), kinds.count(OpeningKind.DOOR)) == (12, 9)
    assert [fixture.kind for fixture in storey.fixtures] == [FixtureKind.FIREPLACE]
    areas = [square_feet_of(shape.area_mm2) for shape in room_shapes(storey, reading.plan.tolerance_mm)]
    assert areas == pytest.approx([80, 198, 105, 15, 83, 74], rel=0.04)


def test_leaves_and_arcs_show_how_doors_open() -> None:
    reading = _read("page18_plan_house")
    (storey,) = reading.plan.storeys
    doors = [opening for opening in storey.openings if opening.kind is OpeningKind.DOOR]
    assert len(doors) == 4
    assert "draft-113" not in {finding.code for finding in reading.findings}


def test_a_sketch_in_the_picture_is_left_out() -> None:
    for name in ("page18_plan_house", "page60_house_plan", "page61_house_plan", "page70_house_plan"):
        assert "draft-103" not in _errors(_read(name))


def test_the_chimney_is_no_door_to_the_garden() -> None:
    (storey,) = _read("page24_plan").plan.storeys
    assert FixtureKind.FIREPLACE in {fixture.kind for fixture in storey.fixtures}
