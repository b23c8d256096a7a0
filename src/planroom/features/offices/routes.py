"""The calls about offices (contract 3.2)."""

from typing import Any

from litestar import Request
from litestar.params import JSONBody

from planroom.features.offices import service
from planroom.features.offices.schemas import OfficeCreate, OfficeCreated, OfficeRead, office_created, office_read
from planroom.infra.http import request_scope
from planroom.infra.http.lists import ListRead, list_read
from planroom.infra.http.paging import PageQuery, read_page
from planroom.infra.http.routing import QUERY, get, integrate, post


@get("/offices", summary="List offices", opt={QUERY: PageQuery})
def list_all(request: Request[Any, Any, Any]) -> ListRead[OfficeRead]:
    """Your company's offices with the number of their users, newest first."""
    wanted = read_page(request)
    with request_scope.read(request) as (uow, actor):
        page = service.list_offices(uow, actor, wanted)
    return list_read(page, office_read)


@post("/offices", summary="Add an office")
def create(request: Request[Any, Any, Any], data: JSONBody[OfficeCreate]) -> OfficeCreated:
    """Make an office for users and orders to belong to. Its name is unique in your company."""
    with request_scope.write(request) as (uow, actor):
        return office_created(service.open_office(uow, actor, data.name))


handlers = [integrate(list_all, create, tag="Offices")]
