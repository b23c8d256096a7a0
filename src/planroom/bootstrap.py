"""The only place where a name meets its implementation: what every role of the program is built from.

Who hears which event is listed here as well, in :func:`listeners`: the one page that shows how news travels upwards.
"""

from dataclasses import dataclass

from planroom.features.change_requests import listeners as change_requests
from planroom.features.deliverables import listeners as deliverables
from planroom.features.deliverables.events import DeliverableFailed, DeliverableRendered
from planroom.features.orders import listeners as orders
from planroom.features.plans.events import PlanReadingFailed, PlanRevised
from planroom.features.users.service import authenticate
from planroom.infra.database.engine import Engines, open_engines
from planroom.infra.database.unit_of_work import Database, Listeners
from planroom.infra.discovery import import_modules
from planroom.infra.http.credentials import Authenticator
from planroom.infra.jobs.catalogue import Job, all_jobs
from planroom.infra.jobs.engine import DbosJobQueue
from planroom.infra.settings import Settings
from planroom.kit.clock import Clock, SystemClock


@dataclass(frozen=True, slots=True, kw_only=True)
class Planroom:
    """The built application. Nothing is opened yet: connections are made when they are first used."""

    settings: Settings
    clock: Clock
    engines: Engines
    database: Database
    jobs: tuple[Job, ...]
    authenticate: Authenticator

    def close(self) -> None:
        """Close what the parts hold open."""
        self.engines.dispose()


def build(settings: Settings, clock: Clock | None = None) -> Planroom:
    """Build the application for ``settings``; tests give a ``clock`` of their own."""
    clock = clock or SystemClock()
    engines = open_engines(settings.resolved_database_url)
    return Planroom(
        settings=settings,
        clock=clock,
        engines=engines,
        database=Database(engines, clock, DbosJobQueue(engines), listeners()),
        jobs=find_jobs(),
        authenticate=authenticate,
    )


def listeners() -> Listeners:
    """List who hears which event, in the order in which they hear it, in the transaction of the event."""
    return {
        PlanRevised: [deliverables.on_plan_revised],
        PlanReadingFailed: [orders.on_plan_reading_failed],
        # The order shows the files first: a change request closes with what the order shows.
        DeliverableRendered: [orders.on_deliverable_rendered, change_requests.on_deliverable_rendered],
        DeliverableFailed: [orders.on_deliverable_failed, change_requests.on_deliverable_failed],
    }


def find_jobs() -> tuple[Job, ...]:
    """Import the jobs of all features; every process that queues work must know their names."""
    import_modules("planroom.features", "jobs")
    return all_jobs()
