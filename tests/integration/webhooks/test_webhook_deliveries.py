"""Calls to a customer's real server, made by the real job engine."""

import threading
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from tests.support.customers import Customer
from tests.support.receiver import Received, Receiver, running_receiver

from planroom.features.companies.rules import Trigger
from planroom.features.companies.service import set_webhooks
from planroom.features.webhooks import service
from planroom.features.webhooks.jobs import deliver
from planroom.features.webhooks.models import LogEntry
from planroom.features.webhooks.rules import Cause, DeliveryState
from planroom.infra.database.unit_of_work import Database
from planroom.infra.jobs.catalogue import JobContext, get_job
from planroom.infra.jobs.draining import drain
from planroom.infra.outbound.client import CheckedOutbound
from planroom.infra.outbound.port import Answer
from planroom.infra.settings import Settings
from planroom.infra.storage.objects import MemoryStorage
from planroom.kit.ids import new_id


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with running_receiver() as running:
        yield running


@pytest.fixture
def context(database: Database, tmp_path: Path) -> JobContext:
    settings = Settings(data=tmp_path, allow_private_addresses=True, webhook_timeout_seconds=5.0)
    return JobContext(database, MemoryStorage(), CheckedOutbound(settings), settings)


def subscribe(database: Database, customer: Customer, *urls: str) -> None:
    with database.write() as uow:
        set_webhooks(uow, customer.actor(uow), urls=urls, triggers=[Trigger.MOVED_TO_READY])


def publish(database: Database, customer: Customer, order_id: UUID, number: int) -> None:
    with database.write() as uow:
        service.publish(
            uow,
            company_id=customer.company_id,
            order_id=order_id,
            trigger=Trigger.MOVED_TO_READY,
            body={"id": str(order_id), "number": str(number), "nothing": None},
        )


def log_of(database: Database, customer: Customer, order_id: UUID) -> list[LogEntry]:
    with database.read() as uow:
        return service.list_log(uow, company_id=customer.company_id, order_id=order_id)


def numbers(calls: list[Received]) -> list[int]:
    return [int(call.body["number"]) for call in calls]


def test_a_call_carries_the_body_as_json_and_is_noted(
    database: Database, context: JobContext, customer: Customer, receiver: Receiver
) -> None:
    order_id = new_id()
    subscribe(database, customer, f"{receiver.url}/hook?token=a%20b")
    publish(database, customer, order_id, 1)

    drain(context)

    (call,) = receiver.calls
    assert call.path == "/hook?token=a%20b"
    assert call.headers["content-type"] == "application/json"
    assert "api-key" not in call.headers
    assert call.body == {"id": str(order_id), "number": "1", "nothing": None}
    (entry,) = log_of(database, customer, order_id)
    assert (entry.state, entry.number, entry.status, entry.answer) == (DeliveryState.DELIVERED, 1, 200, "ok")
    assert entry.duration_seconds is not None
    assert entry.error is None


def test_a_call_that_fails_is_made_three_times_in_all_and_then_given_up(
    database: Database, context: JobContext, customer: Customer, receiver: Receiver
) -> None:
    order_id = new_id()
    receiver.answer = lambda _: 500
    subscribe(database, customer, receiver.url)
    publish(database, customer, order_id, 1)

    drain(context, hurry=True)

    assert numbers(receiver.calls) == [1, 1, 1]
    log = log_of(database, customer, order_id)
    assert [(entry.number, entry.status) for entry in log] == [(1, 500), (2, 500), (3, 500)]
    assert {entry.state for entry in log} == {DeliveryState.GIVEN_UP}


def test_a_retry_waits_its_minute(
    database: Database, context: JobContext, customer: Customer, receiver: Receiver
) -> None:
    receiver.answer = lambda _: 503
    subscribe(database, customer, receiver.url)
    publish(database, customer, new_id(), 1)

    drain(context)

    assert numbers(receiver.calls) == [1]


