"""Every documented example of the contract: the call it shows, and the reply key for key and type for type."""

from typing import Any
from uuid import UUID

import pytest
from tests.support import documented
from tests.support.bodies import CHANGE_REQUEST, ORDER, SMALL_ORDER
from tests.support.integrate import IntegrateClient
from tests.support.production import deliver
from tests.support.receiver import Receiver
from tests.support.shapes import OBJECT, differences

from planroom.infra.database.unit_of_work import Database

ORDER_ADDITIONS = frozenset({"page_url"})
PAGINATION_ADDITIONS = frozenset({"next_cursor"})


def _delivered(client: IntegrateClient, database: Database) -> str:
    order_id: str = client.post("/orders", ORDER).json()["id"]
    deliver(database, UUID(order_id))
    return order_id


def _in_list(item: object, reply: dict[str, Any], additions: frozenset[str] = frozenset()) -> list[str]:
    assert reply["items"], "an empty list proves nothing"
    faults = differences({"pagination": OBJECT, "items": [OBJECT]}, reply)
    faults += differences(documented.PAGINATION, reply["pagination"], additions=PAGINATION_ADDITIONS)
    return faults + [fault for row in reply["items"] for fault in differences(item, row, additions=additions)]


def test_a_nested_body_is_refused_as_the_live_service_was_seen_to(client: IntegrateClient) -> None:
    """Section 1.1."""
    reply = client.post("/orders", {"address": {"street": "Orchard Road"}, "info": {"external_id": "1"}})

    assert reply.status_code == 400
    told = [{"loc": fault["loc"], "msg": fault["msg"]} for fault in reply.json()["validation_error"]["body_params"]]
    assert sorted(told, key=str) == sorted(documented.NESTED_BODY_REFUSED, key=str)


def test_every_other_error_has_a_message_a_code_and_the_request_id(client: IntegrateClient) -> None:
    """Section 1.1."""
    reply = client.get("/orders/0192e4a0-0000-7000-8000-000000000000")

    assert reply.status_code == 404
    assert differences(documented.ERROR, reply.json()) == []
    assert (reply.json()["code"], reply.json()["request_id"]) == ("order_not_found", reply.headers["x-request-id"])


def test_the_second_page_of_a_list_begins_where_the_example_says(client: IntegrateClient) -> None:
    """Section 1.2: ``limit=20&offset=0`` is followed by ``next_offset`` 21."""
    placed = [client.post("/orders", SMALL_ORDER).json()["id"] for _ in range(21)]

    first = client.get("/orders", limit=20, offset=0).json()
    told = {key: value for key, value in first["pagination"].items() if key not in PAGINATION_ADDITIONS}
    assert told == {"has_more": True, "limit": 20, "next_offset": 21, "previous_offset": 0}
    second = client.get("/orders", limit=20, offset=21).json()
    assert [row["id"] for row in first["items"] + second["items"]] == placed[::-1]


def test_an_order_is_shown_key_for_key(client: IntegrateClient, database: Database) -> None:
    """Sections 2.1 and 2.2, in every state that an order placed with a drawing goes through."""
    placed = client.post("/orders", ORDER).json()
    order_id = placed["id"]
    deliver(database, UUID(order_id))
    ready = client.get(f"/orders/{order_id}").json()
    client.post(f"/orders/{order_id}/change-requests", CHANGE_REQUEST)
    fixing = client.get(f"/orders/{order_id}").json()

    assert [order["info"]["status"] for order in (placed, ready, fixing)] == ["Pending", "Ready", "Fixing"]
    for order in (placed, ready, fixing):
        assert differences(documented.ORDER, order, additions=ORDER_ADDITIONS) == []
    assert _in_list(documented.ORDER, client.get("/orders").json(), ORDER_ADDITIONS) == []


def test_an_address_is_written_in_the_documented_order(client: IntegrateClient) -> None:
    """Section 2.1: the number stands before the street, and what is missing is left out."""
    whole = client.post("/orders", ORDER).json()["address"]["full_address"]
    short = client.post("/orders", SMALL_ORDER).json()["address"]["full_address"]

    assert whole == "121 North Washington Avenue, 4, Minneapolis, MN 55401, United States"
    assert short == "Washington Avenue, Minneapolis, United States"


def test_company_info_is_shown_key_for_key(client: IntegrateClient) -> None:
    """Section 2.4."""
    assert differences(documented.COMPANY_INFO, client.get("/companies/info").json()) == []


def test_webhook_settings_are_answered_with_exactly_two_lists(client: IntegrateClient, receiver: Receiver) -> None:
    """Section 3.1."""
    settings = {
        "webhook_urls": [f"{receiver.url}/hook?key=1"],
        "webhook_triggers": ["moved_to_draft", "moved_to_ready"],
    }

    assert client.patch("/companies/webhook", settings).json() == settings


def test_a_change_request_is_answered_to_the_letter(client: IntegrateClient, database: Database) -> None:
    """Section 3.5, with the documented body."""
    reply = client.post(f"/orders/{_delivered(client, database)}/change-requests", CHANGE_REQUEST)

    assert reply.status_code == 200
    assert differences(documented.CHANGE_REQUEST_SENT, reply.json()) == []


def test_a_change_request_is_shown_key_for_key(client: IntegrateClient, database: Database) -> None:
    """Section 2.4."""
    address = f"/orders/{_delivered(client, database)}/change-requests"
    change_request_id = client.post(address, CHANGE_REQUEST).json()["id"]

    one = client.get(f"{address}/{change_request_id}").json()
    assert differences(documented.CHANGE_REQUEST, one, additions=documented.CHANGE_REQUEST_ADDITIONS) == []
    listed = client.get(address).json()
    assert _in_list(documented.CHANGE_REQUEST, listed, documented.CHANGE_REQUEST_ADDITIONS) == []


