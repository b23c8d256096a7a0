"""What a customer's server is told at each step of an order, and what the API shows it meanwhile (contract 2.3)."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from tests.support.bodies import CHANGE_REQUEST, SMALL_ORDER
from tests.support.integrate import IntegrateClient
from tests.support.production import deliver, draw_all, fail_drawing, fail_reading, make_model
from tests.support.receiver import Received, Receiver, running_receiver

from planroom.features.change_requests.rules import Closing
from planroom.features.change_requests.service.answering import close_for_operator
from planroom.features.companies.rules import Trigger
from planroom.infra.database.unit_of_work import Database
from planroom.infra.jobs.catalogue import JobContext
from planroom.infra.jobs.draining import drain
from planroom.infra.outbound.client import CheckedOutbound
from planroom.infra.settings import Settings
from planroom.infra.storage.objects import MemoryStorage

KEYS = ["id", "current_status", "previous_status", "model_id", "product_type", "delivery_type"]

Told = list[tuple[Any, ...]]


@pytest.fixture
def settings() -> dict[str, Any]:
    return {"allow_private_addresses": True}


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with running_receiver() as running:
        yield running


@pytest.fixture
def order_id(client: IntegrateClient, receiver: Receiver) -> UUID:
    """An order of a company that wants to hear of everything; its source answers with an error and is left waiting."""
    subscription = {"webhook_urls": [f"{receiver.url}/hook"], "webhook_triggers": list(Trigger)}
    assert client.patch("/companies/webhook", subscription).status_code == 200
    placed = client.post("/orders", {**SMALL_ORDER, "source": f"{receiver.url}/no-file"})
    return UUID(placed.json()["id"])


@pytest.fixture
def told(database: Database, receiver: Receiver, tmp_path: Path) -> Callable[[], Told]:
    """Make the calls that are due, and give the bodies' values without the order's id."""
    built = Settings(data=tmp_path, allow_private_addresses=True)
    context = JobContext(database, MemoryStorage(), CheckedOutbound(built), built)

    def make_calls() -> Told:
        receiver.calls.clear()
        drain(context)
        return [tuple(call.body.values())[1:] for call in receiver.calls]

    return make_calls


def ask(client: IntegrateClient, order_id: UUID) -> UUID:
    return UUID(client.post(f"/orders/{order_id}/change-requests", CHANGE_REQUEST).json()["id"])


def close(database: Database, change_request_id: UUID, closing: Closing) -> None:
    with database.write() as uow:
        close_for_operator(
            uow, change_request_id=change_request_id, closing=closing, reply=None, closed_by="operator@example.com"
        )


def test_the_whole_story_is_told_in_its_order(
    client: IntegrateClient, database: Database, order_id: UUID, told: Callable[[], Told]
) -> None:
    first_model = str(deliver(database, order_id))
    assert told() == [
        ("Pending", "New", None, None, "new"),
        ("Ready", "Pending", first_model, "products_2d", "new"),
        ("Ready", "Pending", first_model, "tour", "new"),
    ]

    change_request_id = ask(client, order_id)
    assert told() == [("Fixing", "Ready", first_model, "products_2d", "new")]

    second_model = str(make_model(database, order_id))
    close(database, change_request_id, Closing.DONE)
    assert draw_all(database, order_id) == 1
    assert told() == [("Ready", "Fixing", second_model, "products_2d", "update")]

    third_model = str(deliver(database, order_id))
    assert told() == [
        ("Ready", "Ready", third_model, "products_2d", "update"),
        ("Ready", "Ready", third_model, "tour", "update"),
    ]


def test_a_call_has_exactly_the_six_documented_keys(
    database: Database, order_id: UUID, receiver: Receiver, told: Callable[[], Told]
) -> None:
    deliver(database, order_id)
    told()

    for call in receiver.calls:
        assert list(call.body) == KEYS
        assert call.body["id"] == str(order_id)
        assert call.headers["content-type"] == "application/json"


def test_a_receiver_that_reads_the_order_back_sees_its_new_state_and_files(
    client: IntegrateClient, database: Database, order_id: UUID, receiver: Receiver, told: Callable[[], Told]
) -> None:
    seen: list[dict[str, Any]] = []

    def read_back(call: Received) -> int:
        seen.append(client.get(f"/orders/{call.body['id']}").json())
        return 200

    receiver.answer = read_back
    model_id = deliver(database, order_id)
    told()

    assert seen[-1]["info"]["status"] == "Ready"
    assert seen[-1]["model_id"] == str(model_id)
    assert all(seen[-1]["delivery_assets"]["listing_floorplans"].values())


def test_several_open_requests_are_told_once_each_way(
    client: IntegrateClient, database: Database, order_id: UUID, told: Callable[[], Told]
) -> None:
    model = str(deliver(database, order_id))
    told()
    asked = [ask(client, order_id), ask(client, order_id)]
    assert told() == [("Fixing", "Ready", model, "products_2d", "new")]

    close(database, asked[0], Closing.DECLINED)
    assert told() == []

    close(database, asked[1], Closing.DECLINED)
    assert told() == [("Ready", "Fixing", model, "products_2d", "update")]


def test_a_source_that_cannot_be_read_is_told_and_the_status_stays(
    database: Database, order_id: UUID, told: Callable[[], Told]
) -> None:
    assert told() == [("Pending", "New", None, None, "new")]
    fail_reading(database, order_id)

    assert told() == [("Pending", "Pending", None, None, "new")]


def test_files_that_cannot_be_drawn_are_told_with_their_model(
    client: IntegrateClient, database: Database, order_id: UUID, told: Callable[[], Told]
) -> None:
    deliver(database, order_id)
    change_request_id = ask(client, order_id)
    told()
    model = str(make_model(database, order_id))
    close(database, change_request_id, Closing.DONE)
    fail_drawing(database, order_id)

    assert told() == [("Fixing", "Fixing", model, "products_2d", "new")]
    row = client.get(f"/orders/{order_id}/change-requests/{change_request_id}").json()
    assert (row["status"], row["reply"]) == ("in_progress", None)


def test_only_chosen_news_are_sent(
    client: IntegrateClient, database: Database, order_id: UUID, told: Callable[[], Told]
) -> None:
    told()
    client.patch("/companies/webhook", {"webhook_triggers": ["moved_to_fixing"]})
    model = str(deliver(database, order_id))
    ask(client, order_id)

    assert told() == [("Fixing", "Ready", model, "products_2d", "new")]
