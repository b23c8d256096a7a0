"""What a unit of work promises, on both databases."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import pytest
import sqlalchemy as sa
from tests.support.clock import FixedClock

from planroom.infra.database.engine import Engines, is_foreign_key_violation, is_unique_violation
from planroom.infra.database.threads import database_threads
from planroom.infra.database.unit_of_work import Database, Listeners, UnitOfWork, forbid_inside_unit_of_work
from planroom.infra.jobs.engine import DbosJobQueue

_metadata = sa.MetaData()
houses = sa.Table("testing_houses", _metadata, sa.Column("id", sa.Integer(), primary_key=True))
rooms = sa.Table(
    "testing_rooms",
    _metadata,
    sa.Column("id", sa.Integer(), primary_key=True),
    # Checked at the commit, as a failing disk would show itself there.
    sa.Column("house_id", sa.ForeignKey("testing_houses.id", deferrable=True, initially="DEFERRED")),
    sa.Column("door_id", sa.ForeignKey("testing_houses.id")),
)


class Refused(Exception):
    """Why a unit of work is rolled back."""


@dataclass(frozen=True)
class HouseBuilt:
    """An event of these tests."""

    house_id: int


def _add_room(uow: UnitOfWork, event: HouseBuilt) -> None:
    uow.connection.execute(sa.insert(rooms).values(house_id=event.house_id))


@pytest.fixture
def listeners() -> Listeners:
    """Somebody who hears of houses."""
    return {HouseBuilt: (_add_room,)}


@pytest.fixture
def database(engines: Engines, clock: FixedClock, listeners: Listeners) -> Database:
    """A database with the tables of these tests."""
    _metadata.create_all(engines.writer)
    return Database(engines, clock, DbosJobQueue(engines), listeners)


def _count(database: Database, table: sa.Table) -> int:
    with database.read() as uow:
        return uow.connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0


def test_what_a_write_unit_did_is_there_afterwards(database: Database) -> None:
    with database.write() as uow:
        uow.connection.execute(sa.insert(houses).values(id=1))
    assert _count(database, houses) == 1


def test_an_error_undoes_a_write_unit(database: Database) -> None:
    with pytest.raises(Refused):  # noqa: PT012, SIM117 — the error comes after the row
        with database.write() as uow:
            uow.connection.execute(sa.insert(houses).values(id=1))
            raise Refused
    assert _count(database, houses) == 0


def test_a_commit_that_fails_is_an_error_before_anybody_is_answered(database: Database) -> None:
    answered = False
    with pytest.raises(sa.exc.IntegrityError):  # noqa: PT012 — the commit stands at the end of the inner block
        with database.write() as uow:
            uow.connection.execute(sa.insert(rooms).values(house_id=404))
        answered = True
    assert not answered
    assert _count(database, rooms) == 0


def test_the_database_goes_on_after_a_commit_that_failed(database: Database) -> None:
    with pytest.raises(sa.exc.IntegrityError), database.write() as uow:
        uow.connection.execute(sa.insert(rooms).values(house_id=404))
    with database.write() as uow:
        uow.connection.execute(sa.insert(houses).values(id=1))
    assert _count(database, houses) == 1


def test_a_read_unit_cannot_write(database: Database) -> None:
    with pytest.raises(sa.exc.DBAPIError, match=r"(?i)read-?only"), database.read() as uow:
        uow.connection.execute(sa.insert(houses).values(id=1))
    assert _count(database, houses) == 0


def test_a_read_unit_sees_nothing_that_is_not_committed(database: Database) -> None:
    with database.write() as uow:
        uow.connection.execute(sa.insert(houses).values(id=1))
        assert _count(database, houses) == 0


def test_a_read_unit_does_not_wait_for_a_writer(database: Database) -> None:
    with database.write() as uow:
        uow.connection.execute(sa.insert(houses).values(id=1))
        with ThreadPoolExecutor(1) as pool:
            assert pool.submit(_count, database, houses).result(timeout=60) == 0


def test_writers_that_come_at_once_all_get_their_turn(database: Database) -> None:
    def build(number: int) -> None:
        with database.write() as uow:
            taken = uow.connection.scalar(sa.select(sa.func.count()).select_from(houses))
            uow.connection.execute(sa.insert(houses).values(id=1000 * number + (taken or 0)))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(build, range(1, 41)))
    assert _count(database, houses) == 40


def test_an_event_is_heard_in_the_same_transaction(database: Database) -> None:
    with pytest.raises(Refused):  # noqa: PT012, SIM117 — the error comes after the event
        with database.write() as uow:
            uow.connection.execute(sa.insert(houses).values(id=1))
            uow.emit(HouseBuilt(1))
            assert uow.connection.scalar(sa.select(rooms.c.house_id)) == 1
            raise Refused
    assert _count(database, rooms) == 0


def test_an_event_without_listeners_is_no_error(database: Database) -> None:
    with database.write() as uow:
        uow.emit(Refused())
    assert _count(database, rooms) == 0


def test_the_time_is_the_clocks(database: Database, clock: FixedClock) -> None:
    with database.read() as uow:
        before = uow.now()
        clock.advance(60)
        assert (uow.now() - before).total_seconds() == 60


def test_a_taken_key_is_told_from_a_missing_row(database: Database) -> None:
    with pytest.raises(sa.exc.IntegrityError) as taken, database.write() as uow:
        uow.connection.execute(sa.insert(houses), [{"id": 1}, {"id": 1}])
    assert is_unique_violation(taken.value)
    assert not is_foreign_key_violation(taken.value)


@pytest.mark.parametrize("column", ["house_id", "door_id"])
def test_a_missing_row_is_told_from_a_taken_key(database: Database, column: str) -> None:
    with pytest.raises(sa.exc.IntegrityError) as missing, database.write() as uow:
        uow.connection.execute(sa.insert(rooms).values({column: 404}))
    assert is_foreign_key_violation(missing.value)
    assert not is_unique_violation(missing.value)


def test_slow_work_is_refused_inside_a_unit_of_work_and_allowed_after_it(database: Database) -> None:
    with database.read(), pytest.raises(RuntimeError, match="a call was made inside"):
        forbid_inside_unit_of_work("a call was made")
    forbid_inside_unit_of_work("a call was made")


def test_slow_work_is_allowed_beside_another_threads_unit_of_work(database: Database) -> None:
    inside, done = threading.Event(), threading.Event()

    def hold() -> None:
        with database.write():
            inside.set()
            done.wait(60)

    with ThreadPoolExecutor(1) as pool:
        held = pool.submit(hold)
        assert inside.wait(60)
        forbid_inside_unit_of_work("a call was made")
        done.set()
        held.result()


def test_slow_work_is_refused_in_a_thread_that_a_unit_of_work_waits_for(database: Database) -> None:
    async def call() -> None:
        with database.write():
            await asyncio.to_thread(forbid_inside_unit_of_work, "a call was made")

    with pytest.raises(RuntimeError, match="a call was made inside"):
        asyncio.run(call())


def test_the_routes_get_as_many_threads_as_the_database_is_fast_with(engines: Engines) -> None:
    with database_threads(engines) as pool:
        expected = 1 if engines.writer.dialect.name == "sqlite" else 2
        assert pool._max_workers == expected  # noqa: SLF001 — nothing else tells the size
    with database_threads(replace(engines, threads=5)) as pool:
        assert pool._max_workers == 5  # noqa: SLF001 — nothing else tells the size
