"""Installations as the command line finds them."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
import sqlalchemy as sa

from planroom.migrations.run import upgrade_schema


@pytest.fixture
def empty_postgresql_url(postgresql_url: str) -> Iterator[str]:
    """A PostgreSQL database that nobody has migrated."""
    name = f"empty_{uuid4().hex}"
    with psycopg.connect(postgresql_url, autocommit=True) as administrator:
        administrator.execute(f"CREATE DATABASE {name}".encode())
        url = sa.make_url(postgresql_url).set(database=name)
        yield url.render_as_string(hide_password=False)
        administrator.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


@pytest.fixture(params=["sqlite", "postgresql"])
def installation(request: pytest.FixtureRequest, tmp_path: Path) -> dict[str, str]:
    """The variables of a fresh installation, on the embedded database and on a migrated PostgreSQL."""
    variables = {"PLANROOM_DATA": str(tmp_path / "data")}
    if request.param == "postgresql":
        variables["PLANROOM_DATABASE_URL"] = request.getfixturevalue("empty_postgresql_url")
        upgrade_schema(variables["PLANROOM_DATABASE_URL"])
    return variables
