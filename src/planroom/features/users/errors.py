"""What can be refused about users, keys and operators."""

from planroom.kit.errors import AppError, ErrorKind


class UserExists(AppError):
    """An e-mail address is unique in the installation."""

    code = "user_exists"
    kind = ErrorKind.CONFLICT
    message = "A user with this e-mail address exists already."


class OperatorExists(AppError):
    """An operator has one key."""

    code = "operator_exists"
    kind = ErrorKind.CONFLICT
    message = "An operator with this e-mail address exists already."


class BadEmail(AppError):
    """A text that is no e-mail address."""

    code = "bad_email"
    kind = ErrorKind.INVALID
    message = "Give an e-mail address such as name@example.com."


class ApiKeyNotFound(AppError):
    """The company has no usable key of this id."""

    code = "api_key_not_found"
    kind = ErrorKind.NOT_FOUND
    message = "API key not found, or revoked already."
