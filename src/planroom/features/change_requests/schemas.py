"""Change requests on the wire (contract 2.4 and 3.5)."""

from typing import Annotated, Any

import msgspec

from planroom.features.change_requests.models import ChangeRequest, NewChangeRequest
from planroom.features.change_requests.rules import (
    MAX_PICTURE_URL_LENGTH,
    MAX_PICTURES,
    MAX_TEXT_LENGTH,
    ChangeRequestStatus,
)
from planroom.features.deliverables.rules import ProductRange
from planroom.infra.http.constraints import NOT_BLANK

SENT = "change request sent successfully!"
"""The reply that the contract prescribes to the letter."""


class ChangeRequestCreate(msgspec.Struct, frozen=True, kw_only=True):
    """A correction that you ask for. ``img_urls`` are pictures that explain it; any string is taken."""

    products: Annotated[list[ProductRange], msgspec.Meta(min_length=1, max_length=20)]
    text: Annotated[str, msgspec.Meta(min_length=1, max_length=MAX_TEXT_LENGTH, pattern=NOT_BLANK)]
    img_urls: (
        Annotated[
            list[Annotated[str, msgspec.Meta(max_length=MAX_PICTURE_URL_LENGTH)]],
            msgspec.Meta(max_length=MAX_PICTURES),
        ]
        | None
    ) = None

    def to_new_change_request(self) -> NewChangeRequest:
        """Give the request as the use case takes it."""
        return NewChangeRequest(products=self.products, text=self.text, img_urls=self.img_urls or [])


class ChangeRequestCreated(msgspec.Struct, frozen=True, kw_only=True):
    """The change request was taken."""

    id: str
    message: str = SENT


class ChangeRequestRead(msgspec.Struct, frozen=True, kw_only=True):
    """A change request. From the fourth of an order on, ``billable`` is true.

    ``changes`` says what differs between the model that was delivered before and the one that answers the request:
    ``summary`` in sentences, the rest by element.
    """

    id: str
    order_id: str
    status: ChangeRequestStatus
    products: list[ProductRange]
    text: str
    img_urls: list[str]
    created_at: float
    created_by: str
    due_at: float
    completed_at: float | None
    model_id: str | None
    reply: str | None
    billable: bool
    items: list[Any]
    version: int | None
    changes: dict[str, Any] | None


def change_request_read(change_request: ChangeRequest) -> ChangeRequestRead:
    """Show a change request; an answer shows when it is complete."""
    completed_at = change_request.completed_at
    return ChangeRequestRead(
        id=str(change_request.id),
        order_id=str(change_request.order_id),
        status=change_request.status,
        products=change_request.products,
        text=change_request.text,
        img_urls=change_request.img_urls,
        created_at=change_request.created_at.timestamp(),
        created_by=change_request.created_by,
        due_at=change_request.due_at.timestamp(),
        completed_at=completed_at.timestamp() if completed_at else None,
        model_id=str(change_request.model_id) if change_request.model_id else None,
        reply=change_request.reply if completed_at else None,
        billable=change_request.billable,
        items=[],
        version=change_request.version,
        changes=change_request.changes if completed_at else None,
    )
