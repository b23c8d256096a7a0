"""Whether the process lives and the service can work."""

from pathlib import Path
from typing import Any

import httpx
import pytest
import sqlalchemy as sa
from tests.support.http import Parts, ships_api

from planroom.entrypoints.api.readiness import FRESH_SECONDS, Readiness, ReadinessProbe
from planroom.infra.database.engine import from_now, open_engines
from planroom.infra.database.unit_of_work import Database
from planroom.infra.jobs.engine import DbosJobQueue
from planroom.infra.jobs.models import worker_slots
from planroom.infra.settings import Settings
from planroom.infra.storage.objects import open_storage
from planroom.kit.clock import SystemClock


def start_worker(database: Database) -> None:
    """Enter a living worker as a worker process does."""
    with database.write() as uow:
        now, later = from_now(uow.connection, 0), from_now(uow.connection, 30)
        values = {"id": "worker-1", "host": "here", "process_id": 1, "taken_at": now, "expires_at": later}
        uow.connection.execute(sa.insert(worker_slots).values(**values))


def told_of(readiness: Readiness) -> dict[str, bool]:
    return {part.name: part.ok for part in readiness.parts}


def test_a_living_process_says_so_without_a_key(api: httpx.Client) -> None:
    del api.headers["api-key"]
    reply = api.get("/health/live")
    assert (reply.status_code, reply.json()) == (200, {"status": "ok"})


def test_a_service_with_all_its_parts_is_ready(api: httpx.Client, embedded: Database) -> None:
    start_worker(embedded)
    del api.headers["api-key"]
    reply = api.get("/health/ready")
    assert reply.status_code == 200
    assert reply.headers["cache-control"] == "no-store"
    assert reply.json() == {
        "status": "ok",
        "parts": [
            {"name": name, "ok": True, "advice": None} for name in ("database", "migrations", "worker", "storage")
        ],
    }


def test_a_service_without_a_worker_is_not_ready_and_says_what_to_do(api: httpx.Client) -> None:
    reply = api.get("/health/ready")
    assert (reply.status_code, reply.json()["status"]) == (503, "not_ready")
    (worker,) = [part for part in reply.json()["parts"] if not part["ok"]]
    assert worker["name"] == "worker"
    assert "planroom worker" in worker["advice"]


class TestWorkersElsewhere:
    """An installation whose workers run somewhere else."""

    @pytest.fixture
    def settings(self) -> dict[str, Any]:
        return {"workers": 0}

    def test_no_worker_is_missed(self, api: httpx.Client) -> None:
        assert api.get("/health/ready").status_code == 200


def test_a_storage_that_cannot_be_written_makes_the_service_not_ready(embedded: Database, tmp_path: Path) -> None:
    start_worker(embedded)
    settings = Settings(data=tmp_path)
    probe = ReadinessProbe(Parts(settings, embedded, open_storage(settings)))
    (tmp_path / "files").rmdir()
    (tmp_path / "files").write_text("no folder any more")
    readiness = probe.look()
    assert readiness.status == "not_ready"
    assert told_of(readiness) == {"database": True, "migrations": True, "worker": True, "storage": False}


def test_a_database_that_does_not_answer_makes_the_service_not_ready(tmp_path: Path) -> None:
    (tmp_path / "planroom.db").mkdir()
    engines = open_engines(f"sqlite:///{tmp_path / 'planroom.db'}")
    database = Database(engines, SystemClock(), DbosJobQueue(engines), {})
    readiness = ReadinessProbe(Parts(Settings(data=tmp_path), database)).look()
    assert told_of(readiness) == {"database": False, "storage": True}
    engines.dispose()


def test_an_empty_database_is_told_to_be_migrated(tmp_path: Path) -> None:
    engines = open_engines(f"sqlite:///{tmp_path / 'planroom.db'}")
    database = Database(engines, SystemClock(), DbosJobQueue(engines), {})
    with database.write():
        pass
    readiness = ReadinessProbe(Parts(Settings(data=tmp_path), database)).look()
    assert told_of(readiness) == {"database": True, "migrations": False, "storage": True}
    (migrations,) = [part for part in readiness.parts if part.name == "migrations"]
    assert migrations.advice is not None
    assert "planroom db upgrade" in migrations.advice
    engines.dispose()


def test_asking_often_costs_one_look_a_second(embedded: Database, tmp_path: Path) -> None:
    now = [1000.0]
    probe = ReadinessProbe(Parts(Settings(data=tmp_path), embedded), lambda: now[0])
    first = probe.look()
    start_worker(embedded)
    assert probe.look() is first
    now[0] += FRESH_SECONDS
    assert probe.look().status == "ok"


def test_a_process_answers_even_when_the_database_is_gone(tmp_path: Path) -> None:
    (tmp_path / "planroom.db").mkdir()
    engines = open_engines(f"sqlite:///{tmp_path / 'planroom.db'}")
    database = Database(engines, SystemClock(), DbosJobQueue(engines), {})
    with ships_api(database, tmp_path) as client:
        assert client.get("/health/live").status_code == 200
        assert client.get("/health/ready").status_code == 503
        reply = client.get("/api/integrate/v3/ships")
        assert (reply.status_code, reply.json()["code"], reply.headers["retry-after"]) == (503, "busy", "5")
        assert "planroom.db" not in reply.text
    engines.dispose()
