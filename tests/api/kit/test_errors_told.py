"""Errors that are no validation errors: one shape, a stable code, and the request id (contract section 1.1)."""

import httpx
import pytest
from litestar.exceptions import ValidationException
from tests.support.http import GOOD_KEY, PREFIX

from planroom.infra.http.error_replies import STATUS_OF_KIND, reply_to_error
from planroom.kit.errors import AppError, ErrorKind


def assert_told(reply: httpx.Response, status: int, code: str) -> None:
    assert reply.status_code == status, reply.text
    assert reply.headers["content-type"] == "application/json"
    told = reply.json()
    assert list(told) == ["message", "code", "request_id"]
    assert (told["code"], told["request_id"]) == (code, reply.headers["x-request-id"])
    assert told["message"].endswith(".")


def test_an_error_of_a_feature_is_told_with_its_code(api: httpx.Client) -> None:
    reply = api.get(PREFIX + "/ships/sunk")
    assert_told(reply, 409, "ship_sunk")
    assert reply.json()["message"] == "The ship has sunk."


def test_a_forbidden_action_is_403(api: httpx.Client) -> None:
    assert_told(api.get(PREFIX + "/ships/secret"), 403, "role_not_allowed")


def test_a_busy_service_says_when_to_come_back(api: httpx.Client) -> None:
    reply = api.get(PREFIX + "/ships/late")
    assert_told(reply, 503, "busy")
    assert reply.headers["retry-after"] == "7"


def test_what_nobody_foresaw_is_500_without_a_word_about_the_inside(api: httpx.Client) -> None:
    reply = api.get(PREFIX + "/ships/broken")
    assert_told(reply, 500, "internal_error")
    assert "secret_column" not in reply.text
    assert api.get(PREFIX + "/ships/Vasa").json()["name"] == "Vasa"


@pytest.mark.parametrize(
    "path",
    ["/nope", PREFIX, PREFIX + "/nope", PREFIX + "/ships/a/b", "/api", "/%00", PREFIX + "/ships/a%00b"],
)
def test_an_unknown_address_is_404(api: httpx.Client, path: str) -> None:
    assert_told(api.get(path), 404, "not_found")


def test_a_method_that_an_address_does_not_take_is_405(api: httpx.Client) -> None:
    reply = api.delete(PREFIX + "/ships")
    assert_told(reply, 405, "method_not_allowed")
    assert {"GET", "POST"} <= set(reply.headers["allow"].split(", "))


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({}, "api_key_missing"),
        ({"api-key": ""}, "api_key_missing"),
        ({"authorization": "Basic dXNlcjpwdw=="}, "api_key_missing"),
        ({"authorization": "Bearer "}, "api_key_missing"),
        ({"api-key": "pk_live_wrong"}, "api_key_invalid"),
        ({"api-key": GOOD_KEY.upper()}, "api_key_invalid"),
        ({"authorization": f"Bearer {GOOD_KEY}"}, "api_key_invalid"),
        ({"api-key": "x" * 10_000}, "api_key_invalid"),
    ],
)
def test_a_missing_or_wrong_key_is_401(api: httpx.Client, headers: dict[str, str], code: str) -> None:
    del api.headers["api-key"]
    reply = api.get(PREFIX + "/ships", headers=headers)
    assert_told(reply, 401, code)
    assert reply.headers["www-authenticate"] == "Bearer"


def test_the_key_header_is_read_in_any_case_and_before_a_bearer_token(api: httpx.Client) -> None:
    del api.headers["api-key"]
    headers = {"API-Key": f" {GOOD_KEY} ", "Authorization": "Bearer something"}
    assert api.get(PREFIX + "/ships", headers=headers).status_code == 200


def test_every_kind_of_error_has_a_status_of_its_own() -> None:
    assert set(STATUS_OF_KIND) == set(ErrorKind)
    for kind, status in STATUS_OF_KIND.items():
        error = type("Special", (AppError,), {"kind": kind})()
        assert reply_to_error(error, "id").status == status


def test_parameters_that_the_framework_refuses_are_told_in_the_same_shape() -> None:
    error = ValidationException(extra=[{"key": "limit", "message": "Expected `int`", "source": "query"}])
    reply = reply_to_error(error, "id")
    fault = b'{"loc":["limit"],"msg":"expected `int`","type":"value_error"}'
    assert (reply.status, reply.body) == (400, b'{"validation_error":{"query_params":[%b]}}' % fault)
