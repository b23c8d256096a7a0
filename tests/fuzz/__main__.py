"""``python -m tests.fuzz [seconds]``: try the whole interface for a while, on both databases; see `make fuzz`."""

import sys
import tempfile
from pathlib import Path

from tests.support.customers import make_customer, make_operator
from tests.support.databases import make_run_folder, postgresql_database, remove_run_folder, sqlite_database
from tests.support.fuzzing import SEED, fuzz, make_work
from tests.support.served import served

from planroom.bootstrap import build
from planroom.infra.http.routing import INTEGRATE_PREFIX, PRODUCTION_PREFIX
from planroom.infra.settings import Settings

SECONDS = 300


def main(seconds: int) -> int:
    """Give the number of runs in which a reply was not as the document says."""
    run_folder = make_run_folder()
    failed = 0
    try:
        with tempfile.TemporaryDirectory() as folder:
            with sqlite_database(run_folder, Path(folder)) as url:
                failed += _fuzz(url, seconds)
            with postgresql_database(run_folder) as url:
                failed += _fuzz(url, seconds)
    finally:
        remove_run_folder(run_folder)
    return failed


def _fuzz(database_url: str, seconds: int) -> int:
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data=Path(folder), database_url=database_url, rate_limit_per_minute=0)
        planroom = build(settings)
        customer = make_customer(planroom.database)
        make_work(planroom.database, customer)
        keys = {INTEGRATE_PREFIX: customer.api_key, PRODUCTION_PREFIX: make_operator(planroom.database)}
        planroom.close()
        with served(settings, Path(folder) / "log") as server:
            for prefix, key in keys.items():
                ended = fuzz(server, key, prefix, "--seed", str(SEED), "--max-time", str(seconds))
                print(ended.stdout, ended.stderr)  # noqa: T201 — a program for people
                failed += ended.returncode != 0
    return failed


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else SECONDS))
