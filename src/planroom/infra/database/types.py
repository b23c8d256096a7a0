"""Column types that behave alike on SQLite and PostgreSQL."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator


class UtcTime(TypeDecorator[datetime]):
    """Aware UTC time, to the microsecond; a naive time is refused."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 — SQLAlchemy hands it over
        """Store as UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            message = "a time without a zone cannot be stored"
            raise ValueError(message)
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 — SQLAlchemy hands it over
        """Read as aware UTC; SQLite hands back a naive time."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def text_enum(enum: type[StrEnum], name: str) -> sa.Enum:
    """Make an enumeration stored as text with a CHECK, so that both databases keep the same rows out."""
    return sa.Enum(
        enum,
        name=name,
        native_enum=False,
        create_constraint=True,
        values_callable=lambda members: [str(member.value) for member in members],
        length=40,
    )


Json: Any = sa.JSON(none_as_null=True)


def _encode_json(value: object) -> str:
    return msgspec.json.encode(value).decode()


# A page of orders decodes dozens of small documents; msgspec takes a third of the time of the standard library.
JSON_CODEC = {"json_serializer": _encode_json, "json_deserializer": msgspec.json.decode}
"""What engines are made with, so that both databases read and write JSON alike."""
