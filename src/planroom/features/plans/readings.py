"""The steps of a reading, each one transaction: look at it, note a file, try again later, keep the draft, give up."""

from collections.abc import Sequence
from uuid import UUID

from planroom.features.plans import repository
from planroom.features.plans.events import PlanLeftToPerson, PlanReadingFailed, PlanRevised
from planroom.features.plans.models import Reading, ReadingState, Revision, RevisionOrigin
from planroom.features.plans.rules import Trouble, needs_person, retry_delay_seconds
from planroom.floorplan.model.finding import Finding, Severity
from planroom.floorplan.model.plan import Plan
from planroom.infra.database.unit_of_work import UnitOfWork
from planroom.infra.jobs.queue import enqueue
from planroom.kit.ids import new_id

DRAFTED_BY = "planroom"


def find_reading(uow: UnitOfWork, reading_id: UUID, attempt: int) -> Reading | None:
    """Find the reading for its ``attempt`` (from 1); None when it is finished, or this attempt was made already."""
    reading = repository.find_waiting_reading(uow, reading_id)
    return reading if reading is not None and reading.attempts == attempt - 1 else None


def retry_reading(uow: UnitOfWork, reading: Reading) -> None:
    """Note a failed attempt and queue the next one, after a wait that holds no place in the queue."""
    current = find_and_lock(uow, reading)
    if current is None:
        return
    made = reading.attempts + 1
    repository.update_reading(uow, current, attempts=made)
    enqueue_fetch(uow, current, made + 1, delay_seconds=retry_delay_seconds(made))


def enqueue_fetch(uow: UnitOfWork, reading: Reading, attempt: int, *, delay_seconds: float | None = None) -> None:
    """Queue the fetching of the sources, one reading of a company at a time: sources that hang delay no one else."""
    enqueue(
        uow,
        "plans.fetch",
        str(reading.id),
        attempt,
        key=f"{reading.id}:{attempt}",
        delay_seconds=delay_seconds,
        partition=str(reading.company_id),
    )


def enqueue_read(uow: UnitOfWork, reading: Reading, attempt: int) -> None:
    """Queue the drafting from the sources, which have all been fetched."""
    enqueue(uow, "plans.read", str(reading.id), attempt, key=f"{reading.id}:{attempt}")


def keep_draft(
    uow: UnitOfWork, reading: Reading, plan: Plan, findings: Sequence[Finding], deliver_up_to: Severity
) -> Revision | None:
    """Store a draft as the order's next revision and tell who listens.

    None when the reading is finished already, or when a person has made a model in the meantime: theirs stands.
    """
    # The reading as it is now: its order may belong to another company than when the drafting began.
    current = find_and_lock(uow, reading)
    if current is None:
        return None
    reading = current
    if repository.current_number(uow, reading.company_id, reading.order_id) != reading.base_number:
        _finish(uow, reading, ReadingState.SUPERSEDED)
        return None
    revision = Revision(
        id=new_id(),
        company_id=reading.company_id,
        order_id=reading.order_id,
        number=reading.base_number + 1,
        plan=plan,
        findings=tuple(findings),
        origin=RevisionOrigin.DRAFTED,
        edits=None,
        created_by=DRAFTED_BY,
        created_at=uow.now(),
    )
    repository.insert_revision(uow, revision)
    _finish(uow, reading, ReadingState.DONE, revision_id=revision.id)
    uow.emit(
        PlanRevised(
            company_id=reading.company_id,
            order_id=reading.order_id,
            revision_id=revision.id,
            number=revision.number,
            needs_person=needs_person(plan, findings, deliver_up_to),
            automatic=True,
        )
    )
    return revision


def give_up(uow: UnitOfWork, reading: Reading, trouble: Trouble) -> None:
    """Note that the sources cannot be read and tell who listens, once."""
    current = find_and_lock(uow, reading)
    if current is None:
        return
    _finish(uow, current, ReadingState.FAILED, code=trouble.code, message=trouble.message)
    uow.emit(PlanReadingFailed(current.company_id, current.order_id, trouble.code, trouble.message))


def leave_to_person(uow: UnitOfWork, reading: Reading, trouble: Trouble) -> None:
    """Note that nothing here reads the sources, so that a person makes the plan, and tell who listens."""
    _finish(uow, reading, ReadingState.FAILED, code=trouble.code, message=trouble.message)
    uow.emit(PlanLeftToPerson(reading.company_id, reading.order_id, trouble.code, trouble.message))


def find_and_lock(uow: UnitOfWork, reading: Reading) -> Reading | None:
    """Find the reading as it stands now, locked; None when it is finished or at another attempt."""
    current = repository.find_waiting_reading(uow, reading.id, lock=True)
    return current if current is not None and current.attempts == reading.attempts else None


def _finish(uow: UnitOfWork, reading: Reading, state: ReadingState, **values: UUID | str) -> None:
    repository.update_reading(uow, reading, state=state, finished_at=uow.now(), **values)
