"""The threads on which routes work with the database: few, because more only wait for each other."""

from concurrent.futures import ThreadPoolExecutor

from planroom.infra.database.engine import Engines


def database_threads(engines: Engines) -> ThreadPoolExecutor:
    """Make the executor for routes, to be given to the HTTP server before its loop starts.

    One thread for SQLite, two for PostgreSQL: measured best (architecture sections 2 and 5). More work at once means
    more processes.
    """
    return ThreadPoolExecutor(max_workers=engines.threads, thread_name_prefix="database")