def test_calls_about_one_order_keep_their_order_when_some_fail(
    database: Database, context: JobContext, customer: Customer, receiver: Receiver
) -> None:
    order_id = new_id()
    seen: Counter[int] = Counter()

    def fail_some(call: Received) -> int:
        number = int(call.body["number"])
        seen[number] += 1
        # The second call never works, the third works at its second attempt.
        return 500 if number == 2 or (number == 3 and seen[number] == 1) else 204

    receiver.answer = fail_some
    subscribe(database, customer, receiver.url)
    for number in range(1, 6):
        publish(database, customer, order_id, number)

    drain(context, hurry=True)

    assert numbers(receiver.calls) == [1, 2, 2, 2, 3, 3, 4, 5]


def test_a_url_that_fails_does_not_hold_up_another(
    database: Database, context: JobContext, customer: Customer, receiver: Receiver
) -> None:
    order_id = new_id()
    receiver.answer = lambda call: 500 if call.path == "/bad" else 200
    subscribe(database, customer, f"{receiver.url}/bad", f"{receiver.url}/good")
    for number in (1, 2):
        publish(database, customer, order_id, number)

    drain(context)

    assert numbers([call for call in receiver.calls if call.path == "/good"]) == [1, 2]
    assert numbers([call for call in receiver.calls if call.path == "/bad"]) == [1]


def test_an_order_that_waits_does_not_hold_up_another(
    database: Database, context: JobContext, customer: Customer, receiver: Receiver
) -> None:
    unlucky, lucky = new_id(), new_id()
    receiver.answer = lambda call: 500 if call.body["id"] == str(unlucky) else 200
    subscribe(database, customer, receiver.url)
    for number in (1, 2):
        publish(database, customer, unlucky, number)
        publish(database, customer, lucky, number)

    drain(context)

    assert numbers([call for call in receiver.calls if call.body["id"] == str(lucky)]) == [1, 2]


@pytest.mark.parametrize(
    ("url", "code"),
    [
        # Nothing listens on the discard port.
        ("http://127.0.0.1:9/", "connection_failed"),
        # Link-local addresses are refused even where private ones are allowed.
        ("http://[fe80::1]/", "address_refused"),
    ],
)
def test_a_call_without_an_answer_is_noted_with_its_reason(
    database: Database, context: JobContext, customer: Customer, url: str, code: str
) -> None:
    order_id = new_id()
    subscribe(database, customer, url)
    publish(database, customer, order_id, 1)

    drain(context)

    (entry,) = log_of(database, customer, order_id)
    assert (entry.state, entry.status, entry.error_code) == (DeliveryState.WAITING, None, code)
    assert entry.error


def test_an_address_that_became_private_is_not_called(
    database: Database, customer: Customer, receiver: Receiver, tmp_path: Path
) -> None:
    order_id = new_id()
    subscribe(database, customer, receiver.url)
    publish(database, customer, order_id, 1)
    strict = Settings(data=tmp_path)

    drain(JobContext(database, MemoryStorage(), CheckedOutbound(strict), strict))

    assert receiver.calls == []
    (entry,) = log_of(database, customer, order_id)
    assert entry.error_code == "address_refused"


def test_news_that_nobody_wants_is_kept_and_not_sent(
    database: Database, context: JobContext, customer: Customer, receiver: Receiver
) -> None:
    order_id = new_id()
    subscribe(database, customer, receiver.url)
    with database.write() as uow:
        service.publish(
            uow, company_id=customer.company_id, order_id=order_id, trigger=Trigger.MOVED_TO_DRAFT, body={"id": "1"}
        )
    publish(database, customer, order_id, 2)

    drain(context)

    assert numbers(receiver.calls) == [2]
    assert [entry.sequence for entry in log_of(database, customer, order_id)] == [2]


def test_a_job_that_runs_again_calls_nobody_again(
    database: Database, context: JobContext, customer: Customer, receiver: Receiver
) -> None:
    order_id = new_id()
    subscribe(database, customer, receiver.url)
    publish(database, customer, order_id, 1)
    drain(context)
    (entry,) = log_of(database, customer, order_id)

    for cause in Cause:
        deliver(context, str(entry.delivery_id), 1, cause)
        deliver(context, str(entry.delivery_id), 2, cause)

    assert numbers(receiver.calls) == [1]
    assert log_of(database, customer, order_id) == [entry]


