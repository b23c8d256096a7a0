"""Looking at change requests: the company at those of an order that the caller sees, the production desk at all."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from planroom.features.change_requests.errors import ChangeRequestItemNotFound, ChangeRequestNotFound
from planroom.features.change_requests.models import ChangeRequest, ChangeRequestImage, Comment, FullChangeRequest
from planroom.features.change_requests.repository import comments, parts, requests
from planroom.features.change_requests.rules import ChangeRequestStatus
from planroom.features.orders.service.looking import get_order
from planroom.infra.database.unit_of_work import UnitOfWork
from planroom.kit.actor import Actor
from planroom.kit.ids import parse_id
from planroom.kit.paging import Page, PageRequest, make_page

SHOWN_COMMENTS = 5
"""How many of the newest comments the desk sees beside a change request; a list of its own holds all."""


@dataclass(frozen=True, slots=True)
class ChangeRequestForDesk:
    """A change request with its parts and its newest comments, oldest first."""

    full: FullChangeRequest
    comments: list[Comment]


def list_change_requests(
    uow: UnitOfWork, actor: Actor, order_id: UUID, statuses: Collection[ChangeRequestStatus], page: PageRequest
) -> Page[FullChangeRequest]:
    """List the change requests of an order, newest first; no ``statuses`` means any.

    OrderNotFound for an order that the caller does not see.
    """
    order = get_order(uow, actor, order_id)
    found = requests.list_change_requests(uow, actor.company, order.id, statuses, page)
    return make_page(page, parts.with_parts(uow, actor.company, found))


def get_change_request(uow: UnitOfWork, actor: Actor, order_id: UUID, change_request_id: UUID) -> FullChangeRequest:
    """Give one change request of an order; OrderNotFound or ChangeRequestNotFound when there is none."""
    order = get_order(uow, actor, order_id)
    found = requests.get_change_request(uow, actor.company, order.id, change_request_id)
    return parts.with_parts(uow, actor.company, [found])[0]


def get_image(uow: UnitOfWork, token: str) -> ChangeRequestImage:
    """Give the image at a public address; ImageNotFound when the secret in it is wrong."""
    return parts.get_image_by_token(uow, token)


def get_for_operator(uow: UnitOfWork, change_request_id: UUID) -> ChangeRequest:
    """Give a change request of any company to the production desk, without its parts."""
    return requests.get_change_request_for_operator(uow, change_request_id)


def list_for_operator(uow: UnitOfWork, change_request_ids: Collection[UUID]) -> dict[UUID, ChangeRequestForDesk]:
    """Give change requests of any company to the production desk, by id, in five statements for all."""
    if not change_request_ids:
        return {}
    found = requests.list_change_requests_for_operator(uow, change_request_ids)
    said = comments.list_newest_comments_for_operator(uow, change_request_ids, SHOWN_COMMENTS)
    return {
        full.id: ChangeRequestForDesk(full, said.get(full.id, [])) for full in parts.with_parts_for_operator(uow, found)
    }


def read_change_request_id(text: str) -> UUID:
    """Read a change request's id; ChangeRequestNotFound for a text that is none (contract 1.1)."""
    change_request_id = parse_id(text)
    if change_request_id is None:
        raise ChangeRequestNotFound
    return change_request_id


def read_item_id(text: str) -> UUID:
    """Read an item's id; ChangeRequestItemNotFound for a text that is none."""
    item_id = parse_id(text)
    if item_id is None:
        raise ChangeRequestItemNotFound
    return item_id
