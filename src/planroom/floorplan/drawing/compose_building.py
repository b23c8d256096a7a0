"""The building itself as items: floors, walls, openings and fixtures."""

from planroom.floorplan.drawing.compose_openings import opening_items
from planroom.floorplan.drawing.scene import AnyItem, Area, Layer, Paint
from planroom.floorplan.drawing.shapes import StoreyShapes
from planroom.floorplan.drawing.sheet import Sheet
from planroom.floorplan.drawing.symbols.catalogue import symbol_of


def building_items(shapes: StoreyShapes, sheet: Sheet) -> list[AnyItem]:
    """Draw floors, fixtures, walls and openings, in painting order."""
    items: list[AnyItem] = [*_floors(shapes, sheet)]
    if sheet.style.fixtures.shown:
        items += [symbol_of(fixture, sheet) for fixture in shapes.fixtures]
    items += _walls(shapes, sheet)
    for place in shapes.places:
        items += opening_items(place, sheet)
    return items


def _floors(shapes: StoreyShapes, sheet: Sheet) -> list[Area]:
    """The storey's whole floor in the colour of thresholds, so that doorways have a floor, and the rooms on it."""
    style = sheet.style.floors
    rings = tuple(outline.outline for outline in shapes.outlines)
    floors = [Area(layer=Layer.FLOORS, role="floor.base", rings=rings, paint=Paint(fill=style.threshold))]
    floors += [
        Area(
            layer=Layer.FLOORS,
            role=f"room.{shape.room.type.value}",
            element_id=shape.room.id,
            rings=(shape.outline, *shape.holes),
            paint=Paint(fill=style.fills.get(shape.room.type, style.fill)),
        )
        for shape in shapes.rooms
    ]
    return floors if rings else floors[1:]


def _walls(shapes: StoreyShapes, sheet: Sheet) -> list[Area]:
    style = sheet.style.walls
    paint = sheet.paint(style.outline, style.fill)
    return [
        Area(layer=Layer.WALLS, role="wall.outline", rings=(body.outline, *body.holes), paint=paint)
        for body in shapes.walls
    ]
