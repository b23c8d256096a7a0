"""The production queue and claims: what operators see, and who may not."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from tests.support.bodies import CHANGE_REQUEST, ORDER
from tests.support.clock import FixedClock
from tests.support.customers import Customer, make_operator
from tests.support.desk import DeskClient, serving_desk
from tests.support.production import deliver, fail_drawing, fail_reading, make_model

from planroom.features.workbench.rules import CLAIM_LAPSES_AFTER
from planroom.infra.database.unit_of_work import Database

SOMEWHERE = "0192c0de-0000-7000-8000-000000000000"
CALLS = [
    ("GET", "/queue"),
    ("POST", f"/orders/{SOMEWHERE}/claim"),
    ("GET", f"/orders/{SOMEWHERE}/model"),
    ("PUT", f"/orders/{SOMEWHERE}/model"),
    ("POST", f"/orders/{SOMEWHERE}/edits"),
    ("GET", f"/orders/{SOMEWHERE}/revisions"),
    ("POST", f"/orders/{SOMEWHERE}/deliver"),
    ("POST", f"/change-requests/{SOMEWHERE}/close"),
    ("POST", f"/orders/{SOMEWHERE}/release"),
    ("GET", f"/change-requests/{SOMEWHERE}"),
    ("PATCH", f"/change-requests/{SOMEWHERE}/items/{SOMEWHERE}"),
    ("GET", f"/change-requests/{SOMEWHERE}/comments"),
    ("POST", f"/change-requests/{SOMEWHERE}/comments"),
]
BODIES = {
    f"/orders/{SOMEWHERE}/model": {"version": 0, "plan": {}},
    f"/orders/{SOMEWHERE}/edits": {
        "version": 1,
        "edits": [{"op": "set_storey_name", "storey_id": "s", "name": "Ground floor"}],
    },
    f"/change-requests/{SOMEWHERE}/close": {"status": "done"},
    f"/change-requests/{SOMEWHERE}/items/{SOMEWHERE}": {"state": "done"},
    f"/change-requests/{SOMEWHERE}/comments": {"text": "Which one?"},
}


@pytest.fixture
def operator_key(database: Database) -> str:
    return make_operator(database)


@pytest.fixture
def desk(database: Database, operator_key: str, tmp_path: Path) -> Iterator[DeskClient]:
    with serving_desk(database, tmp_path, operator_key) as opened:
        yield opened


@pytest.fixture
def order_id(desk: DeskClient, customer: Customer) -> str:
    """An order of ``customer`` that is Pending."""
    return str(desk.as_company(customer.api_key).post("/orders", ORDER).json()["id"])


def _call(desk: DeskClient, method: str, path: str) -> tuple[int, str]:
    body = BODIES.get(path)
    match method:
        case "GET":
            reply = desk.get(path)
        case "PUT":
            reply = desk.put(path, body)
        case "PATCH":
            reply = desk.send("PATCH", path, body)
        case _:
            reply = desk.post(path, body)
    return reply.status_code, reply.json()["code"]


@pytest.mark.parametrize(("method", "path"), CALLS)
def test_a_call_without_a_key_is_401(desk: DeskClient, method: str, path: str) -> None:
    assert _call(desk.with_key(None), method, path) == (401, "api_key_missing")


@pytest.mark.parametrize(("method", "path"), CALLS)
def test_a_company_may_not_sit_at_the_desk(desk: DeskClient, customer: Customer, method: str, path: str) -> None:
    assert _call(desk.with_key(customer.api_key), method, path) == (403, "role_not_allowed")


@pytest.mark.parametrize(
    ("method", "path"),
    [("PUT", "/orders/x/model"), ("POST", "/orders/x/edits"), ("POST", "/change-requests/x/close")],
)
@pytest.mark.parametrize("body", [{}, b"{", b"[" * 5000])
def test_a_company_that_asks_wrongly_still_may_not_sit_at_the_desk(
    desk: DeskClient, customer: Customer, method: str, path: str, body: dict[str, str] | bytes
) -> None:
    reply = desk.with_key(customer.api_key).send(method, path, body)
    assert (reply.status_code, reply.json()["code"]) == (403, "role_not_allowed")


@pytest.mark.parametrize(("method", "path"), [("PUT", "/orders/x/model"), ("POST", "/orders/x/edits")])
def test_a_call_without_a_key_is_401_even_for_an_id_that_is_none(desk: DeskClient, method: str, path: str) -> None:
    reply = desk.with_key(None).send(method, path, BODIES[path.replace("x", SOMEWHERE, 1)])
    assert (reply.status_code, reply.json()["code"]) == (401, "api_key_missing")


@pytest.mark.parametrize("query", [{"limit": 0}, {"reason": "boredom"}])
def test_a_company_may_not_read_the_queue_even_wrongly(
    desk: DeskClient, customer: Customer, query: dict[str, str | int]
) -> None:
    reply = desk.with_key(customer.api_key).get("/queue", **query)
    assert (reply.status_code, reply.json()["code"]) == (403, "role_not_allowed")
    assert desk.get("/queue", **query).status_code == 400


@pytest.mark.parametrize(("method", "path"), [call for call in CALLS if SOMEWHERE in call[1]])
def test_what_does_not_exist_is_404(desk: DeskClient, method: str, path: str) -> None:
    status, code = _call(desk, method, path)
    assert (status, code.endswith("_not_found")) == (404, True)


def test_an_id_that_is_none_is_404(desk: DeskClient) -> None:
    assert _call(desk, "GET", "/orders/42/model") == (404, "order_not_found")


def test_an_operator_may_not_call_the_integrate_api(desk: DeskClient, operator_key: str) -> None:
    reply = desk.as_company(operator_key).get("/orders")
    assert (reply.status_code, reply.json()["code"]) == (403, "role_not_allowed")


def test_an_empty_queue_is_an_empty_list(desk: DeskClient, order_id: str) -> None:
    assert desk.get("/queue").json() == {
        "pagination": {"has_more": False, "limit": 20, "next_offset": None, "previous_offset": 0, "next_cursor": None},
        "items": [],
    }


def test_a_reading_that_failed_waits_with_what_a_person_needs(
    desk: DeskClient, database: Database, clock: FixedClock, order_id: str
) -> None:
    fail_reading(database, UUID(order_id))
    [item] = desk.get("/queue").json()["items"]
    assert UUID(item.pop("id")).version == 7
    now = clock.now().timestamp()
    assert item == {
        "order_id": order_id,
        "reason": "reading_failed",
        "message": "The source could not be fetched.",
        "opened_at": now,
        "due_at": now + 24 * 3600,
        "claimed_by": None,
        "claimed_at": None,
        "source_urls": [ORDER["source"]],
        "order": {
            "status": "Pending",
            "address": "121 North Washington Avenue, 4, Minneapolis, MN 55401, United States",
            "add_info": ORDER["info"],
            "package_type": "base",
            "add_ons": [],
            "version": None,
            "due_at": now + 24 * 3600,
        },
        "change_request": None,
    }


def test_nothing_at_the_desk_tells_who_the_customer_is(
    desk: DeskClient, database: Database, customer: Customer, order_id: str
) -> None:
    make_model(database, UUID(order_id))
    fail_reading(database, UUID(order_id))
    shown = desk.get("/queue").text + desk.post(f"/orders/{order_id}/claim").text
    shown += desk.get(f"/orders/{order_id}/model").text + desk.get(f"/orders/{order_id}/revisions").text
    for secret in (customer.email, customer.api_key, str(customer.company_id), "Example Homes"):
        assert secret not in shown


def test_a_reading_that_fails_twice_waits_once(desk: DeskClient, database: Database, order_id: str) -> None:
    fail_reading(database, UUID(order_id))
    fail_reading(database, UUID(order_id))
    assert len(desk.get("/queue").json()["items"]) == 1


def test_a_change_request_waits_until_it_is_answered(
    desk: DeskClient, database: Database, customer: Customer, order_id: str
) -> None:
    deliver(database, UUID(order_id))
    asked = desk.as_company(customer.api_key).post(f"/orders/{order_id}/change-requests", CHANGE_REQUEST).json()
    [item] = desk.get("/queue").json()["items"]
    assert (item["reason"], item["message"]) == ("change_request", CHANGE_REQUEST["text"])
    shown = item["change_request"]
    assert (shown["id"], shown["status"], shown["products"]) == (asked["id"], "open", CHANGE_REQUEST["products"])
    assert (shown["text"], shown["img_urls"]) == (CHANGE_REQUEST["text"], CHANGE_REQUEST["img_urls"])
    assert shown == desk.get(f"/change-requests/{asked['id']}").json()
    answer = {"status": "declined", "reply": "The pantry has no window."}
    assert desk.post(f"/change-requests/{asked['id']}/close", answer).status_code == 200
    assert desk.get("/queue").json()["items"] == []


def test_a_delivery_takes_failed_work_off_the_queue(desk: DeskClient, database: Database, order_id: str) -> None:
    fail_reading(database, UUID(order_id))
    deliver(database, UUID(order_id))
    assert desk.get("/queue").json()["items"] == []


def test_a_drawing_that_failed_waits(desk: DeskClient, database: Database, order_id: str) -> None:
    make_model(database, UUID(order_id))
    assert desk.post(f"/orders/{order_id}/deliver").status_code == 200
    fail_drawing(database, UUID(order_id))
    assert [item["reason"] for item in desk.get("/queue").json()["items"]] == ["drawing_failed"]


def test_the_queue_runs_by_due_time_and_in_pages(
    desk: DeskClient, database: Database, clock: FixedClock, customer: Customer
) -> None:
    company = desk.as_company(customer.api_key)
    orders = []
    for _ in range(3):
        orders.append(company.post("/orders", ORDER).json()["id"])
        clock.advance(60)
    for order_id in reversed(orders):
        fail_reading(database, UUID(order_id))
    first = desk.get("/queue", limit=2).json()
    second = desk.get("/queue", limit=2, offset=first["pagination"]["next_offset"]).json()
    assert [item["order_id"] for item in first["items"] + second["items"]] == orders
    assert second["pagination"]["has_more"] is False
    assert desk.get("/queue", limit=2, cursor=first["pagination"]["next_cursor"]).json() == second


def test_the_queue_can_be_narrowed_to_reasons(desk: DeskClient, database: Database, customer: Customer) -> None:
    company = desk.as_company(customer.api_key)
    failed, delivered = (company.post("/orders", ORDER).json()["id"] for _ in range(2))
    fail_reading(database, UUID(failed))
    deliver(database, UUID(delivered))
    company.post(f"/orders/{delivered}/change-requests", CHANGE_REQUEST)
    narrowed = desk.get("/queue", reason=["change_request", "drawing_failed"]).json()["items"]
    assert [item["order_id"] for item in narrowed] == [delivered]


def test_an_unknown_reason_is_told(desk: DeskClient) -> None:
    reply = desk.get("/queue", reason="boredom", limit=0)
    assert reply.status_code == 400
    faults = reply.json()["validation_error"]["query_params"]
    assert sorted(fault["loc"] for fault in faults) == [["limit"], ["reason", 0]]


def test_a_claim_is_shown_and_can_be_repeated(
    desk: DeskClient, database: Database, clock: FixedClock, order_id: str
) -> None:
    fail_reading(database, UUID(order_id))
    claimed_at = clock.now().timestamp()
    claim = {"order_id": order_id, "claimed_by": "operator@example.com", "claimed_at": claimed_at}
    assert desk.post(f"/orders/{order_id}/claim").json() == claim
    clock.advance(60)
    assert desk.post(f"/orders/{order_id}/claim").json() == claim
    [item] = desk.get("/queue").json()["items"]
    assert (item["claimed_by"], item["claimed_at"]) == ("operator@example.com", claimed_at)


def test_a_claimed_order_is_not_taken_by_another(desk: DeskClient, database: Database, order_id: str) -> None:
    desk.post(f"/orders/{order_id}/claim")
    other = desk.with_key(make_operator(database, "second@example.com"))
    reply = other.post(f"/orders/{order_id}/claim")
    assert (reply.status_code, reply.json()["code"]) == (409, "claimed_by_another")
    assert "operator@example.com" in reply.json()["message"]


def test_an_idle_claim_lapses_and_work_keeps_it(
    desk: DeskClient, database: Database, clock: FixedClock, order_id: str
) -> None:
    make_model(database, UUID(order_id))
    other = desk.with_key(make_operator(database, "second@example.com"))
    desk.post(f"/orders/{order_id}/claim")
    clock.advance(CLAIM_LAPSES_AFTER.total_seconds() - 60)
    desk.put(f"/orders/{order_id}/model", desk.get(f"/orders/{order_id}/model").json())
    clock.advance(CLAIM_LAPSES_AFTER.total_seconds() - 60)
    assert other.post(f"/orders/{order_id}/claim").status_code == 409
    clock.advance(120)
    assert other.post(f"/orders/{order_id}/claim").json()["claimed_by"] == "second@example.com"


def test_a_claim_ends_with_the_work(desk: DeskClient, database: Database, customer: Customer, order_id: str) -> None:
    fail_reading(database, UUID(order_id))
    desk.post(f"/orders/{order_id}/claim")
    deliver(database, UUID(order_id))
    desk.as_company(customer.api_key).post(f"/orders/{order_id}/change-requests", CHANGE_REQUEST)
    assert [item["claimed_by"] for item in desk.get("/queue").json()["items"]] == [None]


def test_a_claim_shows_the_customer_that_somebody_works_on_the_change(
    desk: DeskClient, database: Database, customer: Customer, order_id: str
) -> None:
    deliver(database, UUID(order_id))
    company = desk.as_company(customer.api_key)
    asked = company.post(f"/orders/{order_id}/change-requests", CHANGE_REQUEST).json()
    desk.post(f"/orders/{order_id}/claim")
    path = f"/orders/{order_id}/change-requests/{asked['id']}"
    assert company.get(path).json()["status"] == "in_progress"
