import json
from importlib.resources import files

import jsonschema
import msgspec
import pytest

from planroom.floorplan.drawing.style import (
    StyleUnknown,
    StyleUnreadable,
    Units,
    built_in_styles,
    find_style,
    read_style,
    style_schema,
    with_units,
)

STYLES = files("planroom.floorplan.drawing") / "styles"


def test_three_styles_of_different_character_are_built_in() -> None:
    assert [style.name for style in built_in_styles()] == ["plain", "soft", "technical"]
    looks = {(style.walls.fill, style.dimensions.tick, bool(style.floors.fills)) for style in built_in_styles()}
    assert len(looks) == 3


def test_an_unknown_style_is_refused_with_the_known_ones() -> None:
    with pytest.raises(StyleUnknown, match=r"“fancy”.*plain, soft, technical"):
        find_style("fancy")


@pytest.mark.parametrize("name", ["plain", "soft", "technical"])
def test_a_built_in_style_fits_the_published_schema(name: str) -> None:
    checker = jsonschema.Draft202012Validator(style_schema())
    assert not list(checker.iter_errors(json.loads((STYLES / f"{name}.json").read_bytes())))


def test_the_published_schema_is_the_one_of_the_code() -> None:
    assert json.loads((STYLES / "style.schema.json").read_bytes()) == style_schema()


def test_a_style_survives_writing_and_reading() -> None:
    style = find_style("soft")
    assert read_style(msgspec.json.encode(style)) == style


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b"{", "truncated"),
        (b'{"name": "x"}', "title"),
        (b"\xff\xfe", "schema"),
        (b"[]", "object"),
    ],
)
def test_a_style_that_does_not_fit_is_refused_with_the_place(content: bytes, place: str) -> None:
    with pytest.raises(StyleUnreadable, match=place):
        read_style(content)


def test_a_colour_must_be_one() -> None:
    broken = msgspec.json.encode(find_style("plain")).replace(b"#111111", b"black")
    with pytest.raises(StyleUnreadable, match=r"\$\.walls\.fill"):
        read_style(broken)


def test_an_unknown_option_is_refused() -> None:
    broken = msgspec.json.encode(find_style("plain")).replace(b'"decimals":', b'"decimal":')
    with pytest.raises(StyleUnreadable, match="decimal"):
        read_style(broken)


def test_a_huge_style_is_refused_before_it_is_read() -> None:
    with pytest.raises(StyleUnreadable, match="at most"):
        read_style(b" " * 100_001)


def test_units_change_without_touching_the_style() -> None:
    style = find_style("plain")
    assert with_units(style, Units.FEET).units is Units.FEET
    assert style.units is Units.BOTH
