"""The SQLite inside Python, whose version nobody chose."""

import sqlite3
import sys

from planroom.entrypoints.cli.doctor.diagnosis import Diagnosis, failure, healthy, warning

# Below this the job engine cannot start on Python 3.12 and newer.
OLDEST_FOR_JOBS = (3, 42, 0)
# The WAL-reset bug: several writers can, very rarely, damage the file (sqlite.org/wal.html#walresetbug).
FIRST_WITH_WAL_RESET_BUG = (3, 7, 0)
FIRST_WITHOUT_WAL_RESET_BUG = (3, 51, 3)
NEWER = "use a Python whose SQLite is 3.51.3 or newer"


def examine_sqlite(
    *,
    is_used: bool,
    version: tuple[int, ...] = sqlite3.sqlite_version_info,
    python: tuple[int, ...] = tuple(sys.version_info[:2]),
) -> Diagnosis:
    """Look at SQLite's version; ``is_used`` says whether the database is SQLite at all."""
    found = ".".join(map(str, version))
    if not is_used:
        return healthy("SQLite", f"{found}, not used: the database is PostgreSQL")
    if version < OLDEST_FOR_JOBS and python >= (3, 12):
        return failure(
            "SQLite",
            f"{found}; the job engine needs 3.42 or newer on Python {python[0]}.{python[1]}",
            f"Set PLANROOM_DATABASE_URL to a PostgreSQL database, or {NEWER}.",
        )
    if FIRST_WITH_WAL_RESET_BUG <= version < FIRST_WITHOUT_WAL_RESET_BUG:
        return warning(
            "SQLite",
            f"{found} has the WAL-reset bug (3.7.0 to 3.51.2): several writers can, very rarely, damage the file",
            f"Keep backups of the data folder; for production set PLANROOM_DATABASE_URL to PostgreSQL, or {NEWER}.",
        )
    return healthy("SQLite", found)
