"""The edit that makes one room of two by taking away the walls between them."""

from collections.abc import Iterator, Sequence

import msgspec

from planroom.floorplan.geometry.region import Region, contains
from planroom.floorplan.geometry.sides import Span, spans_between
from planroom.floorplan.geometry.strips import Strip
from planroom.floorplan.model.edits.operation import Operation, find_room, new_element_ids, with_storey
from planroom.floorplan.model.edits.rederiving import with_rooms_rederived
from planroom.floorplan.model.edits.refusals import RoomsNotAdjacent
from planroom.floorplan.model.limits import ElementId
from planroom.floorplan.model.opening import Opening
from planroom.floorplan.model.plan import Plan, Storey
from planroom.floorplan.model.rooms import room_faces
from planroom.floorplan.model.wall import Wall


class MergeRooms(Operation, frozen=True, kw_only=True, tag="merge_rooms"):
    """Join ``room_id`` to ``into_room_id``, which keeps its id, label and type.

    The stretches of wall that have one room on each side are taken away with their openings; what is left of such a
    wall stays. Rooms that share one space already become one without any change of walls.
    """

    room_id: ElementId
    into_room_id: ElementId

    def applied_to(self, plan: Plan) -> Plan:
        """Give the plan with the two rooms joined."""
        storey, room = find_room(plan, self.room_id)
        into_storey, into = find_room(plan, self.into_room_id)
        if room.id == into.id or storey.id != into_storey.id:
            raise RoomsNotAdjacent(room.id, into.id)
        rooms = tuple(other for other in storey.rooms if other.id != room.id)
        faces = room_faces(storey, plan.tolerance_mm)
        face, into_face = faces.get(room.id), faces.get(into.id)
        after = msgspec.structs.replace(storey, rooms=rooms)
        if face is not None and into_face is not None:
            after = _opened(plan, after, face, into_face)
            after = with_rooms_rederived(storey, after, plan.tolerance_mm, keep_all=False)
            joined = room_faces(after, plan.tolerance_mm).get(into.id)
            if joined is None or joined.area_mm2 < face.area_mm2 + into_face.area_mm2:
                raise RoomsNotAdjacent(room.id, into.id)
        elif not any(
            known is not None and contains(known, seed) for known, seed in ((face, into.seed), (into_face, room.seed))
        ):
            raise RoomsNotAdjacent(room.id, into.id)
        return with_storey(plan, after)


def _opened(plan: Plan, storey: Storey, face: Region, other: Region) -> Storey:
    """Take the stretches of wall between two faces away."""
    ids = new_element_ids(plan, "wall")
    thickest_mm = max(wall.thickness_mm for wall in storey.walls)
    walls: list[Wall] = []
    openings: list[Opening] = []
    for wall in storey.walls:
        own = [opening for opening in storey.openings if opening.wall_id == wall.id]
        strip = Strip(wall.start, wall.end, wall.thickness_mm)
        spans = spans_between(strip, face, other, plan.tolerance_mm)
        if not spans:
            walls.append(wall)
            openings += own
            continue
        stub_mm = (wall.thickness_mm + thickest_mm) / 2 + plan.tolerance_mm
        wall_id = wall.id
        for kept in _kept(spans, wall.length_mm, stub_mm):
            piece = _piece(wall, wall_id, kept)
            walls.append(piece)
            openings += _hung(own, piece, kept)
            wall_id = next(ids)
    return msgspec.structs.replace(storey, walls=tuple(walls), openings=tuple(openings))


def _kept(spans: Sequence[Span], length_mm: float, stub_mm: float) -> Iterator[Span]:
    """Give what is left of a wall between the stretches, without stubs that only fill a junction."""
    low = 0.0
    for span in (*spans, Span(length_mm, length_mm)):
        if span.low_mm - low > stub_mm:
            yield Span(low, span.low_mm)
        low = max(low, span.high_mm)


def _piece(wall: Wall, wall_id: str, kept: Span) -> Wall:
    start = wall.start if kept.low_mm == 0 else wall.point_at(kept.low_mm)
    end = wall.end if kept.high_mm == wall.length_mm else wall.point_at(kept.high_mm)
    return msgspec.structs.replace(wall, id=wall_id, start=start, end=end)


def _hung(openings: Sequence[Opening], piece: Wall, kept: Span) -> Iterator[Opening]:
    """Give the openings that lie on a piece of their wall, hung on it."""
    for opening in openings:
        half = opening.width_mm / 2
        if kept.low_mm <= opening.offset_mm - half and opening.offset_mm + half <= kept.high_mm:
            yield msgspec.structs.replace(opening, wall_id=piece.id, offset_mm=opening.offset_mm - kept.low_mm)
