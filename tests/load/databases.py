"""A fresh, migrated database of each kind to measure on."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.databases import make_run_folder, postgresql_database, remove_run_folder, sqlite_database


def each_database() -> Iterator[tuple[str, str]]:
    """Give name and URL of a SQLite file, then of a real PostgreSQL; each is gone when the next is asked for."""
    with _run_folder() as run_folder:
        with tempfile.TemporaryDirectory() as folder, sqlite_database(run_folder, Path(folder)) as url:
            yield "SQLite", url
        with postgresql_database(run_folder) as url:
            yield "PostgreSQL", url


@contextmanager
def _run_folder() -> Iterator[Path]:
    folder = make_run_folder()
    try:
        yield folder
    finally:
        remove_run_folder(folder)
