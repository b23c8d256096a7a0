"""Use cases of uploads: take a file in, let an order use it, forget what nobody used.

The file is in the storage before its row is written, and its row is gone for everybody before the file is deleted.
"""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from planroom.features.companies.rules import Permission
from planroom.features.uploads import repository
from planroom.features.uploads.errors import UploadNotFound
from planroom.features.uploads.models import KeptFile, Upload
from planroom.features.uploads.rules import find_token
from planroom.infra.database.unit_of_work import UnitOfWork
from planroom.infra.jobs.queue import enqueue
from planroom.kit.actor import Actor
from planroom.kit.ids import new_id, new_token

_TOO_SOON_SECONDS = 5.0


def new_storage_key() -> str:
    """Give the key for one more file; each upload has its own, so that removing one takes nothing from another."""
    return f"uploads/{new_id()}"


def require_uploading(actor: Actor) -> UUID:
    """Give the actor's company; RoleNotAllowed unless the actor may hand in files."""
    actor.require(Permission.CREATE_ORDERS)
    return actor.company


def add_upload(uow: UnitOfWork, *, company_id: UUID, created_by: str, file: KeptFile, keep_unused: timedelta) -> Upload:
    """Note a file that is in the storage. Unless something uses it within ``keep_unused``, it is removed."""
    upload = Upload(
        id=new_id(),
        company_id=company_id,
        token=new_token(),
        file_name=file.file_name,
        media_type=file.media_type,
        size=file.size,
        sha256=file.sha256,
        storage_key=file.storage_key,
        created_by=created_by,
        created_at=uow.now(),
    )
    repository.insert_upload(uow, upload)
    enqueue(
        uow,
        "uploads.remove_unused",
        str(upload.id),
        key=str(upload.id),
        delay_seconds=keep_unused.total_seconds() + _TOO_SOON_SECONDS,
        partition=str(company_id),
    )
    return upload


def find_uploads(uow: UnitOfWork, company_id: UUID, urls: Sequence[str], address: str) -> dict[str, Upload | None]:
    """Find the uploads that URLs name, by URL; None for one that names no upload of the company.

    ``address`` is what this installation's uploads begin with (``rules.uploads_address``); URLs elsewhere are left
    out. What another company uploaded is not found, like what nobody did.
    """
    tokens = {url: token for url in urls if (token := find_token(url, address)) is not None}
    if not tokens:
        return {}
    found = {upload.token: upload for upload in repository.list_uploads(uow, company_id, set(tokens.values()))}
    return {url: found.get(token) for url, token in tokens.items()}


def use_uploads(uow: UnitOfWork, company_id: UUID, uploads: Sequence[Upload]) -> None:
    """Keep uploads for good, because an order or a change request is about them.

    Raises UploadNotFound for one whose time ended since it was found.
    """
    ids = list({upload.id for upload in uploads})
    if ids and repository.mark_used(uow, company_id, ids) != len(ids):
        raise UploadNotFound


def get_upload_at(uow: UnitOfWork, token: str, file_name: str) -> Upload:
    """Give the upload at a public address; UploadNotFound unless token and name belong together."""
    upload = repository.find_upload_by_token(uow, token)
    if upload is None or upload.file_name != file_name:
        raise UploadNotFound
    return upload


def begin_removal(uow: UnitOfWork, upload_id: UUID, keep_unused: timedelta) -> Upload | None:
    """Take an upload away from everybody if it was not used in its time; None when it stays or is gone."""
    upload = repository.lock_unused_for_job(uow, upload_id)
    if upload is None or uow.now() < upload.created_at + keep_unused:
        return None
    repository.mark_removed(uow, upload)
    return upload


def end_removal(uow: UnitOfWork, upload: Upload) -> None:
    """Forget an upload whose file has been deleted."""
    repository.delete_upload(uow, upload)
