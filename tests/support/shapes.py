"""Replies compared with documented examples: key for key, and type for type.

An example is plain JSON, in which a value stands for its type. Where the contract allows null as well, it is wrapped in
``OrNull``; ``Exactly`` asks for the very value, and ``OBJECT`` takes any object.
"""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class OrNull:
    """The example's value, or null."""

    example: Any


@dataclass(frozen=True)
class Exactly:
    """This value and no other."""

    value: Any


OBJECT = object()
"""An object whose keys are not documented."""


def differences(example: Any, reply: Any, *, additions: frozenset[str] = frozenset(), at: str = "$") -> list[str]:  # noqa: ANN401 — any JSON
    """List where ``reply`` differs in shape from ``example``; keys named in ``additions`` may stand beside its own."""
    if isinstance(example, OrNull):
        return [] if reply is None else differences(example.example, reply, additions=additions, at=at)
    if isinstance(example, Exactly):
        return [] if reply == example.value else [f"{at}: {reply!r} is not {example.value!r}"]
    if _kind(example) != _kind(reply):
        return [f"{at}: {reply!r} is no {_kind(example)}"]
    if isinstance(example, dict):
        return _in_object(example, reply, additions, at)
    if isinstance(example, list):
        return [
            fault for place, item in enumerate(reply) for fault in differences(example[0], item, at=f"{at}[{place}]")
        ]
    return []


def _in_object(example: dict[str, Any], reply: dict[str, Any], additions: frozenset[str], at: str) -> list[str]:
    missing = [f"{at}.{key}: missing" for key in sorted(example.keys() - reply.keys())]
    extra = [f"{at}.{key}: not documented" for key in sorted(reply.keys() - example.keys() - additions)]
    shared = [key for key in example if key in reply]
    return (
        missing + extra + [fault for key in shared for fault in differences(example[key], reply[key], at=f"{at}.{key}")]
    )


def _kind(value: Any) -> str:  # noqa: ANN401 — any JSON
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int | float):
        return "number"
    return {str: "string", list: "list", dict: "object", object: "object"}[type(value)]
