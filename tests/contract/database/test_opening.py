"""How the two databases are opened."""

from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa

from planroom.infra.database.engine import NotSupported, from_now, open_engines, parse_url
from planroom.infra.database.unit_of_work import Database


@pytest.mark.parametrize(
    ("url", "driver"),
    [
        ("sqlite:///a.db", "sqlite"),
        ("postgres://u:p@host/d", "postgresql+psycopg"),
        ("postgresql://u:p@host/d", "postgresql+psycopg"),
        ("postgresql+psycopg2://u:p@host/d", "postgresql+psycopg"),
    ],
)
def test_our_own_driver_is_used(url: str, driver: str) -> None:
    assert parse_url(url).drivername == driver


@pytest.mark.parametrize("url", ["mysql://host/d", "no url at all", "", "sqlite://", "sqlite:///:memory:"])
def test_a_database_that_we_do_not_know_is_refused(url: str) -> None:
    with pytest.raises(NotSupported, match="give"):
        parse_url(url)


def test_the_folder_of_an_embedded_database_is_made(tmp_path: Path) -> None:
    engines = open_engines(f"sqlite:///{tmp_path}/new/folder/planroom.db")
    with engines.writer.connect() as connection:
        assert connection.scalar(sa.text("SELECT 1")) == 1
    engines.dispose()


def test_sqlite_is_opened_so_that_a_commit_is_safe(sqlite_url: str) -> None:
    engines = open_engines(sqlite_url)
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 30_000, "mmap_size": 0}
    with engines.writer.connect() as connection:
        assert {name: connection.scalar(sa.text(f"PRAGMA {name}")) for name in wanted} == wanted
    engines.dispose()


def test_a_connection_that_the_server_closed_is_replaced(postgresql_url: str) -> None:
    engines = open_engines(postgresql_url)
    with engines.reader.connect() as connection:
        lost = connection.scalar(sa.text("SELECT pg_backend_pid()"))
    with psycopg.connect(postgresql_url, autocommit=True) as administrator:
        administrator.execute("SELECT pg_terminate_backend(%s, 60000)", [lost])
    with engines.reader.connect() as connection:
        assert connection.scalar(sa.text("SELECT pg_backend_pid()")) != lost
    engines.dispose()


def test_a_moment_is_reckoned_by_the_databases_clock(database: Database) -> None:
    with database.read() as uow:
        moments = [uow.connection.scalar(sa.select(from_now(uow.connection, seconds))) for seconds in (-90, 0, 90)]
    earlier, now, later = (moment for moment in moments if moment is not None)
    assert (now - earlier).total_seconds() == pytest.approx(90, abs=10)
    assert (later - now).total_seconds() == pytest.approx(90, abs=10)
