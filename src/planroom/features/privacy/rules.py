"""Which rows belong to an order, which columns name a person, and what of a row is never exported."""

import re
from enum import StrEnum
from typing import Any

ERASED = "erased"
"""What stands where a person's name or address stood."""

ORDERS_AT_ONCE = 100
"""How many orders of a company that is erased go in one transaction."""

# Rows below the rows of an order: table, the column that points at its parent, the parent. Deleted first.
BELOW_ORDER_ROWS = (
    ("webhook_attempts", "delivery_id", "webhook_deliveries"),
    ("asset_files", "delivery_id", "deliveries"),
    ("plan_sources", "reading_id", "plan_readings"),
    ("change_request_items", "change_request_id", "change_requests"),
    ("change_request_images", "change_request_id", "change_requests"),
    ("change_request_comments", "change_request_id", "change_requests"),
    ("change_request_history", "change_request_id", "change_requests"),
)
# Tables with an ``order_id``, in an order in which nothing that is pointed at goes first.
ORDER_ROWS = (
    "webhook_deliveries",
    "webhook_events",
    "deliveries",
    "presentations",
    "plan_readings",
    "plan_revisions",
    "change_requests",
    "work_items",
)
# These go too, each in a way of its own: a claim knows no company, an invitation was mailed to somebody.
OTHER_ORDER_ROWS = ("work_claims", "invitations")
KEPT_OF_ORDER = {"charges": "accounts hold nothing personal and outlive what they tell of"}

# What goes with a company beside its orders, in an order in which nothing that is pointed at goes first.
COMPANY_ROWS = (
    "uploads",
    "style_templates",
    "mails",
    "users",
    "offices",
    "api_keys",
    "company_offers",
    "company_terms",
    "kept_replies",
    "merge_requests",
    "company_exports",
    "audit_entries",
)
KEPT_OF_COMPANY = {
    "statements": "accounts hold nothing personal and outlive what they tell of",
    "charges": "accounts hold nothing personal and outlive what they tell of",
}

# Columns that hold the name or address of a person of the company, or of whoever acted for it.
PERSON_COLUMNS = (
    ("uploads", "created_by"),
    ("plan_revisions", "created_by"),
    ("change_requests", "created_by"),
    ("change_requests", "completed_by"),
    ("change_request_comments", "written_by"),
    ("change_request_history", "made_by"),
    ("merge_requests", "asked_by"),
    ("merge_requests", "email"),
    ("company_exports", "requested_by"),
    ("audit_entries", "actor"),
)

# Columns of JSON in whose texts the address of a person may stand.
PERSON_TEXTS = (("audit_entries", "details"), ("orders", "issues"))

NOT_EXPORTED_TABLES = {
    "kept_replies": "sealed copies of replies, gone within a day",
    "company_exports": "what the export itself is kept in",
}
NOT_EXPORTED_COLUMNS = frozenset(
    {"token", "token_hash", "key_hash", "password_hash", "view_token", "sealed_reply", "storage_key", "email_key"}
)
"""Secrets, and what only this installation can make use of."""

NOT_EXPORTED_BODIES = {"mails": frozenset({"text", "html"})}
"""Columns of one table: a mail may hold a link with which its reader, and nobody else, sets a password."""


class ExportState(StrEnum):
    """Where an export stands."""

    WAITING = "waiting"
    READY = "ready"
    FAILED = "failed"


def without_person(value: Any, key: str) -> Any:  # noqa: ANN401 — any JSON value
    """Give a JSON value with ERASED in place of the address ``key``, in any case, wherever it stands in a text."""
    if isinstance(value, dict):
        return {name: without_person(item, key) for name, item in value.items()}
    if isinstance(value, list):
        return [without_person(item, key) for item in value]
    return _address(key).sub(ERASED, value) if isinstance(value, str) else value


def _address(key: str) -> re.Pattern[str]:
    """Give what finds an address, and not another one that ends or begins like it."""
    return re.compile(rf"(?<![\w.+-]){re.escape(key)}(?![\w-]|\.\w)", re.IGNORECASE)


def file_place(table: str, owner: object, group: object, name: object) -> str:
    """Say where a stored file lies in an archive: below its order, or below ``uploads``."""
    if table == "asset_files":
        return f"files/orders/{owner}/delivered-{group}/{name}"
    if table == "plan_sources":
        return f"files/orders/{owner}/sources/{group}"
    if table == "change_request_images":
        return f"files/orders/{owner}/change-requests/{group}/image-{name}"
    return f"files/uploads/{owner}/{name}"
