"""Facts about deliveries that later features hear of, in the transaction in which they come true."""

from dataclasses import dataclass
from uuid import UUID

from planroom.features.deliverables.rules import Assets, ProductRange


@dataclass(frozen=True, slots=True)
class DeliverableRendered:
    """The files of a delivery are stored and served.

    For one order and range these facts come in order of ``version`` (1, 2, …; a failed one leaves a gap), each once.
    ``total_scanned_area_m2`` is the whole drawn area with porches and outer walls; ``assets`` holds paths on this
    server by key of ``delivery_assets`` (see rules.Assets).
    """

    company_id: UUID
    order_id: UUID
    delivery_id: UUID
    revision_id: UUID
    version: int
    product_range: ProductRange
    total_scanned_area_m2: float
    assets: Assets


@dataclass(frozen=True, slots=True)
class DeliverableFailed:
    """A delivery could not be drawn. ``message`` is fit to be shown to the customer; production must look."""

    company_id: UUID
    order_id: UUID
    delivery_id: UUID
    revision_id: UUID
    version: int
    product_range: ProductRange
    code: str
    message: str
