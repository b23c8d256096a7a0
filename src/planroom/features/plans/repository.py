"""Rows of readings, sources and revisions. Every query names the company."""

from collections.abc import Collection, Sequence
from dataclasses import fields
from typing import Any
from uuid import UUID

import msgspec
import sqlalchemy as sa

from planroom.features.plans.errors import ModelChanged, ModelNotFound
from planroom.features.plans.models import (
    GivenSource,
    PlanSource,
    Reading,
    ReadingState,
    Revision,
    RevisionNote,
    StoredSource,
    plan_readings,
    plan_revisions,
    plan_sources,
)
from planroom.floorplan.model.codec import read_plan, write_plan
from planroom.floorplan.model.finding import Finding
from planroom.infra.database.engine import is_unique_violation
from planroom.infra.database.paging import ranked
from planroom.infra.database.unit_of_work import UnitOfWork
from planroom.kit.paging import PageRequest


def insert_reading(uow: UnitOfWork, reading: Reading, given: Sequence[GivenSource]) -> None:
    """Store a reading that waits, and its sources, ``given`` in the same order."""
    uow.connection.execute(
        sa.insert(plan_readings).values(
            id=reading.id,
            company_id=reading.company_id,
            order_id=reading.order_id,
            info=reading.info,
            base_number=reading.base_number,
            state=reading.state,
            attempts=reading.attempts,
            requested_at=uow.now(),
        )
    )
    rows = [
        {
            "id": source.id,
            "reading_id": reading.id,
            "company_id": reading.company_id,
            "position": source.position,
            "url": source.url,
            "kind": source.kind,
            "storage_key": source.storage_key,
            "sha256": one.stored.sha256 if one.stored else None,
            "size": one.stored.size if one.stored else None,
            "fetched_at": uow.now() if one.stored else None,
        }
        for source, one in zip(reading.sources, given, strict=True)
    ]
    uow.connection.execute(sa.insert(plan_sources), rows)


def find_waiting_reading(uow: UnitOfWork, reading_id: UUID, *, lock: bool = False) -> Reading | None:
    """Find a reading that is not finished; with ``lock`` no second worker finishes it in this transaction's time."""
    query = sa.select(plan_readings).where(
        plan_readings.c.id == reading_id, plan_readings.c.state == ReadingState.WAITING
    )
    row = uow.connection.execute(query.with_for_update() if lock else query).one_or_none()
    if row is None:
        return None
    return Reading(
        id=row.id,
        company_id=row.company_id,
        order_id=row.order_id,
        info=row.info,
        base_number=row.base_number,
        state=row.state,
        attempts=row.attempts,
        sources=_sources_of(uow, reading_id),
    )


def _sources_of(uow: UnitOfWork, reading_id: UUID) -> tuple[PlanSource, ...]:
    rows = uow.connection.execute(
        sa.select(plan_sources).where(plan_sources.c.reading_id == reading_id).order_by(plan_sources.c.position)
    )
    return tuple(PlanSource(row.id, row.position, row.url, row.storage_key, row.kind) for row in rows)


def update_reading(uow: UnitOfWork, reading: Reading, **values: Any) -> None:  # noqa: ANN401 — column values
    """Change columns of a reading."""
    uow.connection.execute(
        sa.update(plan_readings)
        .where(plan_readings.c.id == reading.id, plan_readings.c.company_id == reading.company_id)
        .values(**values)
    )


def note_fetched(uow: UnitOfWork, source_id: UUID, *, sha256: str, size: int, storage_key: str) -> bool:
    """Remember where the file of a source was stored; False when the source was erased meanwhile."""
    noted = uow.connection.execute(
        sa.update(plan_sources)
        .where(plan_sources.c.id == source_id)
        .values(sha256=sha256, size=size, storage_key=storage_key, fetched_at=uow.now())
    )
    return noted.rowcount > 0


def list_fetched_sources(uow: UnitOfWork, company_id: UUID, order_id: UUID) -> list[StoredSource]:
    """List the files of an order's newest reading that are in the storage, storeys in order."""
    newest = (
        sa.select(sa.func.max(plan_readings.c.requested_at))
        .where(plan_readings.c.company_id == company_id, plan_readings.c.order_id == order_id)
        .scalar_subquery()
    )
    rows = uow.connection.execute(
        sa.select(plan_sources.c.storage_key, plan_sources.c.sha256, plan_sources.c.size)
        .join(plan_readings, plan_readings.c.id == plan_sources.c.reading_id)
        .where(
            plan_readings.c.company_id == company_id,
            plan_readings.c.order_id == order_id,
            plan_readings.c.requested_at == newest,
            plan_sources.c.storage_key.is_not(None),
        )
        .order_by(plan_readings.c.id, plan_sources.c.position)
    )
    return [StoredSource(*row) for row in rows]


