"""The audit log of a company: Planroom's own calls."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

from litestar import Request
from litestar.response import Stream

from planroom.features.audit import service
from planroom.features.audit.models import AuditEntry, AuditFilter
from planroom.features.audit.schemas import (
    CSV_HEAD,
    AuditEntryRead,
    AuditExportQuery,
    AuditFormat,
    AuditQuery,
    audit_entry_csv,
    audit_entry_json,
    audit_entry_read,
)
from planroom.infra.database.unit_of_work import Database
from planroom.infra.http import request_scope
from planroom.infra.http.lists import ListRead, list_read
from planroom.infra.http.parts import parts_of
from planroom.infra.http.query import read_query
from planroom.infra.http.routing import GIVES, QUERY, get, integrate
from planroom.kit.paging import Page, PageRequest, read_cursor

EXPORTED_AT_ONCE = 1000
"""How many entries are read in one transaction while the log is exported."""

_MEDIA_TYPES = {AuditFormat.CSV: "text/csv", AuditFormat.JSONL: "application/jsonl"}
_LINES: dict[AuditFormat, tuple[str, Callable[[AuditEntry], str]]] = {
    AuditFormat.CSV: (CSV_HEAD, audit_entry_csv),
    AuditFormat.JSONL: ("", audit_entry_json),
}


@get("/audit", summary="List the audit log", opt={QUERY: AuditQuery})
def list_all(request: Request[Any, Any, Any]) -> ListRead[AuditEntryRead]:
    """Who changed people, keys, settings and models of your company, newest first."""
    query = read_query(request, AuditQuery)
    with request_scope.read(request) as (uow, actor):
        page = service.list_entries(uow, actor, query.filter, query.page)
    return list_read(page, audit_entry_read)


@get(
    "/audit/export", summary="Export the audit log", opt={QUERY: AuditExportQuery, GIVES: tuple(_MEDIA_TYPES.values())}
)
def export(request: Request[Any, Any, Any]) -> Stream:
    """The whole log, or what the filters leave of it, newest first: as CSV, or as JSON with one object to a line."""
    query = read_query(request, AuditExportQuery)
    with request_scope.read(request) as (uow, actor):
        first = service.list_entries(uow, actor, query.filter, PageRequest(EXPORTED_AT_ONCE))
        company_id = actor.company
    pages = _pages(parts_of(request).database, company_id, query.filter, first)
    head, line = _LINES[query.format]
    return Stream(
        _texts(head, line, pages),
        media_type=_MEDIA_TYPES[query.format],
        headers={"content-disposition": f'attachment; filename="audit.{query.format}"', "cache-control": "no-store"},
    )


def _texts(head: str, line: Callable[[AuditEntry], str], pages: Iterator[Page[AuditEntry]]) -> Iterator[str]:
    yield head
    for page in pages:
        yield "".join(map(line, page.items))


def _pages(
    database: Database, company_id: UUID, wanted: AuditFilter, page: Page[AuditEntry]
) -> Iterator[Page[AuditEntry]]:
    """Give one page after the other, each read in a transaction of its own when the one before has been sent."""
    yield page
    while page.next_cursor is not None:
        following = PageRequest(EXPORTED_AT_ONCE, after=read_cursor(page.next_cursor))
        with database.read() as uow:
            page = service.list_for_export(uow, company_id=company_id, wanted=wanted, page=following)
        yield page


handlers = [integrate(list_all, export, tag="Audit log")]
