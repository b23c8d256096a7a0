"""When a key was used last, written by the real server beside its requests."""

from pathlib import Path

import httpx
import sqlalchemy as sa
from tests.support.customers import make_customer
from tests.support.http import PREFIX
from tests.support.served import served

from planroom.features.users.models import api_keys
from planroom.infra.database.unit_of_work import Database
from planroom.infra.settings import Settings


def test_a_server_that_stops_has_written_when_its_keys_were_used(
    embedded: Database, sqlite_url: str, tmp_path: Path
) -> None:
    used, unused = make_customer(embedded), make_customer(embedded, email="second@example.com")
    settings = Settings(data=tmp_path, database_url=sqlite_url)
    with served(settings, tmp_path / "log") as server:
        reply = httpx.get(
            f"{server.url}{PREFIX}/companies/info", headers={"api-key": used.api_key}, trust_env=False, timeout=60
        )
        assert reply.status_code == 200

    with embedded.read() as uow:
        rows = uow.connection.execute(sa.select(api_keys.c.company_id, api_keys.c.last_used_at)).all()
    last_used = {row.company_id: row.last_used_at for row in rows}
    assert last_used[used.company_id] is not None
    assert last_used[unused.company_id] is None
