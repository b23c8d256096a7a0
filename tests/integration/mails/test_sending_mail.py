"""Mails: written with the change they are about, handed over by a job, and never lost."""

from pathlib import Path
from uuid import UUID

import pytest
from tests.support.customers import Customer
from tests.support.logs import logging_to_memory

from planroom.features.mails import service
from planroom.features.mails.jobs import GIVEN_UP, send
from planroom.features.mails.rules import MailState
from planroom.infra.database.unit_of_work import Database, UnitOfWork
from planroom.infra.jobs.catalogue import JobContext
from planroom.infra.jobs.draining import drain
from planroom.infra.mail.kept import KeptMail
from planroom.infra.mail.port import Handover, Mail, MailRefused, Message
from planroom.infra.outbound.client import CheckedOutbound
from planroom.infra.settings import Settings
from planroom.infra.storage.objects import MemoryStorage
from planroom.kit.ids import new_id

BODY = "Choose your password: https://plans.example.com/account/set-password?token=secret"


class NotDone(Exception):
    """A change that breaks after the mail was written."""


class Server:
    """A mail server that takes, refuses, or cannot be reached."""

    def __init__(self, trouble: Exception | None = None) -> None:
        self.trouble = trouble
        self.taken: list[Message] = []

    def send(self, message: Message) -> Handover:
        if self.trouble is not None:
            raise self.trouble
        self.taken.append(message)
        return Handover.SENT


def context_with(database: Database, folder: Path, mail: Mail) -> JobContext:
    settings = Settings(data=folder)
    return JobContext(database, MemoryStorage(), CheckedOutbound(settings), settings, mail)


def write(uow: UnitOfWork, customer: Customer, to: str = "new@example.com") -> UUID:
    return service.send_mail(
        uow,
        company_id=customer.company_id,
        to=to,
        kind="user.invitation",
        subject="Welcome to\r\nBcc: everybody",
        text=BODY,
    )


def state_of(database: Database, mail_id: UUID) -> tuple[MailState, str | None]:
    with database.read() as uow:
        mail = service.get_mail(uow, mail_id)
    return mail.state, mail.error


def test_without_a_mail_server_a_mail_is_kept_with_its_text(
    database: Database, customer: Customer, tmp_path: Path
) -> None:
    with database.write() as uow:
        mail_id = write(uow, customer)
    drain(context_with(database, tmp_path, KeptMail()))

    with database.read() as uow:
        mail = service.get_mail(uow, mail_id)
        listed = service.list_mails(uow, recipient="NEW@example.com")
        assert service.list_mails(uow, recipient="other@example.com") == []
    assert (mail.state, mail.text, mail.company_id) == (MailState.KEPT, BODY, customer.company_id)
    assert mail.subject == "Welcome to Bcc: everybody"
    assert [note.id for note in listed] == [mail_id]


def test_a_change_that_does_not_happen_writes_no_mail(database: Database, customer: Customer) -> None:
    def write_and_break() -> None:
        with database.write() as uow:
            write(uow, customer)
            raise NotDone

    with pytest.raises(NotDone):
        write_and_break()
    with database.read() as uow:
        assert service.list_mails(uow) == []


def test_a_mail_goes_to_the_server_once_however_often_its_job_runs(
    database: Database, customer: Customer, tmp_path: Path
) -> None:
    server = Server()
    context = context_with(database, tmp_path, server)
    with database.write() as uow:
        mail_id = write(uow, customer)
    send(context, str(mail_id))
    send(context, str(mail_id))
    send(context, str(new_id()))

    assert [(message.id, message.recipient, message.text) for message in server.taken] == [
        (mail_id, "new@example.com", BODY)
    ]
    assert state_of(database, mail_id) == (MailState.SENT, None)


def test_the_text_of_a_mail_that_was_sent_is_forgotten(database: Database, customer: Customer, tmp_path: Path) -> None:
    with database.write() as uow:
        mail_id = write(uow, customer)
    send(context_with(database, tmp_path, Server()), str(mail_id))

    with database.read() as uow:
        mail = service.get_mail(uow, mail_id)
    assert (mail.subject, mail.text, mail.html) == ("Welcome to Bcc: everybody", "(sent; the text is not kept)", None)


def test_a_mail_that_is_refused_says_why_and_is_not_tried_again(
    database: Database, customer: Customer, tmp_path: Path
) -> None:
    with database.write() as uow:
        mail_id = write(uow, customer)
    drain(context_with(database, tmp_path, Server(MailRefused("550 no such mailbox"))), hurry=True)
    assert state_of(database, mail_id) == (MailState.FAILED, "550 no such mailbox")


def test_a_server_that_stays_away_ends_in_a_failed_mail_and_the_log_quotes_no_text(
    database: Database, customer: Customer, tmp_path: Path
) -> None:
    with database.write() as uow:
        mail_id = write(uow, customer)
    context = context_with(database, tmp_path, Server(ConnectionRefusedError("nobody listens")))
    with logging_to_memory(context.settings) as log:
        drained = drain(context, hurry=True, failures_allowed=True)

    assert len(drained.failures) == 5
    assert state_of(database, mail_id) == (MailState.FAILED, GIVEN_UP)
    assert "nobody listens" in log.getvalue()
    assert "token=secret" not in log.getvalue()
