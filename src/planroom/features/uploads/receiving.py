"""Files of a form on their way into the storage: kept one by one, and taken out again when something goes wrong."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress

from planroom.features.uploads.media_types import safe_file_name, sniff
from planroom.features.uploads.models import KeptFile
from planroom.features.uploads.service import new_storage_key
from planroom.infra.http.forms import FormFile
from planroom.infra.http.threads import on_outside_thread
from planroom.infra.storage.port import Storage


@asynccontextmanager
async def kept_files(storage: Storage, files: Sequence[FormFile]) -> AsyncIterator[list[KeptFile]]:
    """Have the files in the storage; an error inside, or while they are stored, takes all of them out again."""
    kept: list[KeptFile] = []
    try:
        for file in files:
            kept.append(_kept_file(file))
            await on_outside_thread(lambda: storage.put_file(kept[-1].storage_key, file.content))  # noqa: B023 — awaited here
        yield kept
    except BaseException:
        for lost in kept:
            with suppress(OSError):
                await on_outside_thread(lambda: storage.delete(lost.storage_key))  # noqa: B023 — awaited here
        raise


def _kept_file(file: FormFile) -> KeptFile:
    media_type = sniff(file.head)
    return KeptFile(
        file_name=safe_file_name(file.file_name, media_type),
        media_type=media_type,
        size=file.size,
        sha256=file.sha256,
        storage_key=new_storage_key(),
    )
