"""What a company asks of a delivered order beside corrections: more products, or another look (contract 3.4)."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import msgspec

from planroom.features.audit.rules import Subject
from planroom.features.audit.service import record
from planroom.features.companies.rules import AddOn, PackageType, Permission
from planroom.features.deliverables.service import (
    find_presentation,
    hold_deliveries,
    request_delivery,
    set_presentation,
)
from planroom.features.orders import repository
from planroom.features.orders.errors import NotPurchasable, OrderNotDelivered
from planroom.features.orders.models import IssueAbout, Order
from planroom.features.orders.rules import Move, named_style
from planroom.features.orders.service.looking import get_order, lock_order
from planroom.features.orders.service.steps import take_step_of
from planroom.features.orders.service.styling import choose_style, presentation_in
from planroom.features.orders.service.wanting import unknown_preference_issues
from planroom.features.products.rules import is_raised, purchasable_add_ons
from planroom.features.products.service.packages import require_switched_on
from planroom.floorplan.drawing.style import merge_options
from planroom.infra.database.unit_of_work import UnitOfWork
from planroom.kit.actor import Actor


def upgrade_order(
    uow: UnitOfWork, actor: Actor, order_id: UUID, *, package_type: PackageType | None, add_ons: Sequence[AddOn]
) -> Order:
    """Buy a higher package or further add-ons for a Ready order; its files are made anew, and a Ready call follows.

    Raises OrderNotDelivered or OrderInFixing elsewhere, NotPurchasable for a package that is lower, an add-on that is
    not among ``purchasable_add_ons``, or nothing at all; FeatureDisabled for what the company has switched off.
    """
    order = _hold(uow, actor, order_id, Move.UPGRADE, Permission.UPGRADE_ORDERS)
    package = package_type or order.package_type
    bought = list(dict.fromkeys(add_ons))
    _require_purchasable(order, package, bought)
    require_switched_on(uow, order.company_id, package, bought)
    repository.update_order(uow, order, package_type=package, add_ons=[*order.add_ons, *bought])
    _deliver_anew(uow, order)
    details = {"package_type": [order.package_type, package], "add_ons": bought}
    record(uow, actor, "order.upgraded", Subject.ORDER, order.id, details=details)
    return repository.get_order(uow, actor.company, order_id)


def redeliver_order(
    uow: UnitOfWork,
    actor: Actor,
    order_id: UUID,
    *,
    preferences: Mapping[str, Any],
    options: Mapping[str, Any] | None = None,
) -> Order:
    """Have the files of a Ready order drawn again in another look; the old ones are served as before.

    ``preferences`` are those parts of ``order_preferences`` that take the place of the order's own; a style that is
    not known is kept, drawn with the default and told in the order's issues. ``options`` are single options of a style
    that win over those of the template. Raises OrderNotDelivered or OrderInFixing elsewhere.
    """
    order = _hold(uow, actor, order_id, Move.REDELIVER, Permission.REDELIVER_ORDERS)
    company = {"company_id": order.company_id, "order_id": order.id}
    presentation = find_presentation(uow, **company)
    values: dict[str, Any] = {}
    if preferences:
        wanted = {**(repository.get_preferences(uow, order.company_id, order.id) or {}), **preferences}
        issues = [issue for issue in order.issues if issue["about"] != IssueAbout.PREFERENCES]
        if named_style(wanted) is not None:
            style = choose_style(uow, order.company_id, wanted)
            presentation = presentation_in(order, style.template)
            values["style_template"] = style.of_order
            issues += [style.issue] if style.issue else []
        values |= {"order_preferences": wanted, "issues": [*issues, *unknown_preference_issues(uow, wanted)]}
    if options:
        presentation = msgspec.structs.replace(presentation, options=merge_options(presentation.options or {}, options))
    repository.update_order(uow, order, **values)
    set_presentation(uow, **company, presentation=presentation)
    _deliver_anew(uow, order)
    record(uow, actor, "order.redelivered", Subject.ORDER, order.id, details={**preferences, "style": options})
    return repository.get_order(uow, actor.company, order_id)


def _require_purchasable(order: Order, package: PackageType, bought: Sequence[AddOn]) -> None:
    if package is order.package_type and not bought:
        raise NotPurchasable
    if package is not order.package_type and not is_raised(order.package_type, package):
        message = f"Package {package} is lower than the order's {order.package_type}."
        raise NotPurchasable(message)
    purchasable = purchasable_add_ons(package, order.add_ons)
    if not set(bought) <= set(purchasable):
        for_sale = (
            f"only these can be added: {', '.join(purchasable)}" if purchasable else "no add-on can be bought now"
        )
        message = f"With package {package} {for_sale}."
        raise NotPurchasable(message)


def _hold(uow: UnitOfWork, actor: Actor, order_id: UUID, move: Move, permission: Permission) -> Order:
    """Give an order that makes ``move``, locked behind its deliveries: drawing jobs lock in this order, too."""
    seen = get_order(uow, actor, order_id)
    actor.require(permission)
    hold_deliveries(uow, company_id=seen.company_id, order_id=seen.id)
    order = lock_order(uow, actor, order_id, permission)
    take_step_of(order, move)
    return order


def _deliver_anew(uow: UnitOfWork, order: Order) -> None:
    if order.model_id is None:
        raise OrderNotDelivered
    request_delivery(uow, company_id=order.company_id, order_id=order.id, revision_id=order.model_id)
