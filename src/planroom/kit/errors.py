"""One error tree for everything that the caller can act on.

``kind`` says what sort of refusal it is; each surface (HTTP, command line) maps kinds to its own numbers in one file.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar


class ErrorKind(StrEnum):
    """What sort of refusal an error is."""

    INVALID = "invalid"
    UNAUTHENTICATED = "unauthenticated"
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not_found"
    CONFLICT = "conflict"
    PRECONDITION = "precondition"
    TOO_LARGE = "too_large"
    UNSUPPORTED = "unsupported"
    RANGE = "range"
    RATE_LIMITED = "rate_limited"
    BUSY = "busy"


class AppError(Exception):
    """Base of all errors that a caller can understand and act on.

    Subclasses set ``code`` (stable, snake case, listed in the generated reference), ``kind`` and a default ``message``.
    """

    code: ClassVar[str] = "error"
    kind: ClassVar[ErrorKind] = ErrorKind.CONFLICT
    message: ClassVar[str] = "The request cannot be carried out."

    def __init__(self, message: str | None = None, **details: object) -> None:
        """Make the error; ``message`` replaces the class's own sentence, ``details`` are for logs and replies."""
        self.text = message or self.message
        self.details = details
        super().__init__(self.text)


@dataclass(frozen=True, slots=True)
class FieldFault:
    """One thing wrong with one field; the shape of contract section 1.1."""

    loc: tuple[str | int, ...]
    msg: str
    type: str


class InvalidInput(AppError):
    """A request that does not fit its schema or its field rules: every fault at once.

    ``place`` is the list of contract section 1.1 that the faults belong to.
    """

    code = "invalid_input"
    kind = ErrorKind.INVALID
    message = "The input is not valid."

    def __init__(self, faults: Sequence[FieldFault], place: str = "body_params") -> None:
        """Collect ``faults`` found in ``place``: ``body_params``, ``query_params`` or ``path_params``."""
        self.faults = tuple(faults)
        self.place = place
        super().__init__("; ".join(f"{'.'.join(map(str, f.loc))}: {f.msg}" for f in self.faults))


class RoleNotAllowed(AppError):
    """The caller is known, sees the object, and may not do this."""

    code = "role_not_allowed"
    kind = ErrorKind.FORBIDDEN
    message = "Your role does not allow this."


class ApiKeyMissing(AppError):
    """The request carries no credential at all."""

    code = "api_key_missing"
    kind = ErrorKind.UNAUTHENTICATED
    message = "Send your key in the api-key header."


class ApiKeyInvalid(AppError):
    """The credential is unknown, expired or revoked, or stands in the wrong header."""

    code = "api_key_invalid"
    kind = ErrorKind.UNAUTHENTICATED
    message = "The key in the api-key header is not valid."
