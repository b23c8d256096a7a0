"""The schema of what public clients read would notice: real replies, each spoilt in one way, are all rejected."""

import copy
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from tests.support.bodies import ORDER
from tests.support.integrate import IntegrateClient
from tests.support.production import deliver

from planroom.infra.database.unit_of_work import Database

Fits = Callable[[str, object], list[str]]
GONE = object()
"""Stands for a key that is taken away."""

OF_AN_ORDER: list[tuple[str, object]] = [
    ("id", GONE),
    ("id", 7),
    ("id", ""),
    ("info", GONE),
    ("info", None),
    ("info.status", GONE),
    ("info.status", "ready"),
    ("info.status", "Delivered"),
    ("info.external_id", 10005),
    ("info.first_delivered_at", "2024-05-20"),
    ("info.created_at", "1716238626.9"),
    ("info.product", "plus"),
    ("info.product.add_ons", "gla"),
    ("address", GONE),
    ("address", "121 North Washington Avenue"),
    ("address.postalCode", 55401),
    ("address.latitude", "44.98"),
    ("delivery_assets", GONE),
    ("delivery_assets.listing_floorplans", ["https://plans.example.com/1.png"]),
    ("delivery_assets.listing_floorplans.png_urls", "https://plans.example.com/1.png"),
    ("delivery_assets.listing_floorplans.pdf_urls_dim", ["/files/1.pdf"]),
    ("delivery_assets.listing_floorplans.jpg_urls_dim", [None]),
    ("delivery_assets.home_report", []),
    ("delivery_assets.tour", {"link": 1}),
]
OF_A_LIST: list[tuple[str, object]] = [
    ("items", GONE),
    ("items", {}),
    ("items", [{}]),
    ("pagination", GONE),
    ("pagination.has_more", GONE),
    ("pagination.has_more", "true"),
    ("pagination.next_offset", GONE),
    ("pagination.next_offset", None),
    ("pagination.next_offset", "3"),
]
OF_COMPANY_INFO: list[tuple[str, object]] = [("profile", GONE), ("profile", "Example Homes"), ("profile.name", 1)]
OF_WEBHOOK_SETTINGS: list[tuple[str, object]] = [
    ("webhook_urls", GONE),
    ("webhook_urls", None),
    ("webhook_triggers", GONE),
    ("webhook_triggers", ["moved_to_done"]),
]
OF_A_WEBHOOK_CALL: list[tuple[str, object]] = [
    *((key, GONE) for key in ("id", "current_status", "previous_status", "product_type", "delivery_type")),
    ("current_status", "Failed"),
    ("previous_status", "ready"),
    ("model_id", 1),
]
OF_A_REFUSAL: list[tuple[str, object]] = [
    ("validation_error", GONE),
    ("validation_error", {}),
    ("validation_error.body_params", {}),
    ("validation_error.body_params", [{"loc": ["street"]}]),
    ("validation_error.body_params", [{"loc": "street", "msg": "field required"}]),
]


def spoilt(reply: dict[str, Any], path: str, value: object) -> dict[str, Any]:
    """Give a copy of the reply with one place taken away or replaced."""
    changed = copy.deepcopy(reply)
    *steps, last = path.split(".")
    place = changed
    for step in steps:
        place = place[step]
    assert last in place or value is not GONE, "what is not there cannot be taken away"
    if value is GONE:
        del place[last]
    else:
        place[last] = value
    return changed


@pytest.fixture
def unnoticed(fits: Fits) -> Callable[[str, dict[str, Any], list[tuple[str, object]]], list[tuple[str, object]]]:
    """List the ways of spoiling a reply that the definition would let through; the reply itself fits."""

    def search(definition: str, reply: dict[str, Any], mutations: list[tuple[str, object]]) -> list[tuple[str, object]]:
        assert fits(definition, reply) == []
        return [mutation for mutation in mutations if fits(definition, spoilt(reply, *mutation)) == []]

    return search


Unnoticed = Callable[[str, dict[str, Any], list[tuple[str, object]]], list[tuple[str, object]]]


def test_a_spoilt_order_is_noticed_alone_and_in_a_list(
    client: IntegrateClient, database: Database, unnoticed: Unnoticed
) -> None:
    order_ids = [client.post("/orders", ORDER).json()["id"] for _ in range(2)]
    deliver(database, UUID(order_ids[0]))

    assert unnoticed("OrderDetail", client.get(f"/orders/{order_ids[0]}").json(), OF_AN_ORDER) == []
    assert unnoticed("OrderList", client.get("/orders", limit=1).json(), OF_A_LIST) == []


def test_a_spoilt_company_is_noticed(client: IntegrateClient, unnoticed: Unnoticed) -> None:
    assert unnoticed("CompanyInfo", client.get("/companies/info").json(), OF_COMPANY_INFO) == []
    settings = client.patch("/companies/webhook", {"webhook_triggers": ["moved_to_ready"]}).json()
    assert unnoticed("WebhookSettings", settings, OF_WEBHOOK_SETTINGS) == []


def test_a_spoilt_refusal_is_noticed(client: IntegrateClient, unnoticed: Unnoticed) -> None:
    assert unnoticed("ValidationError", client.post("/orders", {}).json(), OF_A_REFUSAL) == []


def test_a_spoilt_webhook_call_is_noticed(unnoticed: Unnoticed) -> None:
    call = {
        "id": "312babc6-e742-4d54-ac49-e0f7b16ec15a",
        "current_status": "Ready",
        "previous_status": "Pending",
        "model_id": None,
        "product_type": "products_2d",
        "delivery_type": "new",
    }
    assert unnoticed("WebhookDelivery", call, OF_A_WEBHOOK_CALL) == []
