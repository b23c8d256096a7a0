"""Use cases of statements: the months of a company, and one month with its lines."""

from datetime import UTC, datetime
from uuid import UUID

from planroom.features.companies.rules import Permission
from planroom.features.companies.service import get_company
from planroom.features.products.service.pricing import get_terms
from planroom.features.statements import repository
from planroom.features.statements.errors import StatementNotFound, StatementTooLong
from planroom.features.statements.models import Line, Month, Statement, Total
from planroom.features.statements.rules import begin_of, end_of, is_month, month_of
from planroom.infra.database.unit_of_work import UnitOfWork
from planroom.kit.actor import Actor
from planroom.kit.paging import Page, PageRequest, make_page

MAX_LINES_OF_FILE = 100_000


def list_months(uow: UnitOfWork, actor: Actor, page: PageRequest) -> Page[Month]:
    """List the months in which the actor's company was charged for something, newest first."""
    actor.require(Permission.READ_STATEMENTS)
    found = make_page(page, repository.list_statements(uow, actor.company, page))
    totals = repository.list_totals(uow, actor.company, [statement.id for statement in found.items])
    months = [_month(statement, totals.get(statement.id, []), uow.now()) for statement in found.items]
    return Page(months, found.limit, found.has_more, found.next_offset, found.previous_offset, found.next_cursor)


def get_month(uow: UnitOfWork, actor: Actor, month: str) -> Month:
    """Give one month of the actor's company; StatementNotFound for none, or one before it joined or to come."""
    actor.require(Permission.READ_STATEMENTS)
    return get_month_for_operator(uow, actor.company, month)


def get_month_for_operator(uow: UnitOfWork, company_id: UUID, month: str) -> Month:
    """Give one month of any company to the operator of the installation."""
    if not is_month(month) or not month_of(get_company(uow, company_id).created_at) <= month <= month_of(uow.now()):
        raise StatementNotFound
    statement = repository.find_statement(uow, company_id, month)
    if statement is None:
        begin = datetime.strptime(month, "%Y-%m").replace(tzinfo=UTC)
        return _empty_month(begin, get_terms(uow, company_id).currency, uow.now())
    totals = repository.list_totals(uow, company_id, [statement.id])
    return _month(statement, totals.get(statement.id, []), uow.now())


def list_lines(uow: UnitOfWork, company_id: UUID, month: Month, page: PageRequest) -> Page[Line]:
    """List the lines of a month, newest first."""
    lines = repository.list_lines(uow, company_id, month.id, page) if month.id else []
    return make_page(page, lines)


def list_all_lines(uow: UnitOfWork, company_id: UUID, month: Month) -> list[Line]:
    """List all lines of a month, oldest first; StatementTooLong when there are more than 100,000."""
    if month.id is None:
        return []
    if sum(total.number for total in month.totals) > MAX_LINES_OF_FILE:
        raise StatementTooLong
    return repository.list_all_lines(uow, company_id, month.id, MAX_LINES_OF_FILE)


def _month(statement: Statement, totals: list[Total], now: datetime) -> Month:
    month = _empty_month(begin_of(statement.created_at), statement.currency, now)
    return month._replace(id=statement.id, totals=totals)


def _empty_month(begin: datetime, currency: str, now: datetime) -> Month:
    end = end_of(begin)
    return Month(None, month_of(begin), begin, end, is_final=now >= end, currency=currency, totals=[])
