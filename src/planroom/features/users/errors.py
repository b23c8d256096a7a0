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


class UserNotFound(AppError):
    """The company has no user of this address or id."""

    code = "user_not_found"
    kind = ErrorKind.NOT_FOUND
    message = "User not found."


class LastManager(AppError):
    """A company without a Manager could not be managed any more."""

    code = "last_manager"
    kind = ErrorKind.CONFLICT
    message = "This is the company's last Manager; make another user a Manager first."


class SignInRefused(AppError):
    """The address is unknown, has no password, or the password is another one; which of them is not told."""

    code = "sign_in_refused"
    kind = ErrorKind.UNAUTHENTICATED
    message = "The e-mail address or the password is wrong."


class SignInLocked(AppError):
    """The password of this address was wrong too often, whether or not anybody has the address."""

    code = "sign_in_locked"
    kind = ErrorKind.RATE_LIMITED
    message = "The password was wrong too often; try again after the time in Retry-After."


class LinkNotValid(AppError):
    """The link of a mail was used already, has ended, or never was one."""

    code = "link_not_valid"
    kind = ErrorKind.NOT_FOUND
    message = "This link was used already or has ended; ask for a new one."
