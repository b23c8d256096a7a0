"""The customer's side of a change request: withdraw it, accept its answer, reopen it; and comments."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest
from tests.support.bodies import CHANGE_REQUEST, SMALL_ORDER
from tests.support.clock import FixedClock
from tests.support.customers import Customer, make_operator
from tests.support.desk import DeskClient, serving_desk
from tests.support.integrate import IntegrateClient
from tests.support.people import make_person
from tests.support.production import deliver, draw_all, make_model

from planroom.features.change_requests.rules import MAX_COMMENTS, MAX_ROUNDS
from planroom.features.users.rules import Role
from planroom.infra.database.unit_of_work import Database

UNKNOWN = "0192c0de-0000-7000-8000-000000000000"
SETTLING = [("/withdraw", None), ("/accept", None), ("/reopen", {"reason": "No."}), ("/comments", {"text": "Hm."})]
ITEMS = [{"kind": "wall", "text": "Move it."}, {"kind": "fixture", "text": "No bath here."}]


@pytest.fixture
def desk(database: Database, tmp_path: Path) -> Iterator[DeskClient]:
    with serving_desk(database, tmp_path, make_operator(database)) as opened:
        yield opened


@pytest.fixture
def company(desk: DeskClient, customer: Customer) -> IntegrateClient:
    return desk.as_company(customer.api_key)


@pytest.fixture
def order_id(company: IntegrateClient, database: Database) -> str:
    placed = str(company.post("/orders", SMALL_ORDER).json()["id"])
    deliver(database, UUID(placed))
    return placed


@pytest.fixture
def asked(company: IntegrateClient, order_id: str) -> str:
    """A change request that is open, as its path."""
    return ask(company, order_id)


def ask(company: IntegrateClient, order_id: str, **changes: object) -> str:
    created = company.post(f"/orders/{order_id}/change-requests", {**CHANGE_REQUEST, **changes})
    assert created.status_code == 200, created.text
    return f"/orders/{order_id}/change-requests/{created.json()['id']}"


def answer(desk: DeskClient, asked: str, status: str = "done", reply: str | None = "See the plan.") -> None:
    closed = desk.post(f"/change-requests/{asked.rpartition('/')[2]}/close", {"status": status, "reply": reply})
    assert closed.status_code == 200, closed.text


def order_of(company: IntegrateClient, asked: str) -> dict[str, Any]:
    order: dict[str, Any] = company.get(asked.partition("/change-requests")[0]).json()
    return order


def refusal(reply: httpx.Response) -> tuple[int, str]:
    return reply.status_code, reply.json()["code"]


def events(asked: dict[str, Any]) -> list[tuple[str, str, str | None]]:
    return [(entry["what"], entry["by"], entry["text"]) for entry in asked["history"]]


def test_the_last_request_that_is_withdrawn_makes_the_order_ready(
    company: IntegrateClient, desk: DeskClient, customer: Customer, asked: str, clock: FixedClock
) -> None:
    other = ask(company, asked.split("/")[2])
    before = order_of(company, asked)

    clock.advance(60)
    withdrawn = company.post(f"{asked}/withdraw", None).json()

    assert (withdrawn["status"], withdrawn["completed_at"]) == ("withdrawn", clock.now().timestamp())
    assert withdrawn == company.get(asked).json()
    assert events(withdrawn) == [("asked", customer.email, None), ("withdrawn", customer.email, None)]
    assert (order_of(company, asked)["info"]["status"], order_of(company, asked)["open_change_requests"]) == (
        "Fixing",
        1,
    )
    company.post(f"{other}/withdraw", None)
    after = order_of(company, asked)
    assert (after["info"]["status"], after["open_change_requests"]) == ("Ready", 0)
    assert (after["version"], after["delivery_assets"]) == (before["version"], before["delivery_assets"])
    assert desk.get("/queue").json()["items"] == []


def test_a_request_that_is_withdrawn_before_anybody_began_does_not_count(
    company: IntegrateClient, order_id: str
) -> None:
    made = [ask(company, order_id) for _ in range(4)]
    assert company.get(made[3]).json()["billable"] is True
    assert company.post(f"{made[3]}/withdraw", None).json()["billable"] is False
    assert company.post(f"{made[0]}/withdraw", None).json()["billable"] is False

    assert company.get(ask(company, order_id)).json()["billable"] is False
    assert company.get(ask(company, order_id)).json()["billable"] is True


def test_a_request_that_is_withdrawn_after_work_began_counts(
    company: IntegrateClient, desk: DeskClient, order_id: str
) -> None:
    made = [ask(company, order_id) for _ in range(4)]
    desk.post(f"/orders/{order_id}/claim")

    assert company.post(f"{made[3]}/withdraw", None).json()["billable"] is True
    assert company.post(f"{made[0]}/withdraw", None).json()["billable"] is False
    assert company.get(ask(company, order_id)).json()["billable"] is True


def test_files_that_are_drawn_for_a_withdrawn_request_are_never_shown(
    company: IntegrateClient, desk: DeskClient, database: Database, asked: str
) -> None:
    before = order_of(company, asked)
    order_id = UUID(asked.split("/")[2])
    make_model(database, order_id)
    answer(desk, asked)

    withdrawn = company.post(f"{asked}/withdraw", None).json()

    assert (withdrawn["status"], withdrawn["reply"], withdrawn["changes"]) == ("withdrawn", None, None)
    assert draw_all(database, order_id) == 0
    after = order_of(company, asked)
    assert (after["info"]["status"], after["version"]) == ("Ready", before["version"])
    assert company.get(asked).json()["status"] == "withdrawn"


def test_files_that_answer_another_request_too_are_shown(
    company: IntegrateClient, desk: DeskClient, database: Database, asked: str
) -> None:
    order_id = UUID(asked.split("/")[2])
    other = ask(company, str(order_id))
    make_model(database, order_id)
    answer(desk, asked)
    answer(desk, other)

    company.post(f"{asked}/withdraw", None)

    assert draw_all(database, order_id) == 1
    assert [company.get(one).json()["status"] for one in (asked, other)] == ["withdrawn", "done"]
    assert (order_of(company, asked)["info"]["status"], order_of(company, asked)["version"]) == ("Ready", 2)


def test_files_that_were_asked_for_before_the_request_are_shown(
    company: IntegrateClient, desk: DeskClient, database: Database, order_id: str
) -> None:
    make_model(database, UUID(order_id))
    desk.post(f"/orders/{order_id}/deliver")
    asked = ask(company, order_id)
    answer(desk, asked)

    company.post(f"{asked}/withdraw", None)

    assert draw_all(database, UUID(order_id)) == 1
    assert order_of(company, asked)["version"] == 2


def test_the_next_answer_is_drawn_after_a_withdrawal(
    company: IntegrateClient, desk: DeskClient, database: Database, asked: str
) -> None:
    order_id = UUID(asked.split("/")[2])
    other = ask(company, str(order_id))
    make_model(database, order_id)
    answer(desk, asked)
    company.post(f"{asked}/withdraw", None)
    answer(desk, other)

    assert draw_all(database, order_id) == 1
    assert company.get(other).json()["status"] == "done"


def test_an_accepted_answer_is_final(
    company: IntegrateClient, desk: DeskClient, customer: Customer, asked: str, clock: FixedClock
) -> None:
    answer(desk, asked)
    clock.advance(60)

    accepted = company.post(f"{asked}/accept", None).json()

    assert (accepted["status"], accepted["accepted_at"]) == ("done", clock.now().timestamp())
    assert events(accepted)[1:] == [("done", "production", "See the plan."), ("accepted", customer.email, None)]
    for call, body in (("accept", None), ("reopen", {"reason": "No."})):
        assert refusal(company.post(f"{asked}/{call}", body)) == (409, "change_request_accepted")
    assert refusal(company.post(f"{asked}/withdraw", None)) == (409, "change_request_closed")


def test_a_reopened_request_is_open_for_another_round_and_keeps_every_reply(
    company: IntegrateClient, desk: DeskClient, database: Database, customer: Customer, order_id: str, clock: FixedClock
) -> None:
    asked = ask(company, order_id)
    make_model(database, UUID(order_id))
    answer(desk, asked, reply="It is a pantry now.")
    draw_all(database, UUID(order_id))
    clock.advance(3600)

    opened = company.post(f"{asked}/reopen", {"reason": "It is still called Hall."}).json()

    assert (opened["status"], opened["round"], opened["billable"]) == ("open", 2, False)
    assert opened["due_at"] == clock.now().timestamp() + 24 * 3600
    answered = ("reply", "completed_at", "model_id", "version", "changes")
    assert [opened[name] for name in answered] == [None] * len(answered)
    order = order_of(company, asked)
    assert (order["info"]["status"], order["open_change_requests"]) == ("Fixing", 1)
    [item] = desk.get("/queue").json()["items"]
    assert (item["message"], item["due_at"]) == ("It is still called Hall.", opened["due_at"])
    answer(desk, asked, "declined", "It is a hall.")
    closed = company.get(asked).json()
    assert (closed["status"], closed["reply"]) == ("declined", "It is a hall.")
    assert [(*event, entry["version"]) for event, entry in zip(events(closed), closed["history"], strict=True)] == [
        ("asked", customer.email, None, None),
        ("being_drawn", "production", None, None),
        ("done", "production", "It is a pantry now.", 2),
        ("reopened", customer.email, "It is still called Hall.", None),
        ("declined", "production", "It is a hall.", None),
    ]
    assert order_of(company, asked)["info"]["status"] == "Ready"


def test_reopening_costs_nothing_and_does_not_count(company: IntegrateClient, desk: DeskClient, order_id: str) -> None:
    asked = ask(company, order_id)
    for _ in range(MAX_ROUNDS - 1):
        answer(desk, asked)
        assert company.post(f"{asked}/reopen", {"reason": "No."}).status_code == 200
    answer(desk, asked)

    reply = company.post(f"{asked}/reopen", {"reason": "No."})

    assert refusal(reply) == (409, "change_request_reopened_too_often")
    assert order_of(company, asked)["info"]["status"] == "Ready"
    assert [company.get(ask(company, order_id)).json()["billable"] for _ in range(3)] == [False, False, True]


def test_named_items_are_open_again_and_the_others_stay(
    company: IntegrateClient, desk: DeskClient, order_id: str
) -> None:
    asked = ask(company, order_id, items=ITEMS)
    answer(desk, asked)
    wall, fixture = company.get(asked).json()["items"]
    assert [wall["state"], fixture["state"]] == ["done", "done"]

    opened = company.post(f"{asked}/reopen", {"reason": "The wall.", "items": [wall["id"]]}).json()

    assert [item["state"] for item in opened["items"]] == ["open", "done"]
    answer(desk, asked, "declined")
    assert [item["state"] for item in company.get(asked).json()["items"]] == ["declined", "done"]
    again = company.post(f"{asked}/reopen", {"reason": "Both."}).json()
    assert [item["state"] for item in again["items"]] == ["open", "open"]


def test_faults_of_a_reopening_are_told(company: IntegrateClient, desk: DeskClient, asked: str) -> None:
    answer(desk, asked)

    def faults(body: object) -> dict[tuple[str | int, ...], str]:
        reply = company.post(f"{asked}/reopen", body)
        assert reply.status_code == 400, reply.text
        return {tuple(fault["loc"]): fault["type"] for fault in reply.json()["validation_error"]["body_params"]}

    assert faults({}) == {("reason",): "value_error.missing"}
    assert faults({"reason": " ", "items": [1]}) == {
        ("reason",): "value_error.any_str.blank",
        ("items", 0): "type_error.str",
    }
    assert faults({"reason": "x", "items": [UNKNOWN, "x"]}) == {
        ("items", 0): "value_error.item",
        ("items", 1): "value_error.item",
    }
    assert company.get(asked).json()["status"] == "done"


def test_what_is_not_answered_is_neither_accepted_nor_reopened(company: IntegrateClient, asked: str) -> None:
    for call, body in (("accept", None), ("reopen", {"reason": "No."})):
        assert refusal(company.post(f"{asked}/{call}", body)) == (409, "change_request_not_answered")
    company.post(f"{asked}/withdraw", None)
    for call, body in (("accept", None), ("reopen", {"reason": "No."})):
        assert refusal(company.post(f"{asked}/{call}", body)) == (409, "change_request_withdrawn")
    assert refusal(company.post(f"{asked}/withdraw", None)) == (409, "change_request_closed")


def test_customer_and_desk_write_to_each_other(
    company: IntegrateClient, desk: DeskClient, customer: Customer, asked: str, clock: FixedClock
) -> None:
    at_desk = f"/change-requests/{asked.rpartition('/')[2]}"
    said = company.post(f"{asked}/comments", {"text": "The one beside the kitchen."}).json()
    desk.post(f"{at_desk}/comments", {"text": "Left or right of it?"})

    listed = company.get(f"{asked}/comments").json()

    assert said == {
        "id": said["id"],
        "by": customer.email,
        "text": "The one beside the kitchen.",
        "created_at": clock.now().timestamp(),
    }
    assert [(one["by"], one["text"]) for one in listed["items"]] == [
        ("production", "Left or right of it?"),
        (customer.email, "The one beside the kitchen."),
    ]
    assert listed["pagination"]["has_more"] is False
    there = desk.get(f"{at_desk}/comments", limit=1).json()
    assert [(one["by"], one["text"]) for one in there["items"]] == [("operator@example.com", "Left or right of it?")]
    assert there["pagination"]["next_offset"] == 2


def test_the_number_of_comments_is_bounded(company: IntegrateClient, asked: str) -> None:
    for _ in range(MAX_COMMENTS):
        assert company.post(f"{asked}/comments", {"text": "x"}).status_code == 200
    assert refusal(company.post(f"{asked}/comments", {"text": "x"})) == (409, "too_many_comments")


def test_a_comment_says_something(company: IntegrateClient, desk: DeskClient, asked: str) -> None:
    for reply in (
        company.post(f"{asked}/comments", {"text": " \n"}),
        desk.post(f"/change-requests/{asked.rpartition('/')[2]}/comments", {"text": ""}),
    ):
        assert reply.status_code == 400
        assert [fault["loc"] for fault in reply.json()["validation_error"]["body_params"]] == [["text"]]


def test_a_collaborator_reads_the_requests_of_its_own_orders_and_makes_none(
    company: IntegrateClient, desk: DeskClient, database: Database, customer: Customer, asked: str
) -> None:
    person = make_person(database, customer, Role.COLLABORATOR)
    own = company.post("/orders", {**SMALL_ORDER, "owner_email": person.email}).json()["id"]
    deliver(database, UUID(own))
    seen = ask(company, own)
    collaborator = desk.as_company(None).with_token(person.token)
    calls = [
        (f"{own}/change-requests", CHANGE_REQUEST),
        *((seen.removeprefix("/orders/") + end, body) for end, body in SETTLING),
    ]

    for path, body in calls:
        assert refusal(collaborator.post(f"/orders/{path}", body)) == (403, "role_not_allowed")
    for path in (f"/orders/{own}/change-requests", seen, f"{seen}/comments"):
        assert collaborator.get(path).status_code == 200
    unseen = asked.split("/")[2]
    for path, body in ((f"/orders/{unseen}/change-requests", CHANGE_REQUEST), (f"{asked}/withdraw", None)):
        assert refusal(collaborator.post(path, body)) == (404, "order_not_found")
    for path in (f"/orders/{unseen}/change-requests", asked, f"{asked}/comments"):
        assert refusal(collaborator.get(path)) == (404, "order_not_found")
    assert company.get(seen).json()["status"] == "open"
