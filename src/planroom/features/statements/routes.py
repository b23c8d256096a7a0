"""The calls about statements."""

from typing import Any

from litestar import Request, Response
from litestar.params import FromPath

from planroom.features.statements import service
from planroom.features.statements.schemas import (
    MonthRead,
    StatementFormat,
    StatementQuery,
    StatementRead,
    month_read,
    statement_csv,
    statement_read,
)
from planroom.infra.http import request_scope
from planroom.infra.http.lists import ListRead, list_read
from planroom.infra.http.paging import PageQuery, read_page
from planroom.infra.http.query import read_query
from planroom.infra.http.routing import GIVES, QUERY, get, integrate


@get("/companies/statements", summary="List statements", opt={QUERY: PageQuery})
def list_all(request: Request[Any, Any, Any]) -> ListRead[MonthRead]:
    """The months in which your company was charged for something, newest first."""
    wanted = read_page(request)
    with request_scope.read(request) as (uow, actor):
        return list_read(service.list_months(uow, actor, wanted), month_read)


@get("/companies/statements/{month:str}", summary="Get a statement", opt={QUERY: StatementQuery, GIVES: ("text/csv",)})
def read_one(request: Request[Any, Any, Any], month: FromPath[str]) -> StatementRead | Response[bytes]:
    """One month, named as `2026-11`, with a page of its lines. Months begin and end at midnight UTC.

    With `Accept: text/csv` or `?format=csv` all lines come as one CSV file. What was charged keeps its price: later
    price lists change no statement.
    """
    query = read_query(request, StatementQuery)
    as_csv = query.format is StatementFormat.CSV or (query.format is None and _prefers_csv(request))
    with request_scope.read(request) as (uow, actor):
        found = service.get_month(uow, actor, month)
        if not as_csv:
            return statement_read(found, service.list_lines(uow, actor.company, found, query.page))
        lines = service.list_all_lines(uow, actor.company, found)
    headers = {"content-disposition": f'attachment; filename="statement-{found.month}.csv"'}
    return Response(statement_csv(found, lines), media_type="text/csv", headers=headers)


def _prefers_csv(request: Request[Any, Any, Any]) -> bool:
    accepted = request.headers.get("accept", "")
    return "text/csv" in accepted and "application/json" not in accepted


handlers = [integrate(list_all, read_one, tag="Companies")]
