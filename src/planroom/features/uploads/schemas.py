"""Uploads on the wire (contract 3.4 and 3.8)."""

from datetime import datetime, timedelta

import msgspec

from planroom.features.uploads.models import Upload
from planroom.features.uploads.rules import upload_path


class UploadRead(msgspec.Struct, frozen=True, kw_only=True):
    """A file that was handed in. Put ``url`` into ``source``, ``scan`` or ``img_urls``.

    ``media_type`` is what the content was found to be, ``size`` is in bytes. Unless something uses the file until
    ``expires_at``, it is removed.
    """

    url: str
    id: str
    file_name: str
    media_type: str
    size: int
    sha256: str
    created_at: float
    expires_at: float | None


def upload_read(upload: Upload, public_url: str, keep_unused: timedelta) -> UploadRead:
    """Show an upload."""
    return UploadRead(
        url=public_url + upload_path(upload.token, upload.file_name),
        id=str(upload.id),
        file_name=upload.file_name,
        media_type=upload.media_type,
        size=upload.size,
        sha256=upload.sha256,
        created_at=upload.created_at.timestamp(),
        expires_at=_expires_at(upload, keep_unused),
    )


def _expires_at(upload: Upload, keep_unused: timedelta) -> float | None:
    ends: datetime = upload.created_at + keep_unused
    return None if upload.used_at else ends.timestamp()
