"""Statements of the keeping times: what is old enough goes, for every company alike, in portions."""

from datetime import datetime

import sqlalchemy as sa

from planroom.features.audit.models import audit_entries
from planroom.features.privacy.repository.named import named
from planroom.infra.database.unit_of_work import UnitOfWork

ROWS_AT_ONCE = 500

_sources = named("plan_sources", "storage_key", "reading_id")
_readings = named("plan_readings", "state", "finished_at")
_uploads = named("uploads", "storage_key")
_mails = named("mails", "finished_at")
_deliveries = named("webhook_deliveries", "finished_at", "event_id")
_attempts = named("webhook_attempts", "delivery_id")
_events = named("webhook_events", "created_at", "sequence")
_exports = named("company_exports", "storage_key", "created_at", "expires_at")


def give_up_sources_for_job(uow: UnitOfWork, before: datetime) -> set[str]:
    """Take the files from sources whose reading ended before a moment, and give their keys."""
    finished = sa.select(_readings.c.id).where(_readings.c.finished_at < before)
    old = (
        sa.select(_sources.c.id)
        .where(_sources.c.storage_key.is_not(None), _sources.c.reading_id.in_(finished))
        .limit(ROWS_AT_ONCE)
    )
    found = uow.connection.execute(sa.select(_sources.c.id, _sources.c.storage_key).where(_sources.c.id.in_(old))).all()
    keys = {key for _, key in found}
    uow.connection.execute(
        sa.update(_sources).where(_sources.c.id.in_([row.id for row in found])).values(storage_key=None)
    )
    if keys:
        others = [_sources, named("change_request_images", "storage_key")]
        used = sa.or_(*(sa.exists().where(other.c.storage_key == _uploads.c.storage_key) for other in others))
        uow.connection.execute(sa.delete(_uploads).where(_uploads.c.storage_key.in_(keys), sa.not_(used)))
    return keys


def delete_mails_for_job(uow: UnitOfWork, before: datetime) -> int:
    """Delete mails that were finished before a moment."""
    old = sa.select(_mails.c.id).where(_mails.c.finished_at < before).limit(ROWS_AT_ONCE)
    return int(uow.connection.execute(sa.delete(_mails).where(_mails.c.id.in_(old))).rowcount)


def delete_webhook_log_for_job(uow: UnitOfWork, before: datetime) -> int:
    """Delete webhook calls that were finished before a moment, with their attempts."""
    query = sa.select(_deliveries.c.id).where(_deliveries.c.finished_at < before).limit(ROWS_AT_ONCE)
    old = uow.connection.scalars(query).all()
    uow.connection.execute(sa.delete(_attempts).where(_attempts.c.delivery_id.in_(old)))
    return int(uow.connection.execute(sa.delete(_deliveries).where(_deliveries.c.id.in_(old))).rowcount)


def delete_events_for_job(uow: UnitOfWork, before: datetime) -> int:
    """Delete events from before a moment of which no call is in the log; the newest of an order stays: it counts on."""
    newer = named("webhook_events", "created_at", "sequence").alias("newer")
    old = (
        sa.select(_events.c.id)
        .where(
            _events.c.created_at < before,
            ~sa.exists().where(_deliveries.c.event_id == _events.c.id),
            sa.exists().where(newer.c.order_id == _events.c.order_id, newer.c.sequence > _events.c.sequence),
        )
        .limit(ROWS_AT_ONCE)
    )
    return int(uow.connection.execute(sa.delete(_events).where(_events.c.id.in_(old))).rowcount)


def delete_audit_for_job(uow: UnitOfWork, before: datetime) -> int:
    """Delete audit entries from before a moment."""
    old = sa.select(audit_entries.c.id).where(audit_entries.c.created_at < before).limit(ROWS_AT_ONCE)
    return int(uow.connection.execute(sa.delete(audit_entries).where(audit_entries.c.id.in_(old))).rowcount)


def delete_exports_for_job(uow: UnitOfWork, now: datetime, made_before: datetime) -> set[str]:
    """Delete exports whose time is over, and those that never became ready, and give the keys of their files."""
    over = sa.or_(
        _exports.c.expires_at <= now, sa.and_(_exports.c.expires_at.is_(None), _exports.c.created_at < made_before)
    )
    keys = uow.connection.scalars(sa.delete(_exports).where(over).returning(_exports.c.storage_key)).all()
    return {key for key in keys if key is not None}
