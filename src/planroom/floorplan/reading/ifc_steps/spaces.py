"""Spaces of IFC: where a room lies, how high it is, and the area that the file states for it."""

from collections.abc import Iterator
from typing import NamedTuple

from ifcopenshell import entity_instance

from planroom.floorplan.geometry.points import Point
from planroom.floorplan.geometry.region import label_point, region_of
from planroom.floorplan.geometry.uncovered import convex_outline
from planroom.floorplan.model.room import RoomType
from planroom.floorplan.reading.ifc_steps.opening import guid_of
from planroom.floorplan.reading.ifc_steps.shapes import ShapeReader, heights_of
from planroom.floorplan.reading.importing.room_words import type_by_words
from planroom.floorplan.reading.importing.values import number_of, text_of

_AREA_NAMES = ("NetFloorArea", "GrossFloorArea", "Area", "GSA BIM Area")


class Space(NamedTuple):
    """A space: outlines from above, a seed inside, and ``stated_m2``, the area that the file writes beside it."""

    source_id: str
    number: str
    label: str
    type: RoomType
    outlines: tuple[tuple[Point, ...], ...]
    seed: Point
    low_mm: float
    high_mm: float
    stated_m2: float | None


def space_of(space: entity_instance, reader: ShapeReader) -> Space:
    """Read a space. Raises ValueError when it has no outline."""
    solids = reader.body(space)
    regions = [region_of(solid.ring or convex_outline(solid.points)) for solid in solids]
    outlines = [region for region in regions if region.outline]
    if not outlines:
        message = "it has no outline"
        raise ValueError(message)
    low, high = heights_of(solids)
    number, name = text_of(space.Name), text_of(space.LongName)
    label = name or number
    return Space(
        source_id=guid_of(space),
        number=number,
        label=label,
        type=type_by_words(label),
        outlines=tuple(region.outline for region in outlines),
        seed=label_point(max(outlines, key=lambda region: region.area_mm2)),
        low_mm=low,
        high_mm=high,
        stated_m2=_stated_area(space),
    )


def _stated_area(space: entity_instance) -> float | None:
    """Give the area that is written beside a space, by the name that says most clearly what it is."""
    stated = dict(reversed(list(_areas(space))))
    return next((stated[name] for name in _AREA_NAMES if stated.get(name)), None)


def _areas(space: entity_instance) -> Iterator[tuple[str, float]]:
    for relation in space.IsDefinedBy:
        source = relation.RelatingPropertyDefinition if relation.is_a("IfcRelDefinesByProperties") else None
        if source is None:
            continue
        if source.is_a("IfcElementQuantity"):
            values = [(part.Name, part.AreaValue) for part in source.Quantities if part.is_a("IfcQuantityArea")]
        elif source.is_a("IfcPropertySet"):
            single = [part for part in source.HasProperties if part.is_a("IfcPropertySingleValue")]
            values = [(part.Name, part.NominalValue.wrappedValue) for part in single if part.NominalValue]
        else:
            continue
        yield from ((name, area) for name, value in values if name in _AREA_NAMES and (area := number_of(value)))
