"""Where a merge request stands, and what of a company moves into another (contract 3.1)."""

from collections.abc import Collection
from datetime import datetime, timedelta
from enum import StrEnum

LIFETIME = timedelta(days=14)
MAX_OPEN_REQUESTS = 20
"""How many requests of one company may be open at a time: each mails people of somebody else."""
MAX_MAILED_MANAGERS = 50
MAX_MESSAGE_LENGTH = 2000


class MergeState(StrEnum):
    """What became of a request. One that is still OPEN when its time is over reads as EXPIRED."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"


class Direction(StrEnum):
    """On which side of a request a company is."""

    SENT = "sent"
    RECEIVED = "received"


# Every table with a ``company_id`` stands in one of these two; a test fails for one that is forgotten.
MOVES = (
    # First what jobs lock first, then the orders: who is at the end of work on one is waited for, and not half-way.
    "plan_readings",
    "deliveries",
    "orders",
    "offices",
    "users",
    "plan_sources",
    "plan_revisions",
    "asset_files",
    "presentations",
    "change_requests",
    "change_request_images",
    "change_request_items",
    "change_request_comments",
    "change_request_history",
    "work_items",
    "webhook_events",
    "webhook_deliveries",
    "uploads",
    "invitations",
    "mails",
    "audit_entries",
)
STAYS = {
    "api_keys": "they stop; their names may be those of the other company's keys",
    "style_templates": "the asking company's styles and its default hold; orders keep the style they were made in",
    "company_offers": "what can be ordered is a setting, and that of the asking company holds",
    "company_terms": "the asking company's prices and currency hold from now on",
    "statements": "what was charged was charged to the closed company",
    "charges": "they belong to their statement",
    "kept_replies": "they end within a day, and their callers' keys have stopped",
    "company_exports": "an archive is of the company that was, and ends by itself",
    "merge_requests": "they are the record of who asked whom; those that are open end",
}


def state_now(state: MergeState, expires_at: datetime, now: datetime) -> MergeState:
    """Say where a request stands at ``now``."""
    return MergeState.EXPIRED if state is MergeState.OPEN and now >= expires_at else state


def free_name(name: str, company_name: str, taken: Collection[str]) -> str:
    """Give an office's name in the company it moves to: with the old company's name behind it if it is taken."""
    if name not in taken:
        return name
    longer = f"{name} ({company_name})"
    number = 2
    while longer in taken:
        longer = f"{name} ({company_name} {number})"
        number += 1
    return longer
