"""The calls about style templates (contract 3.8)."""

from typing import Any

from litestar import Request
from litestar.params import FromPath, JSONBody

from planroom.features.styles import service
from planroom.features.styles.schemas import (
    StyleTemplateChange,
    StyleTemplateCreate,
    StyleTemplateDeleted,
    StyleTemplateDetail,
    style_template_detail,
)
from planroom.infra.http import etags, request_scope
from planroom.infra.http.lists import ListRead, list_read
from planroom.infra.http.paging import PageQuery, read_page
from planroom.infra.http.routing import QUERY, delete, get, integrate, patch, post


@get("/style-templates", summary="List style templates", opt={QUERY: PageQuery})
def list_all(request: Request[Any, Any, Any]) -> ListRead[StyleTemplateDetail]:
    """The styles of your company, newest first."""
    wanted = read_page(request)
    with request_scope.read(request) as (uow, actor):
        page = service.list_templates(uow, actor, wanted)
    return list_read(page, style_template_detail)


@post("/style-templates", summary="Make a style template")
def create(request: Request[Any, Any, Any], data: JSONBody[StyleTemplateCreate]) -> StyleTemplateDetail:
    """Make a style that orders can be drawn in: a built-in one, and what differs from it."""
    with request_scope.write(request) as (uow, actor):
        return style_template_detail(service.create_template(uow, actor, data.to_changes()))


@get("/style-templates/{template_id:str}", summary="Get a style template")
def read_one(request: Request[Any, Any, Any], template_id: FromPath[str]) -> StyleTemplateDetail:
    """One style of your company."""
    with request_scope.read(request) as (uow, actor):
        return style_template_detail(service.get_template(uow, actor, service.read_template_id(template_id)))


@patch("/style-templates/{template_id:str}", summary="Change a style template")
def change(
    request: Request[Any, Any, Any], template_id: FromPath[str], data: JSONBody[StyleTemplateChange]
) -> StyleTemplateDetail:
    """Change a style, for orders that are made from now on; orders made before keep theirs."""
    with request_scope.write(request) as (uow, actor):
        style_id = service.read_template_id(template_id)
        etags.require_match(request, uow, lambda: style_template_detail(service.get_template(uow, actor, style_id)))
        return style_template_detail(service.change_template(uow, actor, style_id, data.to_changes()))


@delete("/style-templates/{template_id:str}", summary="Delete a style template")
def delete_one(request: Request[Any, Any, Any], template_id: FromPath[str]) -> StyleTemplateDeleted:
    """Delete a style. Orders that are drawn in it stay as they are."""
    with request_scope.write(request) as (uow, actor):
        style_id = service.read_template_id(template_id)
        etags.require_match(request, uow, lambda: style_template_detail(service.get_template(uow, actor, style_id)))
        service.delete_template(uow, actor, style_id)
    return StyleTemplateDeleted()


handlers = [integrate(list_all, create, read_one, change, delete_one, tag="Style templates")]
