"""Query parameters: read, and refused with every fault at once."""

from typing import Any
from uuid import UUID

import httpx
import pytest
from tests.support.http import PREFIX

from planroom.kit.paging import Cursor, write_cursor

SHIPS = PREFIX + "/ships"


def faults_of(reply: httpx.Response) -> list[tuple[list[str | int], str]]:
    assert reply.status_code == 400, reply.text
    told = reply.json()
    assert list(told["validation_error"]) == ["query_params"]
    return [(fault["loc"], fault["msg"]) for fault in told["validation_error"]["query_params"]]


def test_a_list_comes_in_the_documented_envelope(api: httpx.Client) -> None:
    reply = api.get(SHIPS, params={"limit": 2})
    assert reply.json() == {
        "pagination": {
            "has_more": True,
            "limit": 2,
            "next_offset": 3,
            "previous_offset": 0,
            "next_cursor": write_cursor(Cursor(UUID(int=2), 2)),
        },
        "items": ["1 [] None", "2 [] None"],
    }


def test_a_parameter_may_be_repeated_where_its_field_is_a_list(api: httpx.Client) -> None:
    reply = api.get(SHIPS, params={"limit": 1, "harbour": ["Kiel", "Riga"], "masts": "3"})
    assert reply.json()["items"] == ["1 ['Kiel', 'Riga'] 3"]


def test_unknown_parameters_are_ignored_and_the_last_of_several_counts(api: httpx.Client) -> None:
    reply = api.get(SHIPS + "?limit=5&limit=1&colour=red")
    assert reply.json()["pagination"]["limit"] == 1


def test_all_faults_of_a_query_come_in_one_reply(api: httpx.Client) -> None:
    assert faults_of(
        api.get(SHIPS, params={"limit": "many", "offset": -1, "masts": "x", "harbour": "a\0", "cursor": "3"})
    ) == [
        (["harbour"], "null characters are not allowed"),
        (["limit"], "int type expected"),
        (["offset"], "ensure this value is greater than or equal to 0"),
        (["cursor"], "not a cursor; send next_cursor of the page before"),
        (["masts"], "int type expected"),
    ]


@pytest.mark.parametrize(
    "query",
    [
        {"limit": 0},
        {"limit": 101},
        {"limit": -5},
        {"limit": ""},
        {"limit": "1.5"},
        {"limit": "\u0661"},
        {"limit": "9" * 5000},
        {"offset": "x"},
        {"offset": -1},
        {"offset": 2**63},
        {"cursor": ""},
        {"cursor": "next"},
        {"cursor": "c1" + 27 * "A"},
        {"cursor": "c1" + 27 * "A" + "="},
        {"cursor": "c2" + 28 * "A"},
        {"cursor": str(UUID(int=1))},
    ],
)
def test_a_page_outside_the_bounds_is_refused(api: httpx.Client, query: dict[str, Any]) -> None:
    ((loc, _),) = faults_of(api.get(PREFIX + "/pages", params=query))
    assert loc == list(query)


@pytest.mark.parametrize(
    ("query", "page"),
    [
        ({}, {"limit": 20, "offset": 0}),
        ({"limit": 1}, {"limit": 1, "offset": 0}),
        ({"limit": 100, "offset": 21}, {"limit": 100, "offset": 21}),
        ({"offset": 2**62}, {"limit": 20, "offset": 2**62}),
    ],
)
def test_a_page_within_the_bounds_is_read(api: httpx.Client, query: dict[str, int], page: dict[str, int]) -> None:
    assert api.get(PREFIX + "/pages", params=query).json() == page


@pytest.mark.parametrize("query", ["%", "%zz", "%ff", "limit", "=", "&&&", "limit=%ff", "a=%ed%a0%80", "x" * 5000])
def test_no_query_makes_the_service_stumble(api: httpx.Client, query: str) -> None:
    assert api.get(f"{PREFIX}/pages?{query}").status_code in {200, 400}


def test_a_stranger_learns_nothing_but_that_the_key_is_wrong(api: httpx.Client) -> None:
    for key, code in (("pk_live_wrong", "api_key_invalid"), ("", "api_key_missing")):
        reply = api.get(SHIPS, params={"limit": 0}, headers={"api-key": key})
        assert (reply.status_code, reply.json()["code"]) == (401, code)
