"""Rows of mails. Companies never reach them: the operator of the installation and the sending job do."""

from uuid import UUID

import sqlalchemy as sa

from planroom.features.mails.errors import MailNotFound
from planroom.features.mails.models import MailDetail, MailNote, mails
from planroom.features.mails.rules import MailState
from planroom.infra.database.unit_of_work import UnitOfWork

FORGOTTEN = "(sent; the text is not kept)"
_NOTE = tuple(mails.c[name] for name in MailNote._fields)
_DETAIL = tuple(mails.c[name] for name in MailDetail._fields)


def insert_mail(uow: UnitOfWork, mail: MailDetail) -> None:
    """Store a mail."""
    uow.connection.execute(sa.insert(mails).values(mail._asdict()))


def find_waiting_for_job(uow: UnitOfWork, mail_id: UUID) -> MailDetail | None:
    """Find a mail unless it is finished."""
    row = uow.connection.execute(
        sa.select(*_DETAIL).where(mails.c.id == mail_id, mails.c.state == MailState.WAITING)
    ).one_or_none()
    return MailDetail(*row) if row is not None else None


def finish_for_job(uow: UnitOfWork, mail_id: UUID, state: MailState, error: str | None) -> None:
    """Note what became of a mail; one that is finished stays as it is. The body of one that was sent is forgotten."""
    # It may hold a link that is a secret, and its reader has it now.
    body: dict[str, str | None] = {"text": FORGOTTEN, "html": None} if state is MailState.SENT else {}
    uow.connection.execute(
        sa.update(mails)
        .where(mails.c.id == mail_id, mails.c.state == MailState.WAITING)
        .values(state=state, error=error, finished_at=uow.now(), **body)
    )


def list_mails_for_operator(uow: UnitOfWork, recipient: str | None, limit: int) -> list[MailNote]:
    """List the newest mails of all companies, newest first; with ``recipient`` those to this address, in any case."""
    query = sa.select(*_NOTE).order_by(mails.c.id.desc()).limit(limit)
    if recipient is not None:
        query = query.where(sa.func.lower(mails.c.recipient) == recipient.lower())
    return [MailNote(*row) for row in uow.connection.execute(query)]


def get_mail_for_operator(uow: UnitOfWork, mail_id: UUID) -> MailDetail:
    """Give a mail with its body; MailNotFound when there is none."""
    row = uow.connection.execute(sa.select(*_DETAIL).where(mails.c.id == mail_id)).one_or_none()
    if row is None:
        raise MailNotFound
    return MailDetail(*row)
