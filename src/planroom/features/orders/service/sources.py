"""What a plan is made of: URLs elsewhere, which are fetched later, and uploads, which are here already."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from planroom.features.plans.models import GivenSource, SourceKind, StoredSource
from planroom.features.uploads.models import Upload
from planroom.features.uploads.service import find_uploads, use_uploads
from planroom.infra.database.unit_of_work import UnitOfWork
from planroom.kit.errors import FieldFault


def find_source_faults(
    uow: UnitOfWork, company_id: UUID, urls: Sequence[str], uploads_at: str, field: str = "source"
) -> list[FieldFault]:
    """List the URLs that look like uploads of this installation and name none of the company's.

    ``uploads_at`` is what the URLs of its uploads begin with.
    """
    found = find_uploads(uow, company_id, urls, uploads_at)
    return [
        FieldFault((field, position) if len(urls) > 1 else (field,), "upload not found", "value_error.upload_not_found")
        for position, url in enumerate(urls)
        if url in found and found[url] is None
    ]


def find_scan_faults(
    uow: UnitOfWork, company_id: UUID, urls: Sequence[str], uploads_at: str, field: str = "scan"
) -> list[FieldFault]:
    """List the URLs that name no upload of the company: a scan is handed in, not fetched."""
    found = find_uploads(uow, company_id, urls, uploads_at)
    return [
        FieldFault((field,), "upload not found", "value_error.upload_not_found") for url in urls if not found.get(url)
    ]


def take_sources(
    uow: UnitOfWork, company_id: UUID, urls: Sequence[str], uploads_at: str, kind: SourceKind = SourceKind.DRAWING
) -> list[GivenSource]:
    """Give sources as plans take them, once ``find_source_faults`` found none; uploads among them stay for good."""
    found = find_uploads(uow, company_id, urls, uploads_at)
    use_uploads(uow, company_id, [upload for upload in found.values() if upload is not None])
    return [GivenSource(url, kind, _stored(found.get(url))) for url in urls]


def sources_of_uploads(given: Iterable[tuple[str, Upload, SourceKind]]) -> list[GivenSource]:
    """Give uploads, each with its URL, as plans take them."""
    return [GivenSource(url, kind, _stored(upload)) for url, upload, kind in given]


def _stored(upload: Upload | None) -> StoredSource | None:
    return None if upload is None else StoredSource(upload.storage_key, upload.sha256, upload.size)
