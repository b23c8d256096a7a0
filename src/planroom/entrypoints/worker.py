"""The worker role: one process that does jobs. ``serve`` and ``worker`` start it by its name and restart it."""

from planroom.bootstrap import build
from planroom.infra.jobs.process import work_until_told
from planroom.infra.logging import configure_logging
from planroom.infra.settings import Settings, read_settings
from planroom.production.child import warm_up


def run_worker(settings: Settings) -> None:
    """Do jobs in this process until SIGTERM or SIGINT."""
    configure_logging(settings)
    planroom = build(settings)
    warm_up()
    work_until_told(planroom.job_context())
    planroom.close()


if __name__ == "__main__":
    run_worker(read_settings())
