"""A company's export: everything that it has, in one archive, for some days."""

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from tests.support.archives import House, running_house
from tests.support.blueprints import blueprint_png
from tests.support.clock import FixedClock
from tests.support.customers import Customer
from tests.support.integrate import PUBLIC_URL
from tests.support.mailbox import link_in, mails_to

from planroom.features.privacy.jobs import export, keep_times, tell_given_up
from planroom.features.privacy.repository.dumping import exported_tables
from planroom.infra.database.unit_of_work import Database

A_DAY_SECONDS = 86_400


@pytest.fixture
def house(database: Database, customer: Customer, tmp_path: Path) -> Iterator[House]:
    with running_house(database, customer, tmp_path) as opened:
        yield opened


def make_export(house: House) -> dict[str, Any]:
    asked = house.client.post("/companies/export", {})
    assert asked.status_code == 200, asked.text
    export(house.context, asked.json()["id"])
    made: dict[str, Any] = house.client.get(f"/companies/exports/{asked.json()['id']}").json()
    return made


def lines_of(archive: ZipFile, table: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in archive.read(f"tables/{table}.jsonl").splitlines()]


def test_an_export_holds_everything_of_its_company_and_nothing_of_another(
    house: House, customer: Customer, stranger: Customer, clock: FixedClock
) -> None:
    order_id = house.place_order(b"the drawn plan", external_id="EXT1")
    house.ask_for_change(order_id)
    house.client.with_key(stranger.api_key).post("/offices", {"name": "Elsewhere"})

    made = make_export(house)

    assert (made["status"], made["completed_at"]) == ("ready", clock.now().timestamp())
    assert made["expires_at"] == clock.now().timestamp() + 7 * A_DAY_SECONDS
    download = house.web.get(made["link"].removeprefix(PUBLIC_URL))
    assert (download.status_code, download.headers["content-type"]) == (200, "application/zip")
    assert download.headers["cache-control"] == "private, no-store"
    archive = ZipFile(io.BytesIO(download.content))
    assert archive.testzip() is None
    assert {table.name for table in exported_tables()} == {
        name.split("/")[1].removesuffix(".jsonl") for name in archive.namelist() if name.startswith("tables/")
    }
    (order,) = lines_of(archive, "orders")
    assert (order["id"], order["external_id"]) == (order_id, "EXT1")
    assert "view_token" not in order
    assert [user["email"] for user in lines_of(archive, "users")] == [customer.email]
    assert [revision["order_id"] for revision in lines_of(archive, "plan_revisions")] == [order_id]
    assert [company["name"] for company in lines_of(archive, "companies")] == ["Example Homes"]
    assert len(lines_of(archive, "change_requests")) == 1
    assert "Elsewhere" not in str(lines_of(archive, "offices"))
    assert archive.read(f"files/orders/{order_id}/delivered-1/01-ground.png") == b"the drawn plan"
    (source,) = [name for name in archive.namelist() if name.startswith(f"files/orders/{order_id}/sources/")]
    assert archive.read(source) == blueprint_png()
    assert customer.api_key not in str([archive.read(name) for name in archive.namelist()])


def test_an_export_holds_no_link_with_which_a_password_is_set(house: House, customer: Customer) -> None:
    house.client.post("/users/reset-password", {"email": customer.email})
    house.client.post("/users", {"email": "tim@example.com", "role": "User"})
    links = [
        link_in(mail) for address in (customer.email, "tim@example.com") for mail in mails_to(house.database, address)
    ]
    assert len(links) == 2

    download = house.web.get(make_export(house)["link"].removeprefix(PUBLIC_URL))

    archive = ZipFile(io.BytesIO(download.content))
    rows = "".join(archive.read(name).decode() for name in archive.namelist() if name.startswith("tables/"))
    assert sorted(mail["recipient"] for mail in lines_of(archive, "mails")) == sorted(
        [customer.email, "tim@example.com"]
    )
    assert not [link for link in links if link.partition("token=")[2] in rows]


def test_an_export_is_made_once_however_often_it_is_asked_for(house: House) -> None:
    first = house.client.post("/companies/export", {}).json()
    second = house.client.post("/companies/export", {}).json()
    assert first == second
    assert (first["status"], first["link"], first["size"]) == ("waiting", None, None)

    for _ in range(2):
        export(house.context, first["id"])

    made = house.client.get(f"/companies/exports/{first['id']}").json()
    export(house.context, first["id"])
    assert house.client.get(f"/companies/exports/{first['id']}").json() == made
    assert house.client.post("/companies/export", {}).json()["id"] != first["id"]


def test_an_export_ends_with_its_time_and_its_file_goes(house: House, clock: FixedClock) -> None:
    made = make_export(house)
    path = made["link"].removeprefix(PUBLIC_URL)
    assert house.web.get(path + "x").status_code == 404
    assert len(house.files()) == 1
    clock.advance(7 * A_DAY_SECONDS)

    assert house.web.get(path).status_code == 404
    assert house.client.get(f"/companies/exports/{made['id']}").json()["code"] == "export_not_found"
    keep_times(house.context, "2026-03-21")
    house.delete_doomed()
    assert house.files() == set()


def test_a_lost_file_is_named_and_the_rest_is_exported(house: House) -> None:
    order_id = house.place_order(b"the drawn plan")
    for path in (house.context.settings.data / "files" / "assets").rglob("*.png"):
        path.unlink()

    made = make_export(house)

    archive = ZipFile(io.BytesIO(house.web.get(made["link"].removeprefix(PUBLIC_URL)).content))
    assert archive.read("missing.txt").decode().splitlines() == [f"files/orders/{order_id}/delivered-1/01-ground.png"]
    assert len(lines_of(archive, "orders")) == 1


def test_an_export_that_cannot_be_made_says_so_and_another_can_be_asked_for(house: House, stranger: Customer) -> None:
    asked = house.client.post("/companies/export", {}).json()
    with house.database.write() as uow:
        tell_given_up(uow, OSError("disk full"), asked["id"])

    assert house.client.get(f"/companies/exports/{asked['id']}").json()["status"] == "failed"
    assert house.client.post("/companies/export", {}).json()["id"] != asked["id"]
    foreign = house.client.with_key(stranger.api_key).get(f"/companies/exports/{asked['id']}")
    assert (foreign.status_code, house.client.get("/companies/exports/no-id").status_code) == (404, 404)