def current_number(uow: UnitOfWork, company_id: UUID, order_id: UUID) -> int:
    """Give the number of the order's newest revision, 0 when there is none."""
    number = uow.connection.scalar(
        sa.select(sa.func.max(plan_revisions.c.number)).where(
            plan_revisions.c.company_id == company_id, plan_revisions.c.order_id == order_id
        )
    )
    return int(number or 0)


def insert_revision(uow: UnitOfWork, revision: Revision) -> None:
    """Store a revision; ModelChanged when its number was taken in the meantime.

    The unique constraint decides, so that of two writers on any database exactly one wins.
    """
    worst = max((finding.severity for finding in revision.findings), key=lambda s: s.rank, default=None)
    try:
        uow.connection.execute(
            sa.insert(plan_revisions).values(
                id=revision.id,
                company_id=revision.company_id,
                order_id=revision.order_id,
                number=revision.number,
                plan=write_plan(revision.plan).decode(),
                findings=msgspec.to_builtins(revision.findings),
                worst_severity=worst,
                origin=revision.origin,
                edits=revision.edits,
                created_by=revision.created_by,
                created_at=revision.created_at,
            )
        )
    except sa.exc.IntegrityError as error:
        if not is_unique_violation(error):
            raise
        raise ModelChanged from error


def find_revision(
    uow: UnitOfWork, company_id: UUID, *, order_id: UUID | None = None, revision_id: UUID | None = None
) -> Revision | None:
    """Find a revision by its id, or the newest one of an order."""
    query = sa.select(plan_revisions).where(plan_revisions.c.company_id == company_id)
    if revision_id is not None:
        query = query.where(plan_revisions.c.id == revision_id)
    if order_id is not None:
        query = query.where(plan_revisions.c.order_id == order_id)
    row = uow.connection.execute(query.order_by(plan_revisions.c.number.desc()).limit(1)).one_or_none()
    return _revision(row) if row is not None else None


def get_revision(uow: UnitOfWork, company_id: UUID, revision_id: UUID) -> Revision:
    """Give a revision by its id; ModelNotFound when the company has none of that id."""
    revision = find_revision(uow, company_id, revision_id=revision_id)
    if revision is None:
        raise ModelNotFound
    return revision


def list_revisions_by_id(uow: UnitOfWork, company_id: UUID, revision_ids: Collection[UUID]) -> list[Revision]:
    """List revisions of the company by their ids, in no order."""
    rows = uow.connection.execute(
        sa.select(plan_revisions).where(
            plan_revisions.c.company_id == company_id, plan_revisions.c.id.in_(revision_ids)
        )
    )
    return [_revision(row) for row in rows]


def end_readings(uow: UnitOfWork, company_id: UUID, order_id: UUID) -> None:
    """Finish every reading of an order that waits as one that failed."""
    uow.connection.execute(
        sa.update(plan_readings)
        .where(
            plan_readings.c.company_id == company_id,
            plan_readings.c.order_id == order_id,
            plan_readings.c.state == ReadingState.WAITING,
        )
        .values(state=ReadingState.FAILED, code="cancelled", finished_at=uow.now())
    )


def list_revision_notes(uow: UnitOfWork, company_id: UUID, order_id: UUID, page: PageRequest) -> list[RevisionNote]:
    """List the revisions of an order, newest first, without their plans."""
    query = sa.select(*(plan_revisions.c[field.name] for field in fields(RevisionNote))).where(
        plan_revisions.c.company_id == company_id, plan_revisions.c.order_id == order_id
    )
    listed = ranked(query, plan_revisions.c.number, plan_revisions.c.id, rising=False)
    return [RevisionNote(**row._asdict()) for row in listed.rows(uow.connection, page)]


def list_source_urls_for_operator(uow: UnitOfWork, order_ids: Sequence[UUID]) -> list[tuple[UUID, UUID, str]]:
    """List the sources of orders of any company as (order, reading, URL), newest reading first, storeys in order."""
    rows = uow.connection.execute(
        sa.select(plan_readings.c.order_id, plan_readings.c.id, plan_sources.c.url)
        .join(plan_sources, plan_sources.c.reading_id == plan_readings.c.id)
        .where(plan_readings.c.order_id.in_(order_ids))
        .order_by(plan_readings.c.id.desc(), plan_sources.c.position)
    )
    return [(row.order_id, row.id, row.url) for row in rows]


def _revision(row: sa.Row[Any]) -> Revision:
    return Revision(
        id=row.id,
        company_id=row.company_id,
        order_id=row.order_id,
        number=row.number,
        plan=read_plan(row.plan.encode()),
        findings=msgspec.convert(row.findings, tuple[Finding, ...]),
        origin=row.origin,
        edits=row.edits,
        created_by=row.created_by,
        created_at=row.created_at,
    )
