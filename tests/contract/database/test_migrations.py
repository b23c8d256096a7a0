"""The schema's history: it makes what the models say, on both databases, also when several processes start at once."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
import sqlalchemy as sa

from planroom.infra.database.base import metadata
from planroom.infra.database.engine import Engines, open_engines
from planroom.infra.database.unit_of_work import schema_change
from planroom.infra.discovery import NothingFound, import_modules
from planroom.infra.jobs.engine_tables import TABLE_NAMES
from planroom.migrations import versions
from planroom.migrations.run import describe, describe_schema, differences, is_embedded, upgrade, upgrade_schema

HISTORY = sorted(path.stem for path in Path(*versions.__path__).glob("0*.py"))


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database without any table."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/empty.db"
        return
    server = request.getfixturevalue("postgresql_url")
    name = f"empty_{uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as administrator:
        administrator.execute(f"CREATE DATABASE {name}".encode())
        yield str(sa.make_url(server).set(database=name).render_as_string(hide_password=False))
        administrator.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


@pytest.fixture
def empty(empty_url: str) -> Iterator[Engines]:
    """The engines of a database without any table."""
    engines = open_engines(empty_url)
    yield engines
    engines.dispose()


def test_the_migrated_tables_are_those_of_the_models(empty: Engines) -> None:
    upgrade(empty)
    assert differences(empty) == []


def test_a_difference_would_be_seen(empty: Engines) -> None:
    upgrade(empty)
    with schema_change(empty) as connection:
        connection.execute(sa.text("ALTER TABLE worker_slots ADD COLUMN forgotten TEXT"))
        connection.execute(sa.text("CREATE TABLE forgotten (id INTEGER PRIMARY KEY)"))
    found = repr(differences(empty))
    assert "remove_column" in found
    assert "remove_table" in found


def test_the_job_engines_tables_are_made_and_hidden_from_the_comparison(empty: Engines) -> None:
    upgrade(empty)
    schema = None if empty.writer.dialect.name == "sqlite" else "dbos"
    assert set(sa.inspect(empty.reader).get_table_names(schema=schema)) >= TABLE_NAMES
    assert not any(name in repr(differences(empty)) for name in TABLE_NAMES)


def test_no_table_of_ours_has_the_name_of_one_of_the_job_engine() -> None:
    assert metadata.tables.keys() & TABLE_NAMES == set()


def test_constraints_are_named_by_the_convention(empty: Engines) -> None:
    upgrade(empty)
    inspector = sa.inspect(empty.reader)
    for table in metadata.sorted_tables:
        names = [
            inspector.get_pk_constraint(table.name)["name"],
            *(key["name"] for key in inspector.get_foreign_keys(table.name)),
            *(key["name"] for key in inspector.get_unique_constraints(table.name)),
            *(check["name"] for check in inspector.get_check_constraints(table.name)),
        ]
        assert all(str(name).startswith(("pk_", "fk_", "uq_", "ck_")) for name in names), names


def test_what_an_empty_database_lacks_is_said(empty: Engines) -> None:
    state = describe(empty)
    assert not state.is_current
    assert state.summary == f"not current: to apply: {', '.join(HISTORY)}; the job engine's tables are missing or old"


def test_a_migrated_database_is_current(empty_url: str) -> None:
    upgrade_schema(empty_url)
    state = describe_schema(empty_url)
    assert (state.is_current, state.summary) == (True, f"current, at {HISTORY[-1]}")


def test_a_database_of_a_newer_release_is_said_to_be_so(empty: Engines) -> None:
    upgrade(empty)
    with schema_change(empty) as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999_later'"))
    assert "9999_later, which this release does not know" in describe(empty).summary


def test_upgrading_twice_changes_nothing(empty: Engines) -> None:
    upgrade(empty)
    upgrade(empty)
    assert describe(empty).is_current


def test_processes_that_start_at_once_migrate_once(empty_url: str) -> None:
    program = "import sys; from planroom.migrations.run import upgrade_schema; upgrade_schema(sys.argv[1])"
    command = [sys.executable, "-c", program, empty_url]
    processes = [subprocess.Popen(command) for _ in range(4)]  # noqa: S603 — our own program
    assert [process.wait(timeout=100) for process in processes] == [0, 0, 0, 0]
    assert describe_schema(empty_url).is_current


def test_a_schema_change_that_leaves_rows_pointing_at_nothing_is_undone(sqlite_url: str) -> None:
    engines = open_engines(sqlite_url)
    with pytest.raises(RuntimeError, match="point at nothing"), schema_change(engines) as connection:  # noqa: PT012 — the check comes at the end of the block
        connection.execute(sa.text("CREATE TABLE house (id INTEGER PRIMARY KEY)"))
        connection.execute(sa.text("CREATE TABLE room (house_id INTEGER REFERENCES house (id))"))
        connection.execute(sa.text("INSERT INTO room VALUES (404)"))
    assert "room" not in sa.inspect(engines.reader).get_table_names()
    with engines.writer.connect() as connection:
        assert connection.scalar(sa.text("PRAGMA foreign_keys")) == 1
    engines.dispose()


def test_a_server_is_not_embedded() -> None:
    assert is_embedded("sqlite:///a.db")
    assert not is_embedded("postgresql://host/d")


def test_a_discovery_that_finds_nothing_is_an_error() -> None:
    with pytest.raises(NothingFound, match=r"planroom\.features\.\*\.nonsense"):
        import_modules("planroom.features", "nonsense")


def test_a_migration_does_not_depend_on_code_that_will_change() -> None:
    for script in Path(versions.__path__[0]).glob("*.py"):
        assert "planroom" not in script.read_text()
