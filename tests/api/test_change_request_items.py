"""Single things that a change request asks for: where they are, what they point at, and their faults."""

from typing import Any
from uuid import UUID

import pytest
from tests.support.bodies import CHANGE_REQUEST, SMALL_ORDER
from tests.support.integrate import IntegrateClient
from tests.support.production import deliver

from planroom.features.change_requests.rules import MAX_ITEMS
from planroom.infra.database.unit_of_work import Database

LABEL = {"kind": "room_label", "text": "This is the pantry.", "floor": 0, "point": {"x_mm": 8500, "y_mm": 4450}}


@pytest.fixture
def order_id(client: IntegrateClient, database: Database) -> str:
    """A delivered bungalow."""
    placed = str(client.post("/orders", SMALL_ORDER).json()["id"])
    deliver(database, UUID(placed))
    return placed


def ask(client: IntegrateClient, order_id: str, *items: object) -> dict[str, Any]:
    body = {**CHANGE_REQUEST, "items": list(items)}
    created = client.post(f"/orders/{order_id}/change-requests", body)
    assert created.status_code == 200, created.text
    read: dict[str, Any] = client.get(f"/orders/{order_id}/change-requests/{created.json()['id']}").json()
    return read


def faults_of(client: IntegrateClient, order_id: str, **body: object) -> dict[tuple[str | int, ...], str]:
    reply = client.post(f"/orders/{order_id}/change-requests", {**CHANGE_REQUEST, **body})
    assert reply.status_code == 400, reply.text
    return {tuple(fault["loc"]): fault["type"] for fault in reply.json()["validation_error"]["body_params"]}


def test_an_item_is_shown_as_it_was_sent_with_what_lies_at_its_place(client: IntegrateClient, order_id: str) -> None:
    [item] = ask(client, order_id, LABEL)["items"]

    model_id = client.get(f"/orders/{order_id}").json()["model_id"]
    assert UUID(item["id"]).version == 7
    assert item == {
        "id": item["id"],
        "kind": "room_label",
        "text": "This is the pantry.",
        "floor": 0,
        "point": {"x_mm": 8500.0, "y_mm": 4450.0},
        "box": None,
        "state": "open",
        "reply": None,
        "model_id": model_id,
        "storey_id": "s-ground",
        "points_to": [{"id": "r-hall", "kind": "room", "name": "Hall", "distance_mm": 0.0}],
    }


def test_items_keep_their_order_and_may_have_no_place(client: IntegrateClient, order_id: str) -> None:
    style = {"kind": "style", "text": "Draw the walls grey."}
    upstairs = {"kind": "other", "text": "Something is missing on this floor.", "floor": 0}
    door = {"kind": "opening", "text": "No door here.", "floor": 0, "point": {"x_mm": 5900, "y_mm": 5010}}

    items = ask(client, order_id, style, upstairs, door)["items"]

    assert [item["kind"] for item in items] == ["style", "other", "opening"]
    assert [(item["floor"], item["storey_id"]) for item in items] == [(None, None), (0, "s-ground"), (0, "s-ground")]
    assert [[one["id"] for one in item["points_to"]] for item in items] == [[], [], ["d-bath", "w-upper"]]


def test_a_box_may_be_given_by_any_two_opposite_corners(client: IntegrateClient, order_id: str) -> None:
    box = {"from": {"x_mm": 6000, "y_mm": 1000}, "to": {"x_mm": 2000, "y_mm": 2000}}

    [item] = ask(client, order_id, {"kind": "wall", "text": "Move it.", "floor": 0, "box": box})["items"]

    assert item["box"] == {"from": {"x_mm": 2000.0, "y_mm": 1000.0}, "to": {"x_mm": 6000.0, "y_mm": 2000.0}}
    assert item["point"] is None
    assert [one["id"] for one in item["points_to"]] == ["d-living", "w-living", "r-living", "r-entry"]


def test_every_fault_of_the_items_is_told_with_the_others(client: IntegrateClient, order_id: str) -> None:
    point = {"x_mm": 1, "y_mm": 2}
    items = [
        {"kind": "roof", "text": " "},
        {"kind": "wall", "text": "x", "point": point},
        {"kind": "wall", "text": "x", "floor": 1, "point": point, "box": {"from": point, "to": point}},
        {"kind": "wall", "text": "x", "floor": -1, "point": {"x_mm": "1"}},
        5,
    ]

    assert faults_of(client, order_id, products=["products_3d"], items=items) == {
        ("products", 0): "value_error.product_range",
        ("items", 0, "kind"): "type_error.enum",
        ("items", 0, "text"): "value_error.any_str.blank",
        ("items", 1, "floor"): "value_error.missing",
        ("items", 2, "box"): "value_error.place",
        ("items", 2, "floor"): "value_error.floor",
        ("items", 3, "floor"): "value_error.number.not_ge",
        ("items", 3, "point", "x_mm"): "type_error.float",
        ("items", 3, "point", "y_mm"): "value_error.missing",
        ("items", 4): "type_error.dict",
    }


def test_faults_that_only_the_model_shows_are_told_all_at_once(client: IntegrateClient, order_id: str) -> None:
    items = [{"kind": "wall", "text": "x", "floor": 7}, {"kind": "wall", "text": "x", "point": {"x_mm": 1, "y_mm": 2}}]

    assert faults_of(client, order_id, products=["products_3d"], items=items) == {
        ("products", 0): "value_error.product_range",
        ("items", 0, "floor"): "value_error.floor",
        ("items", 1, "floor"): "value_error.missing",
    }
    assert client.get(f"/orders/{order_id}").json()["info"]["status"] == "Ready"


def test_the_number_of_items_is_bounded(client: IntegrateClient, order_id: str) -> None:
    assert faults_of(client, order_id, items=[LABEL] * (MAX_ITEMS + 1)) == {("items",): "value_error.list.max_items"}
    assert len(ask(client, order_id, *[LABEL] * MAX_ITEMS)["items"]) == MAX_ITEMS


def test_an_order_without_a_delivery_has_nothing_to_point_at(client: IntegrateClient) -> None:
    undelivered = client.post("/orders", SMALL_ORDER).json()["id"]

    reply = client.post(f"/orders/{undelivered}/change-requests", {**CHANGE_REQUEST, "items": [LABEL]})

    assert (reply.status_code, reply.json()["code"]) == (409, "order_not_delivered")
    assert ("items", 0, "kind") in faults_of(client, undelivered, items=[{**LABEL, "kind": "roof"}])
