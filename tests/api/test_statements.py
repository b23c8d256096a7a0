"""What a company owes: charged when it becomes due, and told month by month."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from tests.support.bodies import CHANGE_REQUEST, ORDER, SMALL_ORDER
from tests.support.clock import FixedClock
from tests.support.customers import Customer, make_operator
from tests.support.desk import DeskClient, serving_desk
from tests.support.integrate import IntegrateClient
from tests.support.people import make_person
from tests.support.production import deliver, draw_all, make_model

from planroom.features.companies.rules import PackageType
from planroom.features.orders.service.moving import deliver_for_operator
from planroom.features.products.prices import DEFAULT_PRICES, OwnPrices, PriceTableUpdate
from planroom.features.products.service.pricing import set_price_table, set_terms
from planroom.features.users.rules import Role
from planroom.features.users.service.authenticating import command_line_actor
from planroom.infra.database.unit_of_work import Database

MONTH, NEXT_MONTH = "2026-03", "2026-04"
DAYS_TO_NEXT_MONTH = 20


@pytest.fixture
def desk(database: Database, tmp_path: Path) -> Iterator[DeskClient]:
    with serving_desk(database, tmp_path, make_operator(database)) as opened:
        yield opened


@pytest.fixture
def company(desk: DeskClient, customer: Customer) -> IntegrateClient:
    return desk.as_company(customer.api_key)


def _place(company: IntegrateClient, **changes: Any) -> UUID:  # noqa: ANN401 — fields of the body
    return UUID(company.post("/orders", {**SMALL_ORDER, **changes}).json()["id"])


def _deliver(database: Database, order_id: UUID, area_m2: float = 100.0) -> None:
    model_id = make_model(database, order_id)
    with database.write() as uow:
        deliver_for_operator(uow, order_id, model_id)
    draw_all(database, order_id, area_m2)


def _ask_and_close(desk: DeskClient, company: IntegrateClient, order_id: UUID, status: str) -> None:
    asked = company.post(f"/orders/{order_id}/change-requests", CHANGE_REQUEST).json()["id"]
    assert desk.post(f"/change-requests/{asked}/close", {"status": status, "reply": "So be it."}).status_code == 200


def _set_terms(
    database: Database, customer: Customer, currency: str | None, own_prices: OwnPrices | None = None
) -> None:
    with database.write() as uow:
        actor = command_line_actor(customer.company_id)
        set_terms(uow, actor, company_id=customer.company_id, currency=currency, own_prices=own_prices)


def _amounts(company: IntegrateClient, month: str = MONTH) -> list[tuple[str, str, int, int]]:
    """List a month's lines, oldest first, as (kind, item, quantity, amount)."""
    lines = company.get(f"/companies/statements/{month}", limit=100).json()["lines"]["items"]
    return [(line["kind"], line["item"], line["quantity"], line["amount_cents"]) for line in reversed(lines)]


def test_each_thing_is_charged_once_when_it_becomes_due(
    desk: DeskClient, company: IntegrateClient, database: Database
) -> None:
    order_id = _place(company, package_type="plus", add_ons=["gla", "6h_turnaround"])
    assert _amounts(company) == []

    _deliver(database, order_id, area_m2=1000.0)
    first = [
        # The home report and the GLA report cannot be produced yet, so neither is billed.
        ("package", "base", 1, 1000),
        ("add_on", "6h_turnaround", 1, 1500),
        ("oversize", "products_2d", 2, 3000),
    ]
    assert _amounts(company) == first
    assert company.get(f"/orders/{order_id}").json()["info"]["product"]["over_limits"] == [
        {"product": "products_2d", "limit": "area", "allowed": 465, "actual": 1000, "steps": 2}
    ]

    _deliver(database, order_id, area_m2=3000.0)
    assert _amounts(company) == first

    for status in ("done", "done", "done", "declined", "done"):
        _ask_and_close(desk, company, order_id, status)
    assert _amounts(company) == [*first, ("change_request", "extra_change_request", 1, 1000)]


def test_a_month_tells_its_totals_its_volume_and_its_lines(
    company: IntegrateClient, customer: Customer, database: Database, clock: FixedClock
) -> None:
    order_id = UUID(company.post("/orders", {**ORDER, "add_ons": ["6h_turnaround"]}).json()["id"])
    _deliver(database, order_id)
    _deliver(database, _place(company))

    found = company.get(f"/companies/statements/{MONTH}").json()
    lines = found.pop("lines")
    assert found == {
        "month": MONTH,
        "begins_at": 1772323200.0,
        "ends_at": 1775001600.0,
        "is_final": False,
        "currency": "USD",
        "volume": 2,
        "total_cents": 3500,
        "totals": [
            {"kind": "add_on", "count": 1, "amount_cents": 1500},
            {"kind": "package", "count": 2, "amount_cents": 2000},
        ],
    }
    assert lines["pagination"]["has_more"] is False
    oldest = lines["items"][-1]
    assert UUID(oldest.pop("id")).version == 7
    assert oldest == {
        "charged_at": clock.now().timestamp(),
        "kind": "package",
        "item": "base",
        "description": "Package Base",
        "quantity": 1,
        "unit_cents": 1000,
        "amount_cents": 1000,
        "order_id": str(order_id),
        "change_request_id": None,
        "external_id": "EXT10005",
        "address": "121 North Washington Avenue, 4, Minneapolis, MN 55401, United States",
        "created_by": customer.email,
        "office": oldest["office"],
    }
    assert oldest["office"]
    listed = company.get("/companies/statements").json()["items"]
    assert listed == [found]


