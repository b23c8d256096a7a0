import pytest

from planroom.floorplan.geometry.units import (
    MAX_LENGTH_TEXT,
    feet_and_inches,
    find_lengths,
    m2_of,
    metres,
    parse_length_mm,
    square_feet_of,
)


@pytest.mark.parametrize(
    ("text", "length_mm"),
    [
        ("38'6\"", 11_734.8),
        ("38'-6\"", 11_734.8),
        ("38' 6", 11_734.8),
        ("38' - 6\"", 11_734.8),
        ("38 ft 6 in", 11_734.8),
        ("38ft. 6in.", 11_734.8),
        ("38 feet 6 inches", 11_734.8),
        ("38\u20326\u2033", 11_734.8),
        ("38\u20196\u201d", 11_734.8),
        ("38'6''", 11_734.8),
        ("38.5 FT", 11_734.8),
        ("38'-6 1/2\"", 11_747.5),
        ("38'6\u00bd\"", 11_747.5),
        ("12'", 3_657.6),
        ('6"', 152.4),
        ('3/4"', 19.05),
        ("11.5 m", 11_500.0),
        ("11,5 m", 11_500.0),
        ("1,200 m", 1_200.0),
        ("11.5 metres", 11_500.0),
        ("1150 cm", 11_500.0),
        ("900mm", 900.0),
        ("3,500 mm", 3_500.0),
        ("1,234'", 376_123.2),
        ("  2 m ", 2_000.0),
    ],
)
def test_a_length_is_read_in_the_ways_people_write_it(text: str, length_mm: float) -> None:
    assert parse_length_mm(text) == length_mm


@pytest.mark.parametrize(
    "text", ["", "12", "wide", "12 m2", "12 m²", "0'", "0 mm", '1/0"', "38'6\" wide", "x2m", "1.2.3 m"]
)
def test_what_is_not_one_length_is_none(text: str) -> None:
    assert parse_length_mm(text) is None


def test_lengths_are_found_in_a_sentence_with_their_places() -> None:
    text = "Front 38'6\" and depth 27 ft 3 in, walls 0.3 m; 4 bedrooms, scale 1/4\" = 1'"
    found = find_lengths(text)
    assert [(length.length_mm, text[length.start : length.end]) for length in found] == [
        (11_734.8, "38'6\""),
        (8_305.8, "27 ft 3 in"),
        (300.0, "0.3 m"),
        (6.35, '1/4"'),
        (304.8, "1'"),
    ]


def test_two_lengths_of_a_size_are_two_lengths() -> None:
    assert [length.length_mm for length in find_lengths("12'6\" x 10'0\"")] == [3_810.0, 3_048.0]


def test_a_text_beyond_the_limit_is_not_searched() -> None:
    assert find_lengths(" " * MAX_LENGTH_TEXT + "2 m") == ()


@pytest.mark.parametrize(
    ("length_mm", "text"),
    [
        (11_734.8, "38'6\""),
        (3_657.5, "12'0\""),
        (12.7, "0'1\""),
        (0.0, "0'0\""),
        (-3_657.6, "-12'0\""),
        (-1.0, "0'0\""),
    ],
)
def test_a_length_is_written_in_feet_and_whole_inches(length_mm: float, text: str) -> None:
    assert feet_and_inches(length_mm) == text


@pytest.mark.parametrize(
    ("length_mm", "text"), [(11_747.5, "38'6 1/2\""), (11_734.8, "38'6\""), (11_738.0, "38'6 1/8\"")]
)
def test_a_length_is_written_to_the_eighth_of_an_inch(length_mm: float, text: str) -> None:
    assert feet_and_inches(length_mm, parts_per_inch=8) == text


def test_metric_lengths_and_areas_are_converted() -> None:
    assert metres(11_734.8) == "11.73"
    assert metres(11_734.8, 0) == "12"
    assert m2_of(2_500_000.0) == 2.5
    assert square_feet_of(92_903.04) == 1.0
