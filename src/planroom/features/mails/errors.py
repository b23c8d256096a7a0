"""What can be refused about mails."""

from planroom.kit.errors import AppError, ErrorKind


class MailNotFound(AppError):
    """No mail has this id."""

    code = "mail_not_found"
    kind = ErrorKind.NOT_FOUND
    message = "Mail not found."
