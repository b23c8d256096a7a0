"""The areas that an IFC file states for its spaces, beside those between our walls."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from planroom.floorplan.geometry.centre_lines import area_to_centre_lines_mm2
from planroom.floorplan.geometry.strips import Strip
from planroom.floorplan.geometry.units import m2_of
from planroom.floorplan.model.plan import Storey
from planroom.floorplan.model.room import Room
from planroom.floorplan.model.rooms import room_faces
from planroom.floorplan.reading.ifc_steps.spaces import Space
from planroom.floorplan.reading.import_kinds import CONTRADICTS, MEASURED_TO_MIDDLES
from planroom.floorplan.reading.importing.finishing import TOLERANCE_MM
from planroom.floorplan.reading.importing.ledger import Ledger

AGREES_WITHIN = 0.01
"""Up to this share two areas of a room agree."""


class Compared(NamedTuple):
    """The area of a room as stated, between its walls, and up to the middle of its walls."""

    room: Room
    stated_m2: float
    net_m2: float
    to_middles_m2: float

    @property
    def is_net(self) -> bool:
        """Tell whether the stated area is the one between the walls."""
        return abs(self.net_m2 - self.stated_m2) <= AGREES_WITHIN * self.stated_m2

    @property
    def is_to_middles(self) -> bool:
        """Tell whether the stated area is the one up to the middle of the walls."""
        return abs(self.to_middles_m2 - self.stated_m2) <= AGREES_WITHIN * self.stated_m2


def compared_areas(storey: Storey, stated_m2: Mapping[str, float]) -> Iterator[Compared]:
    """Compare the areas of rooms, by their ids, with stated ones."""
    faces = room_faces(storey, TOLERANCE_MM)
    strips = [Strip(wall.start, wall.end, wall.thickness_mm) for wall in storey.walls]
    for room in storey.rooms:
        stated, face = stated_m2.get(room.id), faces.get(room.id)
        if stated and face is not None:
            to_middles = area_to_centre_lines_mm2(face.outline, strips)
            yield Compared(room, stated, m2_of(face.area_mm2), m2_of(to_middles))


def compare_areas(storey: Storey, spaces: Mapping[str, Space], ledger: Ledger) -> None:
    """Write down where the stated areas are measured to the middles of walls, and where they are neither."""
    stated = {room_id: space.stated_m2 for room_id, space in spaces.items() if space.stated_m2}
    found = list(compared_areas(storey, stated))
    to_middles = [one.room.id for one in found if one.is_to_middles and not one.is_net]
    if to_middles:
        text = (
            f"The file states the areas of {len(to_middles)} rooms of {storey.name!r} up to the middle of their walls."
        )
        ledger.note(MEASURED_TO_MIDDLES, text, element_ids=tuple(to_middles), storey_id=storey.id)
    for one in found:
        if not (one.is_net or one.is_to_middles):
            text = f"{one.room.label!r} has {one.net_m2:.2f} m² between its walls; the file says {one.stated_m2:.2f}."
            ids = (one.room.id,)
            ledger.note(CONTRADICTS, text, element_ids=ids, storey_id=storey.id, place=one.room.seed)
