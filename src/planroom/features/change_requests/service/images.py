"""The images of a change request: noted when it is made, fetched afterwards, each step one transaction."""

from typing import NamedTuple
from uuid import UUID

from planroom.features.change_requests.models import ChangeRequest, ChangeRequestImage
from planroom.features.change_requests.pictures import (
    ENDINGS,
    NO_PICTURE,
    NO_URL,
    UPLOAD_LOST,
    is_address,
    told_of_image,
)
from planroom.features.change_requests.repository import parts
from planroom.features.change_requests.rules import ImageState
from planroom.features.plans.rules import retry_delay_seconds
from planroom.features.stored_files.service import doom_files
from planroom.features.uploads.errors import UploadNotFound
from planroom.features.uploads.models import Upload
from planroom.features.uploads.service import find_uploads, use_uploads
from planroom.infra.database.unit_of_work import UnitOfWork
from planroom.infra.jobs.queue import enqueue
from planroom.kit.ids import new_id, new_token


class KeptFile(NamedTuple):
    """A file that is in the storage."""

    storage_key: str
    media_type: str
    size: int
    sha256: str


def keep_images(uow: UnitOfWork, asked: ChangeRequest, uploads_at: str) -> None:
    """Note the images of a new change request and queue their fetching.

    Uploads of the company, whose URLs begin with ``uploads_at``, are kept at once; what is no address is marked.
    """
    uploaded = find_uploads(uow, asked.company_id, asked.img_urls, uploads_at)
    images = [
        _of_upload(uow, _new_image(asked, position, url), uploaded[url])
        if url in uploaded
        else _new_image(asked, position, url)
        for position, url in enumerate(asked.img_urls)
    ]
    parts.insert_images(uow, images)
    for image in images:
        if image.state is ImageState.WAITING:
            _enqueue(uow, image, attempt=1)


def find_image(uow: UnitOfWork, image_id: UUID, attempt: int) -> ChangeRequestImage | None:
    """Find an image for an ``attempt`` (from 1) to fetch it; None when it is settled, or the attempt made already."""
    image = parts.find_waiting_image_for_job(uow, image_id)
    return image if image is not None and image.attempts == attempt - 1 else None


def retry_image(uow: UnitOfWork, image: ChangeRequestImage) -> None:
    """Note a failed attempt and queue the next one, after a wait that holds no place in the queue."""
    current = _find_and_lock(uow, image)
    if current is None:
        return
    made = current.attempts + 1
    parts.update_image(uow, current, attempts=made)
    _enqueue(uow, current, attempt=made + 1, delay_seconds=retry_delay_seconds(made))


def mark_image(uow: UnitOfWork, image: ChangeRequestImage, message: str) -> None:
    """Mark an image that cannot be had, with the reason; its change request stands as it is."""
    current = _find_and_lock(uow, image)
    if current is not None:
        parts.update_image(uow, current, state=ImageState.FAILED, message=message)


def keep_image(uow: UnitOfWork, image: ChangeRequestImage, file: KeptFile) -> None:
    """Record the file of an image under a new address."""
    current = _find_and_lock(uow, image)
    if current is None:
        doom_files(uow, [file.storage_key])
    else:
        parts.update_image(uow, current, state=ImageState.KEPT, token=new_token(), **file._asdict())


def _find_and_lock(uow: UnitOfWork, image: ChangeRequestImage) -> ChangeRequestImage | None:
    """Find the image as it is now: its order may belong to another company than when the fetching began."""
    current = parts.find_waiting_image_for_job(uow, image.id, lock=True)
    return current if current is not None and current.attempts == image.attempts else None


def _new_image(asked: ChangeRequest, position: int, url: str) -> ChangeRequestImage:
    fetched = is_address(url)
    return ChangeRequestImage(
        id=new_id(),
        company_id=asked.company_id,
        change_request_id=asked.id,
        position=position,
        url=url,
        state=ImageState.WAITING if fetched else ImageState.FAILED,
        message=None if fetched else NO_URL,
        attempts=0,
        token=None,
        media_type=None,
        size=None,
        sha256=None,
        storage_key=None,
    )


def _of_upload(uow: UnitOfWork, image: ChangeRequestImage, upload: Upload | None) -> ChangeRequestImage:
    """Settle an image that is an upload: kept with the request from now on, or marked."""
    if upload is None:
        return _failed(image, UPLOAD_LOST)
    if upload.media_type not in ENDINGS:
        return _failed(image, NO_PICTURE)
    try:
        use_uploads(uow, image.company_id, [upload])
    except UploadNotFound:
        return _failed(image, UPLOAD_LOST)
    return image._replace(
        state=ImageState.KEPT,
        token=new_token(),
        media_type=upload.media_type,
        size=upload.size,
        sha256=upload.sha256,
        storage_key=upload.storage_key,
    )


def _failed(image: ChangeRequestImage, what: str) -> ChangeRequestImage:
    return image._replace(state=ImageState.FAILED, message=told_of_image(image.url, what))


def _enqueue(uow: UnitOfWork, image: ChangeRequestImage, *, attempt: int, delay_seconds: float | None = None) -> None:
    """Queue the fetching, one image of a company at a time: a server that hangs delays nobody else's."""
    enqueue(
        uow,
        "change_requests.fetch_image",
        str(image.id),
        attempt,
        key=f"{image.id}:{attempt}",
        delay_seconds=delay_seconds,
        partition=str(image.company_id),
    )
