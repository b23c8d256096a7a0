"""The keeping times: what is older than the settings say goes."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from planroom.features.privacy.repository import retaining
from planroom.features.stored_files.service import doom_files
from planroom.infra.database.unit_of_work import UnitOfWork
from planroom.infra.settings import Settings

Step = Callable[[UnitOfWork], int]


def steps(settings: Settings, now: datetime) -> dict[str, Step]:
    """List what goes and how: each step removes a portion in one transaction and says how much; 0 is the end."""
    removing: dict[str, tuple[int, Callable[[UnitOfWork, datetime], int]]] = {
        "sources": (settings.keep_sources_days, _give_up_sources),
        "mails": (settings.keep_mails_days, retaining.delete_mails_for_job),
        "webhook_log": (settings.keep_webhook_log_days, retaining.delete_webhook_log_for_job),
        "events": (settings.keep_webhook_log_days, retaining.delete_events_for_job),
        "audit": (settings.keep_audit_days, retaining.delete_audit_for_job),
    }
    found: dict[str, Step] = {
        name: partial(_remove, remove=remove, before=now - timedelta(days=days))
        for name, (days, remove) in removing.items()
        if days > 0
    }
    keep_exports = timedelta(days=settings.keep_exports_days)
    return {**found, "exports": partial(_delete_exports, now=now, made_before=now - keep_exports)}


def _remove(uow: UnitOfWork, *, remove: Callable[[UnitOfWork, datetime], int], before: datetime) -> int:
    return remove(uow, before)


def _give_up_sources(uow: UnitOfWork, before: datetime) -> int:
    keys = retaining.give_up_sources_for_job(uow, before)
    doom_files(uow, keys)
    return len(keys)


def _delete_exports(uow: UnitOfWork, *, now: datetime, made_before: datetime) -> int:
    keys = retaining.delete_exports_for_job(uow, now, made_before)
    doom_files(uow, keys)
    return 0
