"""Why an edit is refused: one class for each reason, with a sentence that says what to do."""

from planroom.kit.errors import AppError, ErrorKind


class EditRefused(AppError):
    """Base of all refusals; the plan is unchanged. ``position`` counts from 0 in the list of edits."""

    code = "edit_refused"
    kind = ErrorKind.CONFLICT
    message = "The edit cannot be carried out."

    def __init__(self, message: str | None = None, *, position: int | None = None, **details: object) -> None:
        """Make the refusal; ``position`` is where the edit stands in its list."""
        self.position = position
        super().__init__(message, **details)


class ElementUnknown(EditRefused):
    """The plan has no element of that kind with that id."""

    code = "element_unknown"
    kind = ErrorKind.NOT_FOUND


class ElementIdTaken(EditRefused):
    """A new element asks for an id that the plan already uses."""

    code = "element_id_taken"


class ValueOutOfRange(EditRefused):
    """A size, place or text is outside its bounds."""

    code = "edit_value_out_of_range"
    kind = ErrorKind.INVALID


class MoveUnclear(EditRefused):
    """A move gives none or both of its two ways to say how far."""

    code = "edit_move_unclear"
    kind = ErrorKind.INVALID


class OpeningOffWall(EditRefused):
    """The opening would not lie within its wall."""

    code = "opening_off_wall"


class OpeningsWouldOverlap(EditRefused):
    """The opening would overlap another one of the same wall."""

    code = "openings_would_overlap"


class SplitOffWall(EditRefused):
    """The place of the split is not inside the wall, or it is inside an opening."""

    code = "split_off_wall"


class RoomWouldVanish(EditRefused):
    """The edit would open a closed room or leave nothing of it."""

    code = "room_would_vanish"


class WallWouldVanish(EditRefused):
    """The edit would leave a wall without length although openings hang on it."""

    code = "wall_would_vanish"


class RoomPlaceUnfit(EditRefused):
    """A new room's place is not inside a closed space that is free."""

    code = "room_place_unfit"


class RoomsNotAdjacent(EditRefused):
    """Rooms to be merged share no wall."""

    code = "rooms_not_adjacent"
