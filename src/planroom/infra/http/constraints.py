"""Which limits of a field a value of the right type breaks."""

import operator
import re
from collections.abc import Callable, Iterator, Sized
from typing import Any

from msgspec import inspect

from planroom.infra.http.fault_texts import PATTERN_BROKEN, FaultText
from planroom.kit.paging import CURSOR_PATTERN

NOT_BLANK = r"\S"
"""The pattern of texts that must say something; beside it, ``min_length`` refuses the empty one."""

_NUMBER_LIMITS: dict[str, tuple[str, str, Callable[[float, float], bool]]] = {
    "ge": ("greater than or equal to", "not_ge", operator.ge),
    "gt": ("greater than", "not_gt", operator.gt),
    "le": ("less than or equal to", "not_le", operator.le),
    "lt": ("less than", "not_lt", operator.lt),
    "multiple_of": ("a multiple of", "not_multiple", lambda value, limit: value % limit == 0),
}


def broken_constraints(node: inspect.Type, value: Any) -> Iterator[FaultText]:  # noqa: ANN401 — any JSON value
    """Say which of the limits of ``node`` the value breaks: range, length, pattern."""
    if isinstance(node, inspect.IntType | inspect.FloatType):
        yield from _broken_range(node, value)
    elif isinstance(node, inspect.StrType):
        yield from _broken_length(node, value, "characters", "any_str.min_length", "any_str.max_length")
        if node.pattern == NOT_BLANK:
            if value and re.search(NOT_BLANK, value) is None:
                yield FaultText("ensure this value is not only white space", "value_error.any_str.blank")
        elif node.pattern == CURSOR_PATTERN:
            if re.search(CURSOR_PATTERN, value) is None:
                yield FaultText("not a cursor; send next_cursor of the page before", "value_error.cursor")
        elif node.pattern is not None and re.search(node.pattern, value) is None:
            yield FaultText(f'string does not match regex "{node.pattern}"', PATTERN_BROKEN)
    elif isinstance(node, inspect.CollectionType | inspect.DictType):
        yield from _broken_length(node, value, "items", "list.min_items", "list.max_items")


def _broken_range(node: inspect.IntType | inspect.FloatType, value: float) -> Iterator[FaultText]:
    for name, (words, code, holds) in _NUMBER_LIMITS.items():
        limit = getattr(node, name)
        if limit is not None and not holds(value, limit):
            yield FaultText(f"ensure this value is {words} {limit}", f"value_error.number.{code}")


def _broken_length(
    node: inspect.StrType | inspect.CollectionType | inspect.DictType,
    value: Sized,
    what: str,
    too_short: str,
    too_long: str,
) -> Iterator[FaultText]:
    if node.min_length is not None and len(value) < node.min_length:
        yield FaultText(f"ensure this value has at least {node.min_length} {what}", f"value_error.{too_short}")
    if node.max_length is not None and len(value) > node.max_length:
        yield FaultText(f"ensure this value has at most {node.max_length} {what}", f"value_error.{too_long}")
