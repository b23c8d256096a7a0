"""One company becoming part of another (contract 3.1)."""

from typing import Any
from uuid import UUID

import httpx
import pytest
import sqlalchemy as sa
from tests.support.bodies import CHANGE_REQUEST, SMALL_ORDER
from tests.support.clock import FixedClock
from tests.support.customers import Customer, make_customer
from tests.support.integrate import IntegrateClient
from tests.support.people import make_person, sign_in_manager
from tests.support.production import deliver

from planroom.features.companies.service import get_company
from planroom.features.mails.models import MailDetail
from planroom.features.mails.service import get_mail, list_mails
from planroom.features.mergers.rules import MAX_OPEN_REQUESTS, MOVES
from planroom.features.users.rules import Role
from planroom.features.webhooks.models import webhook_deliveries
from planroom.infra.database.base import metadata
from planroom.infra.database.unit_of_work import Database

TWO_WEEKS_SECONDS = 14 * 86_400
HOOK = "http://192.0.43.8/hook"


def ask(client: IntegrateClient, stranger: Customer, **more: Any) -> str:  # noqa: ANN401 — fields of the body
    reply = client.post("/companies/merge-requests", {"email": stranger.email, **more})
    assert reply.status_code == 200, reply.text
    assert set(reply.json()) == {"id", "message"}
    request_id: str = reply.json()["id"]
    return request_id


def accept(client: IntegrateClient, request_id: str) -> httpx.Response:
    return client.post(f"/companies/merge-requests/{request_id}/accept", {})


def mails_of(database: Database, kind: str) -> list[MailDetail]:
    with database.read() as uow:
        return [get_mail(uow, note.id) for note in list_mails(uow) if note.kind == kind]


@pytest.fixture
def other(client: IntegrateClient, stranger: Customer) -> IntegrateClient:
    """The company that is asked."""
    return client.with_key(stranger.api_key)


def test_the_managers_who_are_asked_get_a_mail_and_see_the_request(
    client: IntegrateClient, other: IntegrateClient, database: Database, stranger: Customer, clock: FixedClock
) -> None:
    make_person(database, stranger, Role.MANAGER, email="second@elsewhere.example")
    make_person(database, stranger, Role.USER, email="user@elsewhere.example")

    request_id = ask(client, stranger, message="Let us join.")

    sent = mails_of(database, "merge_request.sent")
    assert {mail.recipient for mail in sent} == {stranger.email, "second@elsewhere.example"}
    assert all("Let us join." in mail.text and f"{request_id}/accept" in mail.text for mail in sent)
    (received,) = other.get("/companies/merge-requests").json()["items"]
    assert received == {
        "id": request_id,
        "direction": "received",
        "status": "open",
        "company_name": "Example Homes",
        "asked_by": "API key",
        "email": stranger.email,
        "message": "Let us join.",
        "created_at": clock.now().timestamp(),
        "expires_at": clock.now().timestamp() + TWO_WEEKS_SECONDS,
        "completed_at": None,
    }
    (own,) = client.get("/companies/merge-requests").json()["items"]
    assert own == {**received, "direction": "sent"}


def test_an_unknown_address_looks_the_same_to_who_asks(
    client: IntegrateClient, database: Database, stranger: Customer
) -> None:
    make_person(database, stranger, Role.USER, email="user@elsewhere.example")
    replies = [
        client.post("/companies/merge-requests", {"email": email}).json()
        for email in (stranger.email, "nobody@elsewhere.example", "user@elsewhere.example")
    ]

    assert len({reply["message"] for reply in replies}) == 1
    listed = client.get("/companies/merge-requests").json()["items"]
    varying = {"id", "email"}
    assert len({str({key: value for key, value in item.items() if key not in varying}) for item in listed}) == 1
    assert {mail.recipient for mail in mails_of(database, "merge_request.sent")} == {stranger.email}
    again = [client.post("/companies/merge-requests", {"email": item["email"].upper()}) for item in listed]
    assert [(reply.status_code, reply.json()["code"]) for reply in again] == [(409, "merge_requested")] * 3


def test_who_asks_too_often_or_oddly_is_refused(client: IntegrateClient, customer: Customer) -> None:
    for email, kind in ((customer.email, "value_error.own_company"), ("nobody", "value_error.email")):
        reply = client.post("/companies/merge-requests", {"email": email})
        assert reply.json()["validation_error"]["body_params"][0]["type"] == kind
    for number in range(MAX_OPEN_REQUESTS):
        assert client.post("/companies/merge-requests", {"email": f"a{number}@b.example"}).status_code == 200
    over = client.post("/companies/merge-requests", {"email": "one.more@b.example"})
    assert (over.status_code, over.json()["code"]) == (409, "too_many_merge_requests")


