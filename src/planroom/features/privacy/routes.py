"""The calls with which a company exports its data or has it erased: Planroom's own."""

from typing import Any

from litestar import Request
from litestar.params import FromPath, JSONBody

from planroom.features.orders.schemas.mapping import order_read
from planroom.features.orders.service.looking import get_order, read_order_id
from planroom.features.privacy.schemas import (
    COMPANY_ERASED,
    EXPORTS_PATH,
    ORDER_ERASED,
    PERSON_ERASED,
    CompanyErase,
    Erased,
    ExportRead,
    export_read,
)
from planroom.features.privacy.service import erasing, exporting
from planroom.features.users.schemas.people import user_read
from planroom.features.users.service.people import get_user
from planroom.infra.http import etags, request_scope
from planroom.infra.http.files import FileReply, StoredFile, file_reply
from planroom.infra.http.routing import NO_KEY, delete, get, get_or_head, integrate, post, public


@post("/companies/export", summary="Export everything")
def create_export(request: Request[Any, Any, Any]) -> ExportRead:
    """Have one ZIP archive made of everything that your company has.

    It holds orders, models, files, people, change requests, statements and the audit log. Ask
    `GET /companies/exports/{export_id}` until it is ready.
    """
    public_url = request_scope.settings(request).resolved_public_url
    with request_scope.write(request) as (uow, actor):
        return export_read(exporting.request_export(uow, actor), public_url)


@get("/companies/exports/{export_id:str}", summary="Get an export")
def read_export(request: Request[Any, Any, Any], export_id: FromPath[str]) -> ExportRead:
    """How far an export is, with the link to its archive once it is ready. The link ends after some days."""
    public_url = request_scope.settings(request).resolved_public_url
    with request_scope.read(request) as (uow, actor):
        return export_read(exporting.get_export(uow, actor, export_id), public_url)


@get_or_head(f"{EXPORTS_PATH}/{{token:str}}/{{file_name:str}}", opt={NO_KEY: True})
def download_export(request: Request[Any, Any, Any], token: FromPath[str], file_name: FromPath[str]) -> FileReply:
    """Give the archive itself; its address is the secret."""
    with request_scope.read_without_key(request) as uow:
        found = exporting.get_export_at(uow, token, file_name)
    reply = file_reply(
        request,
        StoredFile(
            storage_key=found.storage_key or "",
            file_name=file_name,
            media_type="application/zip",
            size=found.size or 0,
            sha256=found.sha256 or "",
        ),
    )
    reply.headers["cache-control"] = "private, no-store"
    return reply


@delete("/orders/{order_id:str}/data", summary="Erase an order")
def erase_order(request: Request[Any, Any, Any], order_id: FromPath[str]) -> Erased:
    """Erase an order for good, whatever its status. This cannot be undone.

    Its address, sources, models, files, change requests and webhook log go. Its charges stay on your statements, and
    the audit log keeps that it was erased.
    """
    public_url = request_scope.settings(request).resolved_public_url
    known_id = read_order_id(order_id)
    with request_scope.write(request) as (uow, actor):
        etags.require_match(request, uow, lambda: order_read(get_order(uow, actor, known_id), public_url))
        erasing.erase_order(uow, actor, known_id)
        return Erased(message=ORDER_ERASED)


@delete("/users/{user:str}/data", summary="Erase a person")
def erase_person(request: Request[Any, Any, Any], user: FromPath[str]) -> Erased:
    """Erase a person by id or e-mail address: the user, mails to them, and their address wherever it was written down.

    Somebody who was deleted before is erased by e-mail address. Orders stay, assigned to nobody.
    """
    with request_scope.write(request) as (uow, actor):
        etags.require_match(request, uow, lambda: user_read(get_user(uow, actor, user)))
        erasing.erase_person(uow, actor, user)
        return Erased(message=PERSON_ERASED)


@post("/companies/erase", summary="Erase the company")
def erase_company(request: Request[Any, Any, Any], data: JSONBody[CompanyErase]) -> Erased:
    """Close your company and erase everything that it has. Its keys and sign-ins stop at once. This cannot be undone.

    What was charged stays in the accounts of the installation, without names and addresses.
    """
    with request_scope.write(request) as (uow, actor):
        erasing.request_company_erasure(uow, actor, data.confirm)
        return Erased(message=COMPANY_ERASED)


handlers = [
    integrate(create_export, read_export, erase_order, erase_person, erase_company, tag="Privacy"),
    public(download_export, tag="Files"),
]
