"""Which symbol shows which fixture."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from planroom.floorplan.drawing.scene import Layer, Symbol
from planroom.floorplan.drawing.sheet import Sheet
from planroom.floorplan.drawing.symbols import bathroom, building, kitchen
from planroom.floorplan.drawing.symbols.sketch import Sketch
from planroom.floorplan.model.plan import FixtureKind, Standing

SYMBOLS: Mapping[str, Callable[[Sketch], None]] = MappingProxyType(
    {
        "stairs": building.stairs,
        "column": building.column,
        "round_column": building.round_column,
        FixtureKind.FIREPLACE: building.fireplace,
        FixtureKind.BATHTUB: bathroom.bathtub,
        FixtureKind.SHOWER: bathroom.shower,
        FixtureKind.TOILET: bathroom.toilet,
        FixtureKind.WASHBASIN: bathroom.washbasin,
        FixtureKind.SINK: kitchen.sink,
        FixtureKind.STOVE: kitchen.stove,
        FixtureKind.REFRIGERATOR: kitchen.refrigerator,
    }
)
"""By kind; what has no symbol of its own is drawn as a box."""


def symbol_of(fixture: Standing, sheet: Sheet) -> Symbol:
    """Draw a fixture, stair or column as its symbol.

    The fixture's own y axis points to its back, where the wall is; a flight of stairs goes up that way.
    """
    kind = str(fixture.kind)
    sketch = Sketch(sheet, f"fixture.{kind}", fixture.width_mm, fixture.depth_mm)
    SYMBOLS.get(kind, building.other)(sketch)
    return Symbol(
        layer=Layer.FIXTURES,
        role=f"fixture.{kind}",
        element_id=fixture.id,
        name=kind,
        at=fixture.centre,
        turn_deg=fixture.turn_deg,
        width_mm=fixture.width_mm,
        depth_mm=fixture.depth_mm,
        parts=tuple(sketch.parts),
    )
