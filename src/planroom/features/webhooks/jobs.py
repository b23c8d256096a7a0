"""The job that makes webhook calls: note the attempt, call with no transaction open, note the outcome."""

import random
import time
from uuid import UUID

from planroom.features.webhooks import service
from planroom.features.webhooks.models import Call, Outcome
from planroom.features.webhooks.rules import Cause, kept_answer
from planroom.infra.database.unit_of_work import UnitOfWork
from planroom.infra.jobs.catalogue import JobContext, job
from planroom.infra.outbound.port import Outbound, OutboundError

HEADERS = {"content-type": "application/json"}


def give_up(uow: UnitOfWork, _error: Exception, delivery_id: str, _number: int, _cause: str) -> None:
    """Let later deliveries go on after this job has failed for good."""
    service.give_up(uow, UUID(delivery_id))


@job(service.DELIVER_JOB, queue="webhooks", given_up=give_up)
def deliver(context: JobContext, delivery_id: str, number: int, cause: str) -> None:
    """Make attempt ``number`` of a delivery, unless that is done or it is not its turn."""
    with context.database.write() as uow:
        call = service.begin_attempt(uow, UUID(delivery_id), number, Cause(cause))
    if call is None:
        return
    outcome = _post(context.outbound, call)
    with context.database.write() as uow:
        service.finish_attempt(
            uow,
            call,
            outcome,
            attempts_allowed=context.settings.webhook_attempts,
            chance=random.random(),  # noqa: S311 — spreads retries, guards nothing
        )


def _post(outbound: Outbound, call: Call) -> Outcome:
    began = time.monotonic()
    try:
        answer = outbound.post(call.url, call.body, HEADERS)
    except OutboundError as error:
        return Outcome(time.monotonic() - began, error_code=error.code, error=str(error))
    except Exception as error:  # noqa: BLE001 — a call that breaks in an unforeseen way must not hold up later ones
        return Outcome(time.monotonic() - began, error_code="unforeseen", error=repr(error))
    return Outcome(answer.duration_seconds, status=answer.status, answer=kept_answer(answer.body))
