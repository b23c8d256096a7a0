"""The main story: a blueprint goes in, a plan comes out, it is sent back, it comes out corrected."""

from typing import Any

import pytest
from tests.support.receiver import Received
from tests.support.town import Town

FIRST_DELIVERY = [("New", "Pending"), ("Pending", "Ready"), ("Pending", "Ready")]
"""What is told of an order up to its first delivery, of which each range is told by a call of its own."""


def _first_room(model: dict[str, Any]) -> dict[str, Any]:
    room: dict[str, Any] = model["plan"]["storeys"][0]["rooms"][0]
    return room


def _rename(room: dict[str, Any], label: str) -> dict[str, str]:
    return {"op": "set_room_label", "room_id": room["id"], "label": label}


def test_an_order_is_delivered_corrected_and_delivered_again(town: Town) -> None:
    order_id = town.place("/house.png")
    town.work()

    order = town.order(order_id)
    assert (order["info"]["status"], order["version"], order["issues"]) == ("Ready", 1, [])
    assert order["info"]["first_delivered_at"] is not None
    assert order["info"]["total_scanned_area"] > 0
    plans = town.plans(order_id)
    assert {key: len(addresses) for key, addresses in plans.items()} == dict.fromkeys(plans, 1)
    first_files = town.files(order_id)
    assert len(first_files) == 10

    change_request_id = town.ask_for_changes(order_id)
    assert town.status(order_id) == "Fixing"
    [item] = town.desk.get("/queue").json()["items"]
    assert (item["reason"], item["order_id"], item["change_request"]["id"]) == (
        "change_request",
        order_id,
        change_request_id,
    )
    assert town.desk.post(f"/orders/{order_id}/claim").status_code == 200

    model = town.desk.get(f"/orders/{order_id}/model").json()
    assert (model["version"], model["model_id"]) == (1, order["model_id"])
    edits = {"version": 1, "edits": [_rename(_first_room(model), "Pantry")]}
    corrected = town.desk.post(f"/orders/{order_id}/edits", edits).json()
    assert _first_room(corrected)["label"] == "Pantry"
    closed = town.desk.post(f"/change-requests/{change_request_id}/close", {"status": "done", "reply": "Done."})
    assert closed.json()["status"] == "in_progress"
    assert town.files(order_id) == first_files, "until it is drawn, the old plan is shown"
    town.work()

    order = town.order(order_id)
    assert (order["info"]["status"], order["version"], order["model_id"]) == ("Ready", 2, corrected["model_id"])
    second_files = town.files(order_id)
    assert first_files.keys().isdisjoint(second_files)
    assert {address: town.fetch(address) for address in first_files} == first_files, "old addresses serve the old plan"
    [svg_before, svg_after] = [
        content for files in (first_files, second_files) for address, content in files.items() if _is_plain_svg(address)
    ]
    assert (b"Pantry" in svg_before, b"Pantry" in svg_after) == (False, True)
    answer = town.company.get(f"/orders/{order_id}/change-requests/{change_request_id}").json()
    assert (answer["status"], answer["reply"], answer["version"]) == ("done", "Done.", 2)
    assert town.desk.get("/queue").json()["items"] == []
    assert town.told(order_id) == [*FIRST_DELIVERY, ("Ready", "Fixing"), ("Fixing", "Ready")]


def _is_plain_svg(address: str) -> bool:
    return address.endswith(".svg") and "dimensions" not in address


def test_the_customer_is_told_only_what_the_order_already_shows(town: Town) -> None:
    seen: list[tuple[str, str, bool]] = []

    def look(call: Received) -> int:
        order = town.order(call.body["id"])
        shown = bool(order["delivery_assets"]["listing_floorplans"]["png_urls"])
        seen.append((call.body["current_status"], order["info"]["status"], shown))
        return 200

    town.receiver.answer = look
    order_id = town.place("/house.png")
    town.work()
    assert seen[-1] == ("Ready", "Ready", True)
    assert town.told(order_id) == FIRST_DELIVERY


def test_the_last_of_several_change_requests_makes_the_order_ready(town: Town) -> None:
    order_id = town.place("/house.png")
    town.work()
    kept, declined = town.ask_for_changes(order_id), town.ask_for_changes(order_id, text="Paint it blue.")
    model = town.desk.get(f"/orders/{order_id}/model").json()
    edits = {"version": 1, "edits": [_rename(_first_room(model), "Pantry")]}
    assert town.desk.post(f"/orders/{order_id}/edits", edits).status_code == 200

    town.desk.post(f"/change-requests/{kept}/close", {"status": "done"})
    town.work()
    assert (town.status(order_id), town.order(order_id)["version"]) == ("Fixing", 2)

    town.desk.post(f"/change-requests/{declined}/close", {"status": "declined", "reply": "Plans have no colours."})
    town.work()
    assert town.status(order_id) == "Ready"
    assert town.told(order_id)[3:] == [("Ready", "Fixing"), ("Fixing", "Ready")]


def test_a_house_of_two_storeys_is_drawn_lowest_first(town: Town) -> None:
    order_id = town.place("/house.png", "/upstairs.png")
    town.work()
    plans = town.plans(order_id)
    names = [address.rpartition("/")[2] for address in plans["png_urls"]]
    assert (len(names), names) == (2, sorted(names))
    assert [len(plans[key]) for key in ("jpg_urls_dim", "svg_urls", "pdf_urls", "zip_urls_dim")] == [2, 2, 1, 1]


@pytest.mark.parametrize("path", ["/blank.png", "/text.png"])
def test_what_the_service_cannot_draft_waits_for_a_person_and_is_delivered_by_the_desk(town: Town, path: str) -> None:
    good, difficult = town.place("/house.png"), town.place(path)
    town.work()
    assert (town.status(good), town.status(difficult)) == ("Ready", "Pending")
    [item] = town.desk.get("/queue").json()["items"]
    assert (item["order_id"], item["message"] != "") == (difficult, True)

    town.desk.post(f"/orders/{difficult}/claim")
    drawn_by_hand = town.desk.get(f"/orders/{good}/model").json()["plan"]
    version = 1 if path == "/blank.png" else 0
    put = town.desk.put(f"/orders/{difficult}/model", {"version": version, "plan": drawn_by_hand})
    assert put.json()["version"] == version + 1
    assert town.desk.post(f"/orders/{difficult}/deliver").status_code == 200
    town.work()
    order = town.order(difficult)
    assert (order["info"]["status"], order["issues"], order["model_id"]) == ("Ready", [], put.json()["model_id"])
    assert town.desk.get("/queue").json()["items"] == []
    assert town.told(difficult)[-1] == ("Pending", "Ready")
