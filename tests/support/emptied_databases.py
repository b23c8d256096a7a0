"""PostgreSQL databases that are emptied and used again: making one costs half a second, emptying it some milliseconds.

A database that a test has changed in its shape is dropped, and so is one that was used often, because deleted rows
make it larger.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple
from uuid import uuid4

import psycopg

_MOST_USES = 100

# What the migrations wrote is the shape's, not a test's.
_EMPTY = """
SET session_replication_role = replica;
DO $$
DECLARE
    name text;
    used boolean;
BEGIN
    FOR name IN
        SELECT format('%I.%I', schemaname, tablename) FROM pg_tables
        WHERE schemaname IN ('public', 'dbos') AND tablename NOT IN ('alembic_version', 'dbos_migrations')
    LOOP
        EXECUTE 'SELECT EXISTS (SELECT 1 FROM ' || name || ')' INTO used;
        IF used THEN
            EXECUTE 'DELETE FROM ' || name;
        END IF;
    END LOOP;
    FOR name IN SELECT format('%I.%I', schemaname, sequencename) FROM pg_sequences LOOP
        EXECUTE 'ALTER SEQUENCE ' || name || ' RESTART';
    END LOOP;
END $$
"""
_SHAPE = """
SELECT
    (SELECT string_agg(version_num, ',') FROM alembic_version),
    (SELECT string_agg(version::text, ',') FROM dbos.dbos_migrations),
    (SELECT md5(string_agg(format('%s %s %s %s', attrelid::regclass, attname, atttypid, attnotnull), ','
        ORDER BY attrelid::regclass::text, attnum))
     FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
     WHERE relnamespace IN ('public'::regnamespace, 'dbos'::regnamespace)),
    (SELECT count(*) FROM pg_constraint),
    (SELECT count(*) FROM pg_trigger)
"""
_OTHERS = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


class _Kept(NamedTuple):
    """A database that waits to be used again."""

    name: str
    shape: object
    uses: int


_kept: dict[str, list[_Kept]] = {}


@contextmanager
def emptied_database(server: str, template: str) -> Iterator[str]:
    """Give the name of an empty database like ``template`` on ``server``, a URL that names another database."""
    waiting = _kept.setdefault(server, [])
    database = waiting.pop() if waiting else _make(server, template)
    try:
        yield database.name
    finally:
        if _emptied(server, database):
            waiting.append(database._replace(uses=database.uses + 1))
        else:
            with psycopg.connect(server, autocommit=True) as administrator:
                administrator.execute(f"DROP DATABASE IF EXISTS {database.name} WITH (FORCE)".encode())


def _make(server: str, template: str) -> _Kept:
    name = f"test_{uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as administrator:
        administrator.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY".encode())
    with psycopg.connect(server, dbname=name) as connection:
        return _Kept(name, connection.execute(_SHAPE).fetchone(), uses=0)


def _emptied(server: str, database: _Kept) -> bool:
    """Empty the database; False when it cannot be used again."""
    if database.uses >= _MOST_USES:
        return False
    try:
        with psycopg.connect(server, dbname=database.name, autocommit=True) as connection:
            connection.execute(_OTHERS.encode())
            if connection.execute(_SHAPE).fetchone() != database.shape:
                return False
            connection.execute(_EMPTY)
    except psycopg.Error:
        return False
    return True
