"""What clients send about drafts (contract 3.6)."""

import msgspec

from planroom.features.orders.schemas.requests import EmailText, OrderBody, Source, SourceUrl, as_list
from planroom.features.orders.service.drafting import Material

DELETED = "The draft has been deleted."


class DraftBody(OrderBody, frozen=True, kw_only=True):
    """A draft, whole: also when it is changed, what is not sent is not in it any more."""

    owner_email: EmailText


class DraftSubmit(msgspec.Struct, frozen=True, kw_only=True):
    """What a draft waited for: drawings (``source``, as for an order), a ``scan`` (the URL of an upload), or both."""

    source: Source | None = None
    scan: SourceUrl | None = None

    def to_material(self, uploads_at: str) -> Material:
        """Give it as the use case takes it; ``uploads_at`` is what the URLs of our uploads begin with."""
        return Material(as_list(self.source) if self.source is not None else [], self.scan, uploads_at)


class DraftDeleted(msgspec.Struct, frozen=True, kw_only=True):
    """The draft is gone."""

    message: str = DELETED
