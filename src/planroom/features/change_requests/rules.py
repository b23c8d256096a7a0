"""Change requests: what may happen to one, what they may be about, what they cost, when they are due (contract 3.5)."""

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum
from types import MappingProxyType

FREE_CHANGE_REQUESTS = 3
TURNAROUND = timedelta(hours=24)
MAX_ROUNDS = 5
"""How often one request is answered at most: the first time, and again each time that it is reopened."""

MAX_TEXT_LENGTH = 10_000
MAX_IMAGES = 20
MAX_IMAGE_URL_LENGTH = 2000
MAX_ITEMS = 100
MAX_ITEM_TEXT_LENGTH = 2000
MAX_COMMENTS = 200


class ChangeRequestStatus(StrEnum):
    """Where a change request stands, as the wire spells it (contract 2.4)."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


UNFINISHED = frozenset({ChangeRequestStatus.OPEN, ChangeRequestStatus.IN_PROGRESS})


class Closing(StrEnum):
    """How an operator can close a change request."""

    DONE = "done"
    DECLINED = "declined"


# --- Life-cycle -------------------------------------------------------------------------------------------------------


class Stage(StrEnum):
    """Where a change request stands, more closely than its status tells."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    BEING_DRAWN = "being_drawn"
    DONE = "done"
    DECLINED = "declined"
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"


class Move(StrEnum):
    """Everything that can happen to a change request."""

    START = "start"
    ANSWER_ITEM = "answer_item"
    ANSWER = "answer"
    ANSWER_WITH_FILES = "answer_with_files"
    SHOW_FILES = "show_files"
    FAIL_DRAWING = "fail_drawing"
    DECLINE = "decline"
    WITHDRAW = "withdraw"
    ACCEPT = "accept"
    REOPEN = "reopen"


_OPEN, _WORK, _DRAWN = Stage.OPEN, Stage.IN_PROGRESS, Stage.BEING_DRAWN
_DONE, _DECLINED = Stage.DONE, Stage.DECLINED

# What does not stand here is refused with 409 and changes nothing. The order is Fixing as long as one of its requests
# is open, in progress or being drawn.
LIFE_CYCLE: Mapping[tuple[Stage, Move], Stage] = MappingProxyType(
    {
        # from   what happens              to                 who does it, and when
        (_OPEN, Move.START): _WORK,  # the desk claims the order
        (_OPEN, Move.ANSWER_ITEM): _WORK,  # the desk answers one item
        (_OPEN, Move.ANSWER): _DONE,  # the desk: the delivered model is right as it is
        (_OPEN, Move.ANSWER_WITH_FILES): _DRAWN,  # the desk: a newer model is the answer
        (_OPEN, Move.DECLINE): _DECLINED,  # the desk
        (_OPEN, Move.WITHDRAW): Stage.WITHDRAWN,  # the customer
        (_WORK, Move.START): _WORK,
        (_WORK, Move.ANSWER_ITEM): _WORK,
        (_WORK, Move.ANSWER): _DONE,
        (_WORK, Move.ANSWER_WITH_FILES): _DRAWN,
        (_WORK, Move.DECLINE): _DECLINED,
        (_WORK, Move.WITHDRAW): Stage.WITHDRAWN,
        (_DRAWN, Move.START): _DRAWN,
        (_DRAWN, Move.SHOW_FILES): _DONE,  # the files of the answer are there
        (_DRAWN, Move.FAIL_DRAWING): _WORK,  # they cannot be drawn: back to the desk
        (_DRAWN, Move.WITHDRAW): Stage.WITHDRAWN,  # the customer; the files are not shown any more
        (_DONE, Move.ACCEPT): Stage.ACCEPTED,  # the customer: it is final now
        (_DONE, Move.REOPEN): _OPEN,  # the customer, with a reason: the next round
        (_DECLINED, Move.ACCEPT): Stage.ACCEPTED,
        (_DECLINED, Move.REOPEN): _OPEN,
    }
)


def find_stage(stage: Stage, move: Move) -> Stage | None:
    """Give where ``move`` leads from ``stage``; None when it is not allowed there."""
    return LIFE_CYCLE.get((stage, move))


def stage_of(status: ChangeRequestStatus, *, is_being_drawn: bool, is_accepted: bool) -> Stage:
    """Give the stage of a request from what is stored of it."""
    if is_being_drawn:
        return Stage.BEING_DRAWN
    return Stage.ACCEPTED if is_accepted else Stage(status)


def status_at(stage: Stage, before: ChangeRequestStatus) -> ChangeRequestStatus:
    """Give the status that the wire shows at ``stage``; an accepted request keeps the one of its answer, ``before``."""
    if stage is Stage.ACCEPTED:
        return before
    return ChangeRequestStatus.IN_PROGRESS if stage is Stage.BEING_DRAWN else ChangeRequestStatus(stage)


def is_billable(free_before: int) -> bool:
    """Say whether a request costs something: the first three of an order are free.

    ``free_before`` counts the free requests of the order before this one, without those withdrawn before anybody began
    on them. To reopen a request costs nothing: it is the same request.
    """
    return free_before >= FREE_CHANGE_REQUESTS


# --- Its parts --------------------------------------------------------------------------------------------------------


class ItemKind(StrEnum):
    """What a single item is about."""

    WALL = "wall"
    OPENING = "opening"
    ROOM_LABEL = "room_label"
    DIMENSION = "dimension"
    FIXTURE = "fixture"
    STYLE = "style"
    OTHER = "other"


class ItemState(StrEnum):
    """Where a single item stands."""

    OPEN = "open"
    DONE = "done"
    DECLINED = "declined"


STATE_OF_OPEN_ITEMS: Mapping[Stage, ItemState] = MappingProxyType(
    {Stage.DONE: ItemState.DONE, Stage.DECLINED: ItemState.DECLINED}
)
"""What becomes of items that are still open when their request is closed; those of a withdrawn one stay as they are."""


class ImageState(StrEnum):
    """Where an image stands: being fetched, kept with the request, or not to be had."""

    WAITING = "waiting"
    KEPT = "kept"
    FAILED = "failed"


class Side(StrEnum):
    """Which side somebody is on."""

    CUSTOMER = "customer"
    PRODUCTION = "production"


class HistoryEvent(StrEnum):
    """What the history of a request tells."""

    ASKED = "asked"
    STARTED = "started"
    BEING_DRAWN = "being_drawn"
    DRAWING_FAILED = "drawing_failed"
    DONE = "done"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    ACCEPTED = "accepted"
    REOPENED = "reopened"