DRAFT: dict[str, Any] = {
    "street": "string",
    "suite": "string",
    "city": "string",
    "state": "string",
    "country": "string",
    "postalCode": "string",
    "owner_email": "manager@example.com",
    "info": "string",
    "external_id": "string",
    "package_type": "plus",
    "add_ons": ["gla"],
    "order_preferences": {
        "style_2d": {"style_template_id": "string", "add_info": "string"},
        "style_3d": {
            "video": {"speed": "string", "layout": "string"},
            "furniture_set": "string",
            "include_basement": True,
            "add_info": "string",
        },
    },
}


def test_a_draft_is_made_and_changed_with_the_documented_body(client: IntegrateClient) -> None:
    """Section 3.6: any string is taken for a preference, and an unknown one is told in the issues."""
    made = client.post("/orders/draft", DRAFT)
    changed = client.patch(f"/orders/draft/{made.json()['id']}", DRAFT)

    for reply in (made, changed):
        assert reply.status_code == 200, reply.text
        assert differences(documented.ORDER, reply.json(), additions=ORDER_ADDITIONS) == []
        assert (reply.json()["info"]["status"], reply.json()["issues"] != []) == ("Draft", True)
    deleted = client.send("DELETE", f"/orders/draft/{made.json()['id']}")
    assert differences({"message": "…"}, deleted.json()) == []


def test_a_draft_needs_its_four_fields_on_patch_too(client: IntegrateClient) -> None:
    """Section 3.6."""
    order_id = client.post("/orders/draft", DRAFT).json()["id"]

    reply = client.patch(f"/orders/draft/{order_id}", {"suite": "4"})
    assert reply.status_code == 400
    missing = {fault["loc"][0] for fault in reply.json()["validation_error"]["body_params"]}
    assert missing == {"street", "city", "country", "owner_email"}


def test_an_invitation_to_scan_is_shown_in_the_order(client: IntegrateClient) -> None:
    """Section 3.7."""
    body = {**DRAFT, "client_name": "Ann", "client_email": "ann@example.org", "expires_in_days": 3, "language": "en"}
    order = client.post("/orders/gotoscan", body).json()

    assert differences(documented.ORDER, order, additions=ORDER_ADDITIONS) == []
    assert (order["info"]["status"], order["info"]["go2scan"]["status"]) == ("Draft", "sent")


def test_a_user_is_invited_to_the_letter_and_shown_key_for_key(client: IntegrateClient) -> None:
    """Sections 2.4 and 3.3."""
    invited = client.post("/users", {"email": "tim@example.com", "role": "Collaborator"}).json()

    message = "Invitation email was sent to user email and needs to be finished before first login."
    assert invited == {"email": "tim@example.com", "id": invited["id"], "message": message, "role": "Collaborator"}
    assert differences(documented.USER, client.get("/users/tim@example.com").json()) == []
    assert _in_list(documented.USER, client.get("/users").json()) == []


def test_passwords_are_changed_and_reset_to_the_letter(client: IntegrateClient) -> None:
    """Section 3.3."""
    password = "correct horse battery staple"
    client.post("/users", {"email": "tim@example.com", "role": "User", "password": password})
    change = {"email": "tim@example.com", "old_password": password, "new_password": "another long pass phrase"}

    wrong = client.post("/users/change-password", {**change, "old_password": "wrong"})
    [fault] = wrong.json()["validation_error"]["body_params"]
    assert (wrong.status_code, fault["loc"], fault["type"]) == (400, ["old_password"], "value_error.wrong_password")
    changed = client.post("/users/change-password", change)
    assert changed.json() == {"message": "Your password has been changed."}
    for email in ("tim@example.com", "nobody@example.com"):
        reset = client.with_key(None).post("/users/reset-password", {"email": email})
        assert reset.json() == {"message": "Send reset password email successfully."}


def test_offices_and_the_package_are_shown_key_for_key(client: IntegrateClient) -> None:
    """Section 2.4."""
    assert _in_list(documented.OFFICE, client.get("/offices").json()) == []
    made = client.post("/offices", {"name": "North"}).json()
    assert differences(documented.OFFICE, made, additions=frozenset({"message"})) == []
    assert differences(documented.PACKAGE, client.get("/companies/package").json()) == []


def test_webhook_settings_are_deleted_with_a_message(client: IntegrateClient) -> None:
    """Section 3.1."""
    deleted = client.send("DELETE", "/companies/webhook")

    assert differences({"message": "…"}, deleted.json()) == []
    info = client.get("/companies/info").json()
    assert (info["webhook_urls"], info["webhook_triggers"]) == ([], [])


@pytest.mark.parametrize(
    ("example", "reply", "fault"),
    [
        ({"a": 1}, {}, "$.a: missing"),
        ({"a": 1}, {"a": 1, "b": 2}, "$.b: not documented"),
        ({"a": 1}, {"a": "1"}, "$.a: '1' is no number"),
        ({"a": [{"b": True}]}, {"a": [{"b": True}, {"b": 1}]}, "$.a[1].b: 1 is no boolean"),
        ({"a": None}, {"a": {}}, "$.a: {} is no null"),
    ],
)
def test_a_reply_of_another_shape_would_be_noticed(example: object, reply: object, fault: str) -> None:
    assert differences(example, reply) == [fault]
