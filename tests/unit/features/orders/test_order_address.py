import pytest

from planroom.features.orders.rules import full_address, location, named_style, unknown_preferences


def test_a_full_address_is_one_line() -> None:
    line = full_address(
        number="121",
        street="North Washington Avenue",
        suite="4",
        city="Minneapolis",
        state="MN",
        postal_code="55401",
        country="United States",
    )

    assert line == "121 North Washington Avenue, 4, Minneapolis, MN 55401, United States"


@pytest.mark.parametrize(
    ("given", "line"),
    [
        ({}, "Main Street, Springfield, United States"),
        ({"number": ""}, "Main Street, Springfield, United States"),
        ({"state": "OR"}, "Main Street, Springfield, OR, United States"),
        ({"postal_code": "97475"}, "Main Street, Springfield, 97475, United States"),
        ({"suite": "Apt 3"}, "Main Street, Apt 3, Springfield, United States"),
    ],
)
def test_what_is_missing_is_left_out_of_the_address(given: dict[str, str], line: str) -> None:
    assert full_address(street="Main Street", city="Springfield", country="United States", **given) == line


@pytest.mark.parametrize(
    ("suite", "text"),
    [
        (None, "1 Main Street Springfield"),
        ("", "1 Main Street Springfield"),
        ("4", "1 Main Street Suite 4 Springfield"),
        ("Apt 3", "1 Main Street Apt 3 Springfield"),
    ],
)
def test_the_short_address_names_the_suite(suite: str | None, text: str) -> None:
    assert location(number="1", street="Main Street", suite=suite, city="Springfield") == text


@pytest.mark.parametrize(
    ("preferences", "named"),
    [
        ({}, None),
        ({"style_2d": None}, None),
        ({"style_2d": {"style_template_id": " "}}, None),
        ({"style_2d": {"style_template_id": "string"}}, "string"),
    ],
)
def test_an_order_may_name_a_style_template(preferences: dict[str, object], named: str | None) -> None:
    assert named_style(preferences) == named


def test_preferences_that_are_not_known_are_listed_with_their_place() -> None:
    preferences = {
        "style_2d": {"style_template_id": "string", "add_info": "string"},
        "style_3d": {"video": {"speed": "string", "layout": "portrait"}, "furniture_set": "baroque"},
    }

    assert unknown_preferences(preferences) == [
        ("style_3d.video.speed", "string"),
        ("style_3d.furniture_set", "baroque"),
    ]


@pytest.mark.parametrize("preferences", [{}, {"style_3d": None}, {"style_3d": {"video": {"speed": "slow"}}}])
def test_known_and_absent_preferences_are_fine(preferences: dict[str, object]) -> None:
    assert unknown_preferences(preferences) == []
