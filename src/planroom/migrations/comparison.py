"""How tables in the database are compared with the features' models."""

from typing import Any, Literal

from alembic.autogenerate.api import AutogenContext

from planroom.infra.database.base import metadata
from planroom.infra.database.types import UtcTime
from planroom.infra.discovery import import_modules
from planroom.infra.jobs import engine_tables


def comparison_options() -> dict[str, Any]:
    """Give Alembic the models, and hide the job engine's tables, which it would drop on SQLite."""
    import_modules("planroom.infra", "models")
    import_modules("planroom.features", "models")
    return {
        "target_metadata": metadata,
        "render_as_batch": True,  # SQLite changes a table by making a new one
        "transactional_ddl": True,  # on SQLite too: all of a migration or nothing
        "compare_type": True,
        "include_name": _is_ours,
        "render_item": _render_portably,
    }


def _is_ours(name: str | None, kind: str, _parents: object) -> bool:
    return kind != "table" or name not in engine_tables.TABLE_NAMES


def _render_portably(kind: str, item: object, _context: AutogenContext) -> str | Literal[False]:
    # A migration must not change when our code does, so it speaks of SQLAlchemy's types only.
    if kind == "type" and isinstance(item, UtcTime):
        return "sa.DateTime(timezone=True)"
    return False
