"""``planroom mail show``."""

from uuid import UUID

import click

from planroom.entrypoints.cli.application import built_application
from planroom.entrypoints.cli.output import answer, as_json_option, show_values


@click.command("show")
@click.argument("mail_id", type=click.UUID)
@as_json_option
def command(mail_id: UUID, *, as_json: bool) -> None:
    """Print one mail with its text. A link in it works for whoever has it.

    With --json: mail_id, recipient, kind, subject, state, text, html and more.
    """
    from planroom.features.mails.service import get_mail

    with built_application() as planroom, planroom.database.read() as uow:
        mail = get_mail(uow, mail_id)
    if as_json:
        answer({"mail_id": mail.id, **{name: value for name, value in mail._asdict().items() if name != "id"}})
        return
    shown = {"to": mail.recipient, "subject": mail.subject, "state": mail.state}
    show_values({**shown, "error": mail.error} if mail.error else shown)
    click.echo(f"\n{mail.text}")
