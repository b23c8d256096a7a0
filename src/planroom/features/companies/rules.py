"""What there is to buy, to be told of and to be allowed: the words that all later features share (contract 2 and 3)."""

from collections.abc import Iterable
from enum import StrEnum

MAX_WEBHOOK_URLS = 10
MAX_URL_LENGTH = 2048


class Permission(StrEnum):
    """One thing that an actor may do; users/rules says which role may do which."""

    READ_ORDERS = "orders.read"
    CREATE_ORDERS = "orders.create"
    REQUEST_CHANGES = "change_requests.create"
    READ_COMPANY = "company.read"
    SET_WEBHOOKS = "company.set_webhooks"
    PRODUCE = "production.work"


class Trigger(StrEnum):
    """The events that a company can be told of, as the wire spells them (contract 2.3)."""

    MOVED_TO_DRAFT = "moved_to_draft"
    MOVED_TO_PENDING = "moved_to_pending"
    MOVED_TO_READY = "moved_to_ready"
    MOVED_TO_FIXING = "moved_to_fixing"
    MOVED_TO_FAILED = "moved_to_failed"


class PackageType(StrEnum):
    """The packages, cheapest first; a delivered order can only be raised."""

    BASE = "base"
    PLUS = "plus"
    PLUS_3D = "plus_3d"


class AddOn(StrEnum):
    """What can be bought beside a package."""

    GLA = "gla"
    CAD_FILES = "3d_cad_files"
    TURNAROUND_6H = "6h_turnaround"
    VIDEO_3D = "3d_video"
    FIXED_FURNITURE = "fixed_furniture"


def without_duplicates(texts: Iterable[str]) -> list[str]:
    """Drop repeated texts; the first of each keeps its place."""
    return list(dict.fromkeys(texts))
