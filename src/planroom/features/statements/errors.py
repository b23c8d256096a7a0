"""What can be refused about statements."""

from planroom.kit.errors import AppError, ErrorKind


class StatementNotFound(AppError):
    """The text names no month, or one before the company was made, or one that has not begun."""

    code = "statement_not_found"
    kind = ErrorKind.NOT_FOUND
    message = "Statement not found: name a month as 2026-11, from the one you joined in up to this one."


class StatementTooLong(AppError):
    """The statement has more lines than one file may have."""

    code = "statement_too_long"
    kind = ErrorKind.TOO_LARGE
    message = "The statement has too many lines for one file; read its lines page by page as JSON."
