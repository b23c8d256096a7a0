"""Facts about plans that later features hear of, in the transaction in which they come true."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class PlanRevised:
    """An order's plan has a new current revision.

    ``automatic``: drafted by the service, not made by a person. ``needs_person``: the draft is not fit to be delivered
    by itself, because it has no rooms or a finding graver than the installation allows; never true for a person's work.
    """

    company_id: UUID
    order_id: UUID
    revision_id: UUID
    number: int
    needs_person: bool
    automatic: bool


@dataclass(frozen=True, slots=True)
class PlanLeftToPerson:
    """What was handed in for an order is not read here: a person makes the plan. ``message`` tells the customer so."""

    company_id: UUID
    order_id: UUID
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class PlanReadingFailed:
    """The sources of an order could not be read. ``message`` tells the customer what happened and what to do."""

    company_id: UUID
    order_id: UUID
    code: str
    message: str
