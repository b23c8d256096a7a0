"""The only place where a name meets its implementation: what every role of the program is built from.

Who hears which event is listed here as well, in :func:`listeners`: the one page that shows how news travels upwards.
"""

from dataclasses import dataclass
from functools import partial

from planroom.features.change_requests import listeners as change_requests
from planroom.features.change_requests.events import ChangeRequestClosed, ChangeRequestOpened
from planroom.features.deliverables import listeners as deliverables
from planroom.features.deliverables.events import DeliverableFailed, DeliverableRendered
from planroom.features.invitations import listeners as invitations
from planroom.features.orders import listeners as orders
from planroom.features.orders.events import DraftSubmitted, OrderCancelled, OrderDelivered, OrderSourceReplaced
from planroom.features.plans.events import PlanLeftToPerson, PlanReadingFailed, PlanRevised
from planroom.features.statements import listeners as statements
from planroom.features.users.key_uses import KeyUses
from planroom.features.users.service.authenticating import authenticate
from planroom.features.workbench import listeners as workbench
from planroom.infra.database.engine import Engines, open_engines
from planroom.infra.database.unit_of_work import Database, Listeners
from planroom.infra.discovery import import_modules
from planroom.infra.http.credentials import Authenticator
from planroom.infra.jobs.catalogue import Job, all_jobs
from planroom.infra.jobs.context import JobContext
from planroom.infra.jobs.engine import DbosJobQueue
from planroom.infra.mail.kept import KeptMail
from planroom.infra.mail.port import Mail
from planroom.infra.outbound.client import CheckedOutbound
from planroom.infra.outbound.port import Outbound
from planroom.infra.settings import Settings
from planroom.infra.storage.objects import open_storage
from planroom.infra.storage.port import Storage
from planroom.kit.clock import Clock, SystemClock


@dataclass(frozen=True, slots=True, kw_only=True)
class Planroom:
    """The built application. Connections are made when they are first used."""

    settings: Settings
    clock: Clock
    engines: Engines
    database: Database
    storage: Storage
    outbound: Outbound
    mail: Mail
    jobs: tuple[Job, ...]
    authenticate: Authenticator
    key_uses: KeyUses

    def job_context(self) -> JobContext:
        """Give what jobs get."""
        return JobContext(self.database, self.storage, self.outbound, self.settings, self.mail)

    def close(self) -> None:
        """Close the database connections."""
        self.engines.dispose()


def build(settings: Settings, clock: Clock | None = None) -> Planroom:
    """Build the application for ``settings``; a test gives a ``clock`` of its own."""
    clock = clock or SystemClock()
    # First the jobs: whoever queues one must know its name.
    jobs = find_jobs()
    engines = open_engines(settings.resolved_database_url)
    key_uses = KeyUses()
    return Planroom(
        settings=settings,
        clock=clock,
        engines=engines,
        database=Database(engines, clock, DbosJobQueue(engines), listeners()),
        storage=open_storage(settings),
        outbound=CheckedOutbound(settings),
        mail=KeptMail(),
        jobs=jobs,
        authenticate=partial(authenticate, note_use=key_uses.note),
        key_uses=key_uses,
    )


def listeners() -> Listeners:
    """List who hears which event, in the order in which they hear it, all in the event's own transaction.

    Lower features stand before higher ones: what a higher one does may build on what a lower one has just done.
    """
    return {
        PlanRevised: (deliverables.on_plan_revised, workbench.on_plan_revised),
        PlanLeftToPerson: (orders.on_plan_left_to_person, workbench.on_plan_left_to_person),
        PlanReadingFailed: (orders.on_plan_reading_failed, workbench.on_plan_reading_failed),
        DeliverableRendered: (orders.on_deliverable_rendered, change_requests.on_deliverable_rendered),
        DeliverableFailed: (
            orders.on_deliverable_failed,
            change_requests.on_deliverable_failed,
            workbench.on_deliverable_failed,
        ),
        DraftSubmitted: (invitations.on_draft_submitted,),
        OrderDelivered: (statements.on_order_delivered, workbench.on_order_delivered),
        OrderCancelled: (workbench.on_order_cancelled,),
        OrderSourceReplaced: (workbench.on_order_source_replaced,),
        ChangeRequestOpened: (workbench.on_change_request_opened,),
        ChangeRequestClosed: (statements.on_change_request_closed, workbench.on_change_request_closed),
    }


def find_jobs() -> tuple[Job, ...]:
    """Import the jobs of all features and list them; NothingFound when there are none."""
    import_modules("planroom.features", "jobs")
    return all_jobs()
