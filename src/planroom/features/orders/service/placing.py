"""Placing an order, and handing in another source for one that could not be read."""

from collections.abc import Sequence
from uuid import UUID

from planroom.features.companies.models import Company
from planroom.features.companies.rules import AddOn, PackageType, Permission
from planroom.features.companies.service import get_company
from planroom.features.deliverables.service import set_presentation
from planroom.features.orders import repository
from planroom.features.orders.errors import OrderSourceNotFailed
from planroom.features.orders.events import OrderSourceReplaced
from planroom.features.orders.models import Issue, IssueAbout, NewOrder, Order, OrderWishes
from planroom.features.orders.rules import Move, OrderStatus, full_address, units_in, unknown_preferences
from planroom.features.orders.service.looking import lock_order
from planroom.features.orders.service.sources import find_source_faults, take_sources
from planroom.features.orders.service.steps import lasting_issues, make_issue, take_step, tell
from planroom.features.plans.service import request_reading
from planroom.features.products.rules import fits, turnaround
from planroom.features.products.service.packages import require_switched_on
from planroom.features.users.models import User
from planroom.features.users.service.people import find_user, find_user_by_email
from planroom.infra.database.unit_of_work import UnitOfWork
from planroom.kit.actor import Actor
from planroom.kit.errors import FieldFault, InvalidInput
from planroom.kit.ids import new_id, new_token
from planroom.production.presentation import Presentation

REDRAW = "redraw"


def create_order(uow: UnitOfWork, actor: Actor, new: NewOrder) -> Order:
    """Place an order from drawings: it is Pending at once, and its sources are fetched and read afterwards.

    Package and add-ons default to the company's, the owner to the company's first Manager. Raises InvalidInput for an
    owner who is no user of the company, and for add-ons that do not go with the package; FeatureDisabled for what the
    company has switched off. What this release cannot produce is accepted: the order's issues say what is missing.
    """
    actor.require(Permission.CREATE_ORDERS)
    company = get_company(uow, actor.company)
    package_type = new.package_type or company.package_type
    add_ons = _add_ons(new, company, package_type)
    owner = _owner(uow, actor, new.owner_email)
    _check(uow, actor, new, package_type, owner)
    require_switched_on(uow, actor.company, package_type, add_ons)
    step = take_step(OrderStatus.NEW, Move.PLACE)
    order_id, now = new_id(), uow.now()
    issues = [_unknown_preference(uow, *found) for found in unknown_preferences(new.order_preferences or {})]
    repository.insert_order(
        uow,
        {
            "id": order_id,
            "company_id": actor.company,
            "owner_id": owner.id if owner else None,
            "office_id": owner.office_id if owner else None,
            "status": step.to,
            "order_type": REDRAW,
            "external_id": new.external_id,
            "add_info": new.info,
            "package_type": package_type,
            "add_ons": add_ons,
            "order_preferences": new.order_preferences,
            "street": new.street,
            "number": new.number,
            "suite": new.suite,
            "city": new.city,
            "state": new.state,
            "postal_code": new.postal_code,
            "country": new.country,
            "latitude": new.latitude,
            "longitude": new.longitude,
            "issues": issues,
            "open_change_requests": 0,
            "change_requests_made": 0,
            "fixing_ranges": [],
            "view_token": new_token(),
            "created_at": now,
            "updated_at": now,
            "due_at": now + turnaround(add_ons),
        },
    )
    order = repository.get_order(uow, actor.company, order_id)
    tell(uow, order, step, previous=OrderStatus.NEW)
    presentation = Presentation(units=units_in(order.country), address=_address_line(order))
    set_presentation(uow, company_id=order.company_id, order_id=order.id, presentation=presentation)
    sources = take_sources(uow, order.company_id, new.source_urls, new.uploads_at)
    request_reading(uow, company_id=order.company_id, order_id=order.id, sources=sources, info=new.info)
    return order


def find_faults(uow: UnitOfWork, actor: Actor, wishes: OrderWishes) -> list[FieldFault]:
    """List what only the company's data can tell is wrong with an order that is refused anyway.

    ``wishes`` is what could be read of it; the rest has been told.
    """
    actor.require(Permission.CREATE_ORDERS)
    faults: list[FieldFault] = []
    if wishes.package_is_known:
        package_type = wishes.package_type or get_company(uow, actor.company).package_type
        faults += _add_on_faults(wishes.add_ons, package_type)
    if wishes.owner_email is not None and find_user_by_email(uow, actor.company, wishes.owner_email) is None:
        faults.append(_owner_fault())
    faults += find_source_faults(uow, actor.company, wishes.source_urls, wishes.uploads_at)
    return faults


def replace_source(
    uow: UnitOfWork, actor: Actor, order_id: UUID, source_urls: Sequence[str], uploads_at: str = ""
) -> Order:
    """Take another source for an order whose source could not be read (contract 3.8)."""
    order = lock_order(uow, actor, order_id, Permission.CREATE_ORDERS)
    step = take_step(order.status, Move.REPLACE_SOURCE)
    if not any(issue["about"] == IssueAbout.SOURCE for issue in order.issues):
        raise OrderSourceNotFailed
    faults = find_source_faults(uow, actor.company, source_urls, uploads_at)
    if faults:
        raise InvalidInput(faults)
    repository.update_order(uow, order, status=step.to, issues=lasting_issues(order.issues))
    sources = take_sources(uow, order.company_id, source_urls, uploads_at)
    request_reading(uow, company_id=order.company_id, order_id=order.id, sources=sources, info=order.add_info)
    uow.emit(OrderSourceReplaced(order.company_id, order.id))
    return repository.get_order(uow, actor.company, order_id)


def _address_line(order: Order) -> str:
    return full_address(
        number=order.number,
        street=order.street,
        suite=order.suite,
        city=order.city,
        state=order.state,
        postal_code=order.postal_code,
        country=order.country,
    )


def _add_ons(new: NewOrder, company: Company, package_type: PackageType) -> list[AddOn]:
    if new.add_ons is not None:
        return list(dict.fromkeys(new.add_ons))
    return [add_on for add_on in map(AddOn, company.add_ons) if fits(add_on, package_type)]


def _owner(uow: UnitOfWork, actor: Actor, owner_email: str | None) -> User | None:
    if owner_email is not None:
        return find_user_by_email(uow, actor.company, owner_email)
    return find_user(uow, actor.company, actor.user_id) if actor.user_id else None


def _check(uow: UnitOfWork, actor: Actor, new: NewOrder, package_type: PackageType, owner: User | None) -> None:
    """Raise InvalidInput with everything that only the company's data can tell is wrong."""
    faults = _add_on_faults(new.add_ons or [], package_type)
    if new.owner_email is not None and owner is None:
        faults.append(_owner_fault())
    faults += find_source_faults(uow, actor.company, new.source_urls, new.uploads_at)
    if faults:
        raise InvalidInput(faults)


def _add_on_faults(add_ons: Sequence[AddOn | None], package_type: PackageType) -> list[FieldFault]:
    return [
        FieldFault(("add_ons", position), f"add-on does not go with package {package_type}", "value_error.add_on")
        for position, add_on in enumerate(add_ons)
        if add_on is not None and not fits(add_on, package_type)
    ]


def _owner_fault() -> FieldFault:
    return FieldFault(("owner_email",), "no user of your company has this e-mail address", "value_error.owner_email")


def _unknown_preference(uow: UnitOfWork, path: str, value: str) -> Issue:
    message = f"order_preferences.{path}: {value!r} is not known; the default is drawn."
    return make_issue(uow, IssueAbout.PREFERENCES, "preference_unknown", message)
