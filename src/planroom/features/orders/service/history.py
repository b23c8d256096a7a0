"""What an order's plan is and was: the model delivered last, and the delivered versions."""

from typing import NamedTuple
from uuid import UUID

from planroom.features.deliverables.models import AssetFile, DeliveredVersion
from planroom.features.deliverables.rules import COMBINED_PDF
from planroom.features.deliverables.service import get_file, list_delivered
from planroom.features.orders.errors import OrderNotDelivered
from planroom.features.orders.models import Order
from planroom.features.orders.service.looking import get_order
from planroom.features.plans.errors import ModelNotFound
from planroom.features.plans.models import Revision
from planroom.features.plans.service import get_revision, get_revisions
from planroom.floorplan.model.plan import Plan
from planroom.infra.database.unit_of_work import UnitOfWork
from planroom.kit.actor import Actor
from planroom.kit.paging import Page, PageRequest


class DeliveredModel(NamedTuple):
    """The model that an order shows the files of."""

    order: Order
    revision: Revision


class CombinedPdf(NamedTuple):
    """The document with every page of an order, and the path at which it is served for good."""

    file: AssetFile
    path: str


class DeliveredVersions(NamedTuple):
    """A page of delivered versions, newest first, and the plans by which each differs from the one before."""

    page: Page[DeliveredVersion]
    plans: dict[UUID, Plan]


def get_delivered_model(uow: UnitOfWork, actor: Actor, order_id: UUID) -> DeliveredModel:
    """Give the model that was delivered last; ModelNotFound before the first delivery."""
    order = get_order(uow, actor, order_id)
    if order.model_id is None:
        raise ModelNotFound
    return DeliveredModel(order, get_revision(uow, company_id=order.company_id, revision_id=order.model_id))


def get_combined_pdf(uow: UnitOfWork, actor: Actor, order_id: UUID) -> CombinedPdf:
    """Give the document with every page of what was delivered last; OrderNotDelivered when nothing was."""
    order = get_order(uow, actor, order_id)
    paths = (order.assets or {}).get(COMBINED_PDF, {}).get("pdf_urls")
    if not paths:
        raise OrderNotDelivered
    _, _, token, file_name = paths[0].split("/")
    return CombinedPdf(get_file(uow, token, file_name), paths[0])


def list_versions(uow: UnitOfWork, actor: Actor, order_id: UUID, page: PageRequest) -> DeliveredVersions:
    """List what was delivered of an order, newest first; comparing the plans is left to the caller, for it takes time.

    Only plans of versions that show another model than the version before are there.
    """
    order = get_order(uow, actor, order_id)
    delivered = list_delivered(uow, company_id=order.company_id, order_id=order.id, page=page)
    changed = [version for version in delivered.items if version.revision_id != version.previous_revision_id]
    wanted = {model for version in changed for model in (version.revision_id, version.previous_revision_id) if model}
    revisions = get_revisions(uow, company_id=order.company_id, revision_ids=wanted)
    return DeliveredVersions(delivered, {model: revision.plan for model, revision in revisions.items()})
