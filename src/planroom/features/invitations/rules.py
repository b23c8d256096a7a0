"""How long a link lives, when a client is reminded, and what a link carries."""

from datetime import UTC, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from planroom.kit.signing import read_signed, sign

DEFAULT_DAYS, LEAST_DAYS, MOST_DAYS = 7, 1, 28
SCAN_PATH = "/scan"

_PURPOSE = "invitation"
_ID_BYTES, _TIME_BYTES = 16, 8


class InvitationStatus(StrEnum):
    """What has become of a link, as the wire spells it (contract 3.7)."""

    SENT = "sent"
    OPENED = "opened"
    SUBMITTED = "submitted"
    EXPIRED = "expired"


OPEN = frozenset({InvitationStatus.SENT, InvitationStatus.OPENED})
"""A link that still works, unless its time is over."""


def reminded_at(created_at: datetime, expires_at: datetime) -> datetime:
    """Give the moment half-way, when a client who has not answered is reminded."""
    return created_at + (expires_at - created_at) / 2


def expiry(created_at: datetime, days: int) -> datetime:
    """Give the moment at which a link ends."""
    return created_at + timedelta(days=days)


def make_token(secret: bytes, invitation_id: UUID, expires_at: datetime) -> str:
    """Make the token of a link: which invitation it is, and until when it works, to the second."""
    seconds = int(expires_at.timestamp())
    return sign(secret, _PURPOSE, invitation_id.bytes + seconds.to_bytes(_TIME_BYTES, "big"))


def read_token(secret: bytes, token: str) -> tuple[UUID, datetime] | None:
    """Read the invitation and the end of a link; None for a token that was not made with this secret."""
    payload = read_signed(secret, _PURPOSE, token)
    if payload is None or len(payload) != _ID_BYTES + _TIME_BYTES:
        return None
    ends_at = datetime.fromtimestamp(int.from_bytes(payload[_ID_BYTES:], "big"), UTC)
    return UUID(bytes=payload[:_ID_BYTES]), ends_at


def scan_path(token: str) -> str:
    """Give the path of the page behind a link."""
    return f"{SCAN_PATH}/{token}"
