"""The audit log on the wire: Planroom's own."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Any

import msgspec

from planroom.features.audit.models import AuditEntry, AuditFilter
from planroom.features.audit.rules import Subject
from planroom.infra.http.paging import PageQuery
from planroom.kit.csv_lines import csv_line
from planroom.kit.ids import parse_id

# The end of the year 9999, which is the last that can be stored.
MAX_UNIX_SECONDS = 253_402_300_799
NOTHING = parse_id("00000000-0000-0000-0000-000000000000")
"""The id that nothing has: what a text that is no UUID is looked up as."""

Moment = Annotated[float, msgspec.Meta(ge=0, le=MAX_UNIX_SECONDS)]
Text = Annotated[str, msgspec.Meta(min_length=1, max_length=300)]


class AuditFormat(StrEnum):
    """How the log is exported."""

    CSV = "csv"
    JSONL = "jsonl"


class AuditQuery(PageQuery, frozen=True, kw_only=True):
    """Which entries are wanted. All that is given must hold; times are Unix seconds."""

    action: Annotated[Text, msgspec.Meta(description="What was done, such as `user.invited`.")] | None = None
    subject: Annotated[Subject, msgspec.Meta(description="The sort of thing that was changed.")] | None = None
    subject_id: Annotated[Text, msgspec.Meta(description="The thing that was changed.")] | None = None
    actor: Annotated[Text, msgspec.Meta(description="Who did it: an e-mail address or a key's name.")] | None = None
    created_from: Annotated[Moment, msgspec.Meta(description="Done at that time or later.")] | None = None
    created_to: Annotated[Moment, msgspec.Meta(description="Done before that time.")] | None = None

    @property
    def filter(self) -> AuditFilter:
        """The same as the use cases take it."""
        return AuditFilter(
            action=self.action,
            subject=self.subject,
            subject_id=None if self.subject_id is None else parse_id(self.subject_id) or NOTHING,
            actor=self.actor,
            created_from=_time(self.created_from),
            created_to=_time(self.created_to),
        )


class AuditExportQuery(AuditQuery, frozen=True, kw_only=True):
    """Which entries are wanted, and how; ``limit``, ``offset`` and ``cursor`` are not looked at."""

    format: Annotated[AuditFormat, msgspec.Meta(description="csv, or jsonl: one JSON object to a line.")] = (
        AuditFormat.CSV
    )


class AuditEntryRead(msgspec.Struct, frozen=True, kw_only=True):
    """One change: who did what to which thing. ``actor_id`` is null when no user stands behind the actor."""

    id: str
    created_at: float
    actor: str
    actor_id: str | None
    action: str
    subject: Subject
    subject_id: str
    details: dict[str, Any]


def audit_entry_read(entry: AuditEntry) -> AuditEntryRead:
    """Show an entry."""
    return AuditEntryRead(
        id=str(entry.id),
        created_at=entry.created_at.timestamp(),
        actor=entry.actor,
        actor_id=str(entry.actor_id) if entry.actor_id else None,
        action=entry.action,
        subject=entry.subject,
        subject_id=str(entry.subject_id),
        details=entry.details,
    )


CSV_HEAD = csv_line(["id", "created_at", "actor", "actor_id", "action", "subject", "subject_id", "details"])


def audit_entry_csv(entry: AuditEntry) -> str:
    """Write an entry as a line of CSV: the time in ISO 8601, the details as JSON."""
    cells = (
        entry.id,
        entry.created_at.isoformat(),
        entry.actor,
        entry.actor_id,
        entry.action,
        entry.subject,
        entry.subject_id,
        msgspec.json.encode(entry.details).decode(),
    )
    return csv_line(cells)


def audit_entry_json(entry: AuditEntry) -> str:
    """Write an entry as a line of JSON, as the list shows it."""
    return msgspec.json.encode(audit_entry_read(entry)).decode() + "\n"


def _time(seconds: float | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
