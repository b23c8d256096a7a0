"""POST /orders/{id}/post-purchase and /redeliver: more products, or another look (contract 3.4)."""

from typing import Any
from uuid import UUID

import httpx
import msgspec
import pytest
import sqlalchemy as sa
from tests.support.bodies import CHANGE_REQUEST, SMALL_ORDER
from tests.support.integrate import IntegrateClient
from tests.support.production import deliver, draw_all

from planroom.features.companies.rules import Trigger
from planroom.features.deliverables.models import deliveries
from planroom.features.webhooks.models import webhook_events
from planroom.infra.database.unit_of_work import Database


@pytest.fixture
def order_id(client: IntegrateClient, database: Database) -> str:
    """A Ready order of a company that wants to hear when an order is Ready."""
    client.patch(
        "/companies/webhook",
        {"webhook_urls": ["https://93.184.216.34/"], "webhook_triggers": [Trigger.MOVED_TO_READY]},
    )
    placed: str = client.post("/orders", {**SMALL_ORDER, "package_type": "base"}).json()["id"]
    deliver(database, UUID(placed))
    return placed


def told(database: Database) -> list[tuple[str, str, str]]:
    """What the company has been told of being Ready, oldest first."""
    ready = webhook_events.c.trigger == Trigger.MOVED_TO_READY
    query = sa.select(webhook_events.c.body).where(ready).order_by(webhook_events.c.id)
    with database.read() as uow:
        bodies = [msgspec.json.decode(body) for body in uow.connection.scalars(query)]
    return [(body["previous_status"], body["product_type"], body["delivery_type"]) for body in bodies]


def frozen_looks(database: Database) -> list[dict[str, Any]]:
    with database.read() as uow:
        return list(uow.connection.scalars(sa.select(deliveries.c.presentation).order_by(deliveries.c.version)))


def code_of(reply: httpx.Response) -> tuple[int, str]:
    return reply.status_code, reply.json()["code"]


def test_a_package_can_be_raised_and_new_files_follow(
    client: IntegrateClient, database: Database, order_id: str
) -> None:
    before = client.get(f"/orders/{order_id}").json()

    bought = client.post(f"/orders/{order_id}/post-purchase", {"package_type": "plus"}).json()

    assert bought == client.get(f"/orders/{order_id}").json()
    assert bought["info"]["product"]["package_type"] == "plus"
    assert (bought["info"]["status"], bought["version"]) == ("Ready", 1)
    assert draw_all(database, UUID(order_id)) == 1
    after = client.get(f"/orders/{order_id}").json()
    assert after["version"] == 2
    assert after["delivery_assets"]["home_report"] is not None
    assert after["delivery_assets"]["listing_floorplans"] != before["delivery_assets"]["listing_floorplans"]
    assert told(database) == [
        ("Pending", "products_2d", "new"),
        ("Pending", "tour", "new"),
        ("Ready", "products_2d", "update"),
        ("Ready", "tour", "update"),
    ]
    (entry,) = [row for row in client.get("/audit").json()["items"] if row["action"] == "order.upgraded"]
    assert entry["details"] == {"package_type": ["base", "plus"], "add_ons": []}


@pytest.mark.parametrize(
    "body",
    [{}, {"package_type": None, "add_ons": []}, {"package_type": "base"}, {"add_ons": ["6h_turnaround"]}],
)
def test_what_is_not_for_sale_is_409_and_changes_nothing(
    client: IntegrateClient, database: Database, order_id: str, body: dict[str, Any]
) -> None:
    before = client.get(f"/orders/{order_id}").json()

    assert code_of(client.post(f"/orders/{order_id}/post-purchase", body)) == (409, "not_purchasable")

    assert client.get(f"/orders/{order_id}").json() == before
    assert draw_all(database, UUID(order_id)) == 0


def test_a_package_is_never_lowered(client: IntegrateClient, order_id: str) -> None:
    client.post(f"/orders/{order_id}/post-purchase", {"package_type": "plus"})

    reply = client.post(f"/orders/{order_id}/post-purchase", {"package_type": "base"})

    assert code_of(reply) == (409, "not_purchasable")
    assert reply.json()["message"] == "Package base is lower than the order's plus."


@pytest.mark.parametrize(("path", "body"), [("post-purchase", {"package_type": "plus"}), ("redeliver", {})])
def test_only_a_ready_order_is_delivered_anew(
    client: IntegrateClient, order_id: str, path: str, body: dict[str, Any]
) -> None:
    pending = client.post("/orders", SMALL_ORDER).json()["id"]
    assert code_of(client.post(f"/orders/{pending}/{path}", body)) == (409, "order_not_delivered")

    client.post(f"/orders/{order_id}/change-requests", CHANGE_REQUEST)
    assert code_of(client.post(f"/orders/{order_id}/{path}", body)) == (409, "order_in_fixing")


def test_a_re_delivery_in_a_template_has_new_urls_and_the_old_ones_serve_on(
    client: IntegrateClient, database: Database, order_id: str
) -> None:
    before = client.get(f"/orders/{order_id}").json()
    template = client.post("/style-templates", {"name": "Ours", "base": "technical"}).json()

    styled = client.post(
        f"/orders/{order_id}/redeliver", {"style_2d": {"style_template_id": template["id"], "add_info": "Bold."}}
    ).json()

    assert styled["info"]["style_template"] == {"id": template["id"], "name": "Ours"}
    assert draw_all(database, UUID(order_id)) == 1
    after = client.get(f"/orders/{order_id}").json()
    assert (after["version"], after["issues"]) == (2, [])
    assert after["delivery_assets"]["listing_floorplans"] != before["delivery_assets"]["listing_floorplans"]
    assert [look["style"] for look in frozen_looks(database)] == ["soft", "technical"]
    assert told(database)[2:] == [("Ready", "products_2d", "update"), ("Ready", "tour", "update")]


def test_single_options_win_over_the_style_and_add_up(
    client: IntegrateClient, database: Database, order_id: str
) -> None:
    for style in ({"decimals": 1, "page": {"scale_bar": False}}, {"page": {"scale_ratio": True}}, {"decimals": 0}):
        reply = client.post(f"/orders/{order_id}/redeliver", {"style": style})
        assert reply.status_code == 200, reply.text

    assert frozen_looks(database)[-1]["options"] == {
        "decimals": 0,
        "page": {"scale_bar": False, "scale_ratio": True},
    }


def test_an_unknown_style_is_kept_and_drawn_with_the_default_and_told(
    client: IntegrateClient, database: Database, order_id: str
) -> None:
    body = {"style_2d": {"style_template_id": "string"}, "style_3d": {"furniture_set": "string"}}

    told_in = client.post(f"/orders/{order_id}/redeliver", body).json()["issues"]

    assert [issue["code"] for issue in told_in] == ["preference_unknown", "preference_unknown"]
    assert frozen_looks(database)[-1]["style"] == "soft"
    draw_all(database, UUID(order_id))
    assert client.get(f"/orders/{order_id}").json()["issues"] == told_in
    mended = client.post(f"/orders/{order_id}/redeliver", {"style_2d": {}, "style_3d": {}}).json()
    assert mended["issues"] == []


def test_an_option_that_does_not_exist_is_told(client: IntegrateClient, order_id: str) -> None:
    reply = client.post(f"/orders/{order_id}/redeliver", {"style": {"decimals": "many"}})

    assert reply.status_code == 400
    assert reply.json()["validation_error"]["body_params"][0]["loc"] == ["style", "decimals"]
