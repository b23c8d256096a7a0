"""Finishing a storey: the rooms that its walls enclose get the names that the file gives them."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

import msgspec
import numpy as np

from planroom.floorplan.geometry.points import Point
from planroom.floorplan.geometry.region import Region, holders_of
from planroom.floorplan.model.limits import MAX_ELEMENTS
from planroom.floorplan.model.plan import Storey
from planroom.floorplan.model.room import Room, RoomType
from planroom.floorplan.model.rooms import faces_of_walls, with_rooms_found
from planroom.floorplan.model.wall import Wall
from planroom.floorplan.reading import import_kinds as kinds
from planroom.floorplan.reading.importing.storey_draft import StoreyDraft

MAX_MEETINGS = 20_000
"""Most pairs of walls of a storey that may touch; a building has a handful for each wall, a bomb squares them."""

TOLERANCE_MM = 1.0
_CHUNK = 500
_MOST_LABELS = 5
_MOST_IDS = 20
_LONGEST_LABEL = 500


class RoomSource(NamedTuple):
    """What a file says of a room: ``seed`` lies in it."""

    source_id: object
    seed: Point | None
    label: str
    type: RoomType = RoomType.UNDEFINED
    ceiling_height_mm: float | None = None


class StoreyFrame(NamedTuple):
    """What a file says of a storey itself."""

    name: str
    level: int = 0
    elevation_mm: float = 0.0
    ceiling_height_mm: float = 2440.0


def finish_storey(
    draft: StoreyDraft, rooms: Sequence[RoomSource], frame: StoreyFrame, tolerance_mm: float = TOLERANCE_MM
) -> Storey:
    """Make the storey: one room for each closed face, named by the first of the sources whose seed lies in it.

    A source whose seed lies in no face stays a room without a shape. Faces that no source names become rooms
    without a label. Where the walls are too tangled to be a building, the storey stays empty.
    """
    storey = Storey(id=draft.storey_id, **frame._asdict())
    faces = _faces(draft.walls, tolerance_mm)
    if faces is None:
        text = f"The {len(draft.walls)} walls of the storey {frame.name!r} cross each other too often."
        draft.ledger.note(kinds.TOO_TANGLED, text, storey_id=draft.storey_id)
        return storey
    named = _named_rooms(draft, rooms, faces)
    storey = Storey(
        id=draft.storey_id,
        **frame._asdict(),
        walls=tuple(draft.walls),
        openings=tuple(draft.openings),
        rooms=named,
        fixtures=tuple(draft.fixtures),
        stairs=tuple(draft.stairs),
    )
    found = with_rooms_found(storey, tolerance_mm).rooms[len(named) :]
    unnamed = tuple(
        msgspec.structs.replace(room, id=draft.ledger.id_for(None, f"{draft.storey_id}-room")) for room in found
    )
    completed = msgspec.structs.replace(storey, rooms=(*named, *unnamed))
    _note_gaps(draft, completed, len(unnamed))
    return completed


def meetings(walls: Sequence[Wall]) -> int:
    """Count the pairs of walls whose boxes along the axes touch."""
    ends = np.array([(*wall.start, *wall.end) for wall in walls], dtype=float).reshape(-1, 4)
    half = np.array([wall.thickness_mm / 2 for wall in walls], dtype=float)
    low = np.minimum(ends[:, :2], ends[:, 2:]) - half[:, None]
    high = np.maximum(ends[:, :2], ends[:, 2:]) + half[:, None]
    count = 0
    for first in range(0, len(walls), _CHUNK):
        chunk = slice(first, first + _CHUNK)
        apart = (low[chunk, None, :] > high[None, :, :]) | (high[chunk, None, :] < low[None, :, :])
        count += int(np.count_nonzero(~apart.any(axis=2)))
    return (count - len(walls)) // 2


def _faces(walls: Sequence[Wall], tolerance_mm: float) -> tuple[Region, ...] | None:
    """Give the closed faces between the walls; None when they are too many to be those of a building."""
    if meetings(walls) > MAX_MEETINGS:
        return None
    spaces = faces_of_walls(tuple(walls), tolerance_mm).spaces
    return spaces if len(spaces) <= MAX_ELEMENTS // 2 else None


def _named_rooms(draft: StoreyDraft, rooms: Sequence[RoomSource], faces: tuple[Region, ...]) -> tuple[Room, ...]:
    listed = [room for room in rooms if room.seed is not None][: MAX_ELEMENTS // 2]
    if len(rooms) > MAX_ELEMENTS // 2:
        text = f"The storey has {len(rooms)} rooms; only {MAX_ELEMENTS // 2} were read."
        draft.ledger.note(kinds.TOO_MANY_ELEMENTS, text, storey_id=draft.storey_id)
    for room in rooms:
        if room.seed is None:
            text = f"The room {room.label!r} has no place."
            draft.ledger.note(kinds.OUT_OF_RANGE, text, storey_id=draft.storey_id)
    holders = holders_of([room.seed for room in listed if room.seed], faces) if listed else ()
    by_face: dict[int, list[RoomSource]] = defaultdict(list)
    made: list[Room] = []
    for source, held_by in zip(listed, holders, strict=True):
        if held_by:
            by_face[held_by[0]].append(source)
            continue
        shapeless = _room(draft, source, source.label)
        made.append(shapeless)
        draft.ledger.note(
            kinds.LABEL_OUTSIDE,
            f"No closed walls lie around the room {source.label!r}.",
            element_ids=(shapeless.id,),
            storey_id=draft.storey_id,
            place=shapeless.seed,
        )
    return (*(_shared(draft, sources) for _, sources in sorted(by_face.items())), *made)


def _shared(draft: StoreyDraft, sources: list[RoomSource]) -> Room:
    """Make one room of all that lie in one face: the first gives the type, and all of them the label."""
    labels = list(dict.fromkeys(source.label for source in sources if source.label))
    room = _room(draft, sources[0], " / ".join(labels[:_MOST_LABELS]))
    if len(labels) > 1:
        draft.ledger.note(
            kinds.LABELS_SHARE_ROOM,
            f"No wall parts {', '.join(labels[:_MOST_LABELS])}: they are one room.",
            element_ids=(room.id,),
            storey_id=draft.storey_id,
            place=room.seed,
        )
    return room


def _room(draft: StoreyDraft, source: RoomSource, label: str) -> Room:
    return Room(
        id=draft.ledger.id_for(source.source_id, f"{draft.storey_id}-room"),
        seed=source.seed or Point(0.0, 0.0),
        label=label[:_LONGEST_LABEL],
        type=source.type,
        ceiling_height_mm=source.ceiling_height_mm,
    )


def _note_gaps(draft: StoreyDraft, storey: Storey, unlabelled: int) -> None:
    if unlabelled:
        ids = tuple(room.id for room in storey.rooms[-unlabelled:])
        text = f"{unlabelled} rooms of the storey {storey.name!r} have no label in the file."
        draft.ledger.note(kinds.ROOMS_UNLABELLED, text, element_ids=ids[:_MOST_IDS], storey_id=storey.id)
    assumed = [wall.id for wall in storey.walls if wall.thickness_assumed]
    if assumed:
        text = f"{len(assumed)} of {len(storey.walls)} walls have no thickness in the file."
        draft.ledger.note(kinds.THICKNESS_ASSUMED, text, element_ids=tuple(assumed[:_MOST_IDS]), storey_id=storey.id)
    if not storey.walls:
        draft.ledger.note(kinds.NOTHING_READ, f"The storey {storey.name!r} has no wall.", storey_id=storey.id)
