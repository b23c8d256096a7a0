"""``planroom mail list``."""

import click

from planroom.entrypoints.cli.application import built_application
from planroom.entrypoints.cli.output import answer, as_json_option, show_table


@click.command("list")
@click.option("--to", "recipient", help="Only mails to this address.")
@click.option(
    "--limit", type=click.IntRange(1, 1000), default=50, show_default=True, help="How many, counted from the newest."
)
@as_json_option
def command(recipient: str | None, limit: int, *, as_json: bool) -> None:
    """List the mails of this installation, newest first, without their texts.

    Without a mail server they are kept: hand on what `planroom mail show` prints. With --json: mails.
    """
    from planroom.features.mails.service import list_mails

    with built_application() as planroom, planroom.database.read() as uow:
        mails = list_mails(uow, recipient=recipient, limit=limit)
    if as_json:
        answer({"mails": [{"mail_id": mail.id, **_without_id(mail._asdict())} for mail in mails]})
        return
    rows = [
        (mail.id, f"{mail.created_at:%Y-%m-%d %H:%M}", mail.state, mail.recipient, mail.kind, mail.subject)
        for mail in mails
    ]
    show_table(("mail id", "written (UTC)", "state", "to", "kind", "subject"), rows)


def _without_id(fields: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in fields.items() if name != "id"}
