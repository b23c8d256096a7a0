"""What is refused about orders, and how (contract 1.1)."""

from typing import Any
from uuid import UUID

import pytest
from tests.support.bodies import SMALL_ORDER
from tests.support.customers import Customer, make_operator
from tests.support.integrate import IntegrateClient

from planroom.infra.database.unit_of_work import Database

UNKNOWN = "0192c0de-0000-7000-8000-000000000000"


@pytest.fixture
def settings() -> dict[str, Any]:
    return {"max_body_bytes": 20_000}


def faults_of(client: IntegrateClient, body: Any) -> list[dict[str, Any]]:  # noqa: ANN401 — any body
    reply = client.post("/orders", body)
    assert reply.status_code == 400, reply.text
    assert list(reply.json()) == ["validation_error"]
    assert list(reply.json()["validation_error"]) == ["body_params"]
    found: list[dict[str, Any]] = reply.json()["validation_error"]["body_params"]
    return found


def test_a_nested_body_gets_the_captured_reply(client: IntegrateClient) -> None:
    # The live service answered such a body with these entries (contract 1.1); ours have a type each as well.
    nested = {"address": {"street": "Main Street", "city": "Springfield"}, "info": {"external_id": "1"}}

    assert faults_of(client, nested) == [
        {"loc": ["street"], "msg": "field required", "type": "value_error.missing"},
        {"loc": ["city"], "msg": "field required", "type": "value_error.missing"},
        {"loc": ["country"], "msg": "field required", "type": "value_error.missing"},
        {"loc": ["info"], "msg": "str type expected", "type": "type_error.str"},
        {"loc": ["source"], "msg": "field required", "type": "value_error.missing"},
    ]


def test_missing_and_wrongly_typed_fields_are_told_together(client: IntegrateClient) -> None:
    body = {
        "street": 121,
        "country": "",
        "source": ["https://ok.example/1.png", "ftp://no.example/2.png", 3],
        "latitude": 91,
        "longitude": "west",
        "package_type": "gold",
        "add_ons": ["gla", "pool"],
        "order_preferences": {"style_3d": {"video": {"speed": 5}}},
    }

    found = {tuple(fault["loc"]): fault["type"] for fault in faults_of(client, body)}

    assert found == {
        ("street",): "type_error.str",
        ("city",): "value_error.missing",
        ("country",): "value_error.any_str.min_length",
        ("source", 1): "value_error.str.regex",
        ("source", 2): "type_error.str",
        ("latitude",): "value_error.number.not_le",
        ("longitude",): "type_error.float",
        ("package_type",): "type_error.enum",
        ("add_ons", 1): "type_error.enum",
        ("order_preferences", "style_3d", "video", "speed"): "type_error.str",
    }


@pytest.mark.parametrize(
    ("change", "loc", "kind"),
    [
        ({"street": "x" * 301}, ["street"], "value_error.any_str.max_length"),
        ({"street": "Main\u0000Street"}, ["street"], "value_error.str.null_character"),
        ({"info": "x" * 10_001}, ["info"], "value_error.any_str.max_length"),
        ({"source": []}, ["source"], "value_error.list.min_items"),
        ({"source": ["https://a.example"] * 21}, ["source"], "value_error.list.max_items"),
        ({"source": {"url": "https://a.example"}}, ["source"], "type_error.union"),
        ({"source": "drawing.png"}, ["source"], "value_error.str.regex"),
        ({"owner_email": "nobody@example.com"}, ["owner_email"], "value_error.owner_email"),
        ({"package_type": "base", "add_ons": ["gla", "3d_video"]}, ["add_ons", 1], "value_error.add_on"),
    ],
)
def test_a_field_that_breaks_its_rule_is_named(
    client: IntegrateClient, change: dict[str, Any], loc: list[str | int], kind: str
) -> None:
    (fault,) = faults_of(client, {**SMALL_ORDER, **change})

    assert (fault["loc"], fault["type"]) == (loc, kind)


def test_what_only_the_companys_data_can_tell_is_told_together(client: IntegrateClient) -> None:
    faults = faults_of(client, {**SMALL_ORDER, "owner_email": "nobody@example.com", "add_ons": ["3d_video"]})

    assert [fault["loc"] for fault in faults] == [["add_ons", 0], ["owner_email"]]


@pytest.mark.parametrize("package", [{}, {"package_type": "base"}, {"package_type": None}])
def test_it_is_told_together_with_what_the_schema_tells(client: IntegrateClient, package: dict[str, Any]) -> None:
    body = {"city": 5, "owner_email": "nobody@example.com", "add_ons": ["gla", "pool", "3d_video"], **package}

    found = {tuple(fault["loc"]): fault["type"] for fault in faults_of(client, {**SMALL_ORDER, **body})}

    assert found == {
        ("city",): "type_error.str",
        ("add_ons", 1): "type_error.enum",
        ("add_ons", 2): "value_error.add_on",
        ("owner_email",): "value_error.owner_email",
    }


