"""The places of rows and files: can they be reached, and are they ready."""

from typing import TYPE_CHECKING

from planroom.entrypoints.cli.doctor.diagnosis import Diagnosis, failure, healthy, warning

if TYPE_CHECKING:
    from planroom.infra.settings import Settings


def examine_database(settings: "Settings") -> Diagnosis:
    """Connect to the database and compare its schema with this release's."""
    import sqlalchemy as sa

    from planroom.migrations.run import describe_schema, is_embedded

    url = settings.resolved_database_url
    if not settings.database_url and not (settings.data / "planroom.db").exists():
        return healthy("database", "SQLite in the data folder; the first start makes it")
    embedded = is_embedded(url)
    kind = "SQLite" if embedded else "PostgreSQL"
    try:
        state = describe_schema(url)
    except sa.exc.SQLAlchemyError as error:
        reason = str(getattr(error, "orig", None) or error).strip()
        advice = "See that its server runs and that PLANROOM_DATABASE_URL names it, user and password included."
        return failure("database", f"{kind} cannot be opened: {reason}", advice)
    found = f"{kind}, its schema is {state.summary}"
    if state.is_current:
        return healthy("database", found)
    if embedded:
        return warning(
            "database", found, "The next `planroom serve` upgrades it; make a copy of the data folder first."
        )
    return failure("database", found, "Stop older releases that work on it, then run `planroom db upgrade`.")
