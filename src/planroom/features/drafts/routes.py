"""The calls about drafts (contract 3.6)."""

from collections.abc import Mapping
from typing import Any

from litestar import Request
from litestar.params import FromPath, JSONBody

from planroom.features.drafts.schemas import DraftBody, DraftDeleted, DraftSubmit
from planroom.features.orders.schemas.mapping import order_read
from planroom.features.orders.schemas.replies import OrderRead
from planroom.features.orders.schemas.requests import order_wishes
from planroom.features.orders.service import drafting, wanting
from planroom.features.orders.service.looking import get_order, read_order_id
from planroom.features.uploads.rules import uploads_address
from planroom.infra.http import etags, request_scope
from planroom.infra.http.fault_texts import field_required
from planroom.infra.http.routing import MORE_FAULTS, delete, integrate, patch, post
from planroom.kit.errors import FieldFault, InvalidInput


def _more_faults(request: Request[Any, Any, Any], body: Mapping[str, object]) -> list[FieldFault]:
    with request_scope.read(request) as (uow, actor):
        return wanting.find_faults(uow, actor, order_wishes(body, ""))


@post("/orders/draft", summary="Make a draft", opt={MORE_FAULTS: _more_faults})
def create(request: Request[Any, Any, Any], data: JSONBody[DraftBody]) -> OrderRead:
    """Make an order before there is a drawing or a scan. It is a Draft until one is handed in."""
    public_url = request_scope.settings(request).resolved_public_url
    with request_scope.write(request) as (uow, actor):
        return order_read(drafting.create_draft(uow, actor, data.to_new_order()), public_url)


@patch("/orders/draft/{order_id:str}", summary="Update a draft", opt={MORE_FAULTS: _more_faults})
def change(request: Request[Any, Any, Any], order_id: FromPath[str], data: JSONBody[DraftBody]) -> OrderRead:
    """Send the whole draft anew: what is left out is not in it any more, as when a draft is made."""
    public_url = request_scope.settings(request).resolved_public_url
    with request_scope.write(request) as (uow, actor):
        draft_id = read_order_id(order_id)
        etags.require_match(request, uow, lambda: order_read(get_order(uow, actor, draft_id), public_url))
        return order_read(drafting.change_draft(uow, actor, draft_id, data.to_new_order()), public_url)


@delete("/orders/draft/{order_id:str}", summary="Delete a draft")
def delete_one(request: Request[Any, Any, Any], order_id: FromPath[str]) -> DraftDeleted:
    """Delete a draft. An order that is no draft any more cannot be deleted."""
    public_url = request_scope.settings(request).resolved_public_url
    with request_scope.write(request) as (uow, actor):
        draft_id = read_order_id(order_id)
        etags.require_match(request, uow, lambda: order_read(get_order(uow, actor, draft_id), public_url))
        drafting.delete_draft(uow, actor, draft_id)
    return DraftDeleted()


@post("/orders/draft/{order_id:str}/submit", summary="Submit a draft")
def submit(request: Request[Any, Any, Any], order_id: FromPath[str], data: JSONBody[DraftSubmit]) -> OrderRead:
    """Hand in what the draft waited for: drawings, a scan, or both. The order is Pending from then on.

    Drawings are read at once. A scan waits for a person of the production desk; the order's `issues` say so.
    """
    if data.source is None and data.scan is None:
        request_scope.refuse_strangers(request)
        raise InvalidInput([FieldFault(("source",), *field_required()), FieldFault(("scan",), *field_required())])
    public_url = request_scope.settings(request).resolved_public_url
    material = data.to_material(uploads_address(public_url))
    with request_scope.write(request) as (uow, actor):
        return order_read(drafting.submit_draft(uow, actor, read_order_id(order_id), material), public_url)


handlers = [integrate(create, change, delete_one, submit, tag="Drafts")]
