"""Read a Sweet Home 3D file: a zip with the home as XML (formats, Sweet Home 3D).

Lengths are centimetres, y runs down, angles are radians. Doors and windows name no wall: the one under them is taken.
"""

import hashlib
import io
import math
import xml.etree.ElementTree as ET
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from planroom.floorplan.geometry.units import MM_PER_CENTIMETRE
from planroom.floorplan.model.limits import MAX_BYTES, MAX_STOREYS
from planroom.floorplan.model.plan import Plan, Scale, ScaleSource, Source, Storey
from planroom.floorplan.reading import import_kinds as kinds
from planroom.floorplan.reading.errors import FileTooLarge, NotThisFormat
from planroom.floorplan.reading.importing.finishing import TOLERANCE_MM, StoreyFrame, finish_storey
from planroom.floorplan.reading.importing.ledger import Ledger
from planroom.floorplan.reading.importing.storey_draft import StoreyDraft
from planroom.floorplan.reading.importing.values import text_of
from planroom.floorplan.reading.importing.xml_tree import open_xml
from planroom.floorplan.reading.reading import Reading, gravest_first
from planroom.floorplan.reading.sweet_home_steps.elements import (
    add_furniture,
    add_opening,
    add_wall,
    floor_height_of,
    number_in,
    room_of,
    size_in,
)

MAX_ZIP_BYTES = 10 * MAX_BYTES
"""A home carries the models of its furniture, which are not read; most have a tenth of it."""

_ZIP_MAGIC = b"PK\x03\x04"
_HOME = "Home.xml"
_TITLE = "Sweet Home 3D"
_USUAL_HEIGHT_MM = 2500.0
_GROUND_MM = 500.0


class _Level(NamedTuple):
    """A level of the home; a home without levels has one without an id."""

    source_id: str
    name: str
    elevation_mm: float
    height_mm: float


def looks_like_sweet_home(content: bytes) -> bool:
    """Tell whether the content is a zip with a home in it."""
    return content.startswith(_ZIP_MAGIC) and (_HOME.encode() in content or b"Home" in content[:100])


def read_sweet_home(content: bytes) -> Reading:
    """Read the plan out of a Sweet Home 3D file.

    Raises NotThisFormat when the file is no zip with a Home.xml, such as those of versions before 5.3, and
    FileTooLarge when the home is larger than any; everything else is a finding.
    """
    root = open_xml(_home_of(content), _TITLE)
    if root.tag != "home":
        message = "The file is no Sweet Home 3D file: its Home.xml holds no home."
        raise NotThisFormat(message)
    ledger = Ledger()
    levels = _levels_of(root, ledger)
    by_level = _by_level(root, {level.source_id for level in levels})
    drafts = [StoreyDraft(ledger.id_for(level.source_id or None, "storey"), ledger) for level in levels]
    storeys = tuple(
        _storey(level, number, draft, by_level[level.source_id])
        for level, number, draft in zip(levels, _numbers(levels), drafts, strict=True)
    )
    plan = Plan(
        name=text_of(root.get("name")),
        storeys=storeys,
        scale=Scale(source=ScaleSource.MODEL, mm_per_unit=MM_PER_CENTIMETRE),
        source=Source(format="sweethome3d", sha256=hashlib.sha256(content).hexdigest()),
        tolerance_mm=TOLERANCE_MM,
        north_deg=_north_deg(root),
    )
    return Reading(plan, gravest_first(ledger.findings()))


def _home_of(content: bytes) -> bytes:
    """Unpack the one entry that is read, and not more of it than the limit."""
    if len(content) > MAX_ZIP_BYTES:
        raise FileTooLarge
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed, packed.open(_HOME) as entry:
            home = entry.read(MAX_BYTES + 1)
    except KeyError:
        message = "The file holds no Home.xml. Save it with Sweet Home 3D 5.3 or later and send it again."
        raise NotThisFormat(message) from None
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError) as fault:
        message = "The file is no Sweet Home 3D file: it cannot be unpacked."
        raise NotThisFormat(message) from fault
    if len(home) > MAX_BYTES:
        raise FileTooLarge
    return home


def _levels_of(root: ET.Element, ledger: Ledger) -> list[_Level]:
    """Give the levels from below; of several at one height the ``elevationIndex`` decides, as in the program."""
    usual_mm = size_in(root, "wallHeight") or _USUAL_HEIGHT_MM
    found = []
    for source in root.iter("level"):
        elevation_mm = floor_height_of(source)
        if elevation_mm is None:
            text = f"The level {text_of(source.get('name'))!r} lies at no height that can be; it was put at 0."
            ledger.note(kinds.OUT_OF_RANGE, text)
        height_mm = size_in(source, "height") or usual_mm
        level = _Level(source.get("id") or "", text_of(source.get("name")), elevation_mm or 0.0, height_mm)
        found.append((level.elevation_mm, number_in(source, "elevationIndex") or 0.0, level.source_id, level))
    if len(found) > MAX_STOREYS:
        ledger.note(kinds.TOO_MANY_ELEMENTS, f"The home has {len(found)} levels; {MAX_STOREYS} were read.")
    unique = {entry[2]: entry[3] for entry in sorted(found, key=lambda entry: entry[:3])[:MAX_STOREYS]}
    return list(unique.values()) or [_Level("", text_of(root.get("name")), 0.0, usual_mm)]


def _numbers(levels: Sequence[_Level]) -> list[int]:
    at_ground = [index for index, level in enumerate(levels) if level.elevation_mm <= _GROUND_MM]
    ground = at_ground[-1] if at_ground else 0
    return [index - ground for index in range(len(levels))]


def _by_level(root: ET.Element, known: set[str]) -> dict[str, list[ET.Element]]:
    """Sort all elements by their level; what names none, or one that is not there, belongs to the lowest."""
    lowest = min(known) if "" not in known else ""
    found: dict[str, list[ET.Element]] = defaultdict(list)
    for source in _elements(root):
        level = source.get("level") or ""
        found[level if level in known else lowest].append(source)
    return found


def _elements(root: ET.Element) -> Iterator[ET.Element]:
    """Give walls first, then what hangs on them; pieces in groups too."""
    for tag in ("wall", "room", "doorOrWindow", "pieceOfFurniture"):
        yield from root.iter(tag)


def _storey(level: _Level, number: int, draft: StoreyDraft, sources: Sequence[ET.Element]) -> Storey:
    rooms = []
    for source in sources:
        if source.tag == "wall":
            add_wall(draft, source)
        elif source.tag == "room":
            rooms.append(room_of(source))
        elif source.tag == "doorOrWindow" or source.get("doorOrWindow") == "true":
            add_opening(draft, source)
        else:
            add_furniture(draft, source)
    frame = StoreyFrame(level.name, number, level.elevation_mm, level.height_mm)
    return finish_storey(draft, rooms, frame)


def _north_deg(root: ET.Element) -> float | None:
    compass = root.find("compass")
    turn = number_in(compass, "northDirection") if compass is not None else None
    return None if turn is None else round(math.degrees(turn) % 360.0, 4)
