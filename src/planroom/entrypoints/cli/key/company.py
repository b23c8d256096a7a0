"""Whose keys a key command is about."""

from uuid import UUID

import click

company_option = click.option(
    "--company", "company_id", type=click.UUID, required=True, help="Id of the company, as `company create` printed it."
)
key_argument = click.argument("key_id", type=click.UUID)


def shown_key(key_id: UUID, secret: str) -> dict[str, str]:
    """Give what is printed of a new key."""
    return {"key_id": str(key_id), "api_key": secret}
