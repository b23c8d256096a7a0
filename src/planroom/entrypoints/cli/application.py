"""The built application as commands use it: settings read, schema in order, closed at the end."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from planroom.entrypoints.cli.refusals import Refused
from planroom.infra.settings import Settings, read_settings

if TYPE_CHECKING:
    from planroom.bootstrap import Planroom


class DatabaseNotCurrent(Refused):
    """The database has another schema than this release needs."""

    code = "database_not_current"
    message = "The database has another schema than this release needs; run `planroom db upgrade`."


@contextmanager
def built_application() -> Iterator["Planroom"]:
    """Build the application from the environment, with its schema in order, and close it afterwards."""
    from planroom.bootstrap import build
    from planroom.infra.logging import configure_logging

    settings = read_settings()
    configure_logging(settings)
    prepare_schema(settings)
    planroom = build(settings)
    try:
        yield planroom
    finally:
        planroom.close()


def prepare_schema(settings: Settings) -> None:
    """Create or upgrade the embedded database; refuse a PostgreSQL whose schema is not the one of this release.

    SQLite belongs to this installation alone. A server may serve other machines too, which must be stopped before its
    schema changes, so there somebody has to say ``planroom db upgrade``.
    """
    from planroom.migrations.run import describe_schema, is_embedded, upgrade_schema

    url = settings.resolved_database_url
    state = describe_schema(url)
    if state.is_current:
        return
    if not is_embedded(url):
        message = f"The database schema is {state.summary}. Run `planroom db upgrade` first."
        raise DatabaseNotCurrent(message)
    upgrade_schema(url)
