"""How an order's plans are presented: in which style and units, and under which address."""

from typing import Any

import msgspec

from planroom.floorplan.drawing.style import Style, Units, find_style, with_options, with_units

DEFAULT_STYLE = "soft"


class Presentation(msgspec.Struct, frozen=True, kw_only=True):
    """What the pages of an order look like.

    ``style`` names a built-in style, ``options`` are what differs from it, as part of a style; they win over ``units``.
    ``address`` stands under the title.
    """

    style: str = DEFAULT_STYLE
    units: Units = Units.BOTH
    address: str = ""
    options: dict[str, Any] | None = None

    def drawn_style(self) -> Style:
        """Give the style that the plans are drawn in; raises StyleUnknown or StyleUnreadable when there is none."""
        return with_options(with_units(find_style(self.style), self.units), self.options or {})
