"""The options of a style, each of which may be left out: made from the library's own style, so that they never part."""

import types
from functools import cache
from typing import TYPE_CHECKING, Any, Union, get_args, get_origin, get_type_hints

import msgspec

from planroom.floorplan.drawing.style import Style

_NAMES = frozenset({"name", "title", "description"})


@cache  # one struct of a name: the API pages tell structs apart by it
def _partial(kind: type[msgspec.Struct], leave_out: frozenset[str] = frozenset()) -> type[msgspec.Struct]:
    """Make a struct with the fields of ``kind``, of which each may be left out, and so on in their own structs."""
    hints = get_type_hints(kind, include_extras=True)
    fields = [(name, _optional(hints[name]), msgspec.UNSET) for name in kind.__struct_fields__ if name not in leave_out]
    return msgspec.defstruct(
        f"{kind.__name__}Options",
        fields,
        frozen=True,
        kw_only=True,
        module=__name__,
        namespace={"__doc__": f"What of this differs from the base style. {kind.__doc__}"},
    )


def _optional(hint: Any) -> Any:  # noqa: ANN401 — types as values
    return Union[_in_parts(hint), msgspec.UnsetType]  # noqa: UP007 — made from values


def _in_parts(hint: Any) -> Any:  # noqa: ANN401 — types as values
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        return _partial(hint)
    if get_origin(hint) in {Union, types.UnionType}:
        return Union[tuple(_in_parts(part) for part in get_args(hint))]  # noqa: UP007 — made from values
    return hint


if TYPE_CHECKING:

    class StyleOptions(msgspec.Struct):
        """What the type checker knows of it; the fields are those of ``Style`` but its names."""

else:
    StyleOptions = _partial(Style, _NAMES)

__all__ = ["StyleOptions"]
