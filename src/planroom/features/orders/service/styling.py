"""Which style an order is drawn in: the template it names, else the company's default, else the built-in one."""

from collections.abc import Mapping
from typing import Any, NamedTuple
from uuid import UUID

from planroom.features.orders.models import Issue, IssueAbout, Order, StyleOfOrder
from planroom.features.orders.rules import named_style, units_in
from planroom.features.orders.service.steps import make_issue
from planroom.features.styles.models import StyleTemplate
from planroom.features.styles.service import find_default, find_template
from planroom.infra.database.unit_of_work import UnitOfWork
from planroom.production.presentation import Presentation


class ChosenStyle(NamedTuple):
    """The template that an order is drawn in, None for the built-in style; ``issue`` when it names an unknown one."""

    template: StyleTemplate | None
    issue: Issue | None

    @property
    def of_order(self) -> StyleOfOrder | None:
        """What the order shows of it."""
        return None if self.template is None else StyleOfOrder(id=str(self.template.id), name=self.template.name)


def choose_style(uow: UnitOfWork, company_id: UUID, preferences: Mapping[str, Any] | None) -> ChosenStyle:
    """Choose the style that ``order_preferences`` ask for; of an unknown one the default is drawn (contract 3.6)."""
    named = named_style(preferences or {})
    if named is None:
        return ChosenStyle(find_default(uow, company_id), None)
    template = find_template(uow, company_id, named)
    if template is not None:
        return ChosenStyle(template, None)
    message = f"order_preferences.style_2d.style_template_id: {named!r} is not known; the default is drawn."
    return ChosenStyle(
        find_default(uow, company_id), make_issue(uow, IssueAbout.PREFERENCES, "preference_unknown", message)
    )


def find_style_of(uow: UnitOfWork, order: Order) -> ChosenStyle:
    """Give the style chosen for an order, as it is now; one that was deleted since is told like an unknown one."""
    if order.style_template is None:
        return ChosenStyle(None, None)
    preferences = {"style_2d": {"style_template_id": order.style_template["id"]}}
    return choose_style(uow, order.company_id, preferences)


def presentation_in(order: Order, template: StyleTemplate | None) -> Presentation:
    """Say how the plans of an order look: a copy of the template, which later changes of it do not reach."""
    units, address = units_in(order.country), order.address_line
    if template is None:
        return Presentation(units=units, address=address)
    return Presentation(style=template.base, options=template.options, units=units, address=address)
