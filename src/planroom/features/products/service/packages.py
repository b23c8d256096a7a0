"""Use cases of products: look at what a company can order, and change its defaults and what is switched on."""

from collections.abc import Iterable
from uuid import UUID

from planroom.features.audit.rules import Subject
from planroom.features.audit.service import record
from planroom.features.companies.models import Company
from planroom.features.companies.rules import AddOn, PackageType, Permission
from planroom.features.companies.service import get_company, lock_company, set_defaults
from planroom.features.products import changing
from planroom.features.products.errors import FeatureDisabled
from planroom.features.products.models import CompanyPackage, PackageChange
from planroom.features.products.repository import offers
from planroom.features.products.rules import NAME_OF_PACKAGE, TERMS_OF_ADD_ON
from planroom.infra.database.unit_of_work import UnitOfWork
from planroom.kit.actor import Actor
from planroom.kit.errors import FieldFault, InvalidInput


def get_package(uow: UnitOfWork, actor: Actor) -> CompanyPackage:
    """Give what the actor's company can order."""
    actor.require(Permission.READ_COMPANY)
    return _package_of(uow, get_company(uow, actor.company))


def set_package(uow: UnitOfWork, actor: Actor, change: PackageChange) -> CompanyPackage:
    """Change a company's defaults and switches; InvalidInput with everything that does not go together."""
    actor.require(Permission.EDIT_COMPANY)
    before = _package_of(uow, lock_company(uow, actor.company))
    faults = changing.find_faults(before, change)
    if faults:
        raise InvalidInput(faults)
    after = changing.changed(before, change)
    if after == before:
        return before
    set_defaults(uow, actor.company, package_type=after.package_type, add_ons=after.add_ons)
    offers.set_switched_off(uow, actor.company, after.switched_off)
    details = {"before": _audited(before), "after": _audited(after)}
    record(uow, actor, "company.package_set", Subject.COMPANY, actor.company, details=details)
    return after


def find_faults(uow: UnitOfWork, actor: Actor, change: PackageChange) -> list[FieldFault]:
    """List what only the company's data can tell is wrong with a change that is refused anyway."""
    actor.require(Permission.EDIT_COMPANY)
    return changing.find_faults(_package_of(uow, get_company(uow, actor.company)), change)


def require_switched_on(uow: UnitOfWork, company_id: UUID, package_type: PackageType, add_ons: Iterable[AddOn]) -> None:
    """Raise FeatureDisabled for a package or add-on that the company has switched off.

    What this release cannot produce is no reason to refuse: it is accepted, and the order says what is missing.
    """
    off = offers.get_switched_off(uow, company_id)
    if package_type in off.packages:
        raise FeatureDisabled(NAME_OF_PACKAGE[package_type])
    for add_on in add_ons:
        if add_on in off.add_ons:
            raise FeatureDisabled(TERMS_OF_ADD_ON[add_on].name)


def _package_of(uow: UnitOfWork, company: Company) -> CompanyPackage:
    off = offers.get_switched_off(uow, company.id)
    return CompanyPackage(company.package_type, [AddOn(name) for name in company.add_ons], off)


def _audited(package: CompanyPackage) -> dict[str, object]:
    return {
        "package_type": package.package_type,
        "add_ons": package.add_ons,
        "packages_off": sorted(package.switched_off.packages),
        "add_ons_off": sorted(package.switched_off.add_ons),
    }
