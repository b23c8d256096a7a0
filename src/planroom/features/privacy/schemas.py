"""Exports and erasures on the wire: Planroom's own."""

from typing import Annotated

import msgspec

from planroom.features.privacy.models import Export
from planroom.features.privacy.rules import ExportState
from planroom.features.privacy.service.exporting import FILE_NAME

EXPORTS_PATH = "/exports"
ORDER_ERASED = "The order was erased. Its stored files are being deleted."
PERSON_ERASED = "The person was erased."
COMPANY_ERASED = "Your company is closed, and everything that it has is being erased."


class ExportRead(msgspec.Struct, frozen=True, kw_only=True):
    """An export. ``link`` downloads it without a header until ``expires_at``; both are null until it is ready."""

    id: str
    status: ExportState
    created_at: float
    completed_at: float | None
    link: str | None
    expires_at: float | None
    size: int | None


class CompanyErase(msgspec.Struct, frozen=True, kw_only=True):
    """The end of your company here. ``confirm`` is its name, as `GET /companies/info` tells it."""

    confirm: Annotated[str, msgspec.Meta(min_length=1, max_length=300)]


class Erased(msgspec.Struct, frozen=True, kw_only=True):
    """What was erased."""

    message: str


def export_read(export: Export, public_url: str) -> ExportRead:
    """Show an export."""
    return ExportRead(
        id=str(export.id),
        status=export.state,
        created_at=export.created_at.timestamp(),
        completed_at=export.finished_at.timestamp() if export.finished_at else None,
        link=f"{public_url}{EXPORTS_PATH}/{export.token}/{FILE_NAME}" if export.token else None,
        expires_at=export.expires_at.timestamp() if export.expires_at else None,
        size=export.size,
    )
