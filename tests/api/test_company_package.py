"""What a company can order (contract 2.4 and 3.1)."""

from typing import Any

import pytest
from tests.support.bodies import SMALL_ORDER
from tests.support.customers import Customer
from tests.support.integrate import IntegrateClient
from tests.support.people import make_person

from planroom.features.audit.models import AuditEntry, audit_entries
from planroom.features.users.rules import Role
from planroom.infra.database.unit_of_work import Database

BASE = ["listing_floorplans", "snapshot", "property_data", "tour"]


def _enabled(package: dict[str, Any]) -> dict[str, bool]:
    named = {entry["package_type"]: entry["enabled"] for entry in package["packages"]}
    return named | {entry["add_on"]: entry["enabled"] for entry in package["add_ons_available"]}


def _audited(database: Database, action: str) -> list[AuditEntry]:
    with database.read() as uow:
        rows = uow.connection.execute(audit_entries.select().order_by(audit_entries.c.id))
        return [entry for row in rows if (entry := AuditEntry(*row)).action == action]


def test_the_package_reads_as_in_the_contract(client: IntegrateClient) -> None:
    package = client.get("/companies/package").json()

    assert list(package) == ["package_type", "add_ons", "packages", "add_ons_available"]
    assert (package["package_type"], package["add_ons"]) == ("base", [])
    assert package["packages"][0] == {
        "package_type": "base",
        "name": "Base",
        "enabled": True,
        "is_default": True,
        "products": BASE,
        "add_ons": ["gla", "6h_turnaround", "fixed_furniture"],
    }
    assert package["add_ons_available"][1] == {
        "add_on": "3d_cad_files",
        "name": "CAD files",
        "enabled": False,
        "is_default": False,
        "packages": ["plus", "plus_3d"],
    }


def test_what_cannot_be_produced_yet_is_not_enabled(client: IntegrateClient) -> None:
    assert _enabled(client.get("/companies/package").json()) == {
        "base": True,
        "plus": False,
        "plus_3d": False,
        "gla": False,
        "3d_cad_files": False,
        "6h_turnaround": True,
        "3d_video": False,
        "fixed_furniture": True,
    }


def test_defaults_and_switches_are_set_and_audited(
    client: IntegrateClient, customer: Customer, database: Database
) -> None:
    off = {"add_ons": ["6h_turnaround"], "add_ons_available": [{"add_on": "fixed_furniture", "enabled": False}]}

    reply = client.patch("/companies/package", off)

    assert reply.status_code == 200, reply.text
    assert reply.json()["add_ons"] == ["6h_turnaround"]
    assert _enabled(reply.json())["fixed_furniture"] is False
    assert client.get("/companies/package").json() == reply.json()
    # Sent again, and sent as it was read, it changes nothing.
    assert client.patch("/companies/package", off).json() == reply.json()
    assert client.patch("/companies/package", reply.json()).json() == reply.json()
    assert client.patch("/companies/package", {}).json() == reply.json()
    (entry,) = _audited(database, "company.package_set")
    assert entry.company_id == customer.company_id
    assert entry.details["after"]["add_ons_off"] == ["fixed_furniture"]
    on = {"add_ons": [], "add_ons_available": [{"add_on": "fixed_furniture", "enabled": True}]}
    assert _enabled(client.patch("/companies/package", on).json())["fixed_furniture"] is True


def test_an_order_that_names_nothing_gets_the_defaults_and_what_is_off_cannot_be_ordered(
    client: IntegrateClient, stranger: Customer
) -> None:
    client.patch(
        "/companies/package",
        {"add_ons": ["6h_turnaround"], "add_ons_available": [{"add_on": "fixed_furniture", "enabled": False}]},
    )

    assert client.post("/orders", SMALL_ORDER).json()["info"]["product"]["add_ons"] == ["6h_turnaround"]
    refused = client.post("/orders", {**SMALL_ORDER, "add_ons": ["fixed_furniture"]})
    assert (refused.status_code, refused.json()["code"]) == (403, "feature_disabled")
    other = client.with_key(stranger.api_key)
    assert other.post("/orders", {**SMALL_ORDER, "add_ons": ["fixed_furniture"]}).status_code == 200


def test_an_order_of_what_cannot_be_produced_is_taken_and_says_what_is_missing(client: IntegrateClient) -> None:
    placed = client.post("/orders", {**SMALL_ORDER, "package_type": "plus", "add_ons": ["gla"]})

    assert placed.status_code == 200, placed.text
    order = placed.json()
    assert order["info"]["product"] == {
        "package_type": "plus",
        "add_ons": ["gla"],
        "over_limits": [],
        "purchasable_add_ons": [],
    }
    (issue,) = order["issues"]
    assert issue["code"] == "products_not_produced"
    assert issue["message"].startswith("Not produced yet: gla_package, home_report. ")
    assert order["delivery_assets"]["home_report"] == {"pdf_urls": []}


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ({"package_type": "plus"}, {("package_type",): "value_error.not_enabled"}),
        ({"add_ons": ["6h_turnaround", "gla"]}, {("add_ons", 1): "value_error.not_enabled"}),
        (
            {
                "packages": [{"package_type": "base", "enabled": False}, {"package_type": "plus", "enabled": True}],
                "add_ons": ["6h_turnaround"],
                "add_ons_available": [{"add_on": "6h_turnaround", "enabled": False}],
            },
            {
                ("packages", 0, "enabled"): "value_error.is_default",
                ("packages", 1, "enabled"): "value_error.not_produced",
                ("add_ons", 0): "value_error.not_enabled",
                ("add_ons_available", 0, "enabled"): "value_error.is_default",
            },
        ),
        (
            {"package_type": "gold", "add_ons": ["gla"], "packages": [{"package_type": "base"}]},
            {
                ("package_type",): "type_error.enum",
                ("add_ons", 0): "value_error.not_enabled",
                ("packages", 0, "enabled"): "value_error.missing",
            },
        ),
    ],
)
def test_what_does_not_go_together_is_refused_with_every_fault_and_changes_nothing(
    client: IntegrateClient, body: dict[str, Any], found: dict[tuple[str | int, ...], str]
) -> None:
    before = client.get("/companies/package").json()

    reply = client.patch("/companies/package", body)

    assert reply.status_code == 400, reply.text
    faults = reply.json()["validation_error"]["body_params"]
    assert {tuple(fault["loc"]): fault["type"] for fault in faults} == found
    assert client.get("/companies/package").json() == before


def test_only_who_may_edit_the_company_changes_its_package(
    client: IntegrateClient, customer: Customer, database: Database
) -> None:
    user = client.with_token(make_person(database, customer, Role.USER).token)

    assert user.patch("/companies/package", {"add_ons": []}).status_code == 403
    assert user.get("/companies/package").status_code == 403


def test_deleted_webhooks_leave_both_lists_empty(client: IntegrateClient, database: Database) -> None:
    hook = "http://192.0.43.8/hook?token=secret"
    client.patch("/companies/webhook", {"webhook_urls": [hook], "webhook_triggers": ["moved_to_ready"]})

    reply = client.delete("/companies/webhook")

    assert (reply.status_code, list(reply.json())) == (200, ["message"])
    info = client.get("/companies/info").json()
    assert (info["webhook_urls"], info["webhook_triggers"]) == ([], [])
    assert client.delete("/companies/webhook").status_code == 200
    entries = _audited(database, "company.webhooks_set")
    assert [entry.details["hosts"] for entry in entries] == [["192.0.43.8"], []]
    assert "secret" not in str(entries)
