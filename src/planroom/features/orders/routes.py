"""The calls about orders (contract 3.4 and 3.8)."""

from collections.abc import Mapping
from typing import Any

from litestar import Request, Response
from litestar.params import FromPath, JSONBody

from planroom.features.orders.schemas.history import (
    FileUrl,
    OrderModelRead,
    VersionRead,
    order_model_read,
    version_read,
)
from planroom.features.orders.schemas.mapping import order_read
from planroom.features.orders.schemas.replies import OrderRead
from planroom.features.orders.schemas.requests import (
    OrderCancel,
    OrderCreate,
    OrderQuery,
    PostPurchase,
    Redeliver,
    SourceReplace,
    as_list,
    order_wishes,
)
from planroom.features.orders.service import cancelling, history, looking, placing, upgrading, wanting
from planroom.features.uploads.rules import uploads_address
from planroom.infra.http import request_scope
from planroom.infra.http.files import FileReply, StoredFile, file_reply
from planroom.infra.http.lists import ListRead, list_read
from planroom.infra.http.paging import PageQuery, read_page
from planroom.infra.http.query import read_query
from planroom.infra.http.routing import GIVES, MORE_FAULTS, QUERY, get, get_in_steps, get_or_head, integrate, post
from planroom.infra.http.threads import on_database_thread, on_outside_thread
from planroom.kit.errors import FieldFault


def _more_faults(request: Request[Any, Any, Any], body: Mapping[str, object]) -> list[FieldFault]:
    uploads_at = uploads_address(request_scope.settings(request).resolved_public_url)
    with request_scope.read(request) as (uow, actor):
        return wanting.find_faults(uow, actor, order_wishes(body, uploads_at))


@post("/orders", summary="Place an order", opt={MORE_FAULTS: _more_faults})
def create(request: Request[Any, Any, Any], data: JSONBody[OrderCreate]) -> OrderRead:
    """Order floor plans from drawings. The order is Pending at once; your webhooks say when it is Ready.

    The sources are fetched and read afterwards. One that cannot be leaves the order Pending, with an entry in its
    `issues` that says what to do.
    """
    public_url = request_scope.settings(request).resolved_public_url
    new = data.to_new_order(uploads_address(public_url), as_list(data.source))
    with request_scope.write(request) as (uow, actor):
        return order_read(placing.create_order(uow, actor, new), public_url)


@get("/orders", summary="List orders", opt={QUERY: OrderQuery})
def list_all(request: Request[Any, Any, Any]) -> ListRead[OrderRead]:
    """Your company's orders, newest first, each as whole as when asked for alone.

    A user's token lists what its role sees: a User the orders of its office, a Collaborator its own.
    """
    query = read_query(request, OrderQuery)
    public_url = request_scope.settings(request).resolved_public_url
    with request_scope.read(request) as (uow, actor):
        page = looking.list_orders(uow, actor, query.wanted, query.page)
    return list_read(page, lambda order: order_read(order, public_url))


@get("/orders/{order_id:str}", summary="Get an order")
def read_one(request: Request[Any, Any, Any], order_id: FromPath[str]) -> OrderRead:
    """One order, with the files delivered last."""
    public_url = request_scope.settings(request).resolved_public_url
    with request_scope.read(request) as (uow, actor):
        return order_read(looking.get_order(uow, actor, looking.read_order_id(order_id)), public_url)


@post("/orders/{order_id:str}/source", summary="Hand in another source")
def replace_source(
    request: Request[Any, Any, Any], order_id: FromPath[str], data: JSONBody[SourceReplace]
) -> OrderRead:
    """Give other drawings for an order whose source could not be read. It is read again from the start."""
    public_url = request_scope.settings(request).resolved_public_url
    with request_scope.write(request) as (uow, actor):
        order = placing.replace_source(
            uow, actor, looking.read_order_id(order_id), data.urls, uploads_address(public_url)
        )
    return order_read(order, public_url)


