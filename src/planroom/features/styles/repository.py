"""Rows of style templates. Every query names the company."""

from typing import Any
from uuid import UUID

import sqlalchemy as sa

from planroom.features.styles.errors import StyleTemplateNotFound
from planroom.features.styles.models import StyleTemplate, style_templates
from planroom.infra.database.paging import newest_first
from planroom.infra.database.unit_of_work import UnitOfWork
from planroom.kit.paging import PageRequest

_PAGE = newest_first(
    sa.select(style_templates).where(style_templates.c.company_id == sa.bindparam("company_id")), style_templates.c.id
)


def insert_template(uow: UnitOfWork, template: StyleTemplate) -> None:
    """Store a new template."""
    uow.connection.execute(sa.insert(style_templates).values(template._asdict()))


def list_templates(uow: UnitOfWork, company_id: UUID, page: PageRequest) -> list[StyleTemplate]:
    """List the company's templates, newest first."""
    return [StyleTemplate(*row) for row in _PAGE.rows(uow.connection, page, {"company_id": company_id})]


def find_template(uow: UnitOfWork, company_id: UUID, template_id: UUID) -> StyleTemplate | None:
    """Find a template of the company."""
    query = sa.select(style_templates).where(
        style_templates.c.company_id == company_id, style_templates.c.id == template_id
    )
    row = uow.connection.execute(query).one_or_none()
    return StyleTemplate(*row) if row is not None else None


def find_default(uow: UnitOfWork, company_id: UUID) -> StyleTemplate | None:
    """Find the company's default; the newest one, should there ever be two."""
    query = (
        sa.select(style_templates)
        .where(style_templates.c.company_id == company_id, style_templates.c.is_default)
        .order_by(style_templates.c.id.desc())
        .limit(1)
    )
    row = uow.connection.execute(query).one_or_none()
    return StyleTemplate(*row) if row is not None else None


def lock_template(uow: UnitOfWork, company_id: UUID, template_id: UUID) -> StyleTemplate:
    """Give a template that nobody else changes until the transaction ends; StyleTemplateNotFound when there is none."""
    query = sa.select(style_templates).where(
        style_templates.c.company_id == company_id, style_templates.c.id == template_id
    )
    row = uow.connection.execute(query.with_for_update()).one_or_none()
    if row is None:
        raise StyleTemplateNotFound
    return StyleTemplate(*row)


def update_template(uow: UnitOfWork, template: StyleTemplate, values: dict[str, Any]) -> None:
    """Change columns of a template."""
    uow.connection.execute(
        sa.update(style_templates)
        .where(style_templates.c.company_id == template.company_id, style_templates.c.id == template.id)
        .values(updated_at=uow.now(), **values)
    )


def clear_default(uow: UnitOfWork, company_id: UUID) -> None:
    """Let no template of the company be its default."""
    uow.connection.execute(
        sa.update(style_templates)
        .where(style_templates.c.company_id == company_id, style_templates.c.is_default)
        .values(is_default=False)
    )


def delete_template(uow: UnitOfWork, template: StyleTemplate) -> None:
    """Forget a template."""
    uow.connection.execute(
        sa.delete(style_templates).where(
            style_templates.c.company_id == template.company_id, style_templates.c.id == template.id
        )
    )