def test_a_job_whose_worker_died_makes_its_call_again(
    database: Database, context: JobContext, customer: Customer, receiver: Receiver
) -> None:
    order_id = new_id()
    subscribe(database, customer, receiver.url)
    publish(database, customer, order_id, 1)
    (waiting,) = log_of(database, customer, order_id)
    with database.write() as uow:
        begun = service.begin_attempt(uow, waiting.delivery_id, 1, Cause.PUBLISHED)
    assert begun is not None

    # Another job must not take the attempt over: it cannot know that the first one is dead.
    deliver(context, str(waiting.delivery_id), 1, Cause.TURN)
    assert receiver.calls == []
    deliver(context, str(waiting.delivery_id), 1, Cause.PUBLISHED)

    assert numbers(receiver.calls) == [1]
    (entry,) = log_of(database, customer, order_id)
    assert (entry.state, entry.number) == (DeliveryState.DELIVERED, 1)


def test_a_job_that_comes_late_does_not_forestall_the_retry(
    database: Database, context: JobContext, customer: Customer, receiver: Receiver
) -> None:
    order_id = new_id()
    receiver.answer = lambda _: 500
    subscribe(database, customer, receiver.url)
    publish(database, customer, order_id, 1)
    drain(context)
    (entry,) = log_of(database, customer, order_id)

    deliver(context, str(entry.delivery_id), 1, Cause.TURN)
    deliver(context, str(entry.delivery_id), 3, Cause.RETRY)

    assert numbers(receiver.calls) == [1]


def test_a_call_that_breaks_in_an_unforeseen_way_is_noted_and_tried_again(
    database: Database, context: JobContext, customer: Customer, receiver: Receiver
) -> None:
    class BrokenOutbound(CheckedOutbound):
        def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
            message = f"cannot post {len(body)} bytes with {len(headers)} headers to {url}"
            raise ZeroDivisionError(message)

    order_id = new_id()
    subscribe(database, customer, receiver.url)
    publish(database, customer, order_id, 1)

    drain(replace(context, outbound=BrokenOutbound(context.settings)))

    (entry,) = log_of(database, customer, order_id)
    assert (entry.state, entry.error_code) == (DeliveryState.WAITING, "unforeseen")
    assert "ZeroDivisionError" in str(entry.error)
    drain(context, hurry=True)
    assert numbers(receiver.calls) == [1]


def test_a_delivery_whose_job_fails_for_good_lets_the_next_one_go(
    database: Database, context: JobContext, customer: Customer, receiver: Receiver
) -> None:
    order_id = new_id()
    subscribe(database, customer, receiver.url)
    for number in (1, 2):
        publish(database, customer, order_id, number)
    first, _ = log_of(database, customer, order_id)
    job = get_job("webhooks.deliver")
    assert job.given_up is not None
    for _ in range(2):
        with database.write() as uow:
            job.given_up(uow, RuntimeError("the database was away"), str(first.delivery_id), 1, Cause.PUBLISHED)

    drain(context)

    assert numbers(receiver.calls) == [2]
    assert [entry.state for entry in log_of(database, customer, order_id)] == [
        DeliveryState.GIVEN_UP,
        DeliveryState.DELIVERED,
    ]


def test_no_call_is_lost_or_overtaken_when_jobs_race(
    database: Database, context: JobContext, customer: Customer, receiver: Receiver
) -> None:
    order_id, last = new_id(), 8
    subscribe(database, customer, receiver.url)
    begun = threading.Barrier(2)

    def keep_publishing() -> None:
        begun.wait()
        for number in range(1, last + 1):
            publish(database, customer, order_id, number)

    publisher = threading.Thread(target=keep_publishing)
    publisher.start()
    begun.wait()
    drain(context)
    publisher.join()
    drain(context)

    assert numbers(receiver.calls) == list(range(1, last + 1))
