"""GoToScan: the call, the mail, the page behind the link, and what becomes of the order (contract 3.7)."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest
import sqlalchemy as sa
from tests.support.blueprints import blueprint_png
from tests.support.bodies import DRAFT, GOTOSCAN
from tests.support.clock import FixedClock
from tests.support.customers import Customer
from tests.support.desk import DeskClient, serving_desk
from tests.support.forms import CONTENT_TYPE, form_of
from tests.support.integrate import PUBLIC_URL, IntegrateClient
from tests.support.mailbox import link_in, mails_to

from planroom.features.invitations import service
from planroom.features.invitations.models import invitations
from planroom.features.plans.models import plan_readings, plan_sources
from planroom.features.uploads.models import uploads
from planroom.features.workbench.models import work_items
from planroom.infra.database.unit_of_work import Database
from planroom.infra.jobs.context import JobContext
from planroom.infra.jobs.draining import drain
from planroom.infra.outbound.client import CheckedOutbound
from planroom.infra.settings import MEBIBYTE, Settings
from planroom.infra.storage.objects import MemoryStorage

DAY_SECONDS = 24 * 3600
CLIENT = "ada@client.example"
PHOTO = ("drawing", "IMG_0001.png", blueprint_png())
SCAN = ("scan", "house.zip", b"PK\x03\x04 a scan")


class Invited:
    """An order for which a client was invited, its company, and the client's browser."""

    def __init__(self, server: DeskClient, company: IntegrateClient, **changes: Any) -> None:  # noqa: ANN401 — any field
        self._server = server
        self.company = company
        reply = company.post("/orders/gotoscan", {**GOTOSCAN, **changes})
        assert reply.status_code == 200, reply.text
        self.made: dict[str, Any] = reply.json()
        self.id = UUID(self.made["id"])
        self.link: str = self.made["info"]["go2scan"]["link"]

    def order(self) -> dict[str, Any]:
        order: dict[str, Any] = self.company.get(f"/orders/{self.id}").json()
        return order

    @property
    def status(self) -> tuple[str, str]:
        info = self.order()["info"]
        return info["status"], info["go2scan"]["status"]

    def open(self) -> httpx.Response:
        return self._server.open("GET", self.link)

    def hand_in(self, *files: tuple[str, str, bytes], link: str = "") -> httpx.Response:
        return self._server.send_files(link or self.link, form_of(files), CONTENT_TYPE)


@pytest.fixture
def storage() -> MemoryStorage:
    return MemoryStorage()


@pytest.fixture
def server(database: Database, tmp_path: Path, storage: MemoryStorage) -> Iterator[DeskClient]:
    with serving_desk(database, tmp_path, None, storage, max_scan_bytes=MEBIBYTE) as opened:
        yield opened


@pytest.fixture
def company(server: DeskClient, customer: Customer) -> IntegrateClient:
    return server.as_company(customer.api_key)


@pytest.fixture
def invited(server: DeskClient, company: IntegrateClient) -> Invited:
    return Invited(server, company)


def count(database: Database, table: sa.Table) -> int:
    with database.read() as uow:
        return int(uow.connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0)


def invitation_id(database: Database) -> UUID:
    with database.read() as uow:
        return UUID(str(uow.connection.scalar(sa.select(invitations.c.id))))


def test_the_order_is_a_draft_that_shows_the_link(invited: Invited, clock: FixedClock) -> None:
    info = invited.made["info"]
    assert (info["status"], info["order_type"]) == ("Draft", "gotoscan")
    assert info["go2scan"] == {
        "link": invited.link,
        "status": "sent",
        "client_name": "Ada Lovelace",
        "client_email": CLIENT,
        "client_phone": None,
        "expires_at": clock.now().timestamp() + 7 * DAY_SECONDS,
    }
    assert invited.link.startswith(f"{PUBLIC_URL}/scan/")


def test_the_client_is_mailed_the_link(invited: Invited, database: Database) -> None:
    (mail,) = mails_to(database, CLIENT)
    assert link_in(mail) == invited.link
    assert "Washington Avenue, Minneapolis" in mail.subject
    assert "21 March 2026" in mail.text


def test_a_client_is_written_to_in_their_language(
    server: DeskClient, company: IntegrateClient, database: Database
) -> None:
    invited = Invited(server, company, language="de-CH")
    assert "Zeichnung" in mails_to(database, CLIENT)[0].subject
    page = invited.open().text
    assert '<html lang="de">' in page
    assert "Fotos einer Zeichnung" in page


def test_a_line_feed_behind_an_address_is_no_part_of_it(
    server: DeskClient, company: IntegrateClient, database: Database
) -> None:
    invited = Invited(server, company, client_email=f"{CLIENT}\n", client_phone="+1 612 555 0100\n")
    shown = invited.made["info"]["go2scan"]
    assert (shown["client_email"], shown["client_phone"]) == (CLIENT, "+1 612 555 0100")
    assert [mail.recipient for mail in mails_to(database, CLIENT)] == [CLIENT]


