"""The call that invites a client (contract 3.7). The page behind the link is one of the console's."""

from collections.abc import Mapping
from typing import Any

import msgspec
from litestar import Request
from litestar.params import JSONBody

from planroom.features.invitations import service
from planroom.features.invitations.schemas import GoToScanCreate
from planroom.features.orders.schemas.mapping import order_read
from planroom.features.orders.schemas.replies import OrderRead
from planroom.features.orders.schemas.requests import order_wishes
from planroom.features.orders.service import wanting
from planroom.infra.http import request_scope
from planroom.infra.http.routing import MORE_FAULTS, integrate, post
from planroom.kit.errors import FieldFault, InvalidInput

_CONTACTS = ("client_email", "client_phone")


def _more_faults(request: Request[Any, Any, Any], body: Mapping[str, object]) -> list[FieldFault]:
    with request_scope.read(request) as (uow, actor):
        faults = wanting.find_faults(uow, actor, order_wishes(body, ""))
    if all(body.get(name) is None for name in _CONTACTS):
        faults.append(FieldFault(("client_email",), "client_email or client_phone required", "value_error.missing"))
    return faults


@post("/orders/gotoscan", summary="Invite your client to scan", opt={MORE_FAULTS: _more_faults})
def create(request: Request[Any, Any, Any], data: JSONBody[GoToScanCreate]) -> OrderRead:
    """Make an order for which your client hands in a scan or photos of a drawing, by a link that works once.

    The order is a Draft until then. A client with an e-mail address is sent the link, and half-way a reminder; for one
    with a phone number only, pass on `info.go2scan.link` yourself.
    """
    if data.client_email is None and data.client_phone is None:
        raise InvalidInput(_more_faults(request, msgspec.to_builtins(data)))
    public_url = request_scope.settings(request).resolved_public_url
    with request_scope.write(request) as (uow, actor):
        order = service.invite_client(
            uow, actor, data.to_new_order(), data.to_client(), days=data.days, public_url=public_url
        )
        return order_read(order, public_url)


handlers = [integrate(create, tag="GoToScan")]
