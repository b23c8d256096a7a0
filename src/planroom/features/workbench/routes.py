"""The calls of the production desk, for operators of the installation."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import msgspec
from litestar import Request, Response
from litestar.params import FromPath, JSONBody

from planroom.features.change_requests.schemas.replies import ItemRead, item_read
from planroom.features.change_requests.schemas.requests import CommentCreate
from planroom.features.change_requests.service.comparing import Comparison, Models, compare
from planroom.features.change_requests.service.looking import read_change_request_id, read_item_id
from planroom.features.orders.service.looking import read_order_id
from planroom.features.plans.errors import ModelChanged
from planroom.features.plans.models import Revision
from planroom.features.workbench import service
from planroom.features.workbench.corrections import (
    ChangeRequestAnswered,
    ChangeRequestClose,
    ChangeRequestOfWork,
    CommentOfWork,
    ItemAnswer,
    change_request_answered,
    change_request_of_work,
    comment_of_work,
)
from planroom.features.workbench.editing import check_model, work_out
from planroom.features.workbench.schemas import (
    ClaimRead,
    ClaimReleased,
    DeliveryRequested,
    EditsApply,
    ModelRead,
    ModelReplace,
    QueueQuery,
    RevisionRead,
    WorkItemRead,
    claim_read,
    delivery_requested,
    model_read,
    revision_read,
    work_item_read,
)
from planroom.floorplan.model.plan import Plan
from planroom.infra.http import request_scope
from planroom.infra.http.etags import IF_MATCH, PreconditionFailed, matches_etag, quote_etag
from planroom.infra.http.fault_texts import field_required
from planroom.infra.http.lists import ListRead, list_read
from planroom.infra.http.paging import PageQuery, read_page
from planroom.infra.http.query import read_query
from planroom.infra.http.routing import MORE_FAULTS, QUERY, get, patch, post, post_in_steps, production, put_in_steps
from planroom.infra.http.threads import on_database_thread, on_outside_thread
from planroom.kit.errors import FieldFault, InvalidInput
from planroom.production.pipeline import Drafted


@get("/queue", summary="The production queue", opt={QUERY: QueueQuery})
def read_queue(request: Request[Any, Any, Any]) -> ListRead[WorkItemRead]:
    """What waits for a person, of all companies, most urgent first."""
    query = read_query(request, QueueQuery)
    public_url = request_scope.settings(request).resolved_public_url
    with request_scope.read(request) as (uow, actor):
        page = service.list_queue(uow, actor, query.reason, query.page)
    return list_read(page, lambda entry: work_item_read(entry, public_url))


@post("/orders/{order_id:str}/claim", summary="Take an order on")
def claim(request: Request[Any, Any, Any], order_id: FromPath[str]) -> ClaimRead:
    """Keep others from changing the order while you work on it. Claiming again is fine; an idle claim lapses in 4 h."""
    with request_scope.write(request) as (uow, actor):
        return claim_read(service.claim_order(uow, actor, read_order_id(order_id)))


@post("/orders/{order_id:str}/release", summary="Give an order back")
def release(request: Request[Any, Any, Any], order_id: FromPath[str]) -> ClaimReleased:
    """Let others work on the order again. Releasing an order that nobody has is fine."""
    with request_scope.write(request) as (uow, actor):
        service.release_order(uow, actor, read_order_id(order_id))
    return ClaimReleased(order_id=order_id)


@get("/orders/{order_id:str}/model", summary="Get the model of an order")
def read_model(request: Request[Any, Any, Any], order_id: FromPath[str]) -> Response[ModelRead]:
    """The current plan with what is doubtful about it."""
    with request_scope.read(request) as (uow, actor):
        revision = service.get_model(uow, actor, read_order_id(order_id))
    return _with_tag(revision)


def _more_faults(request: Request[Any, Any, Any], body: Mapping[str, object]) -> list[FieldFault]:
    named = body.get("version") is not None or IF_MATCH in request.headers
    return [] if named else [_version_missing()]


@put_in_steps("/orders/{order_id:str}/model", summary="Replace the model of an order", opt={MORE_FAULTS: _more_faults})
async def replace_model(
    request: Request[Any, Any, Any], order_id: FromPath[str], data: JSONBody[ModelReplace]
) -> Response[ModelRead]:
    """Store a whole plan as the next version. `version` is the one you changed: 409 when it is not the current one.

    Instead of `version` an `If-Match` header may name the model's ETag: 412 when it is not the current one.
    """

    def may_replace() -> int:
        with request_scope.read(request) as (uow, actor):
            current = service.find_model_to_change(uow, actor, read_order_id(order_id), data.version)
        if data.version is None:
            return _version_by_tag(request, current)
        _check_precondition(request, data.version)
        return data.version

    def check() -> Drafted:
        check_model(data.plan)
        return work_out(data.plan, [], request_scope.settings(request))

    version = await on_database_thread(may_replace)
    checked = await on_outside_thread(check)
    return await on_database_thread(partial(_store, request, order_id, version, checked))


@post_in_steps("/orders/{order_id:str}/edits", summary="Edit the model of an order")
async def edit_model(
    request: Request[Any, Any, Any], order_id: FromPath[str], data: JSONBody[EditsApply]
) -> Response[ModelRead]:
    """Carry out named operations in order, all or none, and store the result as the next version.

    An operation that does not fit the plan is a 400 at its place in `edits` that says what to do.
    """

    def plan_to_edit() -> Plan:
        with request_scope.read(request) as (uow, actor):
            plan = service.get_model_to_change(uow, actor, read_order_id(order_id), data.version).plan
        _check_precondition(request, data.version)
        return plan

    plan = await on_database_thread(plan_to_edit)
    edited = await on_outside_thread(partial(work_out, plan, data.edits, request_scope.settings(request)))
    edits = msgspec.to_builtins(data.edits)
    return await on_database_thread(partial(_store, request, order_id, data.version, edited, edits))


@get("/orders/{order_id:str}/revisions", summary="The history of an order's model", opt={QUERY: PageQuery})
def read_history(request: Request[Any, Any, Any], order_id: FromPath[str]) -> ListRead[RevisionRead]:
    """Every version of the model, newest first: who made it when, and by which edits."""
    wanted = read_page(request)
    with request_scope.read(request) as (uow, actor):
        page = service.list_history(uow, actor, read_order_id(order_id), wanted)
    return list_read(page, revision_read)


@post("/orders/{order_id:str}/deliver", summary="Deliver an order")
def deliver(request: Request[Any, Any, Any], order_id: FromPath[str]) -> DeliveryRequested:
    """Have the files of the current model drawn and delivered. A Fixing order is delivered by closing its requests."""
    with request_scope.write(request) as (uow, actor):
        return delivery_requested(service.deliver_order(uow, actor, read_order_id(order_id)))


@post_in_steps("/change-requests/{change_request_id:str}/close", summary="Answer a change request")
async def close(
    request: Request[Any, Any, Any], change_request_id: FromPath[str], data: JSONBody[ChangeRequestClose]
) -> ChangeRequestAnswered:
    """Answer a change request: `done` delivers the current model if it is newer, `declined` leaves the files.

    When the last open request of an order is answered and its files are there, the order is Ready again.
    """

    def find_models() -> Models | None:
        with request_scope.read(request) as (uow, actor):
            return service.find_models_to_compare(uow, actor, read_change_request_id(change_request_id), data.status)

    def answer(compared: Comparison | None) -> ChangeRequestAnswered:
        with request_scope.write(request) as (uow, actor):
            asked_id = read_change_request_id(change_request_id)
            answered = service.close_change_request(uow, actor, asked_id, data.status, data.reply, compared)
        return change_request_answered(answered)

    models = await on_database_thread(find_models)
    compared = await on_outside_thread(partial(compare, models)) if models is not None else None
    return await on_database_thread(partial(answer, compared))


@get("/change-requests/{change_request_id:str}", summary="Look at a change request")
def read_change_request(request: Request[Any, Any, Any], change_request_id: FromPath[str]) -> ChangeRequestOfWork:
    """A change request with its items and what they point at, its images, newest comments and history."""
    public_url = request_scope.settings(request).resolved_public_url
    with request_scope.read(request) as (uow, actor):
        found = service.get_change_request(uow, actor, read_change_request_id(change_request_id))
    return change_request_of_work(found, public_url)


@patch("/change-requests/{change_request_id:str}/items/{item_id:str}", summary="Answer one item")
def answer_item(
    request: Request[Any, Any, Any],
    change_request_id: FromPath[str],
    item_id: FromPath[str],
    data: JSONBody[ItemAnswer],
) -> ItemRead:
    """Say of one item that it is `done`, `declined`, or `open` again. The request is answered by closing it."""
    with request_scope.write(request) as (uow, actor):
        item = service.answer_item(
            uow, actor, read_change_request_id(change_request_id), read_item_id(item_id), data.state, data.reply
        )
    return item_read(item)


@get(
    "/change-requests/{change_request_id:str}/comments",
    summary="List comments on a change request",
    opt={QUERY: PageQuery},
)
def list_comments(request: Request[Any, Any, Any], change_request_id: FromPath[str]) -> ListRead[CommentOfWork]:
    """What the customer and the desk said about a change request, newest first."""
    wanted = read_page(request)
    with request_scope.read(request) as (uow, actor):
        page = service.list_comments(uow, actor, read_change_request_id(change_request_id), wanted)
    return list_read(page, comment_of_work)


@post("/change-requests/{change_request_id:str}/comments", summary="Write to the customer")
def add_comment(
    request: Request[Any, Any, Any], change_request_id: FromPath[str], data: JSONBody[CommentCreate]
) -> CommentOfWork:
    """Ask or tell the customer something about their change request; they read who wrote as "production"."""
    with request_scope.write(request) as (uow, actor):
        comment = service.add_comment(uow, actor, read_change_request_id(change_request_id), data.text)
    return comment_of_work(comment)


handlers = [
    production(
        read_queue,
        claim,
        read_model,
        replace_model,
        edit_model,
        read_history,
        deliver,
        close,
        release,
        read_change_request,
        answer_item,
        list_comments,
        add_comment,
        tag="Production desk",
    )
]


def _store(
    request: Request[Any, Any, Any],
    order_id: str,
    version: int,
    changed: Drafted,
    edits: list[dict[str, Any]] | None = None,
) -> Response[ModelRead]:
    with request_scope.write(request) as (uow, actor):
        revision = service.store_model(
            uow,
            actor,
            read_order_id(order_id),
            version=version,
            plan=changed.plan,
            findings=changed.findings,
            edits=edits,
        )
    return _with_tag(revision)


def _with_tag(revision: Revision) -> Response[ModelRead]:
    return Response(model_read(revision), headers={"etag": quote_etag(revision.number)})


def _check_precondition(request: Request[Any, Any, Any], version: int) -> None:
    """Refuse a header that contradicts the version in the body, which is the current one."""
    wanted = request.headers.get(IF_MATCH)
    if wanted is not None and not matches_etag(wanted, quote_etag(version)):
        raise ModelChanged


def _version_by_tag(request: Request[Any, Any, Any], current: Revision | None) -> int:
    wanted = request.headers.get(IF_MATCH)
    if wanted is None:
        raise InvalidInput([_version_missing()])
    if current is None or not matches_etag(wanted, quote_etag(current.number)):
        raise PreconditionFailed
    return current.number


def _version_missing() -> FieldFault:
    return FieldFault(("version",), *field_required())
