"""Column types that behave alike on both databases."""

from datetime import UTC, datetime, timedelta, timezone
from enum import StrEnum

import pytest
import sqlalchemy as sa

from planroom.infra.database.engine import Engines
from planroom.infra.database.types import Json, UtcTime, text_enum
from planroom.infra.database.unit_of_work import Database, schema_change


class Colour(StrEnum):
    """An enumeration of these tests."""

    RED = "red"
    DARK_BLUE = "dark blue"


_metadata = sa.MetaData()
things = sa.Table(
    "testing_things",
    _metadata,
    sa.Column("id", sa.Integer(), primary_key=True),
    sa.Column("made_at", UtcTime()),
    sa.Column("colour", text_enum(Colour, "colour")),
    sa.Column("notes", Json),
)


@pytest.fixture
def things_database(database: Database, engines: Engines) -> Database:
    """A database with the table of these tests."""
    with schema_change(engines) as connection:
        _metadata.create_all(connection)
    return database


def _stored(database: Database, column: sa.Column[object], value: object) -> object:
    with database.write() as uow:
        uow.connection.execute(sa.insert(things).values({column: value}))
    with database.read() as uow:
        return uow.connection.scalar(sa.select(column))


@pytest.mark.parametrize("value", [None, datetime(2026, 3, 1, 12, 30, 15, 123456, tzinfo=UTC)])
def test_a_time_comes_back_as_it_was(things_database: Database, value: datetime | None) -> None:
    assert _stored(things_database, things.c.made_at, value) == value


def test_a_time_of_another_zone_comes_back_as_utc(things_database: Database) -> None:
    summer = timezone(timedelta(hours=2))
    found = _stored(things_database, things.c.made_at, datetime(2026, 7, 1, 12, tzinfo=summer))
    assert isinstance(found, datetime)
    assert (found.hour, found.tzinfo) == (10, UTC)


def test_a_time_without_a_zone_is_refused(things_database: Database) -> None:
    naive = datetime(2026, 7, 1, 12, tzinfo=UTC).replace(tzinfo=None)
    with pytest.raises(sa.exc.StatementError, match="without a zone"):
        _stored(things_database, things.c.made_at, naive)


def test_an_enumeration_comes_back_as_its_member(things_database: Database) -> None:
    assert _stored(things_database, things.c.colour, Colour.DARK_BLUE) is Colour.DARK_BLUE


def test_a_text_that_the_enumeration_does_not_have_is_kept_out_by_the_database(things_database: Database) -> None:
    with pytest.raises(sa.exc.IntegrityError), things_database.write() as uow:
        uow.connection.execute(sa.text("INSERT INTO testing_things (colour) VALUES ('green')"))


def test_json_comes_back_as_it_was_and_none_is_null(things_database: Database) -> None:
    assert _stored(things_database, things.c.notes, {"a": [1, "é"]}) == {"a": [1, "é"]}
    with things_database.write() as uow:
        uow.connection.execute(sa.update(things).values(notes=None))
        assert uow.connection.scalar(sa.select(things.c.id).where(things.c.notes.is_(None))) is not None
