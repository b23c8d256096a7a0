"""The port for outgoing mail."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol
from uuid import UUID


class Handover(StrEnum):
    """What became of a message that was handed over: gone to a mail server, or left for the operator to show."""

    SENT = "sent"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Message:
    """One mail to one address. ``id`` stays the same when a message is sent again, so that a receiver can tell."""

    id: UUID
    recipient: str
    subject: str
    text: str
    html: str | None = None


class MailRefused(Exception):
    """The message will never be taken; trying again is of no use. The text is for people and quotes no body."""


class Mail(Protocol):
    """Hands messages over, one at a time, with no unit of work open and within a time limit of its own."""

    def send(self, message: Message) -> Handover:
        """Hand ``message`` over. Raises MailRefused for good; OSError when it may work later. Never logs a body."""
        ...
