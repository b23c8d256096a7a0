"""What clients read, in every language that is spoken here."""

from dataclasses import fields
from datetime import UTC, datetime
from string import Formatter

import pytest

from planroom.features.invitations.mail_texts import About, invitation_mail, reminder_mail
from planroom.features.invitations.wording import WORDS, Words, language_of, words_in, written_day

ABOUT = About("Homes & Co", "1 Main Street <b>", "Ada", "1 May 2026", "https://plans.example.com/scan/abc?x=1&y=2")
every_language = pytest.mark.parametrize("language", sorted(WORDS))


def _places(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


@every_language
def test_every_sentence_speaks_of_the_same_things_in_every_language(language: str) -> None:
    told = {field.name: _places(getattr(WORDS[language], field.name)) for field in fields(Words)}
    assert told == {field.name: _places(getattr(WORDS["en"], field.name)) for field in fields(Words)}


@every_language
def test_mails_say_who_asks_for_what_and_hold_the_link(language: str) -> None:
    mails = [make(WORDS[language], ABOUT) for make in (invitation_mail, reminder_mail)]
    for mail in mails:
        assert "1 Main Street <b>" in mail.subject
        assert all(part in mail.text for part in (ABOUT.company, ABOUT.until, ABOUT.link, "Ada"))
        assert "Homes &amp; Co" in mail.html
        assert "<b>" not in mail.html
        assert 'href="https://plans.example.com/scan/abc?x=1&amp;y=2"' in mail.html
    assert mails[0].subject != mails[1].subject


@pytest.mark.parametrize(
    ("wanted", "spoken"), [("de", "de"), ("de-AT", "de"), ("DE_ch", "de"), ("en-GB", "en"), ("tlh", "en"), ("", "en")]
)
def test_who_speaks_no_language_of_ours_reads_english(wanted: str, spoken: str) -> None:
    assert language_of(wanted) == spoken
    assert words_in(wanted) is WORDS[spoken]


@every_language
def test_every_month_has_a_name(language: str) -> None:
    days = {written_day(WORDS[language], datetime(2026, month, 9, tzinfo=UTC)) for month in range(1, 13)}
    assert len(days) == 12
    assert all("2026" in day for day in days)
