"""Identifiers: UUID version 7, so that they sort by the time they were made (contract section 1, ids)."""

import secrets
from uuid import UUID

from uuid_utils.compat import uuid7


def new_id() -> UUID:
    """Make a new time-ordered identifier."""
    return uuid7()


def parse_id(text: str) -> UUID | None:
    """Read an identifier; None when the text is no UUID, which callers answer with "not found"."""
    try:
        return UUID(text)
    except ValueError:
        return None


def new_token(random_bytes: int = 24) -> str:
    """Make an unguessable token that is safe in a URL path: 8 bits of entropy per byte, 192 by default."""
    return secrets.token_urlsafe(random_bytes)
