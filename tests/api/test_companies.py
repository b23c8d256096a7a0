"""The company's own calls (contract 2.4 and 3.1)."""

from typing import Any

import pytest
from tests.support.clock import FixedClock
from tests.support.customers import Customer, make_operator
from tests.support.integrate import IntegrateClient

from planroom.infra.database.unit_of_work import Database

# Addresses, not names: nothing is looked up, and these ranges are public.
HOOK = "http://192.0.43.8/hook?token=a%20b&x=1"
OTHER_HOOK = "https://192.0.43.9/hook"


def test_the_company_tells_what_the_contract_lists(
    client: IntegrateClient, customer: Customer, clock: FixedClock
) -> None:
    assert client.get("/companies/info").json() == {
        "id": str(customer.company_id),
        "profile": {"name": "Example Homes", "email": customer.email, "country": None, "customer_type": None},
        "webhook_urls": [],
        "webhook_triggers": [],
        "created_at": clock.now().timestamp(),
    }


def test_webhook_settings_come_back_as_exactly_the_two_lists(client: IntegrateClient) -> None:
    settings = {"webhook_urls": [HOOK, OTHER_HOOK], "webhook_triggers": ["moved_to_ready", "moved_to_failed"]}

    reply = client.patch("/companies/webhook", settings)

    assert reply.status_code == 200, reply.text
    assert reply.json() == settings
    info = client.get("/companies/info").json()
    assert {key: info[key] for key in settings} == settings


def test_what_is_given_replaces_what_was_and_the_rest_stays(client: IntegrateClient) -> None:
    client.patch("/companies/webhook", {"webhook_urls": [HOOK], "webhook_triggers": ["moved_to_ready"]})

    assert client.patch("/companies/webhook", {"webhook_urls": [OTHER_HOOK]}).json() == {
        "webhook_urls": [OTHER_HOOK],
        "webhook_triggers": ["moved_to_ready"],
    }
    assert client.patch("/companies/webhook", {"webhook_triggers": []}).json() == {
        "webhook_urls": [OTHER_HOOK],
        "webhook_triggers": [],
    }
    assert client.patch("/companies/webhook", {"unknown": 1}).json()["webhook_urls"] == [OTHER_HOOK]


def test_duplicates_are_dropped(client: IntegrateClient) -> None:
    many = {"webhook_urls": [HOOK, OTHER_HOOK] * 10, "webhook_triggers": ["moved_to_ready"] * 3}

    assert client.patch("/companies/webhook", many).json() == {
        "webhook_urls": [HOOK, OTHER_HOOK],
        "webhook_triggers": ["moved_to_ready"],
    }


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (
            {"webhook_urls": [HOOK, "/hook", "ftp://192.0.43.8/", "http://"]},
            {("webhook_urls", position): "value_error.bad_url" for position in (1, 2, 3)},
        ),
        (
            {"webhook_urls": ["http://127.0.0.1/", HOOK, "http://10.0.0.1/", "http://[::1]/", "http://169.254.1.1/"]},
            {("webhook_urls", position): "value_error.address_refused" for position in (0, 2, 3, 4)},
        ),
        (
            {"webhook_urls": [f"https://192.0.43.8/{n}" for n in range(11)]},
            {("webhook_urls",): "value_error.list.max_items"},
        ),
        (
            {"webhook_urls": HOOK, "webhook_triggers": ["moved_to_ready", "moved_to_new"]},
            {("webhook_urls",): "type_error.list", ("webhook_triggers", 1): "type_error.enum"},
        ),
        (
            {"webhook_urls": ["ftp://192.0.43.8/", 5, HOOK, "", "http://"], "webhook_triggers": ["moved_to_new"]},
            {
                ("webhook_urls", 0): "value_error.bad_url",
                ("webhook_urls", 1): "type_error.str",
                ("webhook_urls", 3): "value_error.any_str.min_length",
                ("webhook_urls", 4): "value_error.bad_url",
                ("webhook_triggers", 0): "type_error.enum",
            },
        ),
    ],
)
def test_settings_that_do_not_fit_are_refused_and_change_nothing(
    client: IntegrateClient, body: dict[str, Any], found: dict[tuple[str | int, ...], str]
) -> None:
    reply = client.patch("/companies/webhook", body)

    assert reply.status_code == 400, reply.text
    faults = reply.json()["validation_error"]["body_params"]
    assert {tuple(fault["loc"]): fault["type"] for fault in faults} == found
    assert client.get("/companies/info").json()["webhook_urls"] == []


def test_one_company_does_not_see_or_set_anothers_webhooks(client: IntegrateClient, stranger: Customer) -> None:
    other = client.with_key(stranger.api_key)
    other.patch("/companies/webhook", {"webhook_urls": [HOOK]})

    assert client.get("/companies/info").json()["webhook_urls"] == []
    assert other.get("/companies/info").json()["id"] == str(stranger.company_id)


def test_an_operator_has_no_company(client: IntegrateClient, database: Database) -> None:
    desk = client.with_key(make_operator(database))

    for reply in (desk.get("/companies/info"), desk.patch("/companies/webhook", {"webhook_urls": [HOOK]})):
        assert reply.status_code == 403
        assert reply.json()["code"] == "role_not_allowed"


def test_an_address_is_not_checked_for_somebody_without_a_key(client: IntegrateClient) -> None:
    reply = client.with_key("wrong").patch("/companies/webhook", {"webhook_urls": ["http://127.0.0.1/"]})

    assert reply.status_code == 401
