"""Every call of the Integrate API by every kind of caller. A new route without a row here fails."""

from typing import Any, NamedTuple
from uuid import UUID

import httpx
import pytest
from litestar import Litestar
from litestar.routes import HTTPRoute
from tests.support.bodies import CHANGE_REQUEST, SMALL_ORDER
from tests.support.customers import Customer, make_operator
from tests.support.integrate import IntegrateClient
from tests.support.production import deliver

from planroom.entrypoints.api.app import discover_routes
from planroom.infra.database.unit_of_work import Database
from planroom.infra.http.routing import INTEGRATE_PREFIX, NO_KEY


class Call(NamedTuple):
    """A call, and the status that its own company and another one get."""

    method: str
    path: str
    body: Any
    own: int
    other: int


ANOTHER_SOURCE = {"source": "https://drawings.example.com/2.png"}
CALLS = [
    Call("GET", "/companies/info", None, 200, 200),
    Call("PATCH", "/companies/webhook", {"webhook_triggers": []}, 200, 200),
    Call("GET", "/orders", None, 200, 200),
    Call("POST", "/orders", SMALL_ORDER, 200, 200),
    Call("GET", "/orders/{order_id}", None, 200, 404),
    Call("POST", "/orders/{order_id}/source", ANOTHER_SOURCE, 409, 404),
    Call("POST", "/orders/{order_id}/change-requests", CHANGE_REQUEST, 200, 404),
    Call("GET", "/orders/{order_id}/change-requests", None, 200, 404),
    Call("GET", "/orders/{order_id}/change-requests/{change_request_id}", None, 200, 404),
]
every_call = pytest.mark.parametrize("call", CALLS, ids=lambda call: f"{call.method} {call.path}")


@pytest.fixture
def ids(client: IntegrateClient, database: Database) -> dict[str, str]:
    """An order that was delivered and is asked to be changed."""
    order_id = client.post("/orders", SMALL_ORDER).json()["id"]
    deliver(database, UUID(order_id))
    change_request_id = client.post(f"/orders/{order_id}/change-requests", CHANGE_REQUEST).json()["id"]
    return {"order_id": order_id, "change_request_id": change_request_id}


def make(client: IntegrateClient, call: Call, ids: dict[str, str]) -> httpx.Response:
    path = call.path.format(**ids)
    if call.method == "GET":
        return client.get(path)
    return client.patch(path, call.body) if call.method == "PATCH" else client.post(path, call.body)


def test_every_route_has_its_row() -> None:
    routes = {
        (method, route.path_format.removeprefix(INTEGRATE_PREFIX))
        for route in Litestar(discover_routes(), openapi_config=None).routes
        if isinstance(route, HTTPRoute) and route.path.startswith(INTEGRATE_PREFIX)
        for method, (handler, _) in route.route_handler_map.items()
        if method != "OPTIONS" and not handler.opt.get(NO_KEY)
    }

    assert {(call.method, call.path) for call in CALLS} == routes


@every_call
def test_its_own_company_may(client: IntegrateClient, ids: dict[str, str], call: Call) -> None:
    reply = make(client, call, ids)

    assert reply.status_code == call.own, reply.text


@every_call
def test_another_company_sees_only_its_own(
    client: IntegrateClient, stranger: Customer, ids: dict[str, str], call: Call
) -> None:
    reply = make(client.with_key(stranger.api_key), call, ids)

    assert reply.status_code == call.other, reply.text
    assert ids["order_id"] not in reply.text


@every_call
def test_an_operator_may_not(client: IntegrateClient, database: Database, ids: dict[str, str], call: Call) -> None:
    reply = make(client.with_key(make_operator(database)), call, ids)

    assert (reply.status_code, reply.json()["code"]) == (403, "role_not_allowed")


@every_call
@pytest.mark.parametrize(("key", "code"), [(None, "api_key_missing"), ("pk_live_wrong", "api_key_invalid")])
def test_who_has_no_valid_key_may_not(
    client: IntegrateClient, ids: dict[str, str], call: Call, key: str | None, code: str
) -> None:
    reply = make(client.with_key(key), call, ids)

    assert (reply.status_code, reply.json()["code"]) == (401, code)
    assert reply.headers["content-type"].startswith("application/json")
