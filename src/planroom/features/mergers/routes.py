"""The calls about merge requests (contract 3.1 and 3.8)."""

from typing import Any

from litestar import Request
from litestar.params import FromPath, JSONBody

from planroom.features.mergers import service
from planroom.features.mergers.schemas import (
    ACCEPTED,
    DECLINED,
    MergeRequestAnswered,
    MergeRequestCreate,
    MergeRequestCreated,
    MergeRequestRead,
    merge_request_read,
)
from planroom.infra.http import request_scope
from planroom.infra.http.lists import ListRead, list_read
from planroom.infra.http.paging import PageQuery, read_page
from planroom.infra.http.routing import QUERY, get, integrate, post


@post("/companies/merge-requests", summary="Ask another company to merge")
def create(request: Request[Any, Any, Any], data: JSONBody[MergeRequestCreate]) -> MergeRequestCreated:
    """Ask another company to become part of yours. Its Managers get a mail and can accept within 14 days.

    Nothing moves before one of them accepts. The reply is the same whether or not the address is known.
    """
    public_url = request_scope.settings(request).resolved_public_url
    with request_scope.write(request) as (uow, actor):
        asked = service.request_merge(uow, actor, email=data.email, message=data.message or "", public_url=public_url)
        return MergeRequestCreated(id=str(asked.id))


@get("/companies/merge-requests", summary="List merge requests", opt={QUERY: PageQuery})
def list_all(request: Request[Any, Any, Any]) -> ListRead[MergeRequestRead]:
    """The merge requests that your company sent and received, newest first."""
    wanted = read_page(request)
    with request_scope.read(request) as (uow, actor):
        page = service.list_merge_requests(uow, actor, wanted)
    return list_read(page, merge_request_read)


@post("/companies/merge-requests/{merge_request_id:str}/accept", summary="Accept a merge request")
def accept(request: Request[Any, Any, Any], merge_request_id: FromPath[str]) -> MergeRequestAnswered:
    """Move your users, offices and orders into the asking company. It happens at once and cannot be undone.

    Your company is closed: its API keys stop and its webhooks are dropped. An office whose name the asking company has
    already gets your company's name behind it. Your users go on working with the passwords that they have.
    """
    request_id = service.read_merge_request_id(merge_request_id)
    with request_scope.write(request) as (uow, actor):
        service.accept_merge(uow, actor, request_id)
        return MergeRequestAnswered(id=str(request_id), message=ACCEPTED)


@post("/companies/merge-requests/{merge_request_id:str}/decline", summary="Decline a merge request")
def decline(request: Request[Any, Any, Any], merge_request_id: FromPath[str]) -> MergeRequestAnswered:
    """Say no to a merge request. Nothing moves, and the asking company is told."""
    request_id = service.read_merge_request_id(merge_request_id)
    with request_scope.write(request) as (uow, actor):
        service.decline_merge(uow, actor, request_id)
        return MergeRequestAnswered(id=str(request_id), message=DECLINED)


handlers = [integrate(create, list_all, accept, decline, tag="Companies")]
