"""The calls about change requests (contract 3.5 and 3.8)."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from litestar import Request
from litestar.params import FromPath, JSONBody

from planroom.features.change_requests.errors import ImageNotFound
from planroom.features.change_requests.models import NewChangeRequest
from planroom.features.change_requests.schemas.replies import (
    ChangeRequestCreated,
    ChangeRequestRead,
    CommentRead,
    change_request_read,
    comment_read,
    image_file_name,
)
from planroom.features.change_requests.schemas.requests import (
    ChangeRequestCreate,
    ChangeRequestQuery,
    CommentCreate,
    Reopen,
    change_request_wishes,
)
from planroom.features.change_requests.service import asking, commenting, looking, settling
from planroom.features.change_requests.service.looking import read_change_request_id
from planroom.features.change_requests.service.pointing import DeliveredModel, Pointed, find_pointed_at
from planroom.features.orders.service.looking import read_order_id
from planroom.features.uploads.rules import uploads_address
from planroom.infra.http import request_scope
from planroom.infra.http.files import FileReply, StoredFile, file_reply
from planroom.infra.http.lists import ListRead, list_read
from planroom.infra.http.paging import PageQuery, read_page
from planroom.infra.http.query import read_query
from planroom.infra.http.routing import (
    MORE_FAULTS,
    NO_KEY,
    QUERY,
    get,
    get_or_head,
    integrate,
    post,
    post_in_steps,
    public,
)
from planroom.infra.http.threads import on_database_thread, on_outside_thread
from planroom.kit.errors import FieldFault

_OF_ORDER = "/orders/{order_id:str}/change-requests"
_ONE = _OF_ORDER + "/{change_request_id:str}"


def _more_faults(request: Request[Any, Any, Any], body: Mapping[str, object]) -> list[FieldFault]:
    order_id = read_order_id(request.path_params["order_id"])
    with request_scope.read(request) as (uow, actor):
        return asking.find_faults(uow, actor, order_id, change_request_wishes(body))


@post_in_steps(_OF_ORDER, summary="Add a change request for an order", opt={MORE_FAULTS: _more_faults})
async def create(
    request: Request[Any, Any, Any], order_id: FromPath[str], data: JSONBody[ChangeRequestCreate]
) -> ChangeRequestCreated:
    """Ask for a correction of a delivered order. It moves to Fixing, and to Ready when the last request is closed.

    Every request keeps its own text, items, state and reply; the first three of an order are free. What an item points
    at is looked up once, in the model that is delivered now.
    """
    new = data.to_new_change_request(uploads_address(request_scope.settings(request).resolved_public_url))
    pointed: list[Pointed] = []
    if new.items:
        model = await on_database_thread(partial(_model_to_point_at, request, order_id, data))
        pointed = await on_outside_thread(partial(find_pointed_at, model, new.items))
    return await on_database_thread(partial(_create, request, order_id, new, pointed))


@get(_OF_ORDER, summary="List change requests of an order", opt={QUERY: ChangeRequestQuery})
def list_all(request: Request[Any, Any, Any], order_id: FromPath[str]) -> ListRead[ChangeRequestRead]:
    """The change requests of an order, newest first, each as whole as when asked for alone."""
    query = read_query(request, ChangeRequestQuery)
    public_url = request_scope.settings(request).resolved_public_url
    with request_scope.read(request) as (uow, actor):
        page = looking.list_change_requests(uow, actor, read_order_id(order_id), query.status, query.page)
    return list_read(page, lambda full: change_request_read(full, public_url))


@get(_ONE, summary="Get a change request of an order")
def read_one(
    request: Request[Any, Any, Any], order_id: FromPath[str], change_request_id: FromPath[str]
) -> ChangeRequestRead:
    """One change request. Once it is closed: its reply, the version that answers it, and what changed in the model."""
    public_url = request_scope.settings(request).resolved_public_url
    with request_scope.read(request) as (uow, actor):
        found = looking.get_change_request(
            uow, actor, read_order_id(order_id), read_change_request_id(change_request_id)
        )
    return change_request_read(found, public_url)


@post(_ONE + "/withdraw", summary="Withdraw a change request")
def withdraw(
    request: Request[Any, Any, Any], order_id: FromPath[str], change_request_id: FromPath[str]
) -> ChangeRequestRead:
    """Take back a request that is not answered yet. When it was the last open one, the order is Ready again.

    A request on which nobody began costs nothing and does not count.
    """
    public_url = request_scope.settings(request).resolved_public_url
    with request_scope.write(request) as (uow, actor):
        settled = settling.withdraw(uow, actor, read_order_id(order_id), read_change_request_id(change_request_id))
    return change_request_read(settled, public_url)


@post(_ONE + "/accept", summary="Accept the answer to a change request")
def accept(
    request: Request[Any, Any, Any], order_id: FromPath[str], change_request_id: FromPath[str]
) -> ChangeRequestRead:
    """Say that the answer is what you asked for. It is final: the request cannot be reopened any more."""
    public_url = request_scope.settings(request).resolved_public_url
    with request_scope.write(request) as (uow, actor):
        settled = settling.accept(uow, actor, read_order_id(order_id), read_change_request_id(change_request_id))
    return change_request_read(settled, public_url)


@post(_ONE + "/reopen", summary="Reopen a change request")
def reopen(
    request: Request[Any, Any, Any],
    order_id: FromPath[str],
    change_request_id: FromPath[str],
    data: JSONBody[Reopen],
) -> ChangeRequestRead:
    """Say that the answer is not what you asked for. The request is open again and the order is Fixing; this is free.

    Earlier replies stay in the history. A request can be answered five times in all.
    """
    public_url = request_scope.settings(request).resolved_public_url
    with request_scope.write(request) as (uow, actor):
        settled = settling.reopen(
            uow,
            actor,
            read_order_id(order_id),
            read_change_request_id(change_request_id),
            reason=data.reason,
            item_ids=data.item_ids,
        )
    return change_request_read(settled, public_url)


@get(_ONE + "/comments", summary="List comments on a change request", opt={QUERY: PageQuery})
def list_comments(
    request: Request[Any, Any, Any], order_id: FromPath[str], change_request_id: FromPath[str]
) -> ListRead[CommentRead]:
    """What you and the production desk said about a change request, newest first."""
    wanted = read_page(request)
    with request_scope.read(request) as (uow, actor):
        page = commenting.list_comments(
            uow, actor, read_order_id(order_id), read_change_request_id(change_request_id), wanted
        )
    return list_read(page, comment_read)


@post(_ONE + "/comments", summary="Comment on a change request")
def add_comment(
    request: Request[Any, Any, Any],
    order_id: FromPath[str],
    change_request_id: FromPath[str],
    data: JSONBody[CommentCreate],
) -> CommentRead:
    """Say something to the production desk about a change request. A request takes up to 200 comments."""
    with request_scope.write(request) as (uow, actor):
        comment = commenting.add_comment(
            uow, actor, read_order_id(order_id), read_change_request_id(change_request_id), data.text
        )
    return comment_read(comment)


@get_or_head("/change-request-images/{token:str}/{file_name:str}", opt={NO_KEY: True})
def read_image(request: Request[Any, Any, Any], token: FromPath[str], file_name: FromPath[str]) -> FileReply:
    """Answer with an image that was kept with a change request: the secret in the address is the right to see it."""
    with request_scope.read_without_key(request) as uow:
        image = looking.get_image(uow, token)
    if image.storage_key is None or image_file_name(image) != file_name:
        raise ImageNotFound
    return file_reply(
        request,
        StoredFile(
            storage_key=image.storage_key,
            file_name=file_name,
            media_type=image.media_type or "application/octet-stream",
            size=image.size or 0,
            sha256=image.sha256 or "",
        ),
    )


def _model_to_point_at(request: Request[Any, Any, Any], order_id: str, data: ChangeRequestCreate) -> DeliveredModel:
    with request_scope.read(request) as (uow, actor):
        return asking.find_model_to_point_at(uow, actor, read_order_id(order_id), data.wishes)


def _create(
    request: Request[Any, Any, Any], order_id: str, new: NewChangeRequest, pointed: list[Pointed]
) -> ChangeRequestCreated:
    with request_scope.write(request) as (uow, actor):
        asked = asking.request_changes(uow, actor, read_order_id(order_id), new, pointed)
    return ChangeRequestCreated(id=str(asked.id))


handlers = [
    integrate(
        create,
        list_all,
        read_one,
        withdraw,
        accept,
        reopen,
        list_comments,
        add_comment,
        tag="Change requests",
    ),
    public(read_image, tag="Files"),
]
