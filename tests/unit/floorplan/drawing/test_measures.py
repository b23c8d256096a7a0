import pytest

from planroom.floorplan.drawing.measures import area_text, length_texts, size_texts
from planroom.floorplan.drawing.style import Units
from planroom.floorplan.geometry.units import feet_and_inches, metres


@pytest.mark.parametrize(
    ("length_mm", "written"),
    [(3454.4, "11'4\""), (0.0, "0'0\""), (304.8, "1'0\""), (3644.0, "11'11\""), (3646.0, "12'0\""), (12.6, "0'0\"")],
)
def test_feet_are_written_with_whole_inches_and_carry_at_twelve(length_mm: float, written: str) -> None:
    assert feet_and_inches(length_mm) == written


@pytest.mark.parametrize(("decimals", "written"), [(0, "3"), (1, "3.5"), (2, "3.46")])
def test_metres_have_as_many_decimals_as_asked(decimals: int, written: str) -> None:
    assert metres(3456.0, decimals) == written


def test_a_size_names_across_before_up_in_each_unit() -> None:
    assert size_texts(3450, 4100, Units.METRES, 2) == ("3.45 × 4.10 m",)  # noqa: RUF001 - the sign of a size
    assert size_texts(3454.4, 4089.4, Units.FEET, 2) == ("11'4\" × 13'5\"",)  # noqa: RUF001 - the sign of a size
    assert len(size_texts(3450, 4100, Units.BOTH, 2)) == 2


def test_both_units_put_feet_first() -> None:
    assert length_texts(3454.4, Units.BOTH, 2) == ("11'4\"", "3.45 m")


def test_an_area_is_written_on_one_line_with_thousands_apart() -> None:
    assert area_text(141_000_000, Units.BOTH) == "1,518 sq ft / 141.0 m²"
