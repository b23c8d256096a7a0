"""What orders do when plans and deliverables have news; bootstrap lists these functions."""

from planroom.features.deliverables.events import DeliverableFailed, DeliverableRendered
from planroom.features.orders.rules import Move
from planroom.features.orders.service import moving
from planroom.features.plans.events import PlanLeftToPerson, PlanReadingFailed
from planroom.infra.database.unit_of_work import UnitOfWork


def on_plan_reading_failed(uow: UnitOfWork, event: PlanReadingFailed) -> None:
    """Tell the customer that the source could not be read."""
    moving.give_up(
        uow,
        company_id=event.company_id,
        order_id=event.order_id,
        move=Move.FAIL_READING,
        code=event.code,
        message=event.message,
    )


def on_plan_left_to_person(uow: UnitOfWork, event: PlanLeftToPerson) -> None:
    """Tell the customer that a person makes the plan."""
    moving.note_left_to_person(
        uow, company_id=event.company_id, order_id=event.order_id, code=event.code, message=event.message
    )


def on_deliverable_rendered(uow: UnitOfWork, event: DeliverableRendered) -> None:
    """Show the files and move the order to Ready."""
    moving.note_delivered(
        uow,
        company_id=event.company_id,
        order_id=event.order_id,
        delivery_id=event.delivery_id,
        model_id=event.revision_id,
        version=event.version,
        product_range=event.product_range,
    )


def on_deliverable_failed(uow: UnitOfWork, event: DeliverableFailed) -> None:
    """Tell the customer that the files could not be drawn."""
    moving.give_up(
        uow,
        company_id=event.company_id,
        order_id=event.order_id,
        move=Move.FAIL_DRAWING,
        code=event.code,
        message=event.message,
        model_id=event.revision_id,
        product_range=event.product_range,
    )
