"""Style templates, the orders that are drawn in them, and what of it stays when a template changes (contract 3.8)."""

from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from tests.support.bodies import DRAFT, SMALL_ORDER
from tests.support.clock import FixedClock
from tests.support.customers import Customer
from tests.support.integrate import IntegrateClient
from tests.support.production import draw_all, make_model

from planroom.features.audit.models import audit_entries
from planroom.features.deliverables.models import Delivery
from planroom.features.deliverables.repository import list_waiting
from planroom.features.deliverables.service import presentation_of, request_delivery, set_presentation
from planroom.features.orders.service.moving import deliver_for_operator
from planroom.features.products.rules import ProductRange
from planroom.floorplan.drawing.style import Style, Units
from planroom.infra.database.unit_of_work import Database
from planroom.production.presentation import Presentation

OPTIONS = {"units": "m", "walls": {"fill": "#112233"}, "page": {"rule": None, "disclaimer": "Not to scale."}}
TEMPLATE: dict[str, Any] = {"name": "House style", "base": "plain", "options": OPTIONS}


def make(client: IntegrateClient, **changes: Any) -> dict[str, Any]:  # noqa: ANN401 — any field
    reply = client.post("/style-templates", {**TEMPLATE, **changes})
    assert reply.status_code == 200, reply.text
    made: dict[str, Any] = reply.json()
    return made


def wishing(style: str) -> dict[str, Any]:
    return {**SMALL_ORDER, "order_preferences": {"style_2d": {"style_template_id": style}}}


def delivery_of(database: Database, customer: Customer, order_id: str) -> Delivery:
    """The delivery that waits to be drawn, asked for by an operator when there is none."""
    with database.write() as uow:
        found = list_waiting(uow, customer.company_id, UUID(order_id), ProductRange.PRODUCTS_2D)
    if found:
        return found[-1]
    model_id = make_model(database, UUID(order_id))
    with database.write() as uow:
        return deliver_for_operator(uow, UUID(order_id), model_id)


def style_of(database: Database, delivery: Delivery) -> Style:
    with database.read() as uow:
        return presentation_of(uow, delivery).drawn_style()


def test_a_template_is_made_listed_changed_and_deleted(client: IntegrateClient, clock: FixedClock) -> None:
    made = make(client)
    assert made == {
        "id": made["id"],
        "name": "House style",
        "base": "plain",
        "options": OPTIONS,
        "is_default": False,
        "created_at": clock.now().timestamp(),
        "updated_at": clock.now().timestamp(),
    }
    path = f"/style-templates/{made['id']}"
    clock.advance(60)
    changed = client.patch(path, {"options": {"units": "ft"}}).json()
    assert changed == {**made, "options": {"units": "ft"}, "updated_at": clock.now().timestamp()}
    assert client.get(path).json() == changed
    assert client.get("/style-templates").json()["items"] == [changed]
    assert list(client.delete(path).json()) == ["message"]
    assert client.get(path).json()["code"] == "style_template_not_found"
    assert client.get("/style-templates/none").status_code == 404


def test_all_that_is_wrong_with_a_style_is_told_at_once(client: IntegrateClient) -> None:
    options = {
        "units": "miles",
        "walls": {"fill": "red", "outline": {"width_paper_mm": 9}},
        "labels": {"name_paper_mm": "big", "hidden": ["kitchen", "moon"]},
        "page": {"paper": None},
        "unheard_of": 1,
    }
    reply = client.post("/style-templates", {"name": " ", "base": "baroque", "options": options})
    assert reply.status_code == 400
    assert [fault["loc"] for fault in reply.json()["validation_error"]["body_params"]] == [
        ["name"],
        ["base"],
        ["options", "units"],
        ["options", "walls", "fill"],
        ["options", "walls", "outline", "width_paper_mm"],
        ["options", "labels", "name_paper_mm"],
        ["options", "labels", "hidden", 1],
        ["options", "page", "paper"],
    ]


def test_there_is_one_default(client: IntegrateClient) -> None:
    first, second = make(client, is_default=True), make(client, is_default=True)
    client.patch(f"/style-templates/{first['id']}", {"is_default": True})
    defaults = {item["id"]: item["is_default"] for item in client.get("/style-templates").json()["items"]}
    assert defaults == {first["id"]: True, second["id"]: False}


def test_an_order_is_drawn_in_the_template_that_it_names(
    client: IntegrateClient, customer: Customer, database: Database
) -> None:
    make(client, is_default=True, name="Default")
    template = make(client)
    order = client.post("/orders", wishing(template["id"])).json()
    assert order["info"]["style_template"] == {"id": template["id"], "name": "House style"}
    assert order["issues"] == []

    style = style_of(database, delivery_of(database, customer, order["id"]))
    assert (style.name, style.walls.fill, style.page.disclaimer) == ("plain", "#112233", "Not to scale.")
    assert style.units is Units.METRES


