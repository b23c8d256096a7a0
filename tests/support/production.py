"""Production without its jobs: the use cases that they call, with made-up files, so that tests need no drawing."""

from uuid import UUID

from tests.support.sample_plans import bungalow

from planroom.features.deliverables import rendering
from planroom.features.deliverables.rendering import StoredFile
from planroom.features.deliverables.repository import list_waiting
from planroom.features.deliverables.rules import ProductRange
from planroom.features.orders.service.looking import get_for_operator
from planroom.features.orders.service.moving import deliver_for_operator
from planroom.features.plans.events import PlanReadingFailed
from planroom.features.plans.service import add_revision, find_current_revision
from planroom.floorplan.model.plan import Plan
from planroom.infra.database.unit_of_work import Database
from planroom.kit.secrets import hash_key
from planroom.production.artifacts import FileKind

AREA_M2 = 101.234


def _file(kind: FileKind, name: str, *, dimensions: bool) -> StoredFile:
    return StoredFile(kind, dimensions, name, f"image/{kind}", 1, hash_key(name), f"assets/{name}")


_PLAN_KINDS = (FileKind.PNG, FileKind.JPG, FileKind.SVG, FileKind.PDF, FileKind.ZIP)
_FILES = [
    *(_file(kind, f"floor.{kind}", dimensions=dimensions) for kind in _PLAN_KINDS for dimensions in (False, True)),
    _file(FileKind.PROPERTY_DATA, "plan.json", dimensions=False),
    _file(FileKind.COMBINED_PDF, "combined.pdf", dimensions=False),
]


def make_model(database: Database, order_id: UUID, plan: Plan | None = None) -> UUID:
    """Add the next revision of an order's plan, as an operator does, and give its id."""
    with database.write() as uow:
        order = get_for_operator(uow, order_id)
        current = find_current_revision(uow, company_id=order.company_id, order_id=order_id)
        revision = add_revision(
            uow,
            company_id=order.company_id,
            order_id=order_id,
            expected_number=current.number if current else 0,
            plan=plan or bungalow(),
            findings=[],
            created_by="operator@example.com",
        )
        return revision.id


def deliver(database: Database, order_id: UUID) -> UUID:
    """Make a model, have it delivered, and draw it. Gives the model's id."""
    model_id = make_model(database, order_id)
    with database.write() as uow:
        deliver_for_operator(uow, order_id, model_id)
    draw_all(database, order_id)
    return model_id


def draw_all(database: Database, order_id: UUID, area_m2: float = AREA_M2) -> int:
    """Draw every waiting delivery of an order, and say how many there were."""
    drawn = 0
    while True:
        with database.write() as uow:
            waiting = list_waiting(uow, get_for_operator(uow, order_id).company_id, order_id, ProductRange.PRODUCTS_2D)
            if not waiting:
                return drawn
            rendering.note_rendered(uow, waiting[0], _FILES, area_m2)
        drawn += 1


def fail_drawing(database: Database, order_id: UUID) -> None:
    """Let the first waiting delivery of an order fail."""
    with database.write() as uow:
        company_id = get_for_operator(uow, order_id).company_id
        waiting = list_waiting(uow, company_id, order_id, ProductRange.PRODUCTS_2D)
        rendering.note_failed(uow, waiting[0], "drawing_failed", "The plan could not be drawn.")


def fail_reading(database: Database, order_id: UUID, code: str = "source_not_found") -> None:
    """Say that the sources of an order cannot be read."""
    with database.write() as uow:
        company_id = get_for_operator(uow, order_id).company_id
        uow.emit(PlanReadingFailed(company_id, order_id, code, "The source could not be fetched."))
