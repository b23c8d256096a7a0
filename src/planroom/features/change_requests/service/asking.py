"""Asking for a change of a delivered order."""

from collections.abc import Sequence
from uuid import UUID

from planroom.features.change_requests.events import ChangeRequestOpened
from planroom.features.change_requests.models import (
    ChangeRequest,
    ChangeRequestItem,
    ChangeRequestWishes,
    ItemWish,
    NewChangeRequest,
    NewItem,
)
from planroom.features.change_requests.repository import parts, requests
from planroom.features.change_requests.rules import (
    TURNAROUND,
    ChangeRequestStatus,
    HistoryEvent,
    ItemState,
    Side,
    is_billable,
)
from planroom.features.change_requests.service.images import keep_images
from planroom.features.change_requests.service.pointing import DeliveredModel, Pointed
from planroom.features.change_requests.service.steps import name_of, note
from planroom.features.companies.rules import Permission
from planroom.features.orders.models import Order
from planroom.features.orders.rules import Move as OrderMove
from planroom.features.orders.service.looking import get_order
from planroom.features.orders.service.moving import begin_fixing
from planroom.features.orders.service.steps import take_step as take_order_step
from planroom.features.plans.service import get_revision
from planroom.features.products.rules import delivered_ranges
from planroom.infra.database.unit_of_work import UnitOfWork
from planroom.kit.actor import Actor
from planroom.kit.errors import FieldFault, InvalidInput
from planroom.kit.ids import new_id


def find_model_to_point_at(
    uow: UnitOfWork, actor: Actor, order_id: UUID, wishes: ChangeRequestWishes
) -> DeliveredModel:
    """Give the model that the items of a request are about.

    Raises whatever ``request_changes`` would, so that no plan is searched for a request that is refused, and
    InvalidInput for items whose place or floor makes no sense.
    """
    order = _get_order(uow, actor, order_id)
    take_order_step(order.status, OrderMove.REQUEST_CHANGE)
    model = _delivered_model(uow, order)
    _refuse(_faults(order, wishes, model))
    return model


def request_changes(
    uow: UnitOfWork, actor: Actor, order_id: UUID, new: NewChangeRequest, pointed: Sequence[Pointed] = ()
) -> ChangeRequest:
    """Ask for a correction of a delivered order, which moves to Fixing; several may be open at once.

    ``pointed`` is what each item points at. Raises OrderNotFound for an order that the caller does not see,
    RoleNotAllowed for one who only may look, OrderNotDelivered, and InvalidInput for a product range that the order
    does not have.
    """
    order = _get_order(uow, actor, order_id)
    ranges = list(dict.fromkeys(new.products))
    due_at = uow.now() + TURNAROUND
    order = begin_fixing(uow, company_id=actor.company, order_id=order.id, ranges=ranges, due_at=due_at)
    _refuse(_faults(order, ChangeRequestWishes(list(new.products), []), None))
    asked = _change_request(uow, actor, order, new)
    requests.insert_change_request(uow, asked)
    found: Sequence[Pointed | None] = pointed or [None] * len(new.items)
    items = [_item(asked, position, *one) for position, one in enumerate(zip(new.items, found, strict=True))]
    parts.insert_items(uow, items)
    keep_images(uow, asked, new.uploads_at)
    note(uow, asked, HistoryEvent.ASKED, Side.CUSTOMER, asked.created_by)
    uow.emit(ChangeRequestOpened(order.company_id, order.id, asked.id, new.text, due_at))
    return asked


def find_faults(uow: UnitOfWork, actor: Actor, order_id: UUID, wishes: ChangeRequestWishes) -> list[FieldFault]:
    """List what only the order can tell is wrong with a change request that is refused anyway.

    ``wishes`` is what could be read of it; the rest has been told.
    """
    order = _get_order(uow, actor, order_id)
    model = _delivered_model(uow, order) if wishes.items and order.model_id is not None else None
    return _faults(order, wishes, model)


def _get_order(uow: UnitOfWork, actor: Actor, order_id: UUID) -> Order:
    """Give an order to one who may ask for changes: first it must be seen (404), then that be allowed (403)."""
    order = get_order(uow, actor, order_id)
    actor.require(Permission.REQUEST_CHANGES)
    return order


def _delivered_model(uow: UnitOfWork, order: Order) -> DeliveredModel:
    if order.model_id is None:
        message = f"order {order.id} counts as delivered and has no model"
        raise LookupError(message)
    revision = get_revision(uow, company_id=order.company_id, revision_id=order.model_id)
    return DeliveredModel(revision.id, revision.plan)


def _refuse(faults: list[FieldFault]) -> None:
    if faults:
        raise InvalidInput(faults)


def _faults(order: Order, wishes: ChangeRequestWishes, model: DeliveredModel | None) -> list[FieldFault]:
    had = delivered_ranges(order.package_type, order.add_ons)
    faults = [
        FieldFault(("products", position), f"the order has no {name}", "value_error.product_range")
        for position, name in enumerate(wishes.products)
        if name is not None and name not in had
    ]
    floors = len(model.plan.storeys) if model else None
    return faults + [
        fault for position, item in enumerate(wishes.items) for fault in _item_faults(position, item, floors)
    ]


def _item_faults(position: int, item: ItemWish, floors: int | None) -> list[FieldFault]:
    place = ("items", position)
    faults = []
    if item.places > 1:
        message = "give a point or a box, not both"
        faults.append(FieldFault((*place, "box"), message, "value_error.place"))
    if item.places and item.floor is None:
        faults.append(FieldFault((*place, "floor"), "say on which floor the place lies", "value_error.missing"))
    if item.floor is not None and floors is not None and item.floor >= floors:
        message = f"the model has {floors} floor(s), counted from 0"
        faults.append(FieldFault((*place, "floor"), message, "value_error.floor"))
    return faults


def _change_request(uow: UnitOfWork, actor: Actor, order: Order, new: NewChangeRequest) -> ChangeRequest:
    now = uow.now()
    return ChangeRequest(
        id=new_id(),
        company_id=order.company_id,
        order_id=order.id,
        status=ChangeRequestStatus.OPEN,
        products=list(dict.fromkeys(new.products)),
        text=new.text,
        img_urls=new.img_urls,
        billable=is_billable(requests.count_free(uow, order.company_id, order.id)),
        created_by=name_of(uow, actor),
        created_at=now,
        due_at=now + TURNAROUND,
        started_at=None,
        round=1,
        closing_delivery_id=None,
        closing_is_shared=False,
        reply=None,
        completed_at=None,
        completed_by=None,
        accepted_at=None,
        model_id=None,
        version=None,
        changes=None,
    )


def _item(asked: ChangeRequest, position: int, new: NewItem, pointed: Pointed | None) -> ChangeRequestItem:
    return ChangeRequestItem(
        id=new_id(),
        company_id=asked.company_id,
        change_request_id=asked.id,
        position=position,
        kind=new.kind,
        text=new.text,
        floor=new.floor,
        place=[list(corner) for corner in new.place] if new.place else None,
        model_id=pointed.model_id if pointed else None,
        storey_id=pointed.storey_id if pointed else None,
        points_to=pointed.elements if pointed else [],
        state=ItemState.OPEN,
        reply=None,
    )
