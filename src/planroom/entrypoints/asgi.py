"""The API as a server starts it: once per process, by the name of this function.

Start it with ``granian --interface asgi --factory planroom.entrypoints.asgi:create``.
"""

from litestar import Litestar
from litestar.concurrency import set_asyncio_executor

from planroom.bootstrap import Planroom, build
from planroom.entrypoints.api.app import create_app, discover_routes
from planroom.entrypoints.console.pages import routes as console_routes
from planroom.features.users.key_uses import WRITE_EVERY_SECONDS
from planroom.infra.database.threads import database_threads
from planroom.infra.http.idempotency.records import SWEEP_EVERY_SECONDS, remove_expired
from planroom.infra.logging import configure_logging
from planroom.infra.periodic import Periodic
from planroom.infra.settings import read_settings


def create() -> Litestar:
    """Build the application of this process from its environment."""
    settings = read_settings()
    configure_logging(settings)
    planroom = build(settings)
    threads = database_threads(planroom.engines)
    set_asyncio_executor(threads)
    app = create_app(planroom, [*discover_routes(), *console_routes])
    uses = Periodic("key-uses", WRITE_EVERY_SECONDS, lambda: planroom.key_uses.write(planroom.database))

    kept = Periodic("kept-replies", SWEEP_EVERY_SECONDS, lambda: _remove_expired(planroom))

    def close() -> None:
        uses.stop()
        kept.stop()
        threads.shutdown()
        planroom.close()

    app.on_startup += [uses.start, kept.start]
    app.on_shutdown.append(close)
    return app


def _remove_expired(planroom: Planroom) -> None:
    with planroom.database.write() as uow:
        remove_expired(uow)
