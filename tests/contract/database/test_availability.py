"""A database that cannot answer just now is told from a statement that is wrong."""

import socket
from pathlib import Path

import pytest
import sqlalchemy as sa

from planroom.infra.database.engine import Engines, is_unavailable, open_engines


def test_a_wrong_statement_is_no_reason_to_come_back(engines: Engines) -> None:
    with engines.reader.connect() as connection, pytest.raises(sa.exc.SQLAlchemyError) as failed:
        connection.execute(sa.text("SELECT nothing FROM no_such_table"))
    assert not is_unavailable(failed.value)


def test_a_pool_without_a_free_connection_is_a_reason_to_come_back(database_url: str) -> None:
    engine = sa.create_engine(open_engines(database_url).reader.url, pool_size=1, max_overflow=0, pool_timeout=0.01)
    with engine.connect(), pytest.raises(sa.exc.TimeoutError) as failed:
        engine.connect()
    engine.dispose()
    assert is_unavailable(failed.value)


def test_a_locked_file_is_a_reason_to_come_back(sqlite_url: str) -> None:
    engine = sa.create_engine(sqlite_url, connect_args={"timeout": 0.01})
    with engine.connect() as first, engine.connect() as second:
        first.exec_driver_sql("BEGIN IMMEDIATE")
        with pytest.raises(sa.exc.OperationalError) as failed:
            second.exec_driver_sql("BEGIN IMMEDIATE")
    engine.dispose()
    assert is_unavailable(failed.value)


def test_a_file_that_cannot_be_opened_is_a_reason_to_come_back(tmp_path: Path) -> None:
    (tmp_path / "planroom.db").mkdir()
    engines = open_engines(f"sqlite:///{tmp_path / 'planroom.db'}")
    with pytest.raises(sa.exc.OperationalError) as failed:
        engines.reader.connect()
    assert is_unavailable(failed.value)


def test_a_server_that_is_away_is_a_reason_to_come_back() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    engines = open_engines(f"postgresql://nobody@127.0.0.1:{port}/nothing")
    with pytest.raises(sa.exc.OperationalError) as failed:
        engines.reader.connect()
    assert is_unavailable(failed.value)
