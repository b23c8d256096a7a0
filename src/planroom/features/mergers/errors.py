"""What can be refused about merge requests."""

from planroom.kit.errors import AppError, ErrorKind


class MergeRequestNotFound(AppError):
    """The company neither sent nor received a merge request of this id."""

    code = "merge_request_not_found"
    kind = ErrorKind.NOT_FOUND
    message = "Merge request not found."


class MergeRequestClosed(AppError):
    """The merge request was answered before, or its 14 days are over."""

    code = "merge_request_closed"
    kind = ErrorKind.CONFLICT
    message = "This merge request is closed."


class MergeRequested(AppError):
    """A merge request of the company to the same address is open."""

    code = "merge_requested"
    kind = ErrorKind.CONFLICT
    message = "A merge request to this address is open already."


class TooManyMergeRequests(AppError):
    """The company has as many open merge requests as it may."""

    code = "too_many_merge_requests"
    kind = ErrorKind.CONFLICT
    message = "Too many merge requests of your company are open; wait until some are answered or over."
