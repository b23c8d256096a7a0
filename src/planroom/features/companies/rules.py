"""What there is to buy, to be told of and to be allowed: the words that all later features share (contract 2 and 3)."""

from collections.abc import Iterable
from enum import StrEnum

from planroom.features.audit.rules import READ_AUDIT

MAX_WEBHOOK_URLS = 10
MAX_URL_LENGTH = 2048


class Permission(StrEnum):
    """One thing that an actor may do; users/rules says which role and which scope of a key may do which."""

    READ_ORDERS = "orders.read"
    CREATE_ORDERS = "orders.create"
    CANCEL_ORDERS = "orders.cancel"
    UPGRADE_ORDERS = "orders.upgrade"
    REDELIVER_ORDERS = "orders.redeliver"
    REQUEST_CHANGES = "change_requests.create"
    READ_STYLES = "styles.read"
    EDIT_STYLES = "styles.edit"
    READ_COMPANY = "company.read"
    EDIT_COMPANY = "company.edit"
    SET_WEBHOOKS = "company.set_webhooks"
    MERGE_COMPANIES = "company.merge"
    READ_STATEMENTS = "company.read_statements"
    EXPORT_COMPANY = "company.export"
    ERASE = "company.erase"
    READ_PEOPLE = "people.read"
    EDIT_PEOPLE = "people.edit"
    EDIT_KEYS = "keys.edit"
    USE_ACCOUNT = "account.use"
    READ_AUDIT = READ_AUDIT
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
