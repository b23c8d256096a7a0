"""How the command line says no: the reason on standard error, exit status 1, never a traceback.

With ``--json`` the refusal is also the one object on standard output: ``{"code": …, "message": …}``.
"""

import traceback

import click

from planroom.entrypoints.cli.output import answer
from planroom.kit.errors import AppError, ErrorKind

REFUSED = 1
INTERRUPTED = 130


class Refused(AppError):
    """A command cannot be carried out here and now."""

    code = "refused"
    kind = ErrorKind.CONFLICT
    message = "This cannot be done."


def report(error: Exception, *, as_json: bool) -> None:
    """Print the reason why a command ends with status 1."""
    code, text = _describe(error)
    click.echo(f"Error: {text}", err=True)
    if as_json:
        answer({"code": code, "message": text})


def _describe(error: Exception) -> tuple[str, str]:
    if isinstance(error, AppError):
        return error.code, error.text
    if isinstance(refusal := getattr(error, "orig", None), Exception):
        # SQLAlchemy wraps what the driver said, and adds the statement, which nobody here asked for.
        return "database_error", f"the database says: {refusal}".strip()
    if isinstance(error, OSError) and error.strerror:
        return "os_error", f"{error.strerror}: {error.filename}" if error.filename else error.strerror
    place = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{place.filename}:{place.lineno}"
    return "unexpected", f"unexpected {type(error).__name__}: {error} (at {where}). This is a fault of Planroom."
