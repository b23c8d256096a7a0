"""The job that hands a mail over: read it, hand it over with no transaction open, note what became of it."""

from uuid import UUID

import structlog

from planroom.features.mails import service
from planroom.features.mails.rules import MailState
from planroom.infra.database.unit_of_work import UnitOfWork
from planroom.infra.jobs.catalogue import JobContext, job
from planroom.infra.mail.port import MailRefused

log = structlog.get_logger(__name__)

GIVEN_UP = "The mail could not be handed over, again and again; the log of the worker says why."


def tell_given_up(uow: UnitOfWork, _error: Exception, mail_id: str) -> None:
    """Mark a mail that could not be handed over, so that the operator sees it in the list."""
    service.note_finished(uow, UUID(mail_id), MailState.FAILED, GIVEN_UP)


@job(service.SEND_JOB, queue="mails", given_up=tell_given_up)
def send(context: JobContext, mail_id: str) -> None:
    """Hand a mail over unless that is done. A worker that dies in between may send it twice, with the same id."""
    with context.database.read() as uow:
        message = service.find_message_to_send(uow, UUID(mail_id))
    if message is None:
        return
    state, error = MailState.FAILED, None
    try:
        state = MailState(context.mail.send(message))
    except MailRefused as refused:
        error = str(refused)
    with context.database.write() as uow:
        service.note_finished(uow, message.id, state, error)
    log.info("mail.finished", mail_id=mail_id, state=state)
