"""The style templates table and the record read from it."""

from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

import sqlalchemy as sa

from planroom.features.styles.rules import BaseStyle
from planroom.infra.database.base import metadata
from planroom.infra.database.types import Json, UtcTime, text_enum

style_templates = sa.Table(
    "style_templates",
    metadata,
    sa.Column("id", sa.Uuid(), primary_key=True),
    sa.Column("company_id", sa.Uuid(), sa.ForeignKey("companies.id"), nullable=False),
    sa.Column("name", sa.Text(), nullable=False),
    sa.Column("base", text_enum(BaseStyle, "base_style"), nullable=False),
    # Part of a style as JSON has it: what differs from the base.
    sa.Column("options", Json, nullable=False),
    sa.Column("is_default", sa.Boolean(), nullable=False),
    sa.Column("created_at", UtcTime(), nullable=False),
    sa.Column("updated_at", UtcTime(), nullable=False),
    sa.Index("ix_style_templates_company_id_id", "company_id", "id"),
)


class StyleTemplate(NamedTuple):
    """A style of a company: a built-in one, and what differs from it. The default is for orders that name none."""

    id: UUID
    company_id: UUID
    name: str
    base: BaseStyle
    options: dict[str, Any]
    is_default: bool
    created_at: datetime
    updated_at: datetime


class StyleChanges(NamedTuple):
    """What is to be changed of a template; None leaves it as it is."""

    name: str | None
    base: BaseStyle | None
    options: dict[str, Any] | None
    is_default: bool | None
