"""What a unit of work promises, on both databases."""

import sqlalchemy as sa

from planroom.infra.database.unit_of_work import Database


def test_a_read_unit_sees_the_database(database: Database) -> None:
    with database.read() as uow:
        assert uow.connection.scalar(sa.text("SELECT 1")) == 1
