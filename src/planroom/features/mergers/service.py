"""Use cases of mergers: ask, look, accept, decline (contract 3.1)."""

from datetime import timedelta
from uuid import UUID

from planroom.features.audit.rules import Subject
from planroom.features.audit.service import record
from planroom.features.companies.errors import CompanyNotFound
from planroom.features.companies.models import Company
from planroom.features.companies.rules import Permission
from planroom.features.companies.service import close_company, find_successor, get_company, lock_open_companies
from planroom.features.mails.service import send_mail
from planroom.features.mergers import repository
from planroom.features.mergers.errors import (
    MergeRequestClosed,
    MergeRequested,
    MergeRequestNotFound,
    TooManyMergeRequests,
)
from planroom.features.mergers.mail_texts import MailText, accepted_mail, asked_mail, declined_mail
from planroom.features.mergers.models import MergeEntry, MergeRequest
from planroom.features.mergers.rules import LIFETIME, MAX_OPEN_REQUESTS, MergeState, state_now
from planroom.features.users.rules import email_key, is_email
from planroom.features.webhooks.service import drop_waiting
from planroom.infra.database.unit_of_work import UnitOfWork
from planroom.infra.jobs.queue import enqueue
from planroom.kit.actor import Actor
from planroom.kit.errors import FieldFault, InvalidInput, RoleNotAllowed
from planroom.kit.ids import new_id, parse_id
from planroom.kit.paging import Page, PageRequest, make_page

SWEEP_JOB = "mergers.sweep"
SWEEP_AFTER = (timedelta(seconds=5), timedelta(minutes=2), timedelta(hours=2))
"""When a closed company is looked through again: requests and jobs that were under way may still write into it."""


def request_merge(uow: UnitOfWork, actor: Actor, *, email: str, message: str, public_url: str) -> MergeRequest:
    """Ask the company of a Manager to become part of the actor's; mails its Managers.

    What the actor sees is the same whether or not the address is a Manager's. Raises MergeRequested while a request
    to the address is open, TooManyMergeRequests, InvalidInput for a text that is no address.
    """
    actor.require(Permission.MERGE_COMPANIES)
    email = email.strip()
    if not is_email(email):
        raise InvalidInput([FieldFault(("email",), "value is not a valid email address", "value_error.email")])
    asking, *_ = lock_open_companies(uow, actor.company)
    open_emails = repository.list_open_emails(uow, actor.company, uow.now())
    if email_key(email) in map(email_key, open_emails):
        raise MergeRequested
    if len(open_emails) >= MAX_OPEN_REQUESTS:
        raise TooManyMergeRequests
    asked_company_id = repository.find_company_of_manager_for_operator(uow, email)
    if asked_company_id == actor.company:
        raise InvalidInput(
            [FieldFault(("email",), "this is an address of your own company", "value_error.own_company")]
        )
    request = MergeRequest(
        id=new_id(),
        company_id=actor.company,
        asked_by=actor.name,
        email=email,
        message=message.strip(),
        asked_company_id=asked_company_id,
        state=MergeState.OPEN,
        created_at=uow.now(),
        expires_at=uow.now() + LIFETIME,
        finished_at=None,
    )
    repository.insert_request(uow, request)
    record(uow, actor, "merge_request.sent", Subject.MERGE_REQUEST, request.id, details={"email": email})
    if asked_company_id is not None:
        _mail_managers(uow, asked_company_id, "merge_request.sent", asked_mail(asking.name, request, public_url))
    return request


def list_merge_requests(uow: UnitOfWork, actor: Actor, page: PageRequest) -> Page[MergeEntry]:
    """List what the actor's company asked and was asked, newest first."""
    actor.require(Permission.MERGE_COMPANIES)
    return make_page(page, repository.list_requests(uow, actor.company, page))


def accept_merge(uow: UnitOfWork, actor: Actor, request_id: UUID) -> None:
    """Move everything of the actor's company into the asking one and close it, in this one transaction.

    Raises MergeRequestNotFound, MergeRequestClosed, RoleNotAllowed for the company that asked.
    """
    request = _lock_received(uow, actor, request_id)
    closing_id, into = actor.company, request.company_id
    by_id = {company.id: company for company in lock_open_companies(uow, closing_id, into)}
    if set(by_id) != {closing_id, into}:
        raise MergeRequestClosed
    repository.finish_request(uow, request, MergeState.ACCEPTED)
    stop_working(uow, closing_id)
    close_company(uow, company_id=closing_id, into=into)
    # Before the closed company's own Managers are among them.
    _mail_managers(uow, into, "merge_request.accepted", accepted_mail(by_id[closing_id].name))
    _move(uow, by_id[closing_id], into)
    details = {"company_id": str(closing_id), "company_name": by_id[closing_id].name}
    record(uow, actor, "merge_request.accepted", Subject.MERGE_REQUEST, request.id, company_id=into, details=details)
    for number, after in enumerate(SWEEP_AFTER):
        key = f"{closing_id}:{number}"
        enqueue(uow, SWEEP_JOB, str(closing_id), key=key, delay_seconds=after.total_seconds())


def decline_merge(uow: UnitOfWork, actor: Actor, request_id: UUID) -> None:
    """Say no to a request; raises as ``accept_merge``."""
    request = _lock_received(uow, actor, request_id)
    repository.finish_request(uow, request, MergeState.DECLINED)
    record(uow, actor, "merge_request.declined", Subject.MERGE_REQUEST, request.id)
    _mail_managers(uow, request.company_id, "merge_request.declined", declined_mail(request))


def stop_working(uow: UnitOfWork, company_id: UUID) -> None:
    """End what a company that closes has running: its keys, its merge requests, the calls that it waits for."""
    repository.end_open_requests(uow, company_id)
    repository.end_all_keys(uow, company_id)
    drop_waiting(uow, company_id=company_id)


def move_stragglers(uow: UnitOfWork, closed_id: UUID) -> int:
    """Move what was written into a closed company by requests and jobs that were under way when it closed."""
    try:
        closed = get_company(uow, closed_id)
    except CompanyNotFound:
        return 0  # erased meanwhile, with all that it had
    into = find_successor(uow, closed_id)
    return _move(uow, closed, into) if into is not None else 0


def read_merge_request_id(text: str) -> UUID:
    """Read a merge request's id; MergeRequestNotFound for a text that is none."""
    request_id = parse_id(text)
    if request_id is None:
        raise MergeRequestNotFound
    return request_id


def _lock_received(uow: UnitOfWork, actor: Actor, request_id: UUID) -> MergeRequest:
    actor.require(Permission.MERGE_COMPANIES)
    request = repository.lock_request(uow, actor.company, request_id)
    if request.asked_company_id != actor.company:
        message = "Only the company that was asked can answer a merge request."
        raise RoleNotAllowed(message)
    if state_now(request.state, request.expires_at, uow.now()) is not MergeState.OPEN:
        raise MergeRequestClosed
    return request


def _move(uow: UnitOfWork, closed: Company, into: UUID) -> int:
    repository.rename_clashing_offices(uow, closed.id, into=into, company_name=closed.name)
    return repository.move_rows(uow, closed.id, into=into)


def _mail_managers(uow: UnitOfWork, company_id: UUID, kind: str, mail: MailText) -> None:
    for email in repository.list_manager_emails(uow, company_id):
        send_mail(uow, company_id=company_id, to=email, kind=kind, subject=mail.subject, text=mail.text)
