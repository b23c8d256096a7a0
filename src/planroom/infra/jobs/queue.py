"""Queueing from use cases: always in the caller's transaction."""

from planroom.infra.database.unit_of_work import UnitOfWork


def enqueue(
    uow: UnitOfWork,
    name: str,
    *arguments: str | int | float | bool | None,
    key: str | None = None,
    delay_seconds: float | None = None,
    partition: str | None = None,
) -> None:
    """Queue a job that starts after this transaction commits, and never if it rolls back.

    ``key`` makes a repeated enqueue harmless: a job with the same name and key runs once. ``delay_seconds`` holds it
    back without taking a place in its queue. ``partition`` names the receiver whose jobs wait for each other.
    """
    uow.jobs.enqueue(uow.connection, name, arguments, key=key, delay_seconds=delay_seconds, partition=partition)
