"""Use cases of mails: write one, hand it over, look at those that were written."""

from uuid import UUID

from planroom.features.mails import repository
from planroom.features.mails.models import MailDetail, MailNote
from planroom.features.mails.rules import MailState, one_line
from planroom.infra.database.unit_of_work import UnitOfWork
from planroom.infra.jobs.queue import enqueue
from planroom.infra.mail.port import Message
from planroom.kit.ids import new_id

SEND_JOB = "mails.send"


def send_mail(
    uow: UnitOfWork,
    *,
    company_id: UUID | None,
    to: str,
    kind: str,
    subject: str,
    text: str,
    html: str | None = None,
) -> UUID:
    """Write a mail to one address and queue its sending, both in the caller's transaction; gives the mail's id.

    ``kind`` says in lists what sort of mail it is: ``user.invitation``. Without a mail server the mail is kept, and
    `planroom mail show` prints it.
    """
    mail_id = new_id()
    repository.insert_mail(
        uow,
        MailDetail(
            id=mail_id,
            company_id=company_id,
            recipient=to,
            kind=kind,
            subject=one_line(subject),
            state=MailState.WAITING,
            error=None,
            created_at=uow.now(),
            finished_at=None,
            text=text,
            html=html,
        ),
    )
    enqueue(uow, SEND_JOB, str(mail_id), key=str(mail_id))
    return mail_id


def find_message_to_send(uow: UnitOfWork, mail_id: UUID) -> Message | None:
    """Give the message of a mail that waits; None when it is finished or erased."""
    mail = repository.find_waiting_for_job(uow, mail_id)
    return Message(mail.id, mail.recipient, mail.subject, mail.text, mail.html) if mail is not None else None


def note_finished(uow: UnitOfWork, mail_id: UUID, state: MailState, error: str | None = None) -> None:
    """Note what became of a mail; noting it twice changes nothing."""
    repository.finish_for_job(uow, mail_id, state, error)


def list_mails(uow: UnitOfWork, *, recipient: str | None = None, limit: int = 50) -> list[MailNote]:
    """List the newest ``limit`` mails of the installation for its operator, without their bodies."""
    return repository.list_mails_for_operator(uow, recipient, limit)


def get_mail(uow: UnitOfWork, mail_id: UUID) -> MailDetail:
    """Give a mail with its body to the operator of the installation; MailNotFound when there is none."""
    return repository.get_mail_for_operator(uow, mail_id)
