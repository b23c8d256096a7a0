"""Looking at orders: the company at its own, the production desk at all."""

from collections.abc import Collection, Sequence
from uuid import UUID

from planroom.features.companies.rules import Permission
from planroom.features.orders import repository
from planroom.features.orders.errors import OrderNotFound
from planroom.features.orders.models import Order
from planroom.features.orders.rules import OrderStatus
from planroom.infra.database.unit_of_work import UnitOfWork
from planroom.kit.actor import Actor
from planroom.kit.ids import parse_id
from planroom.kit.paging import Page, PageRequest, make_page


def read_order_id(text: str) -> UUID:
    """Read an order's id; OrderNotFound for a text that is none, because no order has it (contract 1.1)."""
    order_id = parse_id(text)
    if order_id is None:
        raise OrderNotFound
    return order_id


def get_order(uow: UnitOfWork, actor: Actor, order_id: UUID) -> Order:
    """Give an order of the actor's company; OrderNotFound for anybody else's."""
    actor.require(Permission.READ_ORDERS)
    return repository.get_order(uow, actor.company, order_id)


def list_orders(uow: UnitOfWork, actor: Actor, statuses: Collection[OrderStatus], page: PageRequest) -> Page[Order]:
    """List the orders of the actor's company, newest first; no ``statuses`` means any."""
    actor.require(Permission.READ_ORDERS)
    return make_page(page, repository.list_orders(uow, actor.company, statuses, page))


def get_for_operator(uow: UnitOfWork, order_id: UUID) -> Order:
    """Give an order of any company to the production desk."""
    return repository.get_order_for_operator(uow, order_id)


def list_for_operator(uow: UnitOfWork, order_ids: Sequence[UUID]) -> dict[UUID, Order]:
    """Give orders of any company to the production desk, by id, in one statement."""
    return {order.id: order for order in repository.list_orders_for_operator(uow, order_ids)}


def find_by_view_token(uow: UnitOfWork, view_token: str) -> Order | None:
    """Find the order behind the address of its page; whoever has the address may look."""
    return repository.find_order_by_view_token(uow, view_token)
