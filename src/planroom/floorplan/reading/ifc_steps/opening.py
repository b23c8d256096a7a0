"""Opening an IFC file: is it one, how long is its unit, and what is in it."""

import re

import ifcopenshell
import ifcopenshell.util.unit
from ifcopenshell import entity_instance

from planroom.floorplan.reading.errors import FileTooLarge, NotThisFormat
from planroom.floorplan.reading.ifc_steps.shapes import Units
from planroom.floorplan.reading.importing.values import text_of

MAX_BYTES = 64 * 1024 * 1024
MAX_LISTED = 20_000
"""Most elements of one class that are looked at."""

BROKEN = (AttributeError, TypeError, ValueError, IndexError, KeyError, RuntimeError, ZeroDivisionError)
"""What a missing, wrong or circular reference raises when it is followed, depending on where it is met."""

_MAGIC = b"ISO-10303-21;"
_SCHEMA = re.compile(rb"FILE_SCHEMA\s*\(\s*\(\s*'(IFC2X3|IFC4X3_ADD2|IFC4X3|IFC4)[A-Z0-9_]*'", re.IGNORECASE)
_DATA = re.compile(rb"\bDATA\s*;")
_HEADER = "ISO-10303-21;\nHEADER;\nFILE_DESCRIPTION((''),'2;1');\nFILE_NAME('','',(''),(''),'','','');\n"
_HEAD = 256
_LONGEST_HEADER = 100_000
_USUAL_MM = 1000.0
_LEAST_MM, _MOST_MM = 1e-3, 1e7


def looks_like_ifc(content: bytes) -> bool:
    """Tell whether the content begins as an IFC file does."""
    return _MAGIC in content[:_HEAD] and b"IFC" in content[: 20 * _HEAD].upper()


def open_ifc(content: bytes) -> ifcopenshell.file:
    """Open an IFC file.

    Raises NotThisFormat when it is none, or of a schema that is not read, and FileTooLarge beyond MAX_BYTES.
    """
    if len(content) > MAX_BYTES:
        raise FileTooLarge
    schema, data = _SCHEMA.search(content[:_LONGEST_HEADER]), _DATA.search(content[: 2 * _LONGEST_HEADER])
    if not looks_like_ifc(content) or schema is None or data is None:
        message = "The file is no IFC file of version 2x3, 4 or 4x3."
        raise NotThisFormat(message)
    # The library breaks down over a damaged header, and nothing of it but the schema is needed: it gets a whole one.
    header = f"{_HEADER}FILE_SCHEMA(('{schema[1].decode().upper()}'));\nENDSEC;\n"
    try:
        opened = ifcopenshell.file.from_string(header + content[data.start() :].decode("utf-8", errors="replace"))
        opened.by_type("IfcProject")
    except (*BROKEN, OSError) as fault:
        message = "The file is no IFC file of version 2x3, 4 or 4x3 that can be read."
        raise NotThisFormat(message) from fault
    return opened


def units_of(opened: ifcopenshell.file) -> tuple[Units, bool]:
    """Give the units of a file, and whether it tells the unit of length; without one, metres are taken."""
    try:
        told = any(unit.UnitType == "LENGTHUNIT" for unit in opened.by_type("IfcNamedUnit"))
        mm = ifcopenshell.util.unit.calculate_unit_scale(opened) * 1000.0
        radians = ifcopenshell.util.unit.calculate_unit_scale(opened, "PLANEANGLEUNIT")
    except BROKEN:
        return Units(_USUAL_MM, 1.0), False
    if not (told and _LEAST_MM <= mm <= _MOST_MM):
        return Units(_USUAL_MM, radians), False
    return Units(mm, radians), True


def guid_of(element: entity_instance) -> str:
    """Give the global id of an element, or one made of its number when it has none."""
    return text_of(element.GlobalId).replace(" ", "_") or f"ifc-{element.id()}"


def listed(opened: ifcopenshell.file, name: str) -> list[entity_instance]:
    """Give the elements of a class, subclasses included, in the order of their numbers in the file."""
    return sorted(opened.by_type(name), key=lambda element: element.id())
