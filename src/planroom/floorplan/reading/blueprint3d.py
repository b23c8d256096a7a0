"""Read blueprint3d: walls between corners in centimetres, y growing downwards (formats.md, "blueprint3d").

The file has neither thickness nor height of walls, and no rooms: they are what the walls enclose. Doors and windows
are furniture that names no wall and has no size: each is hung on the wall under it, at a usual width.
"""

import hashlib
import math
from collections.abc import Mapping
from typing import Any

from planroom.floorplan.geometry.points import Point
from planroom.floorplan.geometry.units import MM_PER_CENTIMETRE
from planroom.floorplan.model.opening import OpeningKind
from planroom.floorplan.model.plan import Plan, Scale, ScaleSource, Source
from planroom.floorplan.reading import import_kinds as kinds
from planroom.floorplan.reading.errors import NotThisFormat
from planroom.floorplan.reading.importing.finishing import StoreyFrame, finish_storey
from planroom.floorplan.reading.importing.ledger import Ledger
from planroom.floorplan.reading.importing.storey_draft import OpeningSource, StoreyDraft, WallSource
from planroom.floorplan.reading.importing.values import (
    height_of,
    number_of,
    object_of,
    objects_in,
    open_json,
    point_of,
    text_of,
)
from planroom.floorplan.reading.reading import Reading, gravest_first

_ASSUMED_THICKNESS_MM = 100.0
_ASSUMED_CEILING_MM = 2_500.0
_IN_WALL, _IN_WALL_ON_FLOOR = 3, 7
_WIDTHS_MM = {OpeningKind.DOOR: 900.0, OpeningKind.WINDOW: 1_200.0}
_REACH_MM = 300.0

_Json = Mapping[str, Any]


def looks_like_blueprint3d(content: bytes) -> bool:
    """Tell whether a JSON file speaks of walls between two corners."""
    signs = (b'"floorplan"', b'"corners"', b'"walls"')
    return content.lstrip()[:1] == b"{" and all(sign in content for sign in signs)


def read_blueprint3d(content: bytes) -> Reading:
    """Read a blueprint3d file as a plan of one storey.

    Raises NotThisFormat when the file is no JSON or has no floor plan, and FileTooLarge beyond the limits.
    """
    value = object_of(open_json(content, "blueprint3d"))
    floorplan = value.get("floorplan")
    if not isinstance(floorplan, dict) or "corners" not in floorplan:
        message = "The file is no blueprint3d file: it has no floorplan with corners."
        raise NotThisFormat(message)
    ledger = Ledger()
    draft = StoreyDraft("storey-1", ledger, _ASSUMED_THICKNESS_MM)
    _add_walls(floorplan, draft)
    for item in objects_in(value.get("items")):
        if item.get("item_type") in (_IN_WALL, _IN_WALL_ON_FLOOR):
            _add_opening(item, draft)
    plan = Plan(
        storeys=(finish_storey(draft, [], StoreyFrame("Ground floor", ceiling_height_mm=_ASSUMED_CEILING_MM)),),
        scale=Scale(source=ScaleSource.MODEL, mm_per_unit=MM_PER_CENTIMETRE),
        source=Source(format="blueprint3d", sha256=hashlib.sha256(content).hexdigest()),
    )
    return Reading(plan, gravest_first(ledger.findings()))


def _add_walls(floorplan: _Json, draft: StoreyDraft) -> None:
    """Add the walls; they have no ids, so each is called after its two corners."""
    corners = object_of(floorplan.get("corners"))
    for wall in objects_in(floorplan.get("walls")):
        names = [text_of(wall.get(end)) for end in ("corner1", "corner2")]
        ends = [corners.get(name) for name in names]
        if not all(isinstance(end, dict) for end in ends):
            draft.ledger.note(
                kinds.DANGLING,
                f"A wall runs from {names[0][:40]!r} to {names[1][:40]!r}, which are not both in the file.",
                storey_id=draft.storey_id,
            )
            continue
        start, end = (_place(object_of(end).get("x"), object_of(end).get("y")) for end in ends)
        draft.add_wall(WallSource("-".join(name[:36] for name in names), start, end))


def _add_opening(item: _Json, draft: StoreyDraft) -> None:
    name = text_of(item.get("item_name")) or "without a name"
    middle = _place(item.get("xpos"), item.get("zpos"))
    if middle is None:
        draft.ledger.note(kinds.OUT_OF_RANGE, f"The item {name!r} has no place.", storey_id=draft.storey_id)
        return
    kind = OpeningKind.DOOR if item.get("item_type") == _IN_WALL_ON_FLOOR else OpeningKind.WINDOW
    turn, half_mm = number_of(item.get("rotation")) or 0.0, _WIDTHS_MM[kind] / 2
    dx, dy = half_mm * math.cos(turn), half_mm * math.sin(turn)
    source = OpeningSource(item.get("id"), kind, None, _sill_mm(item) if kind is OpeningKind.WINDOW else None)
    opening = draft.place_opening(source, middle.moved(-dx, -dy), middle.moved(dx, dy), _REACH_MM)
    if opening is not None:
        text = f"The item {name!r} has no size in the file; {opening.width_mm:.0f} mm were taken for its width."
        draft.ledger.note(kinds.SIZE_ASSUMED, text, element_ids=(opening.id,), storey_id=draft.storey_id, place=middle)


def _sill_mm(item: _Json) -> float | None:
    """Give the sill of a window of usual height whose middle is at ``ypos``."""
    middle_mm = height_of(item.get("ypos"), MM_PER_CENTIMETRE)
    return None if middle_mm is None else max(0.0, middle_mm - _WIDTHS_MM[OpeningKind.WINDOW] / 2)


def _place(x: object, y: object) -> Point | None:
    return point_of(x, y, MM_PER_CENTIMETRE, y_down=True)
