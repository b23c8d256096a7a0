"""What a body asks of an order, checked and completed with what only the company's data can tell."""

from collections.abc import Mapping, Sequence
from typing import Any

from planroom.features.companies.models import Company
from planroom.features.companies.rules import AddOn, PackageType, Permission
from planroom.features.companies.service import get_company
from planroom.features.orders.models import Issue, IssueAbout, NewOrder, OrderWishes
from planroom.features.orders.rules import unknown_preferences
from planroom.features.orders.service.sources import find_source_faults
from planroom.features.orders.service.steps import make_issue
from planroom.features.orders.service.styling import choose_style
from planroom.features.products.rules import fits
from planroom.features.products.service.packages import require_switched_on
from planroom.features.users.models import User
from planroom.features.users.service.people import find_user, find_user_by_email
from planroom.infra.database.unit_of_work import UnitOfWork
from planroom.kit.actor import Actor
from planroom.kit.errors import FieldFault, InvalidInput


def wanted_values(uow: UnitOfWork, actor: Actor, new: NewOrder) -> dict[str, Any]:
    """Give the columns of the order that is asked for.

    Package and add-ons default to the company's, the owner to the company's first Manager. Raises InvalidInput for an
    owner who is no user of the company, for add-ons that do not go with the package, and for uploads that the company
    does not have; FeatureDisabled for what the company has switched off. What this release cannot produce is accepted:
    the order's issues say what is missing.
    """
    company = get_company(uow, actor.company)
    package_type = new.package_type or company.package_type
    add_ons = _add_ons(new, company, package_type)
    owner = _owner(uow, actor, new.owner_email)
    _check(uow, actor, new, package_type, owner)
    require_switched_on(uow, actor.company, package_type, add_ons)
    style = choose_style(uow, actor.company, new.order_preferences)
    issues = unknown_preference_issues(uow, new.order_preferences or {})
    return {
        "owner_id": owner.id if owner else None,
        "office_id": owner.office_id if owner else None,
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
        "style_template": style.of_order,
        "issues": [style.issue, *issues] if style.issue else issues,
    }


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


def unknown_preference_issues(uow: UnitOfWork, preferences: Mapping[str, Any]) -> list[Issue]:
    """Say which preferences are kept and drawn with the default (contract 3.6); the style template is no part of it."""
    return [
        make_issue(
            uow,
            IssueAbout.PREFERENCES,
            "preference_unknown",
            f"order_preferences.{path}: {value!r} is not known; the default is drawn.",
        )
        for path, value in unknown_preferences(preferences)
    ]
