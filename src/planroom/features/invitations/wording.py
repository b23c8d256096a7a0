"""What clients read, in their language: the mails that carry the link, and the page behind it.

A language is one more file in ``languages/``; whoever speaks none of them reads English. Places in braces are filled:
``{company}`` who asks, ``{address}`` where, ``{until}`` the last day, ``{name}`` the client's name behind a blank.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from types import MappingProxyType

import msgspec

DEFAULT_LANGUAGE = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Every sentence in one language."""

    months: str
    date: str
    mail_subject: str
    mail_greeting: str
    mail_opening: str
    mail_button: str
    mail_closing: str
    reminder_subject: str
    reminder_opening: str
    asks: str
    explanation: str
    drawing: str
    drawing_hint: str
    scan: str
    scan_hint: str
    or_both: str
    send: str
    sending_note: str
    until: str
    thanks: str
    thanks_more: str
    ended: str
    ended_more: str
    unknown: str
    unknown_more: str
    nothing_chosen: str
    no_drawing: str
    too_large: str
    broken: str
    too_often: str


def _read_languages() -> Mapping[str, Words]:
    found = [entry for entry in files(__package__).joinpath("languages").iterdir() if entry.name.endswith(".json")]
    decoder = msgspec.json.Decoder(Words)
    return MappingProxyType({entry.name.removesuffix(".json"): decoder.decode(entry.read_bytes()) for entry in found})


WORDS = _read_languages()
"""The sentences by language."""


def language_of(wanted: str) -> str:
    """Give the language in which a client is spoken to: ``de`` for ``de-AT``, English for what is not spoken here."""
    spoken = wanted.strip().lower().replace("_", "-").partition("-")[0]
    return spoken if spoken in WORDS else DEFAULT_LANGUAGE


def written_day(words: Words, moment: datetime) -> str:
    """Write the day of a moment, in UTC."""
    return words.date.format(day=moment.day, month=words.months.split()[moment.month - 1], year=moment.year)


def words_in(wanted: str) -> Words:
    """Give the sentences in the language of a client."""
    return WORDS[language_of(wanted)]