@post("/orders/{order_id:str}/cancel", summary="Give up an order")
def cancel(
    request: Request[Any, Any, Any], order_id: FromPath[str], data: JSONBody[OrderCancel | None] = None
) -> OrderRead:
    """Give up an order that was never delivered. Its status stays; one of its `issues` says who gave it up and why.

    Nobody works on it any more, and nothing can be done to it. `moved_to_failed` goes out.
    """
    public_url = request_scope.settings(request).resolved_public_url
    reason = data.reason if data else None
    with request_scope.write(request) as (uow, actor):
        order = cancelling.cancel_order(uow, actor, looking.read_order_id(order_id), reason)
    return order_read(order, public_url)


@post("/orders/{order_id:str}/post-purchase", summary="Buy more for a delivered order")
def buy_more(request: Request[Any, Any, Any], order_id: FromPath[str], data: JSONBody[PostPurchase]) -> OrderRead:
    """Raise the package of a Ready order, or add what stands in its `purchasable_add_ons`.

    New files are made, with new URLs; a Ready call says when they are there. The old URLs go on serving the old files.
    """
    public_url = request_scope.settings(request).resolved_public_url
    with request_scope.write(request) as (uow, actor):
        order = upgrading.upgrade_order(
            uow, actor, looking.read_order_id(order_id), package_type=data.package_type, add_ons=data.add_ons
        )
    return order_read(order, public_url)


@post("/orders/{order_id:str}/redeliver", summary="Have a delivered order drawn in another style")
def redeliver(request: Request[Any, Any, Any], order_id: FromPath[str], data: JSONBody[Redeliver]) -> OrderRead:
    """Have the files of a Ready order drawn again, in another style template or with other single options.

    New URLs come with a Ready call; the old ones go on serving the old files. A style that is not known is kept, drawn
    with the default and told in the order's `issues`.
    """
    public_url = request_scope.settings(request).resolved_public_url
    with request_scope.write(request) as (uow, actor):
        order = upgrading.redeliver_order(
            uow, actor, looking.read_order_id(order_id), preferences=data.preferences, options=data.options
        )
    return order_read(order, public_url)


@get("/orders/{order_id:str}/model", summary="Get the model of an order")
def read_model(request: Request[Any, Any, Any], order_id: FromPath[str]) -> OrderModelRead:
    """The floor-plan model that was delivered last; 404 before the first delivery."""
    with request_scope.read(request) as (uow, actor):
        delivered = history.get_delivered_model(uow, actor, looking.read_order_id(order_id))
    return order_model_read(delivered)


@get_in_steps(
    "/orders/{order_id:str}/versions", summary="List the delivered versions of an order", opt={QUERY: PageQuery}
)
async def list_versions(request: Request[Any, Any, Any], order_id: FromPath[str]) -> ListRead[VersionRead]:
    """What was delivered of an order, newest first, each with what changed in the model since the one before."""

    def look() -> history.DeliveredVersions:
        wanted = read_page(request)
        with request_scope.read(request) as (uow, actor):
            return history.list_versions(uow, actor, looking.read_order_id(order_id), wanted)

    page, plans = await on_database_thread(look)
    return await on_outside_thread(lambda: list_read(page, lambda version: version_read(version, plans)))


@get_or_head(
    "/orders/{order_id:str}/combined-pdf",
    summary="Get every page of an order as one PDF",
    opt={GIVES: ("application/pdf",)},
)
def read_combined_pdf(request: Request[Any, Any, Any], order_id: FromPath[str]) -> FileReply | Response[FileUrl]:
    """One PDF with every page that was delivered last; 409 before the first delivery.

    With `Accept: application/json` the answer is its `url`, which needs no key and stays.
    """
    with request_scope.read(request) as (uow, actor):
        found = history.get_combined_pdf(uow, actor, looking.read_order_id(order_id))
    if "application/json" in request.headers.get("accept", ""):
        return Response(FileUrl(url=request_scope.settings(request).resolved_public_url + found.path))
    file = found.file
    reply = file_reply(
        request,
        StoredFile(
            storage_key=file.storage_key,
            file_name=file.file_name,
            media_type=file.media_type,
            size=file.size,
            sha256=file.sha256,
        ),
    )
    # Unlike the file's own address, this one needs a key, and shows another file after the next delivery.
    reply.headers["cache-control"] = "private, no-cache"
    return reply


handlers = [
    integrate(
        create,
        list_all,
        read_one,
        replace_source,
        cancel,
        buy_more,
        redeliver,
        read_model,
        list_versions,
        read_combined_pdf,
        tag="Orders",
    ),
]
