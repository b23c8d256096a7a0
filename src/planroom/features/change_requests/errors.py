"""What can be refused about change requests."""

from planroom.kit.errors import AppError, ErrorKind


class ChangeRequestNotFound(AppError):
    """The order has no change request of this id."""

    code = "change_request_not_found"
    kind = ErrorKind.NOT_FOUND
    message = "Change request not found."


class ChangeRequestAlreadyClosed(AppError):
    """A change request is closed once."""

    code = "change_request_closed"
    kind = ErrorKind.CONFLICT
    message = "The change request is closed already."


class ChangeRequestClosing(AppError):
    """The answer to the change request is being drawn."""

    code = "change_request_closing"
    kind = ErrorKind.CONFLICT
    message = "The change request is being closed: its files are being drawn."
