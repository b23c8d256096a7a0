"""Offices on the wire (contract 2.4 and 3.2)."""

from typing import Annotated

import msgspec

from planroom.features.offices.models import OfficeEntry
from planroom.infra.http.constraints import NOT_BLANK

MAX_NAME_LENGTH = 200
CREATED = "The office was created."


class OfficeCreate(msgspec.Struct, frozen=True, kw_only=True):
    """A new office; no other of the company has its name."""

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=MAX_NAME_LENGTH, pattern=NOT_BLANK)]


class OfficeRead(msgspec.Struct, frozen=True, kw_only=True):
    """An office and how many users belong to it."""

    id: str
    name: str
    created_at: float
    user_count: int


class OfficeCreated(msgspec.Struct, frozen=True, kw_only=True):
    """The office that was made."""

    id: str
    name: str
    created_at: float
    user_count: int
    message: str = CREATED


def office_read(office: OfficeEntry) -> OfficeRead:
    """Show an office."""
    return OfficeRead(
        id=str(office.id), name=office.name, created_at=office.created_at.timestamp(), user_count=office.user_count
    )


def office_created(office: OfficeEntry) -> OfficeCreated:
    """Show an office that was just made."""
    return OfficeCreated(**msgspec.structs.asdict(office_read(office)))
