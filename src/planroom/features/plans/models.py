"""Tables of readings, their sources and the plan's revisions, and the records read from them.

An order's id is stored without a foreign key: orders are a later feature, and this one knows only their id.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from planroom.floorplan.model.finding import Finding, Severity
from planroom.floorplan.model.plan import Plan
from planroom.infra.database.base import metadata
from planroom.infra.database.types import Json, UtcTime, text_enum


class ReadingState(StrEnum):
    """How far a reading is. ``superseded``: a person made a model while it ran, and theirs stands."""

    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"
    SUPERSEDED = "superseded"


class RevisionOrigin(StrEnum):
    """How a revision came to be: drafted by the service, or replaced or edited by a person."""

    DRAFTED = "drafted"
    REPLACED = "replaced"
    EDITED = "edited"


class SourceKind(StrEnum):
    """What a source is: a drawing, which is read into a plan, or a scan, from which a person makes one."""

    DRAWING = "drawing"
    SCAN = "scan"


plan_readings = sa.Table(
    "plan_readings",
    metadata,
    sa.Column("id", sa.Uuid(), primary_key=True),
    sa.Column("company_id", sa.Uuid(), sa.ForeignKey("companies.id"), nullable=False),
    sa.Column("order_id", sa.Uuid(), nullable=False, index=True),
    sa.Column("info", sa.Text(), nullable=False),
    sa.Column("base_number", sa.Integer(), nullable=False),
    sa.Column("state", text_enum(ReadingState, "reading_state"), nullable=False),
    sa.Column("attempts", sa.Integer(), nullable=False),
    sa.Column("code", sa.String(60)),
    sa.Column("message", sa.Text()),
    sa.Column("revision_id", sa.Uuid()),
    sa.Column("requested_at", UtcTime(), nullable=False),
    sa.Column("finished_at", UtcTime()),
)

plan_sources = sa.Table(
    "plan_sources",
    metadata,
    sa.Column("id", sa.Uuid(), primary_key=True),
    sa.Column("reading_id", sa.Uuid(), sa.ForeignKey("plan_readings.id"), nullable=False),
    sa.Column("company_id", sa.Uuid(), sa.ForeignKey("companies.id"), nullable=False),
    sa.Column("position", sa.Integer(), nullable=False),
    sa.Column("url", sa.Text(), nullable=False),
    sa.Column("kind", text_enum(SourceKind, "source_kind"), nullable=False, server_default=SourceKind.DRAWING),
    sa.Column("sha256", sa.String(64)),
    sa.Column("size", sa.Integer()),
    sa.Column("storage_key", sa.Text()),
    sa.Column("fetched_at", UtcTime()),
    sa.UniqueConstraint("reading_id", "position"),
)

plan_revisions = sa.Table(
    "plan_revisions",
    metadata,
    sa.Column("id", sa.Uuid(), primary_key=True),
    sa.Column("company_id", sa.Uuid(), sa.ForeignKey("companies.id"), nullable=False),
    sa.Column("order_id", sa.Uuid(), nullable=False),
    sa.Column("number", sa.Integer(), nullable=False),
    sa.Column("plan", sa.Text(), nullable=False),
    sa.Column("findings", Json, nullable=False),
    sa.Column("worst_severity", text_enum(Severity, "revision_severity")),
    sa.Column("origin", text_enum(RevisionOrigin, "revision_origin"), nullable=False),
    sa.Column("edits", Json),
    sa.Column("created_by", sa.Text(), nullable=False),
    sa.Column("created_at", UtcTime(), nullable=False),
    sa.UniqueConstraint("order_id", "number"),
)


@dataclass(frozen=True, slots=True)
class Revision:
    """One immutable state of an order's plan. ``id`` is the contract's ``model_id``, ``number`` counts from 1.

    ``edits`` holds the named operations that made it from the revision before, when it was edited.
    """

    id: UUID
    company_id: UUID
    order_id: UUID
    number: int
    plan: Plan
    findings: tuple[Finding, ...]
    origin: RevisionOrigin
    edits: Sequence[dict[str, Any]] | None
    created_by: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class RevisionNote:
    """A revision as the history lists it: who made it when and how, without the plan itself."""

    id: UUID
    number: int
    worst_severity: Severity | None
    origin: RevisionOrigin
    edits: Sequence[dict[str, Any]] | None
    created_by: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class StoredSource:
    """Where the file of a source lies in the storage: ``size`` in bytes, ``sha256`` of its content."""

    storage_key: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class GivenSource:
    """What a customer gives to make a plan of; ``stored`` for a file that was handed in and need not be fetched."""

    url: str
    kind: SourceKind = SourceKind.DRAWING
    stored: StoredSource | None = None


@dataclass(frozen=True, slots=True)
class PlanSource:
    """One source of a reading; ``storage_key`` is set once its file has been fetched and stored."""

    id: UUID
    position: int
    url: str
    storage_key: str | None
    kind: SourceKind = SourceKind.DRAWING


@dataclass(frozen=True, slots=True)
class Reading:
    """One request to read sources into a plan: drawings in the order of the storeys, lowest first, then scans.

    ``base_number`` is the number of the revision that was current when it was asked for, 0 for none.
    """

    id: UUID
    company_id: UUID
    order_id: UUID
    info: str
    base_number: int
    state: ReadingState
    attempts: int
    sources: tuple[PlanSource, ...]

    @property
    def drawings(self) -> tuple[PlanSource, ...]:
        """The sources that are read."""
        return tuple(source for source in self.sources if source.kind is SourceKind.DRAWING)
