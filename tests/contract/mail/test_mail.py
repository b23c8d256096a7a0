"""What every way of handing mail over promises."""

from collections.abc import Callable
from uuid import UUID

import pytest
from tests.support.logs import logging_to_memory

from planroom.infra.database.unit_of_work import Database
from planroom.infra.mail.kept import KeptMail
from planroom.infra.mail.port import Handover, Mail, Message
from planroom.infra.settings import LogLevel, Settings

MESSAGE = Message(
    id=UUID("01920000-0000-7000-8000-000000000001"),
    recipient="käufer@example.com",
    subject="Grundriss für Straße 1",
    text="Your link: https://plans.example.com/secret-link\n\nGrüße",
    html="<p>Your link</p>",
)
KINDS: dict[str, Callable[[], Mail]] = {"kept": KeptMail}


@pytest.fixture(params=KINDS)
def mail(request: pytest.FixtureRequest) -> Mail:
    """A way to hand mail over, once of each kind."""
    return KINDS[request.param]()


def test_a_message_is_taken_and_may_be_handed_over_again(mail: Mail) -> None:
    first, second = mail.send(MESSAGE), mail.send(MESSAGE)
    assert first is second
    assert first in Handover


def test_no_mail_is_handed_over_while_a_unit_of_work_is_open(mail: Mail, database: Database) -> None:
    with database.read(), pytest.raises(RuntimeError, match="inside an open unit of work"):
        mail.send(MESSAGE)


def test_the_log_shows_no_word_of_a_body(mail: Mail) -> None:
    with logging_to_memory(Settings(log_level=LogLevel.DEBUG)) as log:
        mail.send(MESSAGE)
    assert "secret-link" not in log.getvalue()


def test_without_a_mail_server_a_message_is_kept() -> None:
    assert KeptMail().send(MESSAGE) is Handover.KEPT
