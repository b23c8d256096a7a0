"""Use cases of webhooks: publish a fact, begin and finish the calls that tell it.

Calls about one order reach one URL strictly in the order in which the facts came true (contract 2.3): a delivery whose
predecessor is not finished waits, and finishing one queues the next in the same transaction.
"""

import hashlib
from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

import msgspec

from planroom.features.companies.rules import Trigger
from planroom.features.companies.service import get_company
from planroom.features.webhooks import repository
from planroom.features.webhooks.models import Call, LogEntry, Outcome, WaitingDelivery
from planroom.features.webhooks.rules import Cause, DeliveryState, is_success, retry_delay_seconds
from planroom.infra.database.unit_of_work import UnitOfWork
from planroom.infra.jobs.queue import enqueue

DELIVER_JOB = "webhooks.deliver"


def publish(
    uow: UnitOfWork, *, company_id: UUID, order_id: UUID, trigger: Trigger, body: Mapping[str, str | None]
) -> None:
    """Record a fact about an order and have it told to every URL of the company that wants it.

    ``body`` is frozen here, keys in the given order. The caller holds the order's row lock: the numbers of the events
    are the order in which the states were reached. The fact is kept even when nobody wants to be told.
    """
    company = get_company(uow, company_id)
    sequence = repository.next_sequence(uow, order_id)
    event_id = repository.insert_event(
        uow,
        company_id=company_id,
        order_id=order_id,
        sequence=sequence,
        trigger=trigger,
        body=msgspec.json.encode(body).decode(),
    )
    if trigger not in company.webhook_triggers:
        return
    for url in company.webhook_urls:
        delivery_id = repository.insert_delivery(
            uow, event_id=event_id, company_id=company_id, order_id=order_id, sequence=sequence, url=url
        )
        _enqueue(uow, delivery_id, url, 1, Cause.PUBLISHED)


def begin_attempt(uow: UnitOfWork, delivery_id: UUID, number: int, cause: Cause) -> Call | None:
    """Note attempt ``number`` of a delivery and give the call to make; None when there is nothing to do for this job.

    Nothing is to do when the delivery is finished, when an earlier one to the same URL is not, and when the attempt
    was made or is being made by another job. The same job run again, after its worker died, makes its attempt again.
    """
    delivery = repository.find_waiting(uow, delivery_id)
    if delivery is None:
        return None
    if repository.lock_waiting_up_to(uow, delivery)[:1] != [delivery_id]:
        return None
    attempts = repository.list_attempts(uow, delivery_id)
    unfinished = attempts[-1] if attempts and attempts[-1].finished_at is None else None
    if unfinished is not None and (unfinished.number, unfinished.cause) != (number, cause):
        return None
    if unfinished is None:
        if len(attempts) != number - 1:
            return None
        repository.insert_attempt(uow, delivery_id, number, cause)
    return Call(delivery_id, number, delivery.url, delivery.body.encode())


def finish_attempt(uow: UnitOfWork, call: Call, outcome: Outcome, *, attempts_allowed: int, chance: float) -> None:
    """Note what came of a call, and queue what follows: the next delivery, or the next attempt at this one.

    ``chance`` between 0 and 1 spreads the retries. Noting the same call twice changes nothing.
    """
    delivery = repository.lock_waiting(uow, call.delivery_id)
    if delivery is None or not repository.finish_attempt(uow, call, outcome):
        return
    if is_success(outcome.status):
        _finish(uow, delivery, DeliveryState.DELIVERED)
        return
    delay_seconds = retry_delay_seconds(call.number, attempts_allowed, chance)
    if delay_seconds is None:
        _finish(uow, delivery, DeliveryState.GIVEN_UP)
        return
    due_at = uow.now() + timedelta(seconds=delay_seconds)
    repository.update_delivery(uow, delivery.id, state=DeliveryState.WAITING, next_attempt_at=due_at)
    _enqueue(uow, delivery.id, delivery.url, call.number + 1, Cause.RETRY, delay_seconds)


def give_up(uow: UnitOfWork, delivery_id: UUID) -> None:
    """Give up a delivery whose calls cannot even be made or noted, so that it does not hold up later ones."""
    delivery = repository.lock_waiting(uow, delivery_id)
    if delivery is not None:
        _finish(uow, delivery, DeliveryState.GIVEN_UP)


def drop_waiting(uow: UnitOfWork, *, company_id: UUID) -> None:
    """Give up what a company was still to be told: its webhooks are dropped with it."""
    repository.give_up_waiting(uow, company_id)


def list_log(uow: UnitOfWork, *, company_id: UUID, order_id: UUID) -> list[LogEntry]:
    """List what an order's receivers were told, in order, with every attempt and what came back."""
    return repository.list_log(uow, company_id, order_id)


def _finish(uow: UnitOfWork, delivery: WaitingDelivery, state: DeliveryState) -> None:
    repository.update_delivery(uow, delivery.id, state=state, finished_at=uow.now())
    successor = repository.find_next_waiting(uow, delivery)
    if successor is not None:
        _enqueue(uow, successor, delivery.url, 1, Cause.TURN)


def _enqueue(
    uow: UnitOfWork, delivery_id: UUID, url: str, number: int, cause: Cause, delay_seconds: float | None = None
) -> None:
    enqueue(
        uow,
        DELIVER_JOB,
        str(delivery_id),
        number,
        cause.value,
        key=f"{delivery_id}:{number}:{cause}",
        delay_seconds=delay_seconds,
        # One receiver that hangs delays only its own calls.
        partition=hashlib.sha256(url.encode()).hexdigest()[:32],
    )
