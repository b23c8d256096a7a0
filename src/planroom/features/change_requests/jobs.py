"""The job that fetches an image of a change request."""

from hashlib import sha256
from uuid import UUID

import structlog

from planroom.features.change_requests.models import ChangeRequestImage
from planroom.features.change_requests.pictures import (
    ENDINGS,
    GIVEN_UP,
    MAX_IMAGE_BYTES,
    NO_PICTURE,
    told_of_call,
    told_of_image,
    told_of_status,
)
from planroom.features.change_requests.service import images
from planroom.features.change_requests.service.images import KeptFile
from planroom.features.plans.rules import failure_may_pass, status_may_change
from planroom.features.uploads.media_types import sniff
from planroom.infra.database.unit_of_work import UnitOfWork
from planroom.infra.jobs.catalogue import JobContext, job
from planroom.infra.outbound.port import OutboundError

log = structlog.get_logger(__name__)

_SUCCESS = range(200, 300)


class _NotFetched(Exception):
    """There is no image; ``may_pass`` when another attempt may succeed. The text is for the customer."""

    def __init__(self, message: str, *, may_pass: bool = False) -> None:
        super().__init__(message)
        self.may_pass = may_pass


def tell_given_up(uow: UnitOfWork, _error: BaseException, image_id: str, attempt: int) -> None:
    """Mark the image whose job failed again and again for a reason of ours."""
    image = images.find_image(uow, UUID(image_id), attempt)
    if image is not None:
        images.mark_image(uow, image, GIVEN_UP)


@job("change_requests.fetch_image", queue="images", given_up=tell_given_up)
def fetch_image(context: JobContext, image_id: str, attempt: int) -> None:
    """Fetch an image and keep it; or try again later, or mark it with the reason why it cannot be had.

    Safe to run twice: an image that is kept or marked is left alone.
    """
    with context.database.read() as uow:
        image = images.find_image(uow, UUID(image_id), attempt)
    if image is None:
        return
    try:
        file = _fetch(context, image)
    except _NotFetched as failure:
        retried = failure.may_pass and attempt < context.settings.fetch_attempts
        with context.database.write() as uow:
            if retried:
                images.retry_image(uow, image)
            else:
                images.mark_image(uow, image, str(failure))
        log.warning("change_request.image_not_fetched", change_request_id=_id(image), tried_again=retried)
        return
    with context.database.write() as uow:
        images.keep_image(uow, image, file)
    log.info("change_request.image_kept", change_request_id=_id(image), bytes=file.size)


def _fetch(context: JobContext, image: ChangeRequestImage) -> KeptFile:
    """Have the file in the storage, under the hash of its content."""
    try:
        answer = context.outbound.fetch(image.url.strip(), limit_bytes=MAX_IMAGE_BYTES)
    except OutboundError as error:
        raise _NotFetched(told_of_call(image.url, error.code), may_pass=failure_may_pass(error.code)) from error
    if answer.status not in _SUCCESS:
        raise _NotFetched(told_of_status(image.url, answer.status), may_pass=status_may_change(answer.status))
    media_type = sniff(answer.body)
    if media_type not in ENDINGS:
        raise _NotFetched(told_of_image(image.url, NO_PICTURE))
    digest = sha256(answer.body).hexdigest()
    key = f"images/{digest[:2]}/{digest}.{ENDINGS[media_type]}"
    context.storage.put(key, answer.body)
    return KeptFile(storage_key=key, media_type=media_type, size=len(answer.body), sha256=digest)


def _id(image: ChangeRequestImage) -> str:
    return str(image.change_request_id)
