"""The snapshot of an order: what its customer handed in, under addresses that stay."""

from collections.abc import Iterable, Iterator

from planroom.features.deliverables.rendering import StoredFile
from planroom.features.plans.models import StoredSource
from planroom.features.uploads.media_types import safe_file_name, sniff
from planroom.infra.storage.port import Storage, StoredFileMissing
from planroom.production.artifacts import FileKind

_HEAD_BYTES = 512
_PDF = "application/pdf"
_IMAGE = "image/"


def snapshot_of(storage: Storage, sources: Iterable[StoredSource]) -> Iterator[StoredFile]:
    """Give the pictures and PDFs among the sources of an order as files to be served; scans are none.

    They lie in the storage already, under the hash of their content. Reads there, so it is called outside a unit of
    work.
    """
    for number, source in enumerate(sources, start=1):
        try:
            head = next(storage.stream(source.storage_key, 0, min(_HEAD_BYTES, source.size)), b"")
        except StoredFileMissing:
            # Erased since; the plan stays, and can be delivered again.
            continue
        media_type = sniff(head)
        if media_type != _PDF and not media_type.startswith(_IMAGE):
            continue
        yield StoredFile(
            kind=FileKind.SOURCE_PDF if media_type == _PDF else FileKind.SOURCE_IMAGE,
            dimensions=False,
            file_name=safe_file_name(f"source-{number}", media_type),
            media_type=media_type,
            size=source.size,
            sha256=source.sha256,
            storage_key=source.storage_key,
        )
