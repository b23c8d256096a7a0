"""If-Match at every call of the Integrate API that changes or removes an object with an ETag."""

import json
from typing import Any

import pytest
from tests.support.bodies import SMALL_ORDER
from tests.support.integrate import IntegrateClient
from tools.reference.http import openapi_document

from planroom.entrypoints.api.interface.texts import example_of
from planroom.infra.http.routing import INTEGRATE_PREFIX

DRAFT = {**{key: value for key, value in SMALL_ORDER.items() if key != "source"}, "owner_email": "manager@example.com"}
CALLS: dict[str, Any] = {
    "PATCH /companies/webhook": {"webhook_triggers": []},
    "DELETE /companies/webhook": None,
    "PATCH /companies/package": {"package_type": "base"},
    "PATCH /orders/draft/{order_id}": DRAFT,
    "DELETE /orders/draft/{order_id}": None,
    "PATCH /users/{user}": {"name": "Ann"},
    "DELETE /users/{user}": None,
    "DELETE /users/{user}/data": None,
    "DELETE /orders/{order_id}/data": None,
    "PATCH /style-templates/{template_id}": {"name": "Ours"},
    "DELETE /style-templates/{template_id}": None,
}


def _heeding() -> set[str]:
    return {
        f"{method.upper()} {path.removeprefix(INTEGRATE_PREFIX)}"
        for path, operations in openapi_document()["paths"].items()
        for method, operation in operations.items()
        if path.startswith(INTEGRATE_PREFIX) and "412" in operation["responses"]
    }


def test_every_such_call_is_tried_here() -> None:
    assert set(CALLS) == _heeding()


@pytest.mark.parametrize("call", CALLS)
def test_another_version_is_neither_changed_nor_removed(client: IntegrateClient, call: str) -> None:
    ids = {
        "order_id": client.post("/orders/draft", DRAFT).json()["id"],
        "user": client.get("/users").json()["items"][0]["id"],
        "template_id": client.post("/style-templates", example_of("POST /style-templates", "request")).json()["id"],
    }
    method, _, path = call.partition(" ")
    content = json.dumps(CALLS[call]).encode() if CALLS[call] is not None else b""

    refused = client.send(method, path.format(**ids), content, {"if-match": '"another"'})
    assert (refused.status_code, refused.json()["code"]) == (412, "precondition_failed")
    if not call.startswith("DELETE /users/{user}"):  # the last Manager stays
        taken = client.send(method, path.format(**ids), content, {"if-match": "*"})
        assert taken.status_code == 200, taken.text
