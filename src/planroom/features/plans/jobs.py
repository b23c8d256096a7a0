"""The jobs that make a plan of an order's sources: one fetches the files, one reads them."""

from collections.abc import Iterator
from hashlib import sha256
from uuid import UUID

import structlog

from planroom.features.plans import readings, repository
from planroom.features.plans.errors import ModelChanged
from planroom.features.plans.models import PlanSource, Reading
from planroom.features.plans.rules import (
    TROUBLE_OF_OURS,
    Trouble,
    failure_may_pass,
    status_may_change,
    trouble_of_call,
    trouble_of_drafting,
    trouble_of_status,
)
from planroom.features.stored_files.service import doom_files
from planroom.infra.database.unit_of_work import UnitOfWork
from planroom.infra.jobs.catalogue import JobContext, job
from planroom.infra.outbound.port import OutboundError
from planroom.production.limits import Limits
from planroom.production.pipeline import Drafted, DraftFailed, draft

log = structlog.get_logger(__name__)

_SUCCESS = range(200, 300)


class _ReadingFailed(Exception):
    """There is no plan; ``may_pass`` when another attempt may succeed."""

    def __init__(self, trouble: Trouble, *, may_pass: bool = False) -> None:
        super().__init__(trouble.message)
        self.trouble = trouble
        self.may_pass = may_pass


def tell_given_up(uow: UnitOfWork, _error: BaseException, reading_id: str, attempt: int) -> None:
    """Fail the reading whose job failed again and again for a reason of ours, so that its order is not stuck."""
    reading = readings.find_reading(uow, UUID(reading_id), attempt)
    if reading is not None:
        readings.give_up(uow, reading, TROUBLE_OF_OURS)


@job("plans.fetch", queue="fetches", given_up=tell_given_up)
def fetch(context: JobContext, reading_id: str, attempt: int) -> None:
    """Fetch the sources of a reading and queue their drafting; or try again later, or say why they cannot be had.

    Safe to run twice: files fetched before are not fetched again.
    """
    with context.database.read() as uow:
        reading = readings.find_reading(uow, UUID(reading_id), attempt)
    if reading is None:
        return
    try:
        for source in reading.sources:
            _fetch(context, reading, source)
    except _ReadingFailed as failure:
        _fail(context, reading, failure)
        return
    with context.database.write() as uow:
        readings.enqueue_read(uow, reading, attempt)


@job("plans.read", queue="plans", given_up=tell_given_up)
def read(context: JobContext, reading_id: str, attempt: int) -> None:
    """Draft and check the fetched sources of a reading; store the plan, or say why there is none.

    Safe to run twice: a finished reading is left alone.
    """
    with context.database.read() as uow:
        reading = readings.find_reading(uow, UUID(reading_id), attempt)
    if reading is None:
        return
    try:
        drafted = _draft(context, reading, [_key_of(source) for source in reading.drawings])
    except _ReadingFailed as failure:
        _fail(context, reading, failure)
    else:
        _keep(context, reading, drafted)


def _fetch(context: JobContext, reading: Reading, source: PlanSource) -> None:
    """Have the source's file in the storage."""
    if source.storage_key is not None:
        return
    try:
        answer = context.outbound.fetch(source.url)
    except OutboundError as error:
        raise _ReadingFailed(trouble_of_call(source.url, error.code), may_pass=failure_may_pass(error.code)) from error
    if answer.status not in _SUCCESS:
        raise _ReadingFailed(trouble_of_status(source.url, answer.status), may_pass=status_may_change(answer.status))
    digest = sha256(answer.body).hexdigest()
    key = f"sources/{digest[:2]}/{digest}"
    context.storage.put(key, answer.body)
    with context.database.write() as uow:
        if not repository.note_fetched(uow, source.id, sha256=digest, size=len(answer.body), storage_key=key):
            doom_files(uow, [key])
    log.info("plan.source_fetched", order_id=str(reading.order_id), source=source.position + 1, bytes=len(answer.body))


def _key_of(source: PlanSource) -> str:
    if source.storage_key is None:
        message = f"source {source.id} is to be read and was never fetched"
        raise LookupError(message)
    return source.storage_key


def _draft(context: JobContext, reading: Reading, keys: list[str]) -> Drafted:
    settings = context.settings
    limits = Limits(
        timeout_seconds=settings.draft_timeout_seconds * len(keys), memory_bytes=settings.draft_memory_bytes
    )

    def pictures() -> Iterator[bytes]:
        for key in keys:
            yield context.storage.get(key)

    def tell(step: str, position: int) -> None:
        log.info("plan.step", step=step, order_id=str(reading.order_id), source=position + 1)

    try:
        return draft(pictures(), info=reading.info, max_pixels=settings.max_source_pixels, limits=limits, tell=tell)
    except DraftFailed as failure:
        url = reading.drawings[failure.position].url
        raise _ReadingFailed(trouble_of_drafting(url, failure.reason_code, failure.text)) from failure


def _fail(context: JobContext, reading: Reading, failure: _ReadingFailed) -> None:
    trouble = failure.trouble
    retried = failure.may_pass and reading.attempts + 1 < context.settings.fetch_attempts
    with context.database.write() as uow:
        if retried:
            readings.retry_reading(uow, reading)
        else:
            readings.give_up(uow, reading, trouble)
    log.warning("plan.reading_failed", order_id=str(reading.order_id), code=trouble.code, tried_again=retried)


def _keep(context: JobContext, reading: Reading, drafted: Drafted) -> None:
    deliver_up_to = context.settings.deliver_up_to
    try:
        with context.database.write() as uow:
            revision = readings.keep_draft(uow, reading, drafted.plan, drafted.findings, deliver_up_to)
    except ModelChanged:
        # A person stored a model between our look and our insert; the second look sees it and stands back.
        with context.database.write() as uow:
            revision = readings.keep_draft(uow, reading, drafted.plan, drafted.findings, deliver_up_to)
    if revision is not None:
        log.info(
            "plan.revised",
            order_id=str(reading.order_id),
            model_id=str(revision.id),
            version=revision.number,
            rooms=sum(len(storey.rooms) for storey in drafted.plan.storeys),
            findings=len(drafted.findings),
        )
