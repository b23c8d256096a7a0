"""``planroom key list``."""

from datetime import datetime
from uuid import UUID

import click

from planroom.entrypoints.cli.application import built_application
from planroom.entrypoints.cli.key.company import company_option
from planroom.entrypoints.cli.output import answer, as_json_option, show_table


@click.command("list")
@company_option
@as_json_option
def command(company_id: UUID, *, as_json: bool) -> None:
    """List the API keys of a company, newest first and at most 100, revoked ones too."""
    from planroom.features.companies.service import get_company
    from planroom.features.users.service.authenticating import command_line_actor
    from planroom.features.users.service.keys import list_api_keys
    from planroom.kit.paging import MAX_LIMIT, PageRequest

    with built_application() as planroom, planroom.database.read() as uow:
        company = get_company(uow, company_id)
        page = list_api_keys(uow, command_line_actor(company.id), PageRequest(limit=MAX_LIMIT))
    if as_json:
        shown = ("name", "prefix", "scope", "created_at", "expires_at", "last_used_at", "revoked_at")
        keys = [{"key_id": key.id, **{field: getattr(key, field) for field in shown}} for key in page.items]
        answer({"keys": keys, "has_more": page.has_more})
        return
    rows = [
        (
            key.id,
            key.name,
            f"{key.prefix}…",
            key.scope,
            _shown(key.created_at),
            _shown(key.expires_at),
            _shown(key.last_used_at),
            _shown(key.revoked_at),
        )
        for key in page.items
    ]
    show_table(
        ("key id", "name", "begins", "scope", "made (UTC)", "ends (UTC)", "last used (UTC)", "revoked (UTC)"), rows
    )


def _shown(time: datetime | None) -> str:
    return f"{time:%Y-%m-%d %H:%M}" if time else ""
