"""What customer and desk say to each other about a change request."""

from uuid import UUID

from planroom.features.change_requests.errors import TooManyComments
from planroom.features.change_requests.models import ChangeRequest, Comment
from planroom.features.change_requests.repository import comments, requests
from planroom.features.change_requests.rules import MAX_COMMENTS, Side
from planroom.features.change_requests.service.steps import name_of
from planroom.features.companies.rules import Permission
from planroom.features.orders.service.looking import get_order
from planroom.infra.database.unit_of_work import UnitOfWork
from planroom.kit.actor import Actor
from planroom.kit.ids import new_id
from planroom.kit.paging import Page, PageRequest, make_page


def list_comments(
    uow: UnitOfWork, actor: Actor, order_id: UUID, change_request_id: UUID, page: PageRequest
) -> Page[Comment]:
    """List the comments on a change request, newest first."""
    order = get_order(uow, actor, order_id)
    asked = requests.get_change_request(uow, actor.company, order.id, change_request_id)
    return make_page(page, comments.list_comments(uow, asked, page))


def add_comment(uow: UnitOfWork, actor: Actor, order_id: UUID, change_request_id: UUID, text: str) -> Comment:
    """Say something to the desk; TooManyComments beyond MAX_COMMENTS."""
    order = get_order(uow, actor, order_id)
    actor.require(Permission.REQUEST_CHANGES)
    asked = requests.lock_change_request(uow, actor.company, order.id, change_request_id)
    return _add(uow, asked, Side.CUSTOMER, name_of(uow, actor), text)


def list_comments_for_operator(uow: UnitOfWork, change_request_id: UUID, page: PageRequest) -> Page[Comment]:
    """List the comments on a change request of any company, newest first."""
    asked = requests.get_change_request_for_operator(uow, change_request_id)
    return make_page(page, comments.list_comments(uow, asked, page))


def add_comment_for_operator(uow: UnitOfWork, change_request_id: UUID, text: str, *, written_by: str) -> Comment:
    """Say something to the customer; TooManyComments beyond MAX_COMMENTS."""
    asked = requests.lock_change_request_for_operator(uow, change_request_id)
    return _add(uow, asked, Side.PRODUCTION, written_by, text)


def _add(uow: UnitOfWork, asked: ChangeRequest, side: Side, written_by: str, text: str) -> Comment:
    """Add a comment to a change request whose row is locked, so that the count holds."""
    if comments.count_comments(uow, asked) >= MAX_COMMENTS:
        raise TooManyComments
    comment = Comment(
        id=new_id(),
        company_id=asked.company_id,
        change_request_id=asked.id,
        side=side,
        written_by=written_by,
        text=text,
        created_at=uow.now(),
    )
    comments.insert_comment(uow, comment)
    return comment
