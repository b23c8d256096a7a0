"""The page behind the links in invitation and reset mails."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import sqlalchemy as sa
from tests.support.clock import FixedClock
from tests.support.customers import Customer
from tests.support.desk import DeskClient, serving_desk
from tests.support.integrate import PUBLIC_URL, IntegrateClient
from tests.support.mailbox import link_in, mails_to

from planroom.features.users.models import account_links
from planroom.infra.database.unit_of_work import Database

PHRASE = "tinned apricots at the lighthouse"
TIM = "tim@example.com"
A_DAY_SECONDS = 86_400.0


@pytest.fixture
def server(database: Database, tmp_path: Path) -> Iterator[DeskClient]:
    with serving_desk(database, tmp_path, None) as opened:
        yield opened


@pytest.fixture
def company(server: DeskClient, customer: Customer) -> IntegrateClient:
    company = server.as_company(customer.api_key)
    assert company.post("/users", {"email": TIM, "role": "User", "name": "<b>Tim</b>"}).status_code == 200
    return company


def newest_link(database: Database) -> str:
    return link_in(mails_to(database, TIM)[0])


def send(server: DeskClient, link: str, password: str = PHRASE, again: str | None = None) -> httpx.Response:
    token = link.partition("token=")[2]
    form = {"token": token, "password": password, "again": password if again is None else again}
    return server.send_form("/account/set-password", form)


def sign_in(company: IntegrateClient, password: str = PHRASE) -> httpx.Response:
    return company.with_key(None).post("/auth/token", {"email": TIM, "password": password})


def test_an_invited_user_sets_a_password_and_signs_in(
    server: DeskClient, company: IntegrateClient, database: Database
) -> None:
    link = newest_link(database)
    for method in ("HEAD", "GET", "GET"):
        page = server.open(method, link)
        assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert 'method="post"' in page.text
    assert TIM in page.text
    assert "<script" not in page.text

    done = send(server, link)

    assert done.status_code == 200
    assert "Your password is set." in done.text
    assert sign_in(company).status_code == 200
    assert company.get(f"/users/{TIM}").json()["email_confirmed"] is True


def test_a_link_works_once(server: DeskClient, company: IntegrateClient, database: Database) -> None:
    link = newest_link(database)
    send(server, link)

    again, page = send(server, link, "another phrase of words"), server.open("GET", link)

    for reply in (again, page):
        assert (reply.status_code, "does not work any more" in reply.text) == (404, True)
    assert sign_in(company).status_code == 200


@pytest.mark.parametrize("of_invitation", [True, False])
def test_a_link_ends_in_time(
    server: DeskClient, company: IntegrateClient, database: Database, clock: FixedClock, *, of_invitation: bool
) -> None:
    if not of_invitation:
        company.post("/users/reset-password", {"email": TIM})
    link = newest_link(database)

    clock.advance((7 * A_DAY_SECONDS if of_invitation else 3600) - 1)
    assert server.open("GET", link).status_code == 200
    clock.advance(1)
    assert server.open("GET", link).status_code == 404
    assert send(server, link).status_code == 404
    assert sign_in(company).status_code == 401


def test_another_invitation_ends_the_first(server: DeskClient, company: IntegrateClient, database: Database) -> None:
    first = newest_link(database)
    company.post("/users", {"email": TIM, "role": "User"})

    assert server.open("GET", first).status_code == 404
    assert server.open("GET", newest_link(database)).status_code == 200


@pytest.mark.parametrize(
    ("password", "again", "told"),
    [
        ("short", "short", "at least 12 characters"),
        ("x" * 201, "x" * 201, "at most 200 characters"),
        (PHRASE, "something else", "not the same"),
        ("password1234", "password1234", "too easy to guess"),
        (TIM, TIM, "too easy to guess"),
    ],
)
def test_what_is_wrong_is_told_and_the_form_can_be_sent_again(
    server: DeskClient, company: IntegrateClient, database: Database, password: str, again: str, told: str
) -> None:
    link = newest_link(database)

    refused = send(server, link, password, again)

    assert refused.status_code == 400
    assert told in refused.text
    assert password not in refused.text.replace(TIM, "")
    assert send(server, link).status_code == 200


def test_a_reset_ends_sign_ins_other_links_and_the_waiting(
    server: DeskClient, company: IntegrateClient, database: Database
) -> None:
    send(server, newest_link(database))
    signed_in = company.with_token(sign_in(company).json()["access_token"])
    for _ in range(5):
        sign_in(company, "wrong")
    assert sign_in(company).status_code == 429
    for _ in range(2):
        company.post("/users/reset-password", {"email": TIM})
    latest, earlier = (link_in(mail) for mail in mails_to(database, TIM)[:2])

    assert send(server, latest, "another phrase of words").status_code == 200

    assert signed_in.get("/orders").status_code == 401
    assert server.open("GET", earlier).status_code == 404
    assert sign_in(company).status_code == 401
    assert sign_in(company, "another phrase of words").status_code == 200


def test_a_token_is_stored_as_a_hash_only(company: IntegrateClient, database: Database) -> None:
    token = newest_link(database).partition("token=")[2]

    with database.read() as uow:
        rows = uow.connection.execute(sa.select(account_links)).all()

    assert len(rows) == 1
    assert token not in str(rows)


@pytest.mark.parametrize(
    "address", ["/account/set-password", "/account/set-password?token=%00", "/account/set-password?token=x"]
)
def test_an_address_that_nobody_was_sent_shows_nothing(server: DeskClient, address: str) -> None:
    page = server.open("GET", PUBLIC_URL + address)

    assert (page.status_code, "<form" in page.text) == (404, False)


def test_a_form_without_its_fields_sets_nothing(server: DeskClient) -> None:
    assert server.send_form("/account/set-password", {}).status_code == 404


def test_the_page_may_send_its_form_to_this_server_only(
    server: DeskClient, company: IntegrateClient, database: Database
) -> None:
    headers = server.open("GET", newest_link(database)).headers

    assert "form-action 'self'" in headers["content-security-policy"]
    assert "default-src 'none'" in headers["content-security-policy"]
    assert headers["referrer-policy"] == "no-referrer"
    assert "no-store" in headers["cache-control"]
