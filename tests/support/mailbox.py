"""What people find in their mail."""

import re

from planroom.features.mails.models import MailDetail
from planroom.features.mails.service import get_mail, list_mails
from planroom.infra.database.unit_of_work import Database


def mails_to(database: Database, address: str) -> list[MailDetail]:
    """Every mail to an address, newest first."""
    with database.read() as uow:
        return [get_mail(uow, note.id) for note in list_mails(uow, recipient=address)]


def link_in(mail: MailDetail) -> str:
    """The one link in a mail's text."""
    (link,) = re.findall(r"https?://\S+", mail.text)
    return str(link)
