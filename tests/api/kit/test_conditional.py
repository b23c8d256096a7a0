"""ETags of single objects, 304, 412, and HEAD: what holds for every route."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import msgspec
import pytest
from litestar import Request
from litestar.params import FromPath, JSONBody
from tests.support.http import PREFIX, Berth, ships_api

from planroom.infra.database.unit_of_work import Database
from planroom.infra.http import etags, request_scope
from planroom.infra.http.lists import ListRead, list_read
from planroom.infra.http.routing import delete, get, get_in_steps, integrate, patch, patch_in_steps
from planroom.kit.paging import PageRequest, make_page


class Flag(msgspec.Struct):
    """A flag on a mast."""

    colour: str


_FLAG = Flag("red")


def _show(colour: str | None = None) -> Flag:
    _FLAG.colour = colour or _FLAG.colour
    return Flag(_FLAG.colour)


@get("/flag")
def read_flag(request: Request[Any, Any, Any]) -> Flag:
    """Give the flag."""
    with request_scope.read(request):
        return _show()


@get_in_steps("/flag-in-steps")
async def read_flag_in_steps(request: Request[Any, Any, Any]) -> Flag:
    """Give the flag, as a route in steps."""
    assert request.method == "GET"
    return _show()


@get("/flags")
def list_flags(request: Request[Any, Any, Any]) -> ListRead[Flag]:
    """Give all flags."""
    with request_scope.read(request):
        return list_read(make_page(PageRequest(), [Berth(UUID(int=1))]), lambda _: _show())


@patch("/flag")
def change_flag(request: Request[Any, Any, Any], data: JSONBody[Flag]) -> Flag:
    """Hoist another one."""
    with request_scope.write(request) as (uow, _):
        etags.require_match(request, uow, _show)
        return _show(data.colour)


@patch_in_steps("/flag-in-steps")
async def change_flag_in_steps(request: Request[Any, Any, Any], data: JSONBody[Flag]) -> Flag:
    """Hoist another one, as a route in steps."""
    assert request.method == "PATCH"
    return _show(data.colour)


@delete("/flags/{colour:str}")
def remove_flag(request: Request[Any, Any, Any], colour: FromPath[str]) -> dict[str, str]:
    """Take it down."""
    with request_scope.write(request) as (uow, _):
        etags.require_match(request, uow, _show)
        return {"message": colour}


ROUTES = [
    integrate(
        read_flag,
        read_flag_in_steps,
        list_flags,
        change_flag,
        change_flag_in_steps,
        remove_flag,
        tag="Flags",
    )
]


@pytest.fixture
def api(database: Database, tmp_path: Path) -> Iterator[httpx.Client]:
    _show("red")
    with ships_api(database, tmp_path, ROUTES) as client:
        client.base_url = client.base_url.join(PREFIX + "/")
        yield client


@pytest.mark.parametrize("path", ["flag", "flag-in-steps"])
def test_who_has_the_object_already_is_told_so(api: httpx.Client, path: str) -> None:
    first = api.get(path)
    etag = first.headers["etag"]
    assert first.headers["cache-control"] == "private, no-cache"
    for header in (etag, f'"other", {etag}', f"W/{etag}", "*"):
        again = api.get(path, headers={"if-none-match": header})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", etag)

    api.patch("flag", json={"colour": "blue"})
    changed = api.get(path, headers={"if-none-match": etag})
    assert (changed.status_code, changed.json(), changed.headers["etag"] != etag) == (200, {"colour": "blue"}, True)


def test_what_a_patch_gives_carries_the_tag_that_a_get_gives(api: httpx.Client) -> None:
    for path in ("flag", "flag-in-steps"):
        assert api.patch(path, json={"colour": path}).headers["etag"] == api.get("flag").headers["etag"]


def test_a_change_of_another_version_is_refused(api: httpx.Client) -> None:
    etag = api.get("flag").headers["etag"]
    for header in ('"other"', f"W/{etag}"):
        for refused in (
            api.patch("flag", json={"colour": "blue"}, headers={"if-match": header}),
            api.delete("flags/red", headers={"if-match": header}),
        ):
            assert (refused.status_code, refused.json()["code"]) == (412, "precondition_failed")
    assert api.get("flag").json() == {"colour": "red"}

    for header in (etag, f'"other", {etag}', "*"):
        assert api.delete("flags/red", headers={"if-match": header}).status_code == 200
    assert api.patch("flag", json={"colour": "blue"}, headers={"if-match": etag}).status_code == 200
    assert api.patch("flag", json={"colour": "green"}, headers={"if-match": etag}).status_code == 412


def test_a_list_has_no_tag(api: httpx.Client) -> None:
    assert "etag" not in api.get("flags").headers


def test_head_gives_the_headers_of_a_get(api: httpx.Client) -> None:
    whole, head = api.get("flag"), api.head("flag")
    assert (head.status_code, head.content) == (200, b"")
    for name in ("etag", "content-type", "content-length"):
        assert head.headers[name] == whole.headers[name]
    assert api.head("nothing").status_code == 404


class TestPagesOfOthers:
    """A browser lets a page of another origin read a reply only when the reply says so."""

    ORIGIN = "https://app.example.com"

    @staticmethod
    def asked(api: httpx.Client, origin: str) -> httpx.Response:
        asks = {"origin": origin, "access-control-request-method": "POST"}
        return api.options("flag", headers={**asks, "access-control-request-headers": "api-key"})

    def test_by_default_none_may(self, api: httpx.Client) -> None:
        for reply in (api.get("flag", headers={"origin": self.ORIGIN}), self.asked(api, self.ORIGIN)):
            assert "access-control-allow-origin" not in reply.headers

    def test_those_that_a_setting_names_may(self, database: Database, tmp_path: Path) -> None:
        origins = f"https://other.example.com, {self.ORIGIN}/"
        with ships_api(database, tmp_path, ROUTES, web_origins=origins, rate_limit_per_minute=2) as api:
            api.base_url = api.base_url.join(PREFIX + "/")
            asked = self.asked(api, self.ORIGIN)
            assert (asked.status_code, asked.headers["access-control-allow-origin"]) == (204, self.ORIGIN)
            assert "idempotency-key" in asked.headers["access-control-allow-headers"]
            assert "access-control-allow-origin" not in self.asked(api, "https://evil.example.com").headers

            replies = [api.get("flag", headers={"origin": self.ORIGIN}) for _ in range(3)]
            assert [reply.status_code for reply in replies] == [200, 200, 429]
            assert {reply.headers["access-control-allow-origin"] for reply in replies} == {self.ORIGIN}
            assert "etag" in replies[0].headers["access-control-expose-headers"]
            assert replies[0].headers["vary"] == "origin"
