"""Bodies that do not fit: every fault in one 400, and other refusals by size and type (contract section 1.1)."""

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from tests.support.http import PREFIX

SHIPS = PREFIX + "/ships"


@pytest.fixture
def settings() -> dict[str, Any]:
    return {"max_body_bytes": 10_000}


def faults_of(reply: httpx.Response) -> list[dict[str, Any]]:
    assert reply.status_code == 400, reply.text
    assert reply.headers["content-type"] == "application/json"
    told = reply.json()
    assert list(told) == ["validation_error"]
    assert list(told["validation_error"]) == ["body_params"]
    faults: list[dict[str, Any]] = told["validation_error"]["body_params"]
    return faults


def test_all_faults_of_a_body_come_in_one_reply(api: httpx.Client) -> None:
    assert faults_of(api.post(SHIPS, json={"masts": "three", "crew": ["Ann", 7]})) == [
        {"loc": ["name"], "msg": "field required", "type": "value_error.missing"},
        {"loc": ["masts"], "msg": "int type expected", "type": "type_error.integer"},
        {"loc": ["crew", 1], "msg": "str type expected", "type": "type_error.str"},
    ]


def test_unknown_keys_are_ignored(api: httpx.Client) -> None:
    assert api.post(SHIPS, json={"name": "Vasa", "masts": 3, "guns": 64}).status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"{'name': 1}",
        b"nonsense",
        b'{"name": "a",}',
        b'{"name": NaN}',
        b"{} {}",
        b'"\\ud800"',
        b"\xff\xfe",
        b'{"a\x00": 1}',
        b"[" * 5000,
        b'{"free":' * 1000 + b"1" + b"}" * 1000,
    ],
)
def test_what_is_no_json_is_told_at_the_root(api: httpx.Client, body: bytes) -> None:
    (fault,) = faults_of(api.post(SHIPS, content=body))
    assert fault["loc"] == ["__root__"]
    assert fault["type"] == "value_error.jsondecode"
    assert fault["msg"].startswith("body is not valid JSON: ")


@pytest.mark.parametrize("body", [b"", b" "])
def test_a_missing_body_is_told_at_the_root(api: httpx.Client, body: bytes) -> None:
    assert faults_of(api.post(SHIPS, content=body)) == [
        {"loc": ["__root__"], "msg": "field required", "type": "value_error.missing"}
    ]


@pytest.mark.parametrize("body", ["[]", "5", '"text"', "null", "true"])
def test_a_body_that_is_no_object_is_told_at_the_root(api: httpx.Client, body: str) -> None:
    assert faults_of(api.post(SHIPS, content=body)) == [
        {"loc": ["__root__"], "msg": "dict type expected", "type": "type_error.dict"}
    ]


@pytest.mark.parametrize("number", ["1e400", "-1e400"])
def test_a_number_beyond_all_bounds_is_told_at_its_place(api: httpx.Client, number: str) -> None:
    faults = faults_of(api.post(SHIPS, content=f'{{"name": "Vasa", "masts": {number}}}'))
    assert [fault["loc"] for fault in faults] == [["masts"]]


def test_a_null_character_is_told_where_it_stands(api: httpx.Client) -> None:
    body = {"name": "Va\0sa", "masts": "x", "free": {"log": ["a", "\0"]}}
    assert [(fault["loc"], fault["msg"]) for fault in faults_of(api.post(SHIPS, json=body))] == [
        (["name"], "null characters are not allowed"),
        (["free", "log", 1], "null characters are not allowed"),
        (["masts"], "int type expected"),
    ]


def test_the_spelling_of_a_null_character_is_harmless_behind_a_backslash(api: httpx.Client) -> None:
    reply = api.post(SHIPS, json={"name": "a\\u0000", "masts": 1})
    assert (reply.status_code, reply.json()["name"]) == (200, "a\\u0000")


@pytest.mark.parametrize(
    "headers",
    [
        {"content-type": "text/plain"},
        {"content-type": "application/x-www-form-urlencoded"},
        {"content-type": "multipart/form-data; boundary=x"},
        {"content-type": "text/json"},
        {"content-type": "application/json", "content-encoding": "gzip"},
    ],
)
def test_a_body_of_another_type_is_415(api: httpx.Client, headers: dict[str, str]) -> None:
    reply = api.post(SHIPS, content=b'{"name": "Vasa", "masts": 3}', headers=headers)
    assert (reply.status_code, reply.json()["code"]) == (415, "unsupported_media_type")


@pytest.mark.parametrize(
    "content_type", ["application/json; charset=utf-8", "Application/JSON", "application/vnd.a+json"]
)
def test_json_may_be_announced_in_several_ways(api: httpx.Client, content_type: str) -> None:
    body = json.dumps({"name": "Vasa", "masts": 3}).encode()
    assert api.post(SHIPS, content=body, headers={"content-type": content_type}).status_code == 200
    assert api.post(SHIPS, content=body).status_code == 200


def test_a_body_over_the_limit_is_413(api: httpx.Client) -> None:
    reply = api.post(SHIPS, json={"name": "x" * 10_000, "masts": 3})
    assert (reply.status_code, reply.json()["code"]) == (413, "body_too_large")


def test_a_body_over_the_limit_that_does_not_say_its_length_is_413(api: httpx.Client) -> None:
    def pieces() -> Iterator[bytes]:
        yield b'{"name": "'
        for _ in range(20):
            yield b"x" * 1000

    assert api.post(SHIPS, content=pieces()).status_code == 413


def test_a_body_of_the_limit_is_taken(api: httpx.Client) -> None:
    frame = len(json.dumps({"name": "", "masts": 3}))
    body = json.dumps({"name": "x" * (10_000 - frame), "masts": 3})
    assert len(body) == 10_000
    assert api.post(SHIPS, content=body).status_code == 200


def test_very_many_faults_are_cut_to_a_hundred(api: httpx.Client) -> None:
    assert len(faults_of(api.post(SHIPS, json={"name": "Vasa", "masts": 3, "crew": [0] * 3000}))) == 100


BAD_REQUESTS: list[dict[str, Any]] = [
    {"json": {}},
    {"content": b"nonsense"},
    {"content": b"x" * 20_000},
    {"content": b"{}", "headers": {"content-type": "text/plain"}},
]


@pytest.mark.parametrize("request_", BAD_REQUESTS, ids=["faults", "no json", "too large", "wrong type"])
def test_a_stranger_learns_nothing_but_that_the_key_is_wrong(api: httpx.Client, request_: dict[str, Any]) -> None:
    del api.headers["api-key"]
    missing = api.post(SHIPS, **request_)
    assert (missing.status_code, missing.json()["code"]) == (401, "api_key_missing")
    api.headers["api-key"] = "pk_live_wrong"
    wrong = api.post(SHIPS, **request_)
    assert (wrong.status_code, wrong.json()["code"]) == (401, "api_key_invalid")


def test_a_route_for_anybody_tells_anybody_its_faults(api: httpx.Client) -> None:
    del api.headers["api-key"]
    assert len(faults_of(api.post(PREFIX + "/berths", json={}))) == 2
    assert api.post(PREFIX + "/berths", json={"name": "Vasa", "masts": 3}).status_code == 200


def test_a_body_that_may_be_left_out_is_still_checked_when_it_is_there(api: httpx.Client) -> None:
    anchors = PREFIX + "/anchors"
    assert api.post(anchors).json() == {"ship": "any"}
    assert api.post(anchors, json={"name": "Vasa", "masts": 3}).json() == {"ship": "Vasa"}
    assert faults_of(api.post(anchors, json={"name": "Vasa"}))[0]["loc"] == ["masts"]
