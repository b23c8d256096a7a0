"""``planroom serve``."""

from dataclasses import replace
from pathlib import Path

import click

from planroom.entrypoints.cli.application import prepare_schema
from planroom.entrypoints.cli.output import say


@click.command("serve")
@click.option("--host", help="Address to listen on.  [PLANROOM_HOST, 127.0.0.1]")
@click.option(
    "--port", type=click.IntRange(0, 65535), help="Port to listen on; 0: any free one.  [PLANROOM_PORT, 8000]"
)
@click.option("--data", type=click.Path(file_okay=False, path_type=Path), help="Data folder.  [PLANROOM_DATA, data]")
@click.option("--database-url", help="PostgreSQL instead of the embedded SQLite.  [PLANROOM_DATABASE_URL]")
@click.option("--processes", type=click.IntRange(1, 256), help="API processes.  [PLANROOM_PROCESSES, 1]")
@click.option("--workers", type=click.IntRange(1, 256), help="Worker processes.  [PLANROOM_WORKERS, 1]")
@click.option("--no-worker", is_flag=True, help="Start the API alone.")
def command(
    *,
    host: str | None,
    port: int | None,
    data: Path | None,
    database_url: str | None,
    processes: int | None,
    workers: int | None,
    no_worker: bool,
) -> int:
    """Start the API and the worker, and keep both running until SIGINT or SIGTERM.

    The embedded SQLite database is created and migrated by itself; a PostgreSQL database needs `planroom db upgrade`
    first. What is given here wins over the PLANROOM_ variables.
    """
    from planroom.entrypoints.cli.serve.address import reserved_address
    from planroom.entrypoints.cli.serve.announcement import Announcement
    from planroom.entrypoints.cli.serve.programs import api_program, worker_programs
    from planroom.entrypoints.cli.serve.supervisor import Supervisor
    from planroom.infra.logging import configure_logging
    from planroom.infra.settings import environment_for, read_settings

    settings = read_settings(
        host=host,
        port=port,
        data=data,
        database_url=database_url,
        processes=processes,
        workers=0 if no_worker else workers,
    )
    configure_logging(settings)
    with reserved_address(settings.host, settings.port) as (address, free_port):
        prepare_schema(settings)
        settings = replace(settings, port=free_port)
        programs = [api_program(settings, address, free_port), *worker_programs(settings)]
        url = settings.resolved_public_url
        announcement = Announcement(address, free_port, f"Planroom is ready at {url} · its interface: {url}/docs")
        say(f"Starting {', '.join(program.name for program in programs)} …")
        status = Supervisor(programs, environment_for(settings), announcement).run()
    say("Planroom has stopped.")
    return status