def test_accepting_moves_people_offices_and_orders_at_once(
    client: IntegrateClient, other: IntegrateClient, database: Database, customer: Customer, stranger: Customer
) -> None:
    manager = sign_in_manager(database, stranger)
    client.post("/offices", {"name": "North"})
    other.post("/offices", {"name": "North"})
    other.post("/offices", {"name": "South"})
    other.patch("/companies/webhook", {"webhook_urls": [HOOK], "webhook_triggers": ["moved_to_ready"]})
    order_id = other.post("/orders", {**SMALL_ORDER, "external_id": "THEIRS"}).json()["id"]
    deliver(database, UUID(order_id))
    change_request_id = other.post(f"/orders/{order_id}/change-requests", CHANGE_REQUEST).json()["id"]
    before = other.get(f"/orders/{order_id}").json()
    assert client.get(f"/orders/{order_id}").status_code == 404

    reply = accept(other, ask(client, stranger))

    assert reply.status_code == 200, reply.text
    assert client.get(f"/orders/{order_id}").json() == before
    assert client.get("/orders", external_id="THEIRS").json()["items"] == [before]
    assert client.get(f"/orders/{order_id}/change-requests/{change_request_id}").status_code == 200
    assert {office["name"] for office in client.get("/offices").json()["items"]} == {
        "Main office",
        "Main office (Example Homes)",
        "North",
        "North (Example Homes)",
        "South",
    }
    assert other.get("/companies/info").json()["code"] == "api_key_invalid"
    # Their people go on with what they have, in the other company.
    assert client.with_token(manager.token).get("/companies/info").json()["id"] == str(customer.company_id)
    with database.read() as uow:
        closed = get_company(uow, stranger.company_id)
        waiting = uow.connection.scalars(sa.select(webhook_deliveries.c.state).distinct()).all()
        left = {
            name: uow.connection.scalar(
                sa.select(sa.func.count())
                .select_from(metadata.tables[name])
                .where(metadata.tables[name].c.company_id == stranger.company_id)
            )
            for name in MOVES
        }
    assert (closed.webhook_urls, closed.merged_into_id) == ([], customer.company_id)
    assert waiting == ["given_up"]
    assert set(left.values()) == {0}
    assert [entry["action"] for entry in client.get("/audit", subject="merge_request").json()["items"]] == [
        "merge_request.accepted",
        "merge_request.sent",
    ]
    assert [mail.recipient for mail in mails_of(database, "merge_request.accepted")] == [customer.email]


def test_declining_ends_a_request_and_moves_nothing(
    client: IntegrateClient, other: IntegrateClient, database: Database, stranger: Customer
) -> None:
    request_id = ask(client, stranger)

    assert other.post(f"/companies/merge-requests/{request_id}/decline", {}).status_code == 200

    assert client.get("/companies/merge-requests").json()["items"][0]["status"] == "declined"
    assert accept(other, request_id).json()["code"] == "merge_request_closed"
    assert other.get("/companies/info").status_code == 200
    assert len(mails_of(database, "merge_request.declined")) == 1
    assert client.post("/companies/merge-requests", {"email": stranger.email}).status_code == 200


def test_fourteen_days_end_a_request(
    client: IntegrateClient, other: IntegrateClient, stranger: Customer, clock: FixedClock
) -> None:
    request_id = ask(client, stranger)
    clock.advance(TWO_WEEKS_SECONDS)

    assert (accept(other, request_id).status_code, accept(other, request_id).json()["code"]) == (
        409,
        "merge_request_closed",
    )
    assert other.get("/companies/merge-requests").json()["items"][0]["status"] == "expired"
    ask(client, stranger)


def test_only_the_company_that_was_asked_can_answer(
    client: IntegrateClient, database: Database, stranger: Customer
) -> None:
    request_id = ask(client, stranger)
    third = client.with_key(make_customer(database, email="third@party.example").api_key)

    assert accept(client, request_id).json()["code"] == "role_not_allowed"
    assert accept(third, request_id).json()["code"] == "merge_request_not_found"
    assert accept(third, "no-id").status_code == 404


def test_a_company_that_closed_meanwhile_takes_nobody_in(
    client: IntegrateClient, other: IntegrateClient, database: Database, customer: Customer, stranger: Customer
) -> None:
    third = client.with_key(make_customer(database, email="third@party.example").api_key)
    to_other = ask(client, stranger)
    to_own = third.post("/companies/merge-requests", {"email": customer.email}).json()["id"]
    assert accept(client, to_own).status_code == 200

    reply = accept(other, to_other)

    assert (reply.status_code, reply.json()["code"]) == (409, "merge_request_closed")
    assert other.get("/companies/info").status_code == 200
