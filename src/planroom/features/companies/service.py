"""Use cases of companies: make one, look at it, say where it wants to be told."""

from collections.abc import Sequence
from urllib.parse import urlsplit
from uuid import UUID

from planroom.features.audit.rules import Subject
from planroom.features.audit.service import record
from planroom.features.companies import repository
from planroom.features.companies.errors import CompanyClosed
from planroom.features.companies.models import Company
from planroom.features.companies.rules import (
    MAX_URL_LENGTH,
    MAX_WEBHOOK_URLS,
    AddOn,
    PackageType,
    Permission,
    Trigger,
    without_duplicates,
)
from planroom.infra.database.unit_of_work import UnitOfWork
from planroom.infra.outbound.port import Outbound, OutboundCode, OutboundError
from planroom.infra.outbound.urls import parse_target
from planroom.kit.actor import Actor
from planroom.kit.errors import FieldFault, InvalidInput
from planroom.kit.ids import new_id

# A name that cannot be resolved just now is no fault of the setting: every call checks the address again.
_REFUSALS = frozenset({OutboundCode.BAD_URL, OutboundCode.ADDRESS_REFUSED})


def create_company(
    uow: UnitOfWork,
    *,
    name: str,
    email: str,
    country: str | None = None,
    customer_type: str | None = None,
    package_type: PackageType = PackageType.BASE,
) -> Company:
    """Make a company. It gets an office and a Manager next: ``create_office`` and ``create_manager`` (contract 3)."""
    company = Company(
        id=new_id(),
        name=name,
        email=email,
        country=country,
        customer_type=customer_type,
        package_type=package_type,
        add_ons=[],
        webhook_urls=[],
        webhook_triggers=[],
        created_at=uow.now(),
    )
    repository.insert_company(uow, company)
    return company


def get_company(uow: UnitOfWork, company_id: UUID) -> Company:
    """Give a company to another feature; CompanyNotFound when there is none."""
    return repository.get_company(uow, company_id)


def get_own_company(uow: UnitOfWork, actor: Actor) -> Company:
    """Give the actor's company."""
    actor.require(Permission.READ_COMPANY)
    return repository.get_company(uow, actor.company)


def get_open_company(uow: UnitOfWork, company_id: UUID) -> Company:
    """Give a company in which people work; CompanyNotFound when there is none, CompanyClosed when it is closed."""
    company = repository.get_company(uow, company_id)
    if company.closed_at is not None:
        raise CompanyClosed
    return company


def lock_open_companies(uow: UnitOfWork, *company_ids: UUID) -> list[Company]:
    """List those of the companies that are not closed; nobody closes or changes them until the transaction ends."""
    return repository.lock_open_companies(uow, *company_ids)


def close_company(uow: UnitOfWork, *, company_id: UUID, into: UUID | None) -> None:
    """Close a company that became part of ``into``, or is erased; its webhooks are dropped."""
    repository.close_company(uow, company_id, into)


def find_successor(uow: UnitOfWork, company_id: UUID) -> UUID | None:
    """Find the company that a closed one is part of by now, through as many mergers as there were."""
    successor = None
    while (following := repository.get_company(uow, successor or company_id).merged_into_id) is not None:
        successor = following
    return successor


def lock_company(uow: UnitOfWork, company_id: UUID) -> Company:
    """Give a company whose row nobody else changes until the transaction ends."""
    return repository.get_company(uow, company_id, lock=True)


def set_defaults(uow: UnitOfWork, company_id: UUID, *, package_type: PackageType, add_ons: Sequence[AddOn]) -> None:
    """Say what a company's orders get when they name nothing; ``products`` has checked that it goes together."""
    repository.update_defaults(uow, company_id, package_type=package_type, add_ons=add_ons)


def require_webhook_setting(actor: Actor) -> None:
    """Raise RoleNotAllowed unless the actor may say where the company is told."""
    actor.require(Permission.SET_WEBHOOKS)


def check_webhook_urls(outbound: Outbound, urls: Sequence[str]) -> list[str]:
    """Give the URLs without duplicates, as they were sent; InvalidInput lists every one that is refused.

    Looks names up, so it is called outside a unit of work. A URL is absolute http or https, at most 10 of them; one
    that resolves to a private, loopback or link-local address is refused unless the installation allows it.
    """
    kept = without_duplicates(urls)
    if len(kept) > MAX_WEBHOOK_URLS:
        message = f"ensure this value has at most {MAX_WEBHOOK_URLS} items"
        raise InvalidInput([FieldFault(("webhook_urls",), message, "value_error.list.max_items")])
    faults = [fault for url in kept if (fault := _fault_of(outbound, url, urls.index(url)))]
    if faults:
        raise InvalidInput(faults)
    return kept


def find_unreadable_urls(urls: Sequence[object]) -> list[FieldFault]:
    """List the texts among ``urls`` that are no URL which could be called; nothing is looked up."""
    return [
        FieldFault(("webhook_urls", position), refusal, f"value_error.{OutboundCode.BAD_URL}")
        for position, url in enumerate(urls)
        if isinstance(url, str) and 0 < len(url) <= MAX_URL_LENGTH and (refusal := _refusal_of(url))
    ]


def _refusal_of(url: str) -> str | None:
    try:
        parse_target(url)
    except OutboundError as error:
        return str(error)
    return None


def set_webhooks(
    uow: UnitOfWork, actor: Actor, *, urls: Sequence[str] | None, triggers: Sequence[Trigger] | None
) -> Company:
    """Replace the webhook settings that are given; None leaves a list as it is. The URLs have been checked."""
    require_webhook_setting(actor)
    before = lock_company(uow, actor.company)
    repository.update_webhooks(
        uow, actor.company, urls=urls, triggers=None if triggers is None else without_duplicates(triggers)
    )
    after = repository.get_company(uow, actor.company)
    if after != before:
        # Their queries may hold secrets.
        hosts = [urlsplit(url).hostname for url in after.webhook_urls]
        details = {"hosts": hosts, "triggers": after.webhook_triggers}
        record(uow, actor, "company.webhooks_set", Subject.COMPANY, after.id, details=details)
    return after


def delete_webhooks(uow: UnitOfWork, actor: Actor) -> None:
    """Empty both lists: nobody is told any more. What was published before is still delivered or given up."""
    set_webhooks(uow, actor, urls=[], triggers=[])


def _fault_of(outbound: Outbound, url: str, position: int) -> FieldFault | None:
    try:
        outbound.check_address(url)
    except OutboundError as error:
        if error.code in _REFUSALS:
            return FieldFault(("webhook_urls", position), str(error), f"value_error.{error.code}")
    return None