def test_a_client_without_an_address_is_not_mailed(
    server: DeskClient, company: IntegrateClient, database: Database
) -> None:
    invited = Invited(server, company, client_email=None, client_phone="+1 (612) 555-0100", expires_in_days=28)
    assert invited.made["info"]["go2scan"]["client_phone"] == "+1 (612) 555-0100"
    assert mails_to(database, CLIENT) == []
    assert invited.open().status_code == 200


@pytest.mark.parametrize(
    ("changes", "locs"),
    [
        ({"client_email": None}, [["client_email"]]),
        ({"client_email": None, "owner_email": "nobody@example.com"}, [["owner_email"], ["client_email"]]),
        ({"client_email": "no address", "expires_in_days": 29}, [["client_email"], ["expires_in_days"]]),
        ({"client_email": "two,ada@client.example"}, [["client_email"]]),
        ({"client_email": "ada@client.example\nbcc: two@client.example"}, [["client_email"]]),
        ({"client_phone": "call me", "expires_in_days": 0}, [["client_phone"], ["expires_in_days"]]),
    ],
)
def test_all_that_is_wrong_is_told_at_once(company: IntegrateClient, changes: Any, locs: Any) -> None:  # noqa: ANN401 — JSON
    reply = company.post("/orders/gotoscan", {**GOTOSCAN, **changes})
    assert reply.status_code == 400
    assert [fault["loc"] for fault in reply.json()["validation_error"]["body_params"]] == locs


def test_what_is_no_address_or_number_is_told_in_words(company: IntegrateClient) -> None:
    reply = company.post("/orders/gotoscan", {**GOTOSCAN, "client_email": "no address", "client_phone": "call me"})
    assert [(fault["msg"], fault["type"]) for fault in reply.json()["validation_error"]["body_params"]] == [
        ("value is not a valid email address", "value_error.email"),
        ("value is not a valid phone number", "value_error.phone"),
    ]


def test_the_page_says_who_asks_and_where_and_nothing_else(invited: Invited, customer: Customer) -> None:
    reply = invited.open()
    assert reply.status_code == 200
    assert "Example Homes asks you" in reply.text
    assert "Washington Avenue, Minneapolis, United States" in reply.text
    assert "<script" not in reply.text
    assert not any(secret in reply.text for secret in (str(invited.id), customer.email, CLIENT))
    assert "form-action 'self'" in reply.headers["content-security-policy"]
    assert (reply.headers["referrer-policy"], reply.headers["cache-control"]) == ("no-referrer", "private, no-store")
    assert invited.status == ("Draft", "opened")


def test_photos_put_the_order_into_production(invited: Invited, database: Database, storage: MemoryStorage) -> None:
    reply = invited.hand_in(PHOTO, ("drawing", "IMG_0002.png", blueprint_png(3)))
    assert (reply.status_code, reply.headers["location"]) == (303, invited.link.removeprefix(PUBLIC_URL))
    assert "Thank you!" in invited.open().text

    order = invited.order()
    assert (order["info"]["order_type"], order["info"]["is_scan_order"], order["issues"]) == ("gotoscan", False, [])
    assert invited.status == ("Pending", "submitted")
    with database.read() as uow:
        query = sa.select(plan_sources.c.storage_key, plan_sources.c.kind).order_by(plan_sources.c.position)
        sources = uow.connection.execute(query).all()
    assert [(storage.get(source.storage_key), source.kind) for source in sources] == [
        (PHOTO[2], "drawing"),
        (blueprint_png(3), "drawing"),
    ]


def test_a_scan_waits_for_a_person(invited: Invited, database: Database) -> None:
    assert invited.hand_in(SCAN).status_code == 303
    order = invited.order()
    assert (order["info"]["order_type"], order["info"]["is_scan_order"]) == ("gotoscan", True)
    assert [issue["code"] for issue in order["issues"]] == ["scan_needs_person"]
    assert count(database, work_items) == 1


def test_a_link_works_once(invited: Invited, database: Database) -> None:
    assert invited.hand_in(SCAN, PHOTO).status_code == 303
    again = invited.hand_in(PHOTO)
    assert (again.status_code, "Thank you!" in again.text) == (200, True)
    assert (count(database, plan_readings), count(database, uploads)) == (1, 2)


def test_a_link_ends_with_its_time(invited: Invited, clock: FixedClock, database: Database) -> None:
    clock.advance(7 * DAY_SECONDS)
    replies = [invited.open(), invited.hand_in(PHOTO)]
    assert [(reply.status_code, "This link has ended" in reply.text) for reply in replies] == [(410, True)] * 2
    assert count(database, uploads) == 0

    with database.write() as uow:
        service.expire(uow, invitation_id(database))
    assert invited.status == ("Draft", "expired")


