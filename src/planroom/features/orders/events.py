"""Facts about orders that later features hear of, in the transaction in which they come true."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class OrderDelivered:
    """An order shows the files of a newer delivery: its first, a re-delivery, or the answer to a change request."""

    company_id: UUID
    order_id: UUID
    delivery_id: UUID
    model_id: UUID
    version: int


@dataclass(frozen=True, slots=True)
class DraftSubmitted:
    """A draft has got what it waited for, from its company or from its client, and is in production."""

    company_id: UUID
    order_id: UUID


@dataclass(frozen=True, slots=True)
class OrderCancelled:
    """The company gave up an order that was never delivered; nobody works on it any more."""

    company_id: UUID
    order_id: UUID


@dataclass(frozen=True, slots=True)
class OrderSourceReplaced:
    """The customer handed in another source for one that could not be read; it is being read now."""

    company_id: UUID
    order_id: UUID
