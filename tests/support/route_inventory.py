"""Every call of the Integrate API, as data: what it needs, and what it answers.

A route without a row fails tests/api/test_integrate_callers.py. A row's path is the route's own. The objects that its
placeholders name are made by ``MAKERS``: an ``order_id`` is a delivered order with an open change request, and ``use``
picks another one where the call needs it.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any, NamedTuple
from uuid import UUID

from tests.support.bodies import CHANGE_REQUEST, DRAFT, GOTOSCAN, SMALL_ORDER
from tests.support.customers import Customer, make_customer
from tests.support.integrate import IntegrateClient
from tests.support.people import Person
from tests.support.production import deliver

from planroom.features.companies.rules import Permission
from planroom.infra.database.unit_of_work import Database


@dataclass(frozen=True)
class Call:
    """A call, the permission that it needs, and what its own company's Manager and another company's are answered.

    ``other`` is 404 for a call about one object unless told otherwise, and the same as ``own`` for one about none.
    """

    method: str
    path: str
    permission: Permission | None
    body: Any = None
    own: int = 200
    other: int = 0
    use: Mapping[str, str] = field(default_factory=dict)
    ends_the_company: bool = False

    def __str__(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def placeholders(self) -> list[str]:
        """The names in the path's braces."""
        return re.findall(r"\{(\w+)\}", self.path)

    @property
    def of_another_company(self) -> int:
        """What another company's Manager is answered."""
        return self.other or (404 if "{" in self.path else self.own)


ANOTHER_SOURCE = {"source": "https://drawings.example.com/2.png"}
ANOTHER_PASSWORD = {
    "email": "nobody@example.com",
    "old_password": "the old one",
    "new_password": "tinned apricots at the lighthouse",
}
SEE, ORDER, CORRECT = Permission.READ_ORDERS, Permission.CREATE_ORDERS, Permission.REQUEST_CHANGES
MERGE = Permission.MERGE_COMPANIES
UPGRADE, REDELIVER = Permission.UPGRADE_ORDERS, Permission.REDELIVER_ORDERS

CALLS = [
    Call("GET", "/companies/info", Permission.READ_COMPANY),
    Call("PATCH", "/companies/webhook", Permission.SET_WEBHOOKS, {"webhook_triggers": []}),
    Call("DELETE", "/companies/webhook", Permission.SET_WEBHOOKS),
    Call("GET", "/companies/package", Permission.READ_COMPANY),
    Call("PATCH", "/companies/package", Permission.EDIT_COMPANY, {"add_ons": ["6h_turnaround"]}),
    Call("GET", "/companies/statements", Permission.READ_STATEMENTS),
    Call("GET", "/companies/statements/{month}", Permission.READ_STATEMENTS, other=200),
    Call("GET", "/companies/merge-requests", MERGE),
    Call("POST", "/companies/merge-requests", MERGE, {"email": "manager@{n}.example"}),
    Call("POST", "/companies/merge-requests/{merge_request_id}/accept", MERGE, ends_the_company=True),
    Call("POST", "/companies/merge-requests/{merge_request_id}/decline", MERGE),
    Call("POST", "/companies/export", Permission.EXPORT_COMPANY),
    Call("GET", "/companies/exports/{export_id}", Permission.EXPORT_COMPANY),
    Call("POST", "/companies/erase", Permission.ERASE, {"confirm": "Example Homes"}, ends_the_company=True),
    Call("DELETE", "/orders/{order_id}/data", Permission.ERASE),
    Call("DELETE", "/users/{user}/data", Permission.ERASE),
    Call("GET", "/offices", Permission.READ_COMPANY),
    Call("POST", "/offices", Permission.EDIT_COMPANY, {"name": "North {n}"}),
    Call("GET", "/audit", Permission.READ_AUDIT),
    Call("GET", "/audit/export", Permission.READ_AUDIT),
    Call("GET", "/api-keys", Permission.EDIT_KEYS),
    Call("POST", "/api-keys", Permission.EDIT_KEYS, {"name": "Archive", "scope": "read"}),
    Call("POST", "/api-keys/{key_id}/rotate", Permission.EDIT_KEYS, {}),
    Call("DELETE", "/api-keys/{key_id}", Permission.EDIT_KEYS),
    Call("GET", "/users", Permission.READ_PEOPLE),
    Call("POST", "/users", Permission.EDIT_PEOPLE, {"email": "manager@example.com", "role": "User"}, own=409),
    Call("GET", "/users/{user}", Permission.READ_PEOPLE),
    Call("PATCH", "/users/{user}", Permission.EDIT_PEOPLE, {"role": "User"}),
    Call("DELETE", "/users/{user}", Permission.EDIT_PEOPLE),
    Call("POST", "/users/change-password", Permission.USE_ACCOUNT, ANOTHER_PASSWORD, own=400),
    Call("GET", "/orders", SEE),
    Call("POST", "/orders", ORDER, SMALL_ORDER),
    Call("GET", "/orders/{order_id}", SEE),
    Call("POST", "/orders/{order_id}/source", ORDER, ANOTHER_SOURCE, own=409),
    Call(
        "POST", "/orders/{order_id}/cancel", Permission.CANCEL_ORDERS, {"reason": "Sold."}, use={"order_id": "pending"}
    ),
    Call(
        "POST", "/orders/{order_id}/post-purchase", UPGRADE, {"package_type": "plus"}, use={"order_id": "ready_order"}
    ),
    Call("POST", "/orders/{order_id}/redeliver", REDELIVER, {}, use={"order_id": "ready_order"}),
    Call("GET", "/orders/{order_id}/model", SEE),
    Call("GET", "/orders/{order_id}/combined-pdf", SEE, own=409, use={"order_id": "pending"}),
    Call("GET", "/orders/{order_id}/versions", SEE),
    Call("POST", "/uploads", ORDER, own=415),
    Call("GET", "/style-templates", Permission.READ_STYLES),
    Call("POST", "/style-templates", Permission.EDIT_STYLES, {"name": "Ours"}),
    Call("GET", "/style-templates/{template_id}", Permission.READ_STYLES),
    Call("PATCH", "/style-templates/{template_id}", Permission.EDIT_STYLES, {"name": "Other"}),
    Call("DELETE", "/style-templates/{template_id}", Permission.EDIT_STYLES),
    Call("POST", "/orders/draft", ORDER, DRAFT, other=400),
    Call("POST", "/orders/gotoscan", ORDER, GOTOSCAN, other=400),
    Call("PATCH", "/orders/draft/{order_id}", ORDER, DRAFT, use={"order_id": "draft"}),
    Call("DELETE", "/orders/draft/{order_id}", ORDER, use={"order_id": "draft"}),
    Call("POST", "/orders/draft/{order_id}/submit", ORDER, ANOTHER_SOURCE, use={"order_id": "draft"}),
    Call("POST", "/orders/{order_id}/change-requests", CORRECT, CHANGE_REQUEST),
    Call("GET", "/orders/{order_id}/change-requests", SEE),
    Call("GET", "/orders/{order_id}/change-requests/{change_request_id}", SEE),
    Call("POST", "/orders/{order_id}/change-requests/{change_request_id}/withdraw", CORRECT),
    Call("POST", "/orders/{order_id}/change-requests/{change_request_id}/accept", CORRECT, own=409),
    Call("POST", "/orders/{order_id}/change-requests/{change_request_id}/reopen", CORRECT, {"reason": "No."}, own=409),
    Call("GET", "/orders/{order_id}/change-requests/{change_request_id}/comments", SEE),
    Call("POST", "/orders/{order_id}/change-requests/{change_request_id}/comments", CORRECT, {"text": "Which one?"}),
]


