"""Looking at orders: the company at its own, the production desk at all."""

from collections.abc import Sequence
from uuid import UUID

from planroom.features.companies.rules import Permission
from planroom.features.orders import repository
from planroom.features.orders.errors import OrderNotFound
from planroom.features.orders.models import Order, OrderFilter
from planroom.infra.database.unit_of_work import UnitOfWork
from planroom.kit.actor import Actor, Sight
from planroom.kit.ids import parse_id
from planroom.kit.paging import Page, PageRequest, make_page

_NOBODY = UUID(int=0)


def read_order_id(text: str) -> UUID:
    """Read an order's id; OrderNotFound for a text that is none, because no order has it (contract 1.1)."""
    order_id = parse_id(text)
    if order_id is None:
        raise OrderNotFound
    return order_id


def get_order(uow: UnitOfWork, actor: Actor, order_id: UUID) -> Order:
    """Give an order that the actor sees; OrderNotFound for any other."""
    actor.require(Permission.READ_ORDERS)
    return repository.get_order(uow, actor.company, order_id, within_sight(actor, OrderFilter()))


def lock_order(uow: UnitOfWork, actor: Actor, order_id: UUID, permission: Permission) -> Order:
    """Give an order that the actor sees and may do something to; nobody else changes it until the transaction ends.

    Raises OrderNotFound for an order out of sight, RoleNotAllowed for one in sight without ``permission``.
    """
    order = repository.lock_order(uow, actor.company, order_id, within_sight(actor, OrderFilter()))
    actor.require(permission)
    return order


def list_orders(uow: UnitOfWork, actor: Actor, wanted: OrderFilter, page: PageRequest) -> Page[Order]:
    """List the orders that the actor sees and asks for, newest first."""
    actor.require(Permission.READ_ORDERS)
    return make_page(page, repository.list_orders(uow, actor.company, within_sight(actor, wanted), page))


def within_sight(actor: Actor, wanted: OrderFilter) -> OrderFilter:
    """Narrow a filter to what the actor sees: all of its company, its office's orders, or its own.

    Who has no office, or is nobody, sees nothing there.
    """
    if actor.sight is Sight.OFFICE:
        return wanted._replace(seen_in_office=actor.office_id or _NOBODY)
    if actor.sight is Sight.OWN:
        return wanted._replace(seen_by_owner=actor.user_id or _NOBODY)
    return wanted


def get_for_operator(uow: UnitOfWork, order_id: UUID) -> Order:
    """Give an order of any company to the production desk."""
    return repository.get_order_for_operator(uow, order_id)


def list_for_operator(uow: UnitOfWork, order_ids: Sequence[UUID]) -> dict[UUID, Order]:
    """Give orders of any company to the production desk, by id, in one statement."""
    return {order.id: order for order in repository.list_orders_for_operator(uow, order_ids)}


def find_by_view_token(uow: UnitOfWork, view_token: str) -> Order | None:
    """Find the order behind the address of its page; whoever has the address may look."""
    return repository.find_order_by_view_token(uow, view_token)
