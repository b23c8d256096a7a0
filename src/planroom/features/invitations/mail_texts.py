"""The mails that a client gets: the link, and half-way a reminder of it."""

from html import escape
from typing import NamedTuple

from planroom.features.invitations.wording import Words


class MailText(NamedTuple):
    """A mail's words, as plain text and as HTML."""

    subject: str
    text: str
    html: str


class About(NamedTuple):
    """What a mail speaks of; ``until`` is the last day as it is written."""

    company: str
    address: str
    client_name: str | None
    until: str
    link: str


def invitation_mail(words: Words, about: About) -> MailText:
    """Ask a client to hand something in."""
    return _mail(words, about, words.mail_subject, words.mail_opening)


def reminder_mail(words: Words, about: About) -> MailText:
    """Ask once more."""
    return _mail(words, about, words.reminder_subject, words.reminder_opening)


def _mail(words: Words, about: About, subject: str, opening: str) -> MailText:
    named = f" {about.client_name}" if about.client_name else ""

    def filled(sentence: str) -> str:
        return sentence.format(company=about.company, address=about.address, until=about.until, name=named)

    greeting, said, closing = filled(words.mail_greeting), filled(opening), filled(words.mail_closing)
    text = f"{greeting}\n\n{said}\n\n{words.mail_button}:\n{about.link}\n\n{closing}\n"
    html = (
        f"<p>{escape(greeting)}</p>\n<p>{escape(said)}</p>\n"
        f'<p><a href="{escape(about.link, quote=True)}">{escape(words.mail_button)}</a></p>\n'
        f"<p>{escape(closing)}</p>\n"
    )
    return MailText(filled(subject), text, html)
