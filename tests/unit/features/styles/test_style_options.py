"""The options of a style template and the library's styles speak of the same things."""

import msgspec
import pytest

from planroom.features.styles.options import StyleOptions
from planroom.features.styles.rules import BaseStyle
from planroom.floorplan.drawing.style import (
    Style,
    StyleUnknown,
    StyleUnreadable,
    Units,
    built_in_styles,
    find_style,
    with_options,
)
from planroom.production.presentation import Presentation

NAMES = {"name", "title", "description"}


@pytest.mark.parametrize("style", built_in_styles(), ids=lambda style: style.name)
def test_whatever_a_style_says_can_be_an_option(style: Style) -> None:
    said = {name: value for name, value in msgspec.to_builtins(style).items() if name not in NAMES}
    assert msgspec.to_builtins(msgspec.convert(said, StyleOptions)) == said


def test_every_built_in_style_is_a_base() -> None:
    assert {style.name for style in built_in_styles()} == set(BaseStyle)


def test_options_win_where_they_speak_and_nowhere_else() -> None:
    base = find_style("soft")
    style = with_options(base, {"walls": {"outline": {"colour": "#ff0000"}}, "floors": {"fills": {"bath": "#00ff00"}}})
    assert style.walls.outline.colour == "#ff0000"
    assert (style.walls.fill, style.walls.outline.width_paper_mm) == (
        base.walls.fill,
        base.walls.outline.width_paper_mm,
    )
    assert len(style.floors.fills) == len({*base.floors.fills, "bath"})
    assert msgspec.structs.replace(style, walls=base.walls, floors=base.floors) == base


def test_an_option_can_be_switched_off() -> None:
    ruled = msgspec.structs.replace(find_style("plain"), page=find_style("technical").page)
    assert with_options(ruled, {"page": {"rule": None}}).page.rule is None


@pytest.mark.parametrize("options", [{"walls": {"fill": "red"}}, {"wall": {}}, {"labels": {"hidden": ["nowhere"]}}])
def test_options_that_do_not_fit_are_refused(options: dict[str, object]) -> None:
    with pytest.raises(StyleUnreadable, match="do not fit"):
        with_options(find_style("soft"), options)


def test_a_presentation_draws_in_its_units_unless_its_options_name_others() -> None:
    assert Presentation(units=Units.FEET).drawn_style().units is Units.FEET
    assert Presentation(units=Units.FEET, options={"units": "m"}).drawn_style().units is Units.METRES
    with pytest.raises(StyleUnknown):
        Presentation(style="unheard-of").drawn_style()
