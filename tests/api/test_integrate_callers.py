"""Every call of the Integrate API by every kind of caller, answered as the role table says.

The rows stand in tests/support/route_inventory.py; a new route without one fails here.
"""

from typing import NamedTuple

import httpx
import pytest
from litestar import Litestar
from litestar.routes import HTTPRoute
from tests.support.clock import FixedClock
from tests.support.customers import Customer, make_operator
from tests.support.integrate import IntegrateClient
from tests.support.people import make_person, sign_in_manager
from tests.support.route_inventory import CALLS, Call, Stage, fill, numbered

from planroom.entrypoints.api.app import discover_routes
from planroom.features.users.rules import PERMISSIONS_OF_ROLE, PERMISSIONS_OF_SCOPE, Role, Scope
from planroom.features.users.service.authenticating import command_line_actor
from planroom.features.users.service.keys import create_api_key
from planroom.infra.database.unit_of_work import Database
from planroom.infra.http.routing import INTEGRATE_PREFIX, NO_KEY


def may(call: Call, caller: Role | Scope) -> bool:
    """Say what the role table says."""
    allowed = PERMISSIONS_OF_ROLE[caller] if isinstance(caller, Role) else PERMISSIONS_OF_SCOPE[caller]
    return call.permission is None or call.permission in allowed


every_call = pytest.mark.parametrize("call", CALLS, ids=str)
SECONDS_IN_A_DAY = 86_400


class Refusal(NamedTuple):
    """Who is refused, and how."""

    caller: str
    client: IntegrateClient
    status: int
    code: str


@pytest.fixture
def expired_key(database: Database, customer: Customer, clock: FixedClock) -> str:
    """A key that ended yesterday."""
    key = make_key(database, customer, Scope.ADMIN, lifetime_days=1)
    clock.advance(2 * SECONDS_IN_A_DAY)
    return key


@pytest.fixture
def stage(client: IntegrateClient, database: Database, customer: Customer) -> Stage:
    """The company with a Collaborator, who owns the orders that are made: every role of the company sees them."""
    return Stage(client, database, customer, make_person(database, customer, Role.COLLABORATOR))


def make_key(database: Database, customer: Customer, scope: Scope, lifetime_days: int | None = None) -> str:
    with database.write() as uow:
        actor = command_line_actor(customer.company_id)
        return create_api_key(uow, actor, name="Inventory", scope=scope, lifetime_days=lifetime_days).secret


def make(client: IntegrateClient, call: Call, path: str) -> httpx.Response:
    if call.method == "POST":
        return client.post(path, numbered(call.body))
    return client.patch(path, call.body) if call.method == "PATCH" else client.send(call.method, path)


def test_every_route_has_its_row() -> None:
    routes = {
        (method, route.path_format.removeprefix(INTEGRATE_PREFIX))
        for route in Litestar(discover_routes(), openapi_config=None).routes
        if isinstance(route, HTTPRoute) and route.path.startswith(INTEGRATE_PREFIX)
        for method, (handler, _) in route.route_handler_map.items()
        if method not in {"OPTIONS", "HEAD"} and not handler.opt.get(NO_KEY)
    }

    assert {(call.method, call.path) for call in CALLS} == routes


@every_call
def test_every_caller_is_answered_as_the_role_table_says(
    expired_key: str, stage: Stage, stranger: Customer, call: Call
) -> None:
    path = fill(call, stage)
    refused = [*_without_a_valid_key(stage, expired_key), *_without_the_permission(stage, call)]
    told = {refusal.caller: make(refusal.client, call, path) for refusal in refused}
    assert {caller: (reply.status_code, reply.json()["code"]) for caller, reply in told.items()} == {
        refusal.caller: (refusal.status, refusal.code) for refusal in refused
    }
    assert all(reply.headers["content-type"].startswith("application/json") for reply in told.values())

    elsewhere = make(stage.client.with_key(stranger.api_key), call, path)
    assert elsewhere.status_code == call.of_another_company, elsewhere.text
    assert not any(part in elsewhere.text for part in path.split("/") if part.count("-") == len("8-4-4-4"))

    assert make(stage.client, call, path).status_code == call.own, "what was refused had no effect"
    if call.ends_the_company:
        return
    for caller, allowed in _with_the_permission(stage, call).items():
        reply = make(allowed, call, fill(call, stage))
        assert reply.status_code == call.own, f"{caller}: {reply.text}"


def _without_a_valid_key(stage: Stage, expired_key: str) -> list[Refusal]:
    return [
        Refusal("nobody", stage.client.with_key(None), 401, "api_key_missing"),
        Refusal("a wrong key", stage.client.with_key("pk_live_wrong"), 401, "api_key_invalid"),
        Refusal("an expired key", stage.client.with_key(expired_key), 401, "api_key_invalid"),
        Refusal("a key as a token", stage.client.with_token(stage.customer.api_key), 401, "api_key_invalid"),
        Refusal("an operator", stage.client.with_key(make_operator(stage.database)), 403, "role_not_allowed"),
    ]


def _without_the_permission(stage: Stage, call: Call) -> list[Refusal]:
    refused = [caller for caller in (*Role, *Scope) if not may(call, caller)]
    return [Refusal(caller, _calling_as(stage, caller), 403, "role_not_allowed") for caller in refused]


def _with_the_permission(stage: Stage, call: Call) -> dict[str, IntegrateClient]:
    return {caller: _calling_as(stage, caller) for caller in (*Role, *Scope) if may(call, caller)}


def _calling_as(stage: Stage, caller: Role | Scope) -> IntegrateClient:
    if isinstance(caller, Scope):
        return stage.client.with_key(make_key(stage.database, stage.customer, caller))
    if caller is Role.COLLABORATOR:
        return stage.client.with_token(stage.collaborator.token)
    if caller is Role.MANAGER:
        return stage.client.with_token(sign_in_manager(stage.database, stage.customer).token)
    return stage.client.with_token(make_person(stage.database, stage.customer, caller).token)
