"""What can be refused about change requests."""

from planroom.kit.errors import AppError, ErrorKind


class ChangeRequestNotFound(AppError):
    """The order has no change request of this id."""

    code = "change_request_not_found"
    kind = ErrorKind.NOT_FOUND
    message = "Change request not found."


class ChangeRequestItemNotFound(AppError):
    """The change request has no item of this id."""

    code = "change_request_item_not_found"
    kind = ErrorKind.NOT_FOUND
    message = "The change request has no such item."


class ImageNotFound(AppError):
    """No image is served at this address."""

    code = "image_not_found"
    kind = ErrorKind.NOT_FOUND
    message = "There is no image at this address."


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


class ChangeRequestNotAnswered(AppError):
    """What is not answered yet can be neither accepted nor reopened."""

    code = "change_request_not_answered"
    kind = ErrorKind.CONFLICT
    message = "The change request is not answered yet; while it is open you can comment on it or withdraw it."


class ChangeRequestAccepted(AppError):
    """An accepted answer is final."""

    code = "change_request_accepted"
    kind = ErrorKind.CONFLICT
    message = "You have accepted the answer, which is final; ask for a further change with a new change request."


class ChangeRequestWithdrawn(AppError):
    """A withdrawn request has no answer."""

    code = "change_request_withdrawn"
    kind = ErrorKind.CONFLICT
    message = "You have withdrawn the change request; make a new one."


class ChangeRequestReopenedTooOften(AppError):
    """A request is answered a bounded number of times."""

    code = "change_request_reopened_too_often"
    kind = ErrorKind.CONFLICT
    message = "The change request has been answered as often as one can be; make a new one that says what is missing."


class TooManyComments(AppError):
    """A change request takes a bounded number of comments."""

    code = "too_many_comments"
    kind = ErrorKind.CONFLICT
    message = "The change request has as many comments as one can have."


class ChangeRequestBusy(AppError):
    """The request was answered again and again while it was being withdrawn."""

    code = "change_request_busy"
    kind = ErrorKind.BUSY
    message = "The change request is being changed just now; try again in a moment."
