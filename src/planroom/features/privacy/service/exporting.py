"""A company's export: asked for, made by a job, downloaded for some days."""

from datetime import timedelta
from uuid import UUID

from planroom.features.audit.rules import Subject
from planroom.features.audit.service import record
from planroom.features.companies.rules import Permission
from planroom.features.companies.service import lock_company
from planroom.features.privacy.errors import ExportNotFound
from planroom.features.privacy.models import Export
from planroom.features.privacy.repository import exports
from planroom.features.privacy.rules import ExportState
from planroom.infra.database.unit_of_work import UnitOfWork
from planroom.infra.jobs.queue import enqueue
from planroom.kit.actor import Actor
from planroom.kit.ids import new_id, new_token, parse_id

EXPORT_JOB = "privacy.export"
FILE_NAME = "planroom-export.zip"


def request_export(uow: UnitOfWork, actor: Actor) -> Export:
    """Have an archive made of everything that the actor's company has; while one is being made, that is the one."""
    actor.require(Permission.EXPORT_COMPANY)
    lock_company(uow, actor.company)
    waiting = exports.find_waiting_export(uow, actor.company)
    if waiting is not None:
        return waiting
    export = Export(
        id=new_id(),
        company_id=actor.company,
        requested_by=actor.name,
        state=ExportState.WAITING,
        created_at=uow.now(),
        finished_at=None,
        expires_at=None,
        token=None,
        size=None,
        sha256=None,
        storage_key=None,
    )
    exports.insert_export(uow, export)
    record(
        uow, actor, "company.export_requested", Subject.COMPANY, actor.company, details={"export_id": str(export.id)}
    )
    enqueue(uow, EXPORT_JOB, str(export.id), key=str(export.id))
    return export


def get_export(uow: UnitOfWork, actor: Actor, export_id: str) -> Export:
    """Give an export of the actor's company; ExportNotFound for any other, and when its time is over."""
    actor.require(Permission.EXPORT_COMPANY)
    known = parse_id(export_id)
    if known is None:
        raise ExportNotFound
    export = exports.get_export(uow, actor.company, known)
    if export.expires_at is not None and export.expires_at <= uow.now():
        raise ExportNotFound
    return export


def get_export_at(uow: UnitOfWork, token: str, file_name: str) -> Export:
    """Give the export at a public address; ExportNotFound when there is none or its time is over."""
    export = exports.find_export_by_token(uow, token)
    if export is None or file_name != FILE_NAME or export.expires_at is None or export.expires_at <= uow.now():
        raise ExportNotFound
    return export


def find_export_to_make(uow: UnitOfWork, export_id: UUID) -> Export | None:
    """Find an export that is to be made; None when it is finished or erased."""
    return exports.find_export_for_job(uow, export_id)


def note_ready(uow: UnitOfWork, export_id: UUID, *, storage_key: str, size: int, sha256: str, keep: timedelta) -> bool:
    """Give an archive its address for ``keep``; False when nobody waits for it any more."""
    export = exports.find_export_for_job(uow, export_id, lock=True)
    if export is None:
        return False
    exports.update_export(
        uow,
        export,
        state=ExportState.READY,
        token=new_token(),
        expires_at=uow.now() + keep,
        storage_key=storage_key,
        size=size,
        sha256=sha256,
    )
    return True


def note_failed(uow: UnitOfWork, export_id: UUID) -> None:
    """Say that an export cannot be made."""
    export = exports.find_export_for_job(uow, export_id, lock=True)
    if export is not None:
        exports.update_export(uow, export, state=ExportState.FAILED)
