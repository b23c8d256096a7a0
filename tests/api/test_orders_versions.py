"""GET /orders/{id}/model and /versions: what was delivered, and what changed in between (contract 3.8)."""

from uuid import UUID

import msgspec
import pytest
from tests.support.bodies import SMALL_ORDER
from tests.support.integrate import IntegrateClient
from tests.support.production import deliver, draw_all, make_model
from tests.support.sample_plans import bungalow

from planroom.features.orders.service.moving import deliver_for_operator
from planroom.floorplan.model.plan import Plan
from planroom.infra.database.unit_of_work import Database


@pytest.fixture
def order_id(client: IntegrateClient) -> str:
    return str(client.post("/orders", SMALL_ORDER).json()["id"])


def test_there_is_no_model_and_no_version_before_the_first_delivery(
    client: IntegrateClient, database: Database, order_id: str
) -> None:
    make_model(database, UUID(order_id))

    reply = client.get(f"/orders/{order_id}/model")

    assert (reply.status_code, reply.json()["code"]) == (404, "model_not_found")
    assert client.get(f"/orders/{order_id}/versions").json()["items"] == []


def test_the_model_is_the_one_that_was_delivered(client: IntegrateClient, database: Database, order_id: str) -> None:
    model_id = deliver(database, UUID(order_id))
    make_model(database, UUID(order_id))

    reply = client.get(f"/orders/{order_id}/model")

    model = reply.json()
    assert (model["order_id"], model["model_id"], model["version"]) == (order_id, str(model_id), 1)
    assert msgspec.convert(model["plan"], Plan) == bungalow()
    again = client.get_with_headers(f"/orders/{order_id}/model", {"if-none-match": reply.headers["etag"]})
    assert again.status_code == 304


def test_each_version_says_what_changed_in_the_model(
    client: IntegrateClient, database: Database, order_id: str
) -> None:
    first = deliver(database, UUID(order_id))
    with database.write() as uow:
        deliver_for_operator(uow, UUID(order_id), first)
    draw_all(database, UUID(order_id))
    plan = bungalow()
    storey = plan.storeys[0]
    room = storey.rooms[0]
    renamed = msgspec.structs.replace(room, label="Pantry")
    storeys = (msgspec.structs.replace(storey, rooms=(renamed, *storey.rooms[1:])), *plan.storeys[1:])
    second = make_model(database, UUID(order_id), msgspec.structs.replace(plan, storeys=storeys))
    with database.write() as uow:
        deliver_for_operator(uow, UUID(order_id), second)
    draw_all(database, UUID(order_id))

    versions = client.get(f"/orders/{order_id}/versions").json()["items"]

    assert [(row["version"], row["model_id"], row["product_type"]) for row in versions] == [
        (3, str(second), "products_2d"),
        (2, str(first), "products_2d"),
        (1, str(first), "products_2d"),
    ]
    changed, redrawn, new = (row["changes"] for row in versions)
    assert "Pantry" in changed["summary"][0]
    assert (redrawn, new) == ({"summary": []}, None)


def test_versions_come_in_pages(client: IntegrateClient, database: Database, order_id: str) -> None:
    for _ in range(3):
        deliver(database, UUID(order_id))

    first = client.get(f"/orders/{order_id}/versions", limit=2).json()
    rest = client.get(f"/orders/{order_id}/versions", limit=2, cursor=first["pagination"]["next_cursor"]).json()

    assert [row["version"] for row in first["items"] + rest["items"]] == [3, 2, 1]
    assert rest["items"][0]["changes"] is None
    assert first["items"][1]["changes"] is not None
