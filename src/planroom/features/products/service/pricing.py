"""Use cases of prices: the operator sets them, and other features ask what a company pays.

Every setting is a row of its own and none is changed, so what held when can be told later. What was charged carries its
price itself (see ``statements``): new prices never touch it.
"""

from typing import NamedTuple
from uuid import UUID

from planroom.features.audit.rules import Subject
from planroom.features.audit.service import record
from planroom.features.companies.service import get_company
from planroom.features.products.errors import CurrencyUnknown, PricesIncomplete
from planroom.features.products.models import CompanyTerms
from planroom.features.products.prices import (
    DEFAULT_PRICES,
    OwnPrices,
    PriceTable,
    PriceTableUpdate,
    Rates,
    find_gaps,
    updated,
    with_own_prices,
)
from planroom.features.products.repository import prices as rows
from planroom.infra.database.unit_of_work import UnitOfWork
from planroom.kit.actor import Actor
from planroom.kit.ids import new_id


class TermsInForce(NamedTuple):
    """In which currency a company is billed, and its own prices in it."""

    currency: str
    own_prices: OwnPrices


def get_price_table(uow: UnitOfWork) -> PriceTable:
    """Give the prices that hold now."""
    return rows.find_newest_table(uow) or DEFAULT_PRICES


def set_price_table(uow: UnitOfWork, update: PriceTableUpdate) -> PriceTable:
    """Set prices of the installation from now on; PricesIncomplete when a list would lack something."""
    table = updated(get_price_table(uow), update)
    gaps = find_gaps(table)
    if gaps:
        raise PricesIncomplete(" ".join(gaps))
    rows.insert_table(uow, new_id(), table)
    return table


def get_terms(uow: UnitOfWork, company_id: UUID) -> TermsInForce:
    """Give a company's terms; those of the installation when it has none of its own."""
    terms = rows.find_newest_terms(uow, company_id)
    if terms is None:
        return TermsInForce(get_price_table(uow).currency, OwnPrices())
    return TermsInForce(terms.currency, terms.own_prices)


def set_terms(
    uow: UnitOfWork,
    actor: Actor,
    *,
    company_id: UUID,
    currency: str | None = None,
    own_prices: OwnPrices | None = None,
) -> TermsInForce:
    """Set a company's currency or its own prices, as a whole; None leaves what is. CurrencyUnknown without a list.

    Another currency without prices drops the company's own ones: they were in the old currency. A month that has a
    charge already goes on in its currency to its end.
    """
    get_company(uow, company_id)
    before = get_terms(uow, company_id)
    currency = currency or before.currency
    if currency not in get_price_table(uow).price_lists:
        raise CurrencyUnknown(currency)
    kept = before.own_prices if currency == before.currency else OwnPrices()
    terms = CompanyTerms(new_id(), company_id, currency, kept if own_prices is None else own_prices, uow.now())
    rows.insert_terms(uow, terms)
    details = {"currency": currency, "own_prices": rows.as_json(terms.own_prices)}
    record(uow, actor, "company.prices_set", Subject.COMPANY, company_id, company_id=company_id, details=details)
    return TermsInForce(terms.currency, terms.own_prices)


def get_rates(uow: UnitOfWork, company_id: UUID, currency: str | None = None) -> Rates:
    """Give what a company pays now, in its currency or, for a month that began in another one, in ``currency``."""
    terms = rows.find_newest_terms(uow, company_id, currency)
    table = get_price_table(uow)
    if terms is None:
        currency = currency or table.currency
        return Rates(currency, table.price_lists[currency])
    return Rates(terms.currency, with_own_prices(table.price_lists[terms.currency], terms.own_prices))