def test_pages_of_lines_join_to_the_whole(company: IntegrateClient, database: Database) -> None:
    for _ in range(3):
        _deliver(database, _place(company))
    path = f"/companies/statements/{MONTH}"

    first = company.get(path, limit=2).json()["lines"]
    rest = company.get(path, limit=2, cursor=first["pagination"]["next_cursor"]).json()["lines"]

    assert rest["items"] == company.get(path, limit=2, offset=3).json()["lines"]["items"]
    assert [*first["items"], *rest["items"]] == company.get(path).json()["lines"]["items"]


def test_new_prices_and_another_currency_change_no_old_statement(
    company: IntegrateClient, customer: Customer, database: Database, clock: FixedClock
) -> None:
    _deliver(database, _place(company))
    before = company.get(f"/companies/statements/{MONTH}").json()

    own = OwnPrices(packages={PackageType.BASE: 700})
    _set_terms(database, customer, None, own)
    _deliver(database, _place(company))
    assert _amounts(company) == [("package", "base", 1, 1000), ("package", "base", 1, 700)]

    # A month that has begun goes on in its currency and in the prices that were agreed in it.
    _set_terms(database, customer, "EUR")
    _deliver(database, _place(company))
    assert _amounts(company)[2:] == [("package", "base", 1, 700)]
    assert company.get(f"/companies/statements/{MONTH}").json()["currency"] == "USD"

    clock.advance(DAYS_TO_NEXT_MONTH * 86400)
    with database.write() as uow:
        dearer = DEFAULT_PRICES.price_lists["AUD"]
        set_price_table(uow, PriceTableUpdate(price_lists={"EUR": dearer, "USD": dearer}))
    assert company.get(f"/companies/statements/{NEXT_MONTH}").json()["currency"] == "EUR"
    _deliver(database, _place(company))
    assert _amounts(company, NEXT_MONTH) == [("package", "base", 1, 1500)]
    march = company.get(f"/companies/statements/{MONTH}").json()
    assert (march["is_final"], march["total_cents"]) == (True, 2400)
    assert march["lines"]["items"][-1] == before["lines"]["items"][0]
    assert [month["month"] for month in company.get("/companies/statements").json()["items"]] == [NEXT_MONTH, MONTH]


def test_a_statement_as_csv_has_every_line_and_no_formula(company: IntegrateClient, database: Database) -> None:
    order_id = _place(company, external_id='=HYPERLINK("http://evil")', street='Rue "Été", 1')
    _deliver(database, order_id, area_m2=500.0)
    path = f"/companies/statements/{MONTH}"

    reply = company.get(path, format="csv", limit=1)

    assert reply.status_code == 200, reply.text
    assert reply.headers["content-type"] == "text/csv; charset=utf-8"
    assert reply.headers["content-disposition"] == f'attachment; filename="statement-{MONTH}.csv"'
    package, oversize = csv.DictReader(io.StringIO(reply.content.decode()))
    assert package["charged_at"] == "2026-03-14T09:26:53Z"
    assert (package["kind"], package["unit_price"], package["amount"]) == ("package", "10.00", "10.00")
    assert (oversize["quantity"], oversize["amount"], oversize["currency"]) == ("1", "15.00", "USD")
    assert package["external_id"] == '\'=HYPERLINK("http://evil")'
    assert package["address"] == 'Rue "Été", 1, Minneapolis, United States'
    assert package["order_id"] == str(order_id)
    assert company.get_with_headers(path, {"accept": "text/csv"}).content == reply.content
    assert company.get_with_headers(f"{path}?format=json", {"accept": "text/csv"}).json()["volume"] == 1
    empty = company.get(f"/companies/statements/{MONTH}", format="pdf")
    assert empty.json()["validation_error"]["query_params"][0]["loc"] == ["format"]


def test_a_month_without_charges_is_empty_and_one_that_was_not_or_is_to_come_is_not_found(
    company: IntegrateClient,
) -> None:
    quiet = company.get(f"/companies/statements/{MONTH}").json()
    assert (quiet["volume"], quiet["total_cents"], quiet["totals"], quiet["lines"]["items"]) == (0, 0, [], [])
    assert company.get(f"/companies/statements/{MONTH}", format="csv").text.count("\r\n") == 1
    assert company.get("/companies/statements").json()["items"] == []
    for month in ("2026-02", NEXT_MONTH, "2026-3", "march"):
        reply = company.get(f"/companies/statements/{month}")
        assert (reply.status_code, reply.json()["code"]) == (404, "statement_not_found"), month


def test_a_statement_is_for_managers_of_its_own_company(
    desk: DeskClient, company: IntegrateClient, customer: Customer, stranger: Customer, database: Database
) -> None:
    deliver(database, _place(company))
    path = f"/companies/statements/{MONTH}"

    other = desk.as_company(stranger.api_key)
    assert other.get(path).json()["total_cents"] == 0
    assert other.get(path, format="csv").text.count("\r\n") == 1
    assert other.get("/companies/statements").json()["items"] == []
    user = company.with_token(make_person(database, customer, Role.USER).token)
    for refused in (user.get(path), user.get(path, format="csv"), user.get("/companies/statements")):
        assert (refused.status_code, refused.json()["code"]) == (403, "role_not_allowed")
