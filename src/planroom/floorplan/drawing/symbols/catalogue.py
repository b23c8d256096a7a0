"""Which symbol shows which fixture."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from planroom.floorplan.drawing.scene import Layer, Symbol
from planroom.floorplan.drawing.sheet import Sheet
from planroom.floorplan.drawing.symbols import bathroom, building, kitchen
from planroom.floorplan.drawing.symbols.sketch import Sketch
from planroom.floorplan.model.plan import Fixture, FixtureKind

SYMBOLS: Mapping[FixtureKind, Callable[[Sketch], None]] = MappingProxyType(
    {
        FixtureKind.STAIRS: building.stairs,
        FixtureKind.FIREPLACE: building.fireplace,
        FixtureKind.COLUMN: building.column,
        FixtureKind.OTHER: building.other,
        FixtureKind.BATHTUB: bathroom.bathtub,
        FixtureKind.SHOWER: bathroom.shower,
        FixtureKind.TOILET: bathroom.toilet,
        FixtureKind.WASHBASIN: bathroom.washbasin,
        FixtureKind.SINK: kitchen.sink,
        FixtureKind.STOVE: kitchen.stove,
        FixtureKind.REFRIGERATOR: kitchen.refrigerator,
    }
)


def symbol_of(fixture: Fixture, sheet: Sheet) -> Symbol:
    """Draw a fixture as its symbol.

    The fixture's own y axis points to its back, where the wall is; a flight of stairs goes up that way.
    """
    sketch = Sketch(sheet, f"fixture.{fixture.kind.value}", fixture.width_mm, fixture.depth_mm)
    SYMBOLS[fixture.kind](sketch)
    return Symbol(
        layer=Layer.FIXTURES,
        role=f"fixture.{fixture.kind.value}",
        element_id=fixture.id,
        name=fixture.kind.value,
        at=fixture.centre,
        turn_deg=fixture.turn_deg,
        width_mm=fixture.width_mm,
        depth_mm=fixture.depth_mm,
        parts=tuple(sketch.parts),
    )
