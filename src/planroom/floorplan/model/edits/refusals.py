"""Why an edit is refused: one class for each reason, with a sentence that says what to do."""

from collections.abc import Iterable
from enum import StrEnum

from planroom.floorplan.model.opening import Opening
from planroom.floorplan.model.room import Room
from planroom.floorplan.model.wall import Wall
from planroom.kit.errors import AppError, ErrorKind


class EditRefused(AppError):
    """Base of all refusals; the plan is unchanged. ``position`` counts from 0 in the list of edits, if there is one."""

    code = "edit_refused"
    kind = ErrorKind.CONFLICT
    message = "The edit cannot be carried out."
    position: int | None = None


class ElementKind(StrEnum):
    """What an edit can ask for by its id."""

    STOREY = "storey"
    WALL = "wall"
    OPENING = "opening"
    ROOM = "room"
    STAIR = "stair"
    TEXT = "note or dimension"
    FURNISHING = "fixture, stair, column, dimension or note"


class ElementUnknown(EditRefused):
    """The plan has no element of that kind with that id."""

    code = "element_unknown"
    kind = ErrorKind.NOT_FOUND

    def __init__(self, kind: ElementKind, element_id: str) -> None:
        """Name the kind of element and the id that was asked for."""
        super().__init__(f"The plan has no {kind} {element_id!r}; fetch the plan again and use an id of it.")


class ElementIdTaken(EditRefused):
    """A new element asks for an id that the plan already uses."""

    code = "element_id_taken"

    def __init__(self, element_id: str) -> None:
        """Name the id."""
        super().__init__(f"The id {element_id!r} is taken; leave it out to get a free one.")


class ValueOutOfRange(EditRefused):
    """A size, place or text is outside its bounds."""

    code = "edit_value_out_of_range"
    kind = ErrorKind.INVALID

    def __init__(self, what: str, says: str) -> None:
        """Make the sentence of what is wrong and what it must be."""
        super().__init__(f"{what} {says}.")


class MoveUnclear(EditRefused):
    """A move gives none or both of its two ways to say how far."""

    code = "edit_move_unclear"
    kind = ErrorKind.INVALID

    def __init__(self, what: ElementKind, first: str, second: str) -> None:
        """Name what is to be moved and the two ways to say how far."""
        super().__init__(f"Say how far the {what} moves with either {first} or {second}.")


class OpeningOffWall(EditRefused):
    """The opening would not lie within its wall."""

    code = "opening_off_wall"

    def __init__(self, opening: Opening, wall: Wall) -> None:
        """Compare the opening with the wall as both would be."""
        half, length = opening.width_mm / 2, wall.length_mm
        cure = (
            f"its centre must be between {half:.0f} and {length - half:.0f} mm from the wall's start"
            if opening.width_mm <= length
            else "narrow or remove it, or keep the wall longer"
        )
        super().__init__(
            f"The opening {opening.id!r}, {opening.width_mm:.0f} mm wide, would not lie within the wall {wall.id!r}, "
            f"{length:.0f} mm long; {cure}."
        )


class OpeningsWouldOverlap(EditRefused):
    """The opening would overlap another one of the same wall."""

    code = "openings_would_overlap"

    def __init__(self, opening: Opening, other: Opening, common_mm: float) -> None:
        """Name both openings and by how much they would overlap."""
        super().__init__(
            f"The opening {opening.id!r} would overlap the opening {other.id!r} by {common_mm:.0f} mm; move or narrow "
            "one of them."
        )


class SplitOffWall(EditRefused):
    """The place of the split is not inside the wall."""

    code = "split_off_wall"

    def __init__(self, wall: Wall, at_mm: float) -> None:
        """Name the wall and the place."""
        super().__init__(
            f"A split at {at_mm:g} mm is not inside the wall {wall.id!r}; use a place between 0 and "
            f"{wall.length_mm:.0f} mm."
        )


class SplitInOpening(EditRefused):
    """The place of the split is inside an opening."""

    code = "split_in_opening"

    def __init__(self, opening: Opening, at_mm: float) -> None:
        """Name the opening and the place."""
        super().__init__(
            f"A split at {at_mm:g} mm lies inside the opening {opening.id!r}; split beside it, or move it first."
        )


class RoomWouldVanish(EditRefused):
    """The edit would open a closed room, or leave nothing of it."""

    code = "room_would_vanish"

    def __init__(self, room: Room) -> None:
        """Name the room."""
        name = f"{room.id!r} ({room.label})" if room.label else repr(room.id)
        super().__init__(
            f"The room {name} would be opened or swallowed; change the walls by less, or remove the room first."
        )


class WallWouldVanish(EditRefused):
    """The edit would leave a wall without length, or turn it round, although it is needed."""

    code = "wall_would_vanish"

    def __init__(self, wall: Wall) -> None:
        """Name the wall."""
        super().__init__(f"Nothing would be left of the wall {wall.id!r}; move by less, or remove that wall first.")


class RoomPlaceOpen(EditRefused):
    """A new room's place is not inside a closed space."""

    code = "room_place_open"
    message = "The place of a new room must lie inside a space that walls close on all sides; draw the walls first."


class RoomPlaceTaken(EditRefused):
    """A new room's place is inside a space that has a room."""

    code = "room_place_taken"

    def __init__(self, room_id: str) -> None:
        """Name the room that is there."""
        super().__init__(f"The room {room_id!r} has this space already; divide the space with a wall first.")


class RoomsNotAdjacent(EditRefused):
    """Rooms to be merged have no wall between them, or not only walls."""

    code = "rooms_not_adjacent"

    def __init__(self, room_id: str, other_id: str) -> None:
        """Name the rooms."""
        super().__init__(
            f"The rooms {room_id!r} and {other_id!r} cannot be merged: no wall lies between them that opens one to "
            "the other; remove the walls in between by hand."
        )


class EditsUnreadable(AppError, ValueError):
    """A list of edits that is no JSON or holds edits of a wrong form; ``faults`` says what is wrong and where."""

    code = "edits_unreadable"
    kind = ErrorKind.INVALID
    message = "The edits cannot be read."

    def __init__(self, faults: Iterable[str]) -> None:
        """Collect the faults, each of them ``place: what is wrong``."""
        self.faults = tuple(faults)
        super().__init__("The edits cannot be read: " + "; ".join(self.faults))
