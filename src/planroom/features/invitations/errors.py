"""What can be refused about invitations."""

from planroom.kit.errors import AppError, ErrorKind


class InvitationNotFound(AppError):
    """The link was not made here, or its order is gone."""

    code = "invitation_not_found"
    kind = ErrorKind.NOT_FOUND
    message = "This link is not valid."


class InvitationEnded(AppError):
    """The link was used already, its time is over, or the order has got what it waited for in another way."""

    code = "invitation_ended"
    kind = ErrorKind.CONFLICT
    message = "This link has been used already, or its time is over."
