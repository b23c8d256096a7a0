"""Erasing an order, a person, a company; and how long things are kept."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
import sqlalchemy as sa
from tests.support.archives import House, running_house
from tests.support.blueprints import blueprint_png
from tests.support.bodies import SMALL_ORDER
from tests.support.clock import FixedClock
from tests.support.customers import Customer
from tests.support.people import make_person, sign_in_manager

from planroom.features.audit.models import audit_entries
from planroom.features.companies.models import companies
from planroom.features.mails.rules import MailState
from planroom.features.mails.service import list_mails, note_finished, send_mail
from planroom.features.mergers.service import accept_merge, request_merge
from planroom.features.privacy.jobs import erase_company, keep_times
from planroom.features.privacy.rules import KEPT_OF_COMPANY, KEPT_OF_ORDER
from planroom.features.users.rules import Role
from planroom.infra.database.base import metadata
from planroom.infra.database.unit_of_work import Database

HOOK = {"webhook_urls": ["http://192.0.43.8/hook"], "webhook_triggers": ["moved_to_pending", "moved_to_ready"]}


@pytest.fixture
def house(database: Database, customer: Customer, tmp_path: Path) -> Iterator[House]:
    with running_house(database, customer, tmp_path) as opened:
        yield opened


def tables_with(column: str) -> list[sa.Table]:
    return [table for table in metadata.sorted_tables if column in table.c]


def rows_about(house: House, order_id: str) -> set[str]:
    """Name the tables that still hold rows about an order."""
    with house.database.read() as uow:
        return {
            table.name
            for table in tables_with("order_id")
            if uow.connection.scalar(
                sa.select(sa.func.count()).select_from(table).where(table.c.order_id == UUID(order_id))
            )
        }


def test_an_order_is_erased_with_its_rows_and_files(house: House, customer: Customer) -> None:
    house.client.patch("/companies/webhook", HOOK)
    order_id = house.place_order(b"this plan")
    house.ask_for_change(order_id)
    other_id = house.place_order(b"another plan")
    assert house.files() == {b"this plan", b"another plan", blueprint_png()}
    before = house.client.get(f"/orders/{other_id}").json()

    reply = house.client.delete(f"/orders/{order_id}/data")

    assert reply.status_code == 200, reply.text
    assert house.client.get(f"/orders/{order_id}").status_code == 404
    assert rows_about(house, order_id) <= set(KEPT_OF_ORDER)
    house.delete_doomed()
    house.delete_doomed()
    assert house.files() == {b"another plan", blueprint_png()}
    assert house.client.get(f"/orders/{other_id}").json() == before
    (entry,) = house.client.get("/audit", action="order.erased").json()["items"]
    assert (entry["subject_id"], entry["details"]) == (order_id, {})
    assert house.client.delete(f"/orders/{order_id}/data").status_code == 404


def test_an_order_that_changed_since_it_was_looked_at_is_not_erased(house: House) -> None:
    order_id = house.place_order(b"this plan")
    path = f"/orders/{order_id}/data"
    assert house.client.send("DELETE", path, headers={"if-match": '"another"'}).status_code == 412

    tag = house.client.get(f"/orders/{order_id}").headers["etag"]
    assert house.client.send("DELETE", path, headers={"if-match": tag}).status_code == 200


def test_a_file_that_another_order_shares_stays_until_that_goes_too(house: House) -> None:
    first, second = house.place_order(b"the same plan"), house.place_order(b"the same plan")

    house.client.delete(f"/orders/{first}/data")
    house.delete_doomed()
    assert b"the same plan" in house.files()

    house.client.delete(f"/orders/{second}/data")
    house.delete_doomed()
    assert house.files() == set()


def test_a_person_is_erased_wherever_the_address_stands(house: House, customer: Customer) -> None:
    person = make_person(house.database, customer, Role.USER, email="Pat@Example.com")
    order_id = house.place_order(b"plan", owner_email="pat@example.com")
    house.client.with_token(person.token).post(
        f"/orders/{order_id}/change-requests", {"products": ["products_2d"], "text": "A wall."}
    )
    waiting_id = house.client.post("/orders", {**SMALL_ORDER, "owner_email": "pat@example.com"}).json()["id"]
    house.client.with_token(person.token).post(f"/orders/{waiting_id}/cancel", {"reason": "Sold."})
    house.client.patch("/users/pat@example.com", {"role": "Manager"})
    with house.database.write() as uow:
        send_mail(uow, company_id=customer.company_id, to="pat@example.com", kind="k", subject="s", text="t")

    reply = house.client.delete("/users/pat@example.com/data")

    assert reply.status_code == 200, reply.text
    assert house.client.get(f"/orders/{order_id}").json()["info"]["created_by"] is None
    assert house.client.with_token(person.token).get("/orders").status_code == 401
    texts = [
        column for table in metadata.sorted_tables for column in table.c if isinstance(column.type, sa.Text | sa.JSON)
    ]
    with house.database.read() as uow:
        naming = [
            str(column)
            for column in texts
            if uow.connection.scalar(
                sa.select(sa.func.count()).where(sa.func.lower(sa.cast(column, sa.Text)).contains("pat@example.com"))
            )
        ]
    assert naming == []
    assert house.client.get(f"/orders/{waiting_id}").json()["issues"][-1]["message"] == "Cancelled by erased: Sold."
    log = house.client.get("/audit", subject="user").json()["items"]
    assert [entry["action"] for entry in log[:3]] == ["user.erased", "user.deleted", "user.role_changed"]
    assert log[1]["details"]["email"] == "erased"
    assert house.client.delete("/users/pat@example.com/data").json()["code"] == "user_not_found"


def test_who_was_deleted_before_is_erased_by_address(house: House, customer: Customer, stranger: Customer) -> None:
    make_person(house.database, customer, Role.USER, email="pat@example.com")
    house.client.delete("/users/pat@example.com")
    assert "pat@example.com" in house.client.get("/audit").text

    assert house.client.with_key(stranger.api_key).delete("/users/pat@example.com/data").status_code == 404
    assert house.client.delete("/users/pat@example.com/data").status_code == 200
    assert "pat@example.com" not in house.client.get("/audit").text


def test_a_manager_can_erase_themself_but_not_the_last_one(house: House, customer: Customer) -> None:
    manager = sign_in_manager(house.database, customer)
    assert house.client.delete(f"/users/{customer.email}/data").json()["code"] == "last_manager"
    make_person(house.database, customer, Role.MANAGER, email="second@example.com")

    assert house.client.with_token(manager.token).delete(f"/users/{customer.email}/data").status_code == 200

    with house.database.read() as uow:
        actors = uow.connection.scalars(sa.select(audit_entries.c.actor).where(audit_entries.c.action == "user.erased"))
        assert actors.all() == ["erased"]


def test_a_company_is_closed_at_once_and_erased_with_all_that_became_part_of_it(
    house: House, customer: Customer, stranger: Customer
) -> None:
    house.client.patch("/companies/webhook", HOOK)
    house.client.patch("/users/" + customer.email, {"name": "Pat"})
    with house.database.write() as uow:
        request = request_merge(uow, customer.actor(uow), email=stranger.email, message="", public_url="")
        accept_merge(uow, stranger.actor(uow), request.id)
    manager = sign_in_manager(house.database, customer)
    for content in (b"one", b"two"):
        house.ask_for_change(house.place_order(content))
    house.client.post("/companies/export", {})
    refused = house.client.post("/companies/erase", {"confirm": "yes"})
    assert refused.json()["validation_error"]["body_params"][0]["type"] == "value_error.confirm"

    assert house.client.post("/companies/erase", {"confirm": "Example Homes"}).status_code == 200

    assert house.client.get("/orders").status_code == 401
    assert house.client.with_token(manager.token).get("/orders").status_code == 401
    for _ in range(2):
        erase_company(house.context, str(customer.company_id))
        house.delete_doomed()
    for company_id in (customer.company_id, stranger.company_id):
        left = house.rows_left(company_id, iter(tables_with("company_id")))
        assert left.pop("audit_entries") == 1
        assert set(left) <= set(KEPT_OF_COMPANY)
    assert house.files() == set()
    with house.database.read() as uow:
        assert uow.connection.scalar(sa.select(sa.func.count()).select_from(companies)) == 0
        assert {
            (row.action, row.actor, str(row.details)) for row in uow.connection.execute(sa.select(audit_entries))
        } == {("company.erased", "erased", "{}")}


def test_what_is_older_than_the_settings_say_goes(house: House, customer: Customer, clock: FixedClock) -> None:
    settings = replace(
        house.context.settings, keep_sources_days=30, keep_mails_days=30, keep_webhook_log_days=30, keep_audit_days=30
    )
    context = replace(house.context, settings=settings)
    house.client.patch("/companies/webhook", HOOK)
    order_id = house.place_order(b"the plan")
    house.finish_reading(order_id)
    house.client.delete("/companies/webhook")
    with house.database.write() as uow:
        mail_id = send_mail(uow, company_id=customer.company_id, to="a@b.example", kind="k", subject="s", text="t")
        note_finished(uow, mail_id, MailState.SENT)
        calls = metadata.tables["webhook_deliveries"]
        uow.connection.execute(sa.update(calls).values(state="delivered", finished_at=uow.now()))

    keep_times(context, "2026-03-14")
    with house.database.read() as uow:
        assert len(list_mails(uow)) == 1
    clock.advance(timedelta(days=31).total_seconds())
    for _ in range(2):
        keep_times(context, "2026-04-14")
        house.delete_doomed()

    assert house.files() == {b"the plan"}
    with house.database.read() as uow:
        assert list_mails(uow) == []
        counts = {
            name: uow.connection.scalar(sa.select(sa.func.count()).select_from(metadata.tables[name]))
            for name in ("webhook_deliveries", "webhook_attempts", "webhook_events", "uploads", "audit_entries")
        }
    assert counts == {
        "webhook_deliveries": 0,
        "webhook_attempts": 0,
        "webhook_events": 1,
        "uploads": 0,
        "audit_entries": 0,
    }
    assert house.client.get(f"/orders/{order_id}").json()["info"]["status"] == "Ready"