@pytest.mark.parametrize(
    "body",
    [
        {"package_type": "gold", "add_ons": ["3d_video"]},
        {"package_type": ["base"], "add_ons": ["3d_video"]},
        {"add_ons": {"gla": 1}},
        {"add_ons": [["gla"], None]},
        {"owner_email": 5},
        {"owner_email": "x" * 255},
        {"owner_email": "some\u0000body@example.com"},
    ],
)
def test_what_cannot_be_read_is_told_once(client: IntegrateClient, body: dict[str, Any]) -> None:
    kinds = {fault["type"] for fault in faults_of(client, {**SMALL_ORDER, "city": 5, **body})}

    assert not kinds & {"value_error.add_on", "value_error.owner_email"}


def test_another_companys_user_cannot_be_the_owner(client: IntegrateClient, stranger: Customer) -> None:
    (fault,) = faults_of(client, {**SMALL_ORDER, "owner_email": stranger.email})

    assert fault["loc"] == ["owner_email"]


@pytest.mark.parametrize(
    "body",
    [
        b'{"street": "Main Street",',
        b'{"street": "Main Street\xff"}',
        b'{"latitude": NaN}',
        b'{"street": "\\ud800"}',
        b"[" * 15_000,
        b"",
    ],
)
def test_a_body_that_is_no_json_is_told_at_its_root(client: IntegrateClient, body: bytes) -> None:
    reply = client.post_raw("/orders", body)

    assert reply.status_code == 400
    (fault,) = reply.json()["validation_error"]["body_params"]
    assert fault["loc"] == ["__root__"]


@pytest.mark.parametrize("body", [b"[]", b'"text"', b"5", b"null"])
def test_a_body_that_is_no_object_is_told_at_its_root(client: IntegrateClient, body: bytes) -> None:
    reply = client.post_raw("/orders", body)

    assert reply.status_code == 400
    (fault,) = reply.json()["validation_error"]["body_params"]
    assert fault == {"loc": ["__root__"], "msg": "dict type expected", "type": "type_error.dict"}


def test_a_body_over_the_limit_is_413(client: IntegrateClient) -> None:
    reply = client.post("/orders", {**SMALL_ORDER, "ignored": "x" * 20_000})

    assert reply.status_code == 413
    assert reply.json()["code"] == "body_too_large"


@pytest.mark.parametrize("refused", [{"street": 5}, {"owner_email": "nobody@example.com"}])
def test_a_refused_order_leaves_nothing_behind(client: IntegrateClient, refused: dict[str, Any]) -> None:
    client.post("/orders", {**SMALL_ORDER, **refused})

    assert client.get("/orders").json()["items"] == []


def test_no_key_is_401(client: IntegrateClient) -> None:
    for reply in (client.with_key(None).get("/orders"), client.with_key(None).post("/orders", SMALL_ORDER)):
        assert reply.status_code == 401
        assert reply.headers["content-type"].startswith("application/json")
        assert reply.json() == {
            "message": "Send your key in the api-key header.",
            "code": "api_key_missing",
            "request_id": reply.headers["x-request-id"],
        }


@pytest.mark.parametrize("key", ["wrong", "pk_live_wrong", "op_live_wrong", "ключ", "x" * 5000])
def test_a_wrong_key_is_401(client: IntegrateClient, key: str) -> None:
    reply = client.with_key(key).get("/orders")

    assert reply.status_code == 401
    assert reply.json()["code"] == "api_key_invalid"


def test_an_api_key_sent_as_a_bearer_token_is_401(client: IntegrateClient, customer: Customer) -> None:
    reply = client.with_key(None).get_with_headers("/orders", {"authorization": f"Bearer {customer.api_key}"})

    assert reply.status_code == 401
    assert reply.json()["code"] == "api_key_invalid"


def test_an_operator_has_no_orders_of_their_own(client: IntegrateClient, database: Database) -> None:
    desk = client.with_key(make_operator(database))

    for reply in (desk.get("/orders"), desk.post("/orders", SMALL_ORDER), desk.get(f"/orders/{UNKNOWN}")):
        assert reply.status_code == 403
        assert reply.json()["code"] == "role_not_allowed"


def test_an_operator_who_asks_wrongly_still_has_no_orders(client: IntegrateClient, database: Database) -> None:
    desk = client.with_key(make_operator(database))

    for reply in (desk.post("/orders", {}), desk.post_raw("/orders", b"{"), desk.get("/orders", limit=0)):
        assert reply.status_code == 403
        assert reply.json()["code"] == "role_not_allowed"


@pytest.mark.parametrize("order_id", [UNKNOWN, "no-uuid", "%20"])
def test_an_order_that_does_not_exist_is_404(client: IntegrateClient, order_id: str) -> None:
    reply = client.get(f"/orders/{order_id}")

    assert reply.status_code == 404
    assert reply.json()["code"] == "order_not_found"
    assert reply.json()["message"] == "Order not found."


def test_another_companys_order_is_404(client: IntegrateClient, stranger: Customer) -> None:
    order_id = UUID(client.post("/orders", SMALL_ORDER).json()["id"])
    other = client.with_key(stranger.api_key)

    for reply in (
        other.get(f"/orders/{order_id}"),
        other.post(f"/orders/{order_id}/source", {"source": "https://drawings.example.com/2.png"}),
    ):
        assert reply.status_code == 404
        assert reply.json()["code"] == "order_not_found"
