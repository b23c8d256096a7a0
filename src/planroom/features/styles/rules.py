"""Which styles a template may begin with."""

from enum import StrEnum


class BaseStyle(StrEnum):
    """The built-in styles."""

    PLAIN = "plain"
    SOFT = "soft"
    TECHNICAL = "technical"
