"""Models at the production desk: looking, replacing, editing, delivering, answering change requests."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest
from tests.support.bodies import CHANGE_REQUEST, ORDER
from tests.support.customers import Customer, make_operator
from tests.support.desk import DeskClient, serving_desk
from tests.support.production import deliver, draw_all
from tests.support.sample_plans import bungalow

from planroom.floorplan.model.codec import plan_to_builtins
from planroom.infra.database.unit_of_work import Database


@pytest.fixture
def desk(database: Database, tmp_path: Path) -> Iterator[DeskClient]:
    with serving_desk(database, tmp_path, make_operator(database)) as opened:
        yield opened


@pytest.fixture
def order_id(desk: DeskClient, customer: Customer) -> str:
    """An order of ``customer`` that is Pending and has no model."""
    return str(desk.as_company(customer.api_key).post("/orders", ORDER).json()["id"])


def _put(desk: DeskClient, order_id: str, version: int = 0, plan: Any = None, **headers: str) -> httpx.Response:  # noqa: ANN401 — JSON
    body = {"version": version, "plan": plan_to_builtins(bungalow()) if plan is None else plan}
    return desk.put(f"/orders/{order_id}/model", body, headers)


def _edit(desk: DeskClient, order_id: str, version: int, *edits: dict[str, Any]) -> httpx.Response:
    return desk.post(f"/orders/{order_id}/edits", {"version": version, "edits": list(edits)})


def _rename(room_id: str, label: str) -> dict[str, Any]:
    return {"op": "set_room_label", "room_id": room_id, "label": label}


def _rooms(model: dict[str, Any]) -> dict[str, str]:
    return {room["id"]: room["label"] for storey in model["plan"]["storeys"] for room in storey["rooms"]}


def _faults(reply: httpx.Response) -> list[list[str | int]]:
    assert reply.status_code == 400, reply.text
    return [fault["loc"] for fault in reply.json()["validation_error"]["body_params"]]


def test_an_order_without_a_model_is_404(desk: DeskClient, order_id: str) -> None:
    reply = desk.get(f"/orders/{order_id}/model")
    assert (reply.status_code, reply.json()["code"]) == (404, "model_not_found")


def test_version_0_makes_the_first_model(desk: DeskClient, order_id: str) -> None:
    reply = _put(desk, order_id)
    assert reply.status_code == 200, reply.text
    model = reply.json()
    assert (model["order_id"], model["version"], model["created_by"]) == (order_id, 1, "operator@example.com")
    assert model["plan"] == plan_to_builtins(bungalow())
    assert UUID(model["model_id"]).version == 7
    assert reply.headers["etag"] == '"1"'
    assert desk.get(f"/orders/{order_id}/model").json() == model


def test_what_get_replies_can_be_sent_back_changed(desk: DeskClient, order_id: str) -> None:
    model = _put(desk, order_id).json()
    model["plan"]["storeys"][0]["name"] = "Main floor"
    reply = desk.put(f"/orders/{order_id}/model", model)
    assert (reply.json()["version"], reply.json()["plan"]) == (2, model["plan"])
    assert reply.json()["model_id"] != model["model_id"]


@pytest.mark.parametrize("version", [0, 2])
def test_a_version_that_is_not_the_current_one_is_409(desk: DeskClient, order_id: str, version: int) -> None:
    _put(desk, order_id)
    replaced = _put(desk, order_id, version)
    assert (replaced.status_code, replaced.json()["code"]) == (409, "model_changed")
    assert desk.get(f"/orders/{order_id}/model").json()["version"] == 1


def test_an_edit_of_an_old_version_is_409(desk: DeskClient, order_id: str) -> None:
    room_id = next(iter(_rooms(_put(desk, order_id).json())))
    _edit(desk, order_id, 1, _rename(room_id, "Den"))
    reply = _edit(desk, order_id, 1, _rename(room_id, "Study"))
    assert (reply.status_code, reply.json()["code"]) == (409, "model_changed")
    assert _rooms(desk.get(f"/orders/{order_id}/model").json())[room_id] == "Den"


def test_if_match_is_kept(desk: DeskClient, order_id: str) -> None:
    tag = _put(desk, order_id).headers["etag"]
    refused = _put(desk, order_id, 1, **{"if-match": '"7"'})
    assert (refused.status_code, refused.json()["code"]) == (409, "model_changed")
    assert _put(desk, order_id, 1, **{"if-match": tag}).status_code == 200


def _put_by_tag(desk: DeskClient, order_id: str, tag: str) -> httpx.Response:
    body = {"plan": plan_to_builtins(bungalow())}
    return desk.put(f"/orders/{order_id}/model", body, {"if-match": tag})


def test_the_tag_alone_says_which_version_was_changed(desk: DeskClient, order_id: str) -> None:
    without_model = _put_by_tag(desk, order_id, "*")
    assert (without_model.status_code, without_model.json()["code"]) == (412, "precondition_failed")
    tag = _put(desk, order_id).headers["etag"]
    replaced = _put_by_tag(desk, order_id, tag)
    assert (replaced.status_code, replaced.json()["version"]) == (200, 2)
    late = _put_by_tag(desk, order_id, tag)
    assert (late.status_code, late.json()["code"]) == (412, "precondition_failed")
    assert desk.get(f"/orders/{order_id}/model").json()["version"] == 2


def test_neither_version_nor_tag_is_a_fault(desk: DeskClient, order_id: str) -> None:
    for plan in (plan_to_builtins(bungalow()), 5):
        faults = _faults(desk.put(f"/orders/{order_id}/model", {"plan": plan}))
        assert faults == [*([["plan"]] if plan == 5 else []), ["version"]]


def test_every_fault_of_a_plan_is_told_with_its_place(desk: DeskClient, order_id: str) -> None:
    plan = plan_to_builtins(bungalow())
    storey: Any = plan["storeys"][0]
    storey["walls"][0]["thickness_mm"] = "thick"
    del storey["walls"][1]["end"]
    storey["rooms"][2]["type"] = "ballroom"
    assert sorted(_faults(_put(desk, order_id, plan=plan)), key=str) == [
        ["plan", "storeys", 0, "rooms", 2, "type"],
        ["plan", "storeys", 0, "walls", 0, "thickness_mm"],
        ["plan", "storeys", 0, "walls", 1, "end"],
    ]


def test_a_plan_that_contradicts_itself_is_refused_with_the_place(desk: DeskClient, order_id: str) -> None:
    plan = plan_to_builtins(bungalow())
    storey: Any = plan["storeys"][0]
    storey["openings"][1]["wall_id"] = "no-wall"
    storey["rooms"][0]["label"] = "Pantry\nor not"
    assert _faults(_put(desk, order_id, plan=plan)) == [
        ["plan", "storeys", 0, "rooms", 0, "label"],
        ["plan", "storeys", 0, "openings", 1, "wall_id"],
    ]


def test_a_plan_of_another_schema_is_refused(desk: DeskClient, order_id: str) -> None:
    assert _faults(_put(desk, order_id, plan={"schema_version": 99})) == [["plan", "schema_version"]]


def test_an_edit_makes_the_next_version(desk: DeskClient, order_id: str) -> None:
    room_id = next(iter(_rooms(_put(desk, order_id).json())))
    reply = _edit(desk, order_id, 1, _rename(room_id, "Pantry"))
    assert reply.status_code == 200, reply.text
    assert (reply.json()["version"], _rooms(reply.json())[room_id]) == (2, "Pantry")
    assert reply.json() == desk.get(f"/orders/{order_id}/model").json()


def test_edits_that_do_not_fit_are_all_told_at_their_places(desk: DeskClient, order_id: str) -> None:
    room_id = next(iter(_rooms(_put(desk, order_id).json())))
    reply = _edit(
        desk,
        order_id,
        1,
        _rename("nowhere", "Attic"),
        _rename(room_id, "Pantry"),
        {"op": "remove_wall", "wall_id": "no-wall"},
    )
    assert _faults(reply) == [["edits", 0], ["edits", 2]]
    assert "nowhere" in reply.json()["validation_error"]["body_params"][0]["msg"]
    assert desk.get(f"/orders/{order_id}/model").json()["version"] == 1


def test_edits_that_are_none_are_all_told_at_their_places(desk: DeskClient, order_id: str) -> None:
    _put(desk, order_id)
    reply = _edit(desk, order_id, 1, {"op": "explode"}, {"op": "set_room_label", "room_id": 7}, {})
    assert {tuple(loc[:2]) for loc in _faults(reply)} == {("edits", 0), ("edits", 1), ("edits", 2)}


def test_an_order_without_a_model_cannot_be_edited(desk: DeskClient, order_id: str) -> None:
    reply = _edit(desk, order_id, 1, _rename("r", "Den"))
    assert (reply.status_code, reply.json()["code"]) == (404, "model_not_found")


def test_what_another_operator_has_claimed_cannot_be_changed(
    desk: DeskClient, database: Database, customer: Customer, order_id: str
) -> None:
    deliver(database, UUID(order_id))
    asked = desk.as_company(customer.api_key).post(f"/orders/{order_id}/change-requests", CHANGE_REQUEST).json()
    desk.post(f"/orders/{order_id}/claim")
    other = desk.with_key(make_operator(database, "second@example.com"))
    refused = [
        _put(other, order_id, 1),
        _edit(other, order_id, 1, _rename("r", "Den")),
        other.post(f"/orders/{order_id}/deliver"),
        other.post(f"/change-requests/{asked['id']}/close", {"status": "done"}),
    ]
    assert [(reply.status_code, reply.json()["code"]) for reply in refused] == [(409, "claimed_by_another")] * 4


def test_the_history_says_who_did_what(desk: DeskClient, database: Database, order_id: str) -> None:
    room_id = next(iter(_rooms(_put(desk, order_id).json())))
    edits = [_rename(room_id, "Pantry"), {"op": "set_room_type", "room_id": room_id, "type": "pantry"}]
    _edit(desk.with_key(make_operator(database, "second@example.com")), order_id, 1, *edits)
    newest, first = desk.get(f"/orders/{order_id}/revisions").json()["items"]
    assert (newest["version"], newest["origin"], newest["created_by"]) == (2, "edited", "second@example.com")
    assert newest["edits"] == edits
    assert (first["version"], first["origin"], first["edits"]) == (1, "replaced", None)


def test_a_model_is_delivered_by_the_desk(
    desk: DeskClient, database: Database, customer: Customer, order_id: str
) -> None:
    model = _put(desk, order_id).json()
    reply = desk.post(f"/orders/{order_id}/deliver").json()
    assert (reply["order_id"], reply["model_id"], reply["version"]) == (order_id, model["model_id"], 1)
    assert desk.post(f"/orders/{order_id}/deliver").json() == reply, "asking again while it waits draws it once"
    assert draw_all(database, UUID(order_id)) == 1
    order = desk.as_company(customer.api_key).get(f"/orders/{order_id}").json()
    assert (order["info"]["status"], order["model_id"], order["version"]) == ("Ready", model["model_id"], 1)


def test_an_order_without_a_model_cannot_be_delivered(desk: DeskClient, order_id: str) -> None:
    reply = desk.post(f"/orders/{order_id}/deliver")
    assert (reply.status_code, reply.json()["code"]) == (404, "model_not_found")


def test_a_fixing_order_is_delivered_by_closing_its_change_requests(
    desk: DeskClient, database: Database, customer: Customer, order_id: str
) -> None:
    deliver(database, UUID(order_id))
    company = desk.as_company(customer.api_key)
    asked = company.post(f"/orders/{order_id}/change-requests", CHANGE_REQUEST).json()
    refused = desk.post(f"/orders/{order_id}/deliver")
    assert (refused.status_code, refused.json()["code"]) == (409, "order_in_fixing")

    model = _put(desk, order_id, 1).json()
    answered = desk.post(f"/change-requests/{asked['id']}/close", {"status": "done", "reply": "Done."}).json()
    assert (answered["status"], answered["completed_at"]) == ("in_progress", None)
    again = desk.post(f"/change-requests/{asked['id']}/close", {"status": "done"})
    assert (again.status_code, again.json()["code"]) == (409, "change_request_closing")

    draw_all(database, UUID(order_id))
    order = company.get(f"/orders/{order_id}").json()
    assert (order["info"]["status"], order["model_id"], order["version"]) == ("Ready", model["model_id"], 2)
    assert desk.get("/queue").json()["items"] == []


@pytest.mark.parametrize(
    "body",
    [
        {"status": "postponed"},
        {"reply": "Done."},
        {"status": "done", "reply": 7},
        {"status": "done", "reply": "x" * 10_001},
    ],
)
def test_an_answer_that_is_none_is_told(desk: DeskClient, body: dict[str, Any]) -> None:
    _faults(desk.post("/change-requests/0192c0de-0000-7000-8000-000000000000/close", body))