def test_an_order_that_names_none_is_drawn_in_the_default(
    client: IntegrateClient, customer: Customer, database: Database
) -> None:
    assert client.post("/orders", SMALL_ORDER).json()["info"]["style_template"] is None
    default = make(client, is_default=True, options={})
    order = client.post("/orders", SMALL_ORDER).json()
    assert order["info"]["style_template"]["id"] == default["id"]
    style = style_of(database, delivery_of(database, customer, order["id"]))
    assert (style.name, style.units) == ("plain", Units.FEET)


@pytest.mark.parametrize("default", [True, False])
def test_an_unknown_template_is_told_and_the_default_drawn(
    client: IntegrateClient,
    stranger: Customer,
    default: bool,  # noqa: FBT001 — a parameter
) -> None:
    made = make(client, is_default=default)
    of_another_company = make(client.with_key(stranger.api_key))["id"]
    for unknown in ("string", of_another_company):
        order = client.post("/orders", wishing(unknown)).json()
        assert order["info"]["style_template"] == ({"id": made["id"], "name": "House style"} if default else None)
        assert [issue["code"] for issue in order["issues"]] == ["preference_unknown"]
        assert unknown in order["issues"][0]["message"]


@pytest.mark.parametrize("deleted", [True, False])
def test_a_template_that_changes_or_goes_leaves_orders_as_they_are(
    client: IntegrateClient,
    customer: Customer,
    database: Database,
    deleted: bool,  # noqa: FBT001 — a parameter
) -> None:
    template = make(client)
    order = client.post("/orders", wishing(template["id"])).json()
    path = f"/style-templates/{template['id']}"
    reply = (
        client.delete(path)
        if deleted
        else client.patch(path, {"name": "New", "options": {"walls": {"fill": "#ffffff"}}})
    )
    assert reply.status_code == 200

    assert client.get(f"/orders/{order['id']}").json()["info"]["style_template"]["name"] == "House style"
    assert style_of(database, delivery_of(database, customer, order["id"])).walls.fill == "#112233"


def test_a_draft_is_drawn_in_the_template_as_it_is_when_it_is_submitted(
    client: IntegrateClient, customer: Customer, database: Database
) -> None:
    template = make(client)
    preferences = wishing(template["id"])["order_preferences"]
    kept, lost = (client.post("/orders/draft", {**DRAFT, "order_preferences": preferences}).json() for _ in range(2))
    source = {"source": SMALL_ORDER["source"]}

    client.patch(f"/style-templates/{template['id']}", {"name": "New", "options": {"walls": {"fill": "#445566"}}})
    order = client.post(f"/orders/draft/{kept['id']}/submit", source).json()
    assert order["info"]["style_template"]["name"] == "New"
    assert style_of(database, delivery_of(database, customer, order["id"])).walls.fill == "#445566"

    client.delete(f"/style-templates/{template['id']}")
    order = client.post(f"/orders/draft/{lost['id']}/submit", source).json()
    assert (order["info"]["style_template"], order["issues"][0]["code"]) == (None, "preference_unknown")


def test_what_is_asked_for_once_is_drawn_as_it_was_meant_then(
    client: IntegrateClient, customer: Customer, database: Database
) -> None:
    order_id = UUID(client.post("/orders", SMALL_ORDER).json()["id"])
    first = delivery_of(database, customer, str(order_id))
    with database.write() as uow:
        presentation = Presentation(style="technical", units=Units.METRES)
        set_presentation(uow, company_id=customer.company_id, order_id=order_id, presentation=presentation)
        second, again = (
            request_delivery(uow, company_id=customer.company_id, order_id=order_id, revision_id=first.revision_id)
            for _ in range(2)
        )

    assert (first.version, second.version, again.version) == (1, 2, 2)
    assert [style_of(database, delivery).name for delivery in (first, second)] == ["soft", "technical"]
    assert draw_all(database, order_id) == 2


def test_changes_of_templates_stand_in_the_audit_log(client: IntegrateClient, database: Database) -> None:
    made = make(client)
    client.patch(f"/style-templates/{made['id']}", {"name": "Other"})
    client.delete(f"/style-templates/{made['id']}")
    with database.read() as uow:
        query = sa.select(audit_entries.c.action).where(audit_entries.c.subject_id == UUID(made["id"]))
        actions = list(uow.connection.scalars(query.order_by(audit_entries.c.id)))
    assert actions == ["style_template.created", "style_template.changed", "style_template.deleted"]
