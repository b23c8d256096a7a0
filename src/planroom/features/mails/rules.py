"""Where a mail stands."""

from enum import StrEnum


class MailState(StrEnum):
    """A mail that is not waiting is finished: handed to a server, kept for the operator to show, or given up."""

    WAITING = "waiting"
    SENT = "sent"
    KEPT = "kept"
    FAILED = "failed"


def one_line(text: str) -> str:
    """Give ``text`` on one line: a subject is a header, and what customers write into it must not begin another."""
    return " ".join(text.split())
