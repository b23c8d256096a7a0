"""What deliverables do when plans have news; bootstrap lists these functions."""

from planroom.features.deliverables.service import request_delivery
from planroom.features.plans.events import PlanRevised
from planroom.infra.database.unit_of_work import UnitOfWork


def on_plan_revised(uow: UnitOfWork, event: PlanRevised) -> None:
    """Have a clean draft drawn at once; what a person makes is delivered when they say so."""
    if event.automatic and not event.needs_person:
        request_delivery(uow, company_id=event.company_id, order_id=event.order_id, revision_id=event.revision_id)
