"""Facts about change requests that later features hear of, in the transaction in which they come true."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from planroom.features.change_requests.rules import ChangeRequestStatus


@dataclass(frozen=True, slots=True)
class ChangeRequestOpened:
    """A customer asks for a correction: a person must look, by ``due_at``."""

    company_id: UUID
    order_id: UUID
    change_request_id: UUID
    text: str
    due_at: datetime


@dataclass(frozen=True, slots=True)
class ChangeRequestClosed:
    """A change request is answered: the order shows the files, or it was declined."""

    company_id: UUID
    order_id: UUID
    change_request_id: UUID
    status: ChangeRequestStatus