_numbers = count(1)


def numbered(body: Any) -> Any:  # noqa: ANN401 — any JSON
    """Give a body whose ``{n}`` is a number that no other call had: for what may exist only once."""
    if isinstance(body, str):
        return body.replace("{n}", str(next(_numbers)))
    return {key: numbered(value) for key, value in body.items()} if isinstance(body, dict) else body


class Stage(NamedTuple):
    """What the makers work with: the company, the database, and a Collaborator, who owns what is made."""

    client: IntegrateClient
    database: Database
    customer: Customer
    collaborator: Person


def _pending_order(stage: Stage) -> dict[str, str]:
    body = {**SMALL_ORDER, "owner_email": stage.collaborator.email}
    return {"order_id": stage.client.post("/orders", body).json()["id"]}


def _ready_order(stage: Stage) -> dict[str, str]:
    order_id: str = stage.client.post("/orders", {**SMALL_ORDER, "owner_email": stage.collaborator.email}).json()["id"]
    deliver(stage.database, UUID(order_id))
    return {"order_id": order_id}


def _fixing_order(stage: Stage) -> dict[str, str]:
    made = _ready_order(stage)
    asked = stage.client.post(f"/orders/{made['order_id']}/change-requests", CHANGE_REQUEST)
    return {**made, "change_request_id": asked.json()["id"]}


def _draft(stage: Stage) -> dict[str, str]:
    draft = stage.client.post("/orders/draft", {**DRAFT, "owner_email": stage.collaborator.email})
    return {"order_id": draft.json()["id"]}


def _style(stage: Stage) -> dict[str, str]:
    return {"template_id": stage.client.post("/style-templates", {"name": "Ours"}).json()["id"]}


def _key(stage: Stage) -> dict[str, str]:
    return {"key_id": stage.client.post("/api-keys", {"name": "Second", "scope": "orders"}).json()["id"]}


def _user(stage: Stage) -> dict[str, str]:
    return {"user": stage.client.post("/users", {"email": "invited@example.com", "role": "User"}).json()["id"]}


def _merge_request(stage: Stage) -> dict[str, str]:
    asking = stage.client.with_key(make_customer(stage.database, email=f"asking@{next(_numbers)}.example").api_key)
    asked = asking.post("/companies/merge-requests", {"email": stage.customer.email})
    return {"merge_request_id": asked.json()["id"]}


MAKERS: dict[str, Callable[[Stage], dict[str, str]]] = {
    "month": lambda _: {"month": "2026-03"},
    "order_id": _fixing_order,
    "change_request_id": _fixing_order,
    "pending": _pending_order,
    "ready_order": _ready_order,
    "draft": _draft,
    "template_id": _style,
    "key_id": _key,
    "merge_request_id": _merge_request,
    "export_id": lambda stage: {"export_id": stage.client.post("/companies/export", {}).json()["id"]},
    "user": _user,
}
"""By the placeholder, or the name in a row's ``use``: what makes it, and the placeholders that are filled by it."""


def fill(call: Call, stage: Stage) -> str:
    """Make what the call's path names and give the path."""
    ids: dict[str, str] = {}
    for placeholder in call.placeholders:
        if placeholder not in ids:
            ids |= MAKERS[call.use.get(placeholder, placeholder)](stage)
    return call.path.format(**ids)
