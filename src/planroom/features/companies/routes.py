"""The company's own calls (contract 3.1)."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from litestar import Request
from litestar.params import JSONBody

from planroom.features.companies import service
from planroom.features.companies.schemas import (
    CompanyInfo,
    WebhooksDeleted,
    WebhookSettingsRead,
    WebhookSettingsUpdate,
    company_info,
    webhook_settings,
)
from planroom.infra.http import etags, request_scope
from planroom.infra.http.routing import MORE_FAULTS, delete, get, integrate, patch_in_steps
from planroom.infra.http.threads import on_database_thread, on_outside_thread
from planroom.kit.errors import FieldFault


@get("/companies/info", summary="Company info")
def read_info(request: Request[Any, Any, Any]) -> CompanyInfo:
    """The company that the key belongs to, with its webhook settings."""
    with request_scope.read(request) as (uow, actor):
        return company_info(service.get_own_company(uow, actor))


def _more_faults(_request: Request[Any, Any, Any], body: Mapping[str, object]) -> list[FieldFault]:
    urls = body.get("webhook_urls")
    return service.find_unreadable_urls(urls) if isinstance(urls, list) else []


@patch_in_steps("/companies/webhook", summary="Update company webhooks", opt={MORE_FAULTS: _more_faults})
async def set_webhooks(request: Request[Any, Any, Any], data: JSONBody[WebhookSettingsUpdate]) -> WebhookSettingsRead:
    """Say where your server wants to be told of what. What you give replaces what was, and the rest stays.

    At most 10 URLs, each absolute http or https; duplicates are dropped. An address inside a private network is
    refused unless the installation allows it.
    """

    def may_set() -> None:
        with request_scope.read(request) as (_, actor):
            service.require_webhook_setting(actor)

    def store(urls: list[str] | None) -> WebhookSettingsRead:
        with request_scope.write(request) as (uow, actor):
            etags.require_match(request, uow, lambda: webhook_settings(service.get_own_company(uow, actor)))
            return webhook_settings(service.set_webhooks(uow, actor, urls=urls, triggers=data.webhook_triggers))

    await on_database_thread(may_set)
    urls = data.webhook_urls
    if urls is not None:
        # Looking names up can take seconds, which the database threads do not have.
        check = partial(service.check_webhook_urls, request_scope.outbound(request), urls)
        urls = await on_outside_thread(check)
    return await on_database_thread(partial(store, urls))


@delete("/companies/webhook", summary="Delete company webhooks")
def delete_webhooks(request: Request[Any, Any, Any]) -> WebhooksDeleted:
    """Have nobody told any more: both lists are empty afterwards."""
    with request_scope.write(request) as (uow, actor):
        etags.require_match(request, uow, lambda: webhook_settings(service.get_own_company(uow, actor)))
        service.delete_webhooks(uow, actor)
    return WebhooksDeleted()


handlers = [integrate(read_info, set_webhooks, delete_webhooks, tag="Companies")]
