"""What can be refused about offices."""

from planroom.kit.errors import AppError, ErrorKind


class OfficeExists(AppError):
    """The company has an office of this name."""

    code = "office_exists"
    kind = ErrorKind.CONFLICT
    message = "The company has an office of this name already."