def test_a_link_ends_when_the_company_hands_in_itself(invited: Invited) -> None:
    source = {"source": "https://drawings.example.com/1.png"}
    assert invited.company.post(f"/orders/draft/{invited.id}/submit", source).json()["info"]["order_type"] == "gotoscan"
    assert (invited.status, invited.open().status_code) == (("Pending", "expired"), 410)


def test_a_link_ends_with_its_draft(invited: Invited) -> None:
    assert invited.company.delete(f"/orders/draft/{invited.id}").status_code == 200
    assert (invited.open().status_code, invited.hand_in(PHOTO).status_code) == (404, 404)


def test_a_changed_draft_keeps_its_link(invited: Invited) -> None:
    changed = invited.company.patch(f"/orders/draft/{invited.id}", {**DRAFT, "street": "Other Street"}).json()
    assert changed["info"]["go2scan"] == invited.made["info"]["go2scan"]
    assert "Other Street" in invited.open().text


def test_a_link_opens_its_own_order_only(server: DeskClient, company: IntegrateClient, invited: Invited) -> None:
    other = Invited(server, company, street="Elsewhere")
    mixed = invited.link[:-10] + other.link[-10:]
    assert invited.hand_in(PHOTO, link=mixed).status_code == 404
    assert server.open("GET", mixed).status_code == 404
    assert server.open("GET", "/scan/abc").status_code == 404
    assert (invited.status, other.status) == (("Draft", "sent"), ("Draft", "sent"))


REFUSED = [
    pytest.param((), 400, "Choose at least one", id="nothing"),
    pytest.param((("drawing", "", b""), ("scan", "", b"")), 400, "Choose at least one", id="nothing chosen"),
    pytest.param((("drawing", "IMG.heic", b"\x00\x00\x00\x18ftypheic"),), 400, "IMG.heic is no picture", id="heic"),
    pytest.param((("drawing", "<b>.txt", b"text"),), 400, "&lt;b&gt;.txt is no picture", id="a text"),
    pytest.param((("scan", "big.zip", b"PK" * MEBIBYTE),), 413, "at most 1 MB", id="too large"),
    pytest.param((("drawing", "x.png", PHOTO[2]),) * 21, 413, "20 files", id="too many"),
]


@pytest.mark.parametrize(("files", "status", "told"), REFUSED)
def test_what_cannot_be_taken_is_told_on_the_page_and_can_be_tried_again(
    invited: Invited,
    database: Database,
    files: tuple[tuple[str, str, bytes], ...],
    status: int,
    told: str,
) -> None:
    reply = invited.hand_in(*files)
    assert (reply.status_code, told in reply.text) == (status, True), reply.text
    assert re.search(r'<form [^>]*enctype="multipart/form-data"', reply.text)
    assert (count(database, uploads), invited.status[0]) == (0, "Draft")
    assert invited.hand_in(PHOTO).status_code == 303


def test_a_form_that_breaks_off_is_told_on_the_page(invited: Invited, server: DeskClient) -> None:
    reply = server.send_files(invited.link, form_of([PHOTO])[:200], CONTENT_TYPE)
    assert (reply.status_code, "Not everything arrived" in reply.text) == (400, True)


def test_a_client_is_reminded_once_half_way(invited: Invited, database: Database, clock: FixedClock) -> None:
    def remind() -> list[str]:
        with database.write() as uow:
            service.remind(uow, invitation_id(database), PUBLIC_URL)
        return [mail.subject for mail in mails_to(database, CLIENT)]

    assert len(remind()) == 1
    clock.advance(3.5 * DAY_SECONDS)
    assert remind()[0].startswith("Still needed")
    assert len(remind()) == 2
    assert link_in(mails_to(database, CLIENT)[0]) == invited.link


@pytest.mark.parametrize(("days", "status"), [(4, "sent"), (7, "expired")])
def test_reminder_and_end_come_by_themselves(
    invited: Invited, database: Database, clock: FixedClock, tmp_path: Path, days: int, status: str
) -> None:
    settings = Settings(data=tmp_path, public_url=PUBLIC_URL)
    clock.advance(days * DAY_SECONDS)
    drain(JobContext(database, MemoryStorage(), CheckedOutbound(settings), settings), hurry=True)
    assert invited.status == ("Draft", status)
    assert len(mails_to(database, CLIENT)) == (2 if status == "sent" else 1)


@pytest.mark.parametrize("answered", [True, False])
def test_who_has_answered_or_cannot_any_more_is_not_reminded(
    invited: Invited,
    database: Database,
    clock: FixedClock,
    answered: bool,  # noqa: FBT001 — a parameter
) -> None:
    if answered:
        invited.hand_in(PHOTO)
    clock.advance((4 if answered else 7) * DAY_SECONDS)
    with database.write() as uow:
        service.remind(uow, invitation_id(database), PUBLIC_URL)
    assert len(mails_to(database, CLIENT)) == 1
