"""Use cases of style templates, and the choice of one for an order.

An order keeps a copy of what it is drawn in, so a template can be changed and deleted without touching any order.
"""

from uuid import UUID

from planroom.features.audit.rules import Subject
from planroom.features.audit.service import record
from planroom.features.companies.rules import Permission
from planroom.features.styles import repository
from planroom.features.styles.errors import StyleTemplateNotFound
from planroom.features.styles.models import StyleChanges, StyleTemplate
from planroom.features.styles.rules import BaseStyle
from planroom.infra.database.unit_of_work import UnitOfWork
from planroom.kit.actor import Actor
from planroom.kit.ids import new_id, parse_id
from planroom.kit.paging import Page, PageRequest, make_page


def read_template_id(text: str) -> UUID:
    """Read a template's id; StyleTemplateNotFound for a text that is none (contract 1.1)."""
    template_id = parse_id(text)
    if template_id is None:
        raise StyleTemplateNotFound
    return template_id


def list_templates(uow: UnitOfWork, actor: Actor, page: PageRequest) -> Page[StyleTemplate]:
    """List the templates of the actor's company, newest first."""
    actor.require(Permission.READ_STYLES)
    return make_page(page, repository.list_templates(uow, actor.company, page))


def get_template(uow: UnitOfWork, actor: Actor, template_id: UUID) -> StyleTemplate:
    """Give a template of the actor's company; StyleTemplateNotFound for any other."""
    actor.require(Permission.READ_STYLES)
    template = repository.find_template(uow, actor.company, template_id)
    if template is None:
        raise StyleTemplateNotFound
    return template


def create_template(uow: UnitOfWork, actor: Actor, new: StyleChanges) -> StyleTemplate:
    """Make a template. As the default it takes the place of the one before."""
    actor.require(Permission.EDIT_STYLES)
    if new.is_default:
        repository.clear_default(uow, actor.company)
    template = StyleTemplate(
        id=new_id(),
        company_id=actor.company,
        name=new.name or "",
        base=new.base or BaseStyle.SOFT,
        options=new.options or {},
        is_default=bool(new.is_default),
        created_at=uow.now(),
        updated_at=uow.now(),
    )
    repository.insert_template(uow, template)
    _record(uow, actor, "style_template.created", template)
    return template


def change_template(uow: UnitOfWork, actor: Actor, template_id: UUID, changes: StyleChanges) -> StyleTemplate:
    """Change what is given of a template, for orders that are made from now on."""
    actor.require(Permission.EDIT_STYLES)
    template = repository.lock_template(uow, actor.company, template_id)
    if changes.is_default:
        repository.clear_default(uow, actor.company)
    values = {name: value for name, value in changes._asdict().items() if value is not None}
    repository.update_template(uow, template, values)
    changed = get_template(uow, actor, template_id)
    _record(uow, actor, "style_template.changed", changed)
    return changed


def delete_template(uow: UnitOfWork, actor: Actor, template_id: UUID) -> None:
    """Forget a template; orders that are drawn in it stay as they are."""
    actor.require(Permission.EDIT_STYLES)
    template = repository.lock_template(uow, actor.company, template_id)
    repository.delete_template(uow, template)
    _record(uow, actor, "style_template.deleted", template)


def find_template(uow: UnitOfWork, company_id: UUID, template_id: str) -> StyleTemplate | None:
    """Find the company's template that an order names; None for any text that names none."""
    parsed = parse_id(template_id)
    return repository.find_template(uow, company_id, parsed) if parsed is not None else None


def find_default(uow: UnitOfWork, company_id: UUID) -> StyleTemplate | None:
    """Find the template for orders that name none; None where the built-in style is drawn."""
    return repository.find_default(uow, company_id)


def _record(uow: UnitOfWork, actor: Actor, action: str, template: StyleTemplate) -> None:
    details = {"name": template.name, "is_default": template.is_default}
    record(uow, actor, action, Subject.STYLE_TEMPLATE, template.id, details=details)
