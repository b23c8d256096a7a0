"""Style templates on the wire (contract 3.8)."""

from typing import Annotated, Any

import msgspec

from planroom.features.styles.models import StyleChanges, StyleTemplate
from planroom.features.styles.options import StyleOptions
from planroom.features.styles.rules import BaseStyle
from planroom.infra.http.constraints import NOT_BLANK

DELETED = "The style template has been deleted. Orders that are drawn in it stay as they are."

Name = Annotated[str, msgspec.Meta(min_length=1, max_length=80, pattern=NOT_BLANK)]


class StyleTemplateCreate(msgspec.Struct, frozen=True, kw_only=True):
    """A style of your company: a built-in one (``base``), and in ``options`` what differs from it.

    The default is for orders that name no style.
    """

    name: Name
    base: BaseStyle | None = None
    options: StyleOptions | None = None
    is_default: bool | None = None

    def to_changes(self) -> StyleChanges:
        """Give it as the use case takes it."""
        return StyleChanges(self.name, self.base, _builtins(self.options), self.is_default)


class StyleTemplateChange(msgspec.Struct, frozen=True, kw_only=True):
    """What to change; ``options`` take the place of all options before."""

    name: Name | None = None
    base: BaseStyle | None = None
    options: StyleOptions | None = None
    is_default: bool | None = None

    def to_changes(self) -> StyleChanges:
        """Give it as the use case takes it."""
        return StyleChanges(self.name, self.base, _builtins(self.options), self.is_default)


class StyleTemplateDetail(msgspec.Struct, frozen=True, kw_only=True):
    """A style of your company; name its ``id`` in ``order_preferences.style_2d.style_template_id``."""

    id: str
    name: str
    base: BaseStyle
    options: dict[str, Any]
    is_default: bool
    created_at: float
    updated_at: float


class StyleTemplateDeleted(msgspec.Struct, frozen=True, kw_only=True):
    """The template is gone."""

    message: str = DELETED


def style_template_detail(template: StyleTemplate) -> StyleTemplateDetail:
    """Show a template."""
    return StyleTemplateDetail(
        id=str(template.id),
        name=template.name,
        base=template.base,
        options=template.options,
        is_default=template.is_default,
        created_at=template.created_at.timestamp(),
        updated_at=template.updated_at.timestamp(),
    )


def _builtins(options: StyleOptions | None) -> dict[str, Any] | None:
    return None if options is None else msgspec.to_builtins(options)
