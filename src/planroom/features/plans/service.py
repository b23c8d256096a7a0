"""Use cases of plans: ask for a reading, look at the current revision, add one."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from planroom.features.plans import repository
from planroom.features.plans.errors import ModelChanged, ModelNotFound
from planroom.features.plans.events import PlanRevised
from planroom.features.plans.models import (
    GivenSource,
    PlanSource,
    Reading,
    ReadingState,
    Revision,
    RevisionNote,
    RevisionOrigin,
    StoredSource,
)
from planroom.features.plans.readings import enqueue_fetch, leave_to_person
from planroom.features.plans.rules import SCAN_GIVEN
from planroom.floorplan.model.finding import Finding
from planroom.floorplan.model.plan import Plan
from planroom.infra.database.unit_of_work import UnitOfWork
from planroom.kit.ids import new_id
from planroom.kit.paging import Page, PageRequest, make_page


def request_reading(
    uow: UnitOfWork, *, company_id: UUID, order_id: UUID, sources: Sequence[GivenSource], info: str
) -> UUID:
    """Have the drawings fetched and read into a plan, one storey each in the given order, lowest first.

    ``info`` is the customer's free text, in which a given size such as ``width 38'6"`` sets the scale. Ends in
    PlanRevised or PlanReadingFailed; sources that are scans only are left to a person: PlanLeftToPerson. Gives the id
    of the reading.
    """
    reading = Reading(
        id=new_id(),
        company_id=company_id,
        order_id=order_id,
        info=info,
        base_number=repository.current_number(uow, company_id, order_id),
        state=ReadingState.WAITING,
        attempts=0,
        sources=tuple(_source(position, given) for position, given in enumerate(sources)),
    )
    repository.insert_reading(uow, reading, sources)
    if reading.drawings:
        enqueue_fetch(uow, reading, 1)
    else:
        leave_to_person(uow, reading, SCAN_GIVEN)
    return reading.id


def _source(position: int, given: GivenSource) -> PlanSource:
    return PlanSource(new_id(), position, given.url, given.stored.storage_key if given.stored else None, given.kind)


def find_current_revision(uow: UnitOfWork, *, company_id: UUID, order_id: UUID) -> Revision | None:
    """Find the newest revision of an order's plan; None while there is none."""
    return repository.find_revision(uow, company_id, order_id=order_id)


def current_revision(uow: UnitOfWork, *, company_id: UUID, order_id: UUID) -> Revision:
    """Give the newest revision of an order's plan; ModelNotFound while there is none."""
    revision = find_current_revision(uow, company_id=company_id, order_id=order_id)
    if revision is None:
        raise ModelNotFound
    return revision


def get_revision(uow: UnitOfWork, *, company_id: UUID, revision_id: UUID) -> Revision:
    """Give a revision by its id; ModelNotFound when the company has none of that id."""
    return repository.get_revision(uow, company_id, revision_id)


def get_revisions(uow: UnitOfWork, *, company_id: UUID, revision_ids: Collection[UUID]) -> dict[UUID, Revision]:
    """Give revisions by their ids, in one statement; those that the company does not have are left out."""
    found = repository.list_revisions_by_id(uow, company_id, revision_ids) if revision_ids else []
    return {revision.id: revision for revision in found}


def end_readings(uow: UnitOfWork, *, company_id: UUID, order_id: UUID) -> None:
    """Give up every reading of an order that is not finished: nobody wants its plan or hears of it."""
    repository.end_readings(uow, company_id, order_id)


def list_revisions(uow: UnitOfWork, *, company_id: UUID, order_id: UUID, page: PageRequest) -> Page[RevisionNote]:
    """List the revisions of an order's plan, newest first: who made them when, and by which edits."""
    return make_page(page, repository.list_revision_notes(uow, company_id, order_id, page))


def list_fetched_sources(uow: UnitOfWork, *, company_id: UUID, order_id: UUID) -> list[StoredSource]:
    """List the files that an order's plan is made of, as far as they are here, storeys in order."""
    return repository.list_fetched_sources(uow, company_id, order_id)


def list_source_urls_for_operator(uow: UnitOfWork, order_ids: Sequence[UUID]) -> dict[UUID, list[str]]:
    """Give the sources of the newest reading of each order, of any company, storeys in order."""
    newest: dict[UUID, UUID] = {}
    urls: dict[UUID, list[str]] = {}
    for order_id, reading_id, url in repository.list_source_urls_for_operator(uow, order_ids):
        if newest.setdefault(order_id, reading_id) == reading_id:
            urls.setdefault(order_id, []).append(url)
    return urls


def add_revision(
    uow: UnitOfWork,
    *,
    company_id: UUID,
    order_id: UUID,
    expected_number: int,
    plan: Plan,
    findings: Sequence[Finding],
    created_by: str,
    edits: Sequence[dict[str, Any]] | None = None,
) -> Revision:
    """Add a person's revision after the revision ``expected_number`` (0: the first) and tell who listens.

    ``edits`` are the named operations that led to it; without them the plan was replaced as a whole. Raises
    ModelChanged when the order's current revision is another one, also when two do this at the same moment.
    """
    if repository.current_number(uow, company_id, order_id) != expected_number:
        raise ModelChanged
    revision = Revision(
        id=new_id(),
        company_id=company_id,
        order_id=order_id,
        number=expected_number + 1,
        plan=plan,
        findings=tuple(findings),
        origin=RevisionOrigin.REPLACED if edits is None else RevisionOrigin.EDITED,
        edits=edits,
        created_by=created_by,
        created_at=uow.now(),
    )
    repository.insert_revision(uow, revision)
    uow.emit(PlanRevised(company_id, order_id, revision.id, revision.number, needs_person=False, automatic=False))
    return revision
