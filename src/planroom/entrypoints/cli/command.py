"""The root of the command line and its table of commands."""

import sys

import click

from planroom.entrypoints.cli.groups import LazyGroup
from planroom.entrypoints.cli.refusals import INTERRUPTED, REFUSED, report

_HERE = "planroom.entrypoints.cli"

company = LazyGroup(
    "company", targets={"create": f"{_HERE}.company.create:command"}, help="The customers of this installation."
)
key = LazyGroup(
    "key",
    targets={verb: f"{_HERE}.key.{verb}:command" for verb in ("create", "list", "rotate", "revoke")},
    help="The API keys of a company.",
)
operator = LazyGroup(
    "operator", targets={"create": f"{_HERE}.operator.create:command"}, help="The people of the production desk."
)
mail = LazyGroup(
    "mail",
    targets={verb: f"{_HERE}.mail.{verb}:command" for verb in ("list", "show")},
    help="The mails that this installation wrote.",
)
prices = LazyGroup(
    "prices", targets={verb: f"{_HERE}.prices.{verb}:command" for verb in ("show", "set")}, help="What things cost."
)
statement = LazyGroup(
    "statement", targets={"show": f"{_HERE}.statement.show:command"}, help="What companies owe, month by month."
)
db = LazyGroup(
    "db", targets={verb: f"{_HERE}.db.{verb}:command" for verb in ("upgrade", "check")}, help="The database schema."
)
settings = LazyGroup(
    "settings", targets={"show": f"{_HERE}.settings.show:command"}, help="What this installation is set to."
)
plan = LazyGroup(
    "plan",
    targets={verb: f"{_HERE}.plan.{verb}:command" for verb in ("draft", "read", "check", "draw", "areas", "diff")},
    help="Floor plans without a server: draft, check, draw, measure, compare.",
)
root = LazyGroup(
    "planroom",
    targets={
        "serve": f"{_HERE}.serve.serve:command",
        "worker": f"{_HERE}.serve.worker:command",
        **{
            name: f"{_HERE}.command:{name}"
            for name in ("company", "key", "operator", "mail", "prices", "statement", "db", "settings")
        },
        "doctor": f"{_HERE}.doctor.command:command",
        "demo": f"{_HERE}.demo.command:command",
        "plan": f"{_HERE}.command:plan",
    },
    help="Planroom takes floor-plan orders, drafts, draws and delivers them.\n\n"
    "Exit status: 0 done, 1 refused with the reason on standard error, 2 wrong usage.",
)

click.version_option(package_name="planroom", message="planroom %(version)s")(root)


def run(arguments: list[str] | None = None) -> None:
    """Run one command and end the process with its exit status; nobody is shown a traceback."""
    words = sys.argv[1:] if arguments is None else arguments
    try:
        status = root.main(words, prog_name="planroom", standalone_mode=False)
    except click.ClickException as wrong_usage:
        wrong_usage.show(sys.stderr)
        status = wrong_usage.exit_code
    except click.Abort:
        status = INTERRUPTED
    except BrokenPipeError:
        # The reader of our output is gone (`planroom … | head`): nothing is left to say, and nobody to say it to.
        sys.stdout = None
        status = REFUSED
    except Exception as error:  # noqa: BLE001 — the last place that can turn an error into a sentence
        report(error, as_json="--json" in words)
        status = REFUSED
    sys.exit(status if isinstance(status, int) else 0)
