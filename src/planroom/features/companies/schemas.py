"""Companies on the wire (contract 2.4 and 3.1)."""

from typing import Annotated

import msgspec

from planroom.features.companies.models import Company
from planroom.features.companies.rules import MAX_URL_LENGTH, Trigger

WebhookUrl = Annotated[
    str,
    msgspec.Meta(min_length=1, max_length=MAX_URL_LENGTH, description="Absolute http or https URL; its query is kept."),
]


class WebhookSettingsUpdate(msgspec.Struct, frozen=True, kw_only=True):
    """Where the company wants to be told of what. What is given replaces what was; what is missing stays."""

    webhook_urls: list[WebhookUrl] | None = None
    webhook_triggers: list[Trigger] | None = None


class WebhookSettingsRead(msgspec.Struct, frozen=True, kw_only=True):
    """The company's webhook settings."""

    webhook_urls: list[str]
    webhook_triggers: list[str]


class WebhooksDeleted(msgspec.Struct, frozen=True, kw_only=True):
    """The company's webhook settings are gone."""

    message: str = "Webhook settings deleted successfully."


class CompanyProfile(msgspec.Struct, frozen=True, kw_only=True):
    """What a company says of itself."""

    name: str
    email: str
    country: str | None
    customer_type: str | None


class CompanyInfo(msgspec.Struct, frozen=True, kw_only=True):
    """The company that the key belongs to."""

    id: str
    profile: CompanyProfile
    webhook_urls: list[str]
    webhook_triggers: list[str]
    created_at: float


def company_info(company: Company) -> CompanyInfo:
    """Show a company."""
    return CompanyInfo(
        id=str(company.id),
        profile=CompanyProfile(
            name=company.name,
            email=company.email,
            country=company.country,
            customer_type=company.customer_type,
        ),
        webhook_urls=company.webhook_urls,
        webhook_triggers=company.webhook_triggers,
        created_at=company.created_at.timestamp(),
    )


def webhook_settings(company: Company) -> WebhookSettingsRead:
    """Show a company's webhook settings."""
    return WebhookSettingsRead(webhook_urls=company.webhook_urls, webhook_triggers=company.webhook_triggers)
