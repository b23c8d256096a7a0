"""``planroom worker``."""

from dataclasses import replace

import click

from planroom.entrypoints.cli.application import prepare_schema
from planroom.entrypoints.cli.output import say


@click.command("worker")
def command() -> int:
    """Start the worker processes alone, PLANROOM_WORKERS of them, until SIGINT or SIGTERM."""
    from planroom.entrypoints.cli.serve.programs import worker_programs
    from planroom.entrypoints.cli.serve.supervisor import Supervisor
    from planroom.infra.logging import configure_logging
    from planroom.infra.settings import environment_for, read_settings

    settings = read_settings()
    settings = replace(settings, workers=max(settings.workers, 1))
    configure_logging(settings)
    prepare_schema(settings)
    say(f"Starting {settings.workers} worker{'s' if settings.workers > 1 else ''} …")
    status = Supervisor(worker_programs(settings), environment_for(settings)).run()
    say("The workers have stopped.")
    return status
