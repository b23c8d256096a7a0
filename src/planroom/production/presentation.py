"""How an order's plans are presented: in which style and units, and under which address."""

import msgspec

from planroom.floorplan.drawing.style import Units

DEFAULT_STYLE = "soft"


class Presentation(msgspec.Struct, frozen=True, kw_only=True):
    """What the pages of an order look like; ``style`` names a built-in style, ``address`` stands under the title."""

    style: str = DEFAULT_STYLE
    units: Units = Units.BOTH
    address: str = ""
