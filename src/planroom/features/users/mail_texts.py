"""What the mails to people say."""

from html import escape
from typing import NamedTuple

from planroom.features.users.rules import LIFETIME_OF_LINK, LinkKind


class MailText(NamedTuple):
    """A mail's words, as plain text and as HTML."""

    subject: str
    text: str
    html: str


def invitation_mail(company_name: str, link: str) -> MailText:
    """Invite a person to work with a company."""
    days = LIFETIME_OF_LINK[LinkKind.INVITATION].days
    return _mail(
        f"{company_name} invites you to order floor plans",
        f"{company_name} has made an account for you, to order floor plans and to follow them.",
        "Choose a password",
        link,
        f"The link works once and for {days} days. If you do not know {company_name}, ignore this mail.",
    )


def reset_mail(link: str) -> MailText:
    """Help a person who has lost a password."""
    hours = round(LIFETIME_OF_LINK[LinkKind.RESET].total_seconds() / 3600)
    return _mail(
        "Choose a new password",
        "Somebody, probably you, asked for a new password of your account for floor plans.",
        "Choose a new password",
        link,
        f"The link works once and for {hours} hour. If it was not you, ignore this mail: your password stays as it is.",
    )


def _mail(subject: str, opening: str, action: str, link: str, closing: str) -> MailText:
    text = f"{opening}\n\n{action}:\n{link}\n\n{closing}\n"
    html = (
        f"<p>{escape(opening)}</p>\n"
        f'<p><a href="{escape(link, quote=True)}">{escape(action)}</a></p>\n'
        f"<p>{escape(closing)}</p>\n"
    )
    return MailText(subject, text, html)
