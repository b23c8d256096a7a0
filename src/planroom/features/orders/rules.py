"""The life-cycle of an order, and what its packages hold. Each is one table; nothing else decides these questions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from math import ceil
from types import MappingProxyType

from planroom.features.companies.rules import AddOn, PackageType, Trigger
from planroom.features.deliverables.rules import ProductRange


class OrderStatus(StrEnum):
    """Where an order stands, as the wire spells it (contract 2.1). ``New`` is passed through, never stayed in."""

    NEW = "New"
    DRAFT = "Draft"
    PENDING = "Pending"
    READY = "Ready"
    FIXING = "Fixing"


class Move(StrEnum):
    """Everything that can happen to an order."""

    PLACE = "place"
    REPLACE_SOURCE = "replace_source"
    DELIVER = "deliver"
    REQUEST_CHANGE = "request_change"
    CLOSE_CHANGE = "close_change"
    CLOSE_LAST_CHANGE = "close_last_change"
    GIVE_UP = "give_up"


@dataclass(frozen=True, slots=True)
class Step:
    """Where a move leads and which news it makes; None where nobody is told."""

    to: OrderStatus
    trigger: Trigger | None


_NEW, _PENDING, _READY, _FIXING = OrderStatus.NEW, OrderStatus.PENDING, OrderStatus.READY, OrderStatus.FIXING

# Contract section 4. What is not in this table is refused with 409 and changes nothing.
#   from       what happens              to        what the customer is told
LIFE_CYCLE: Mapping[tuple[OrderStatus, Move], Step] = MappingProxyType(
    {
        (_NEW, Move.PLACE): Step(_PENDING, Trigger.MOVED_TO_PENDING),
        (_PENDING, Move.REPLACE_SOURCE): Step(_PENDING, None),
        (_PENDING, Move.DELIVER): Step(_READY, Trigger.MOVED_TO_READY),
        (_READY, Move.DELIVER): Step(_READY, Trigger.MOVED_TO_READY),
        (_READY, Move.REQUEST_CHANGE): Step(_FIXING, Trigger.MOVED_TO_FIXING),
        (_FIXING, Move.REQUEST_CHANGE): Step(_FIXING, None),
        (_FIXING, Move.CLOSE_CHANGE): Step(_FIXING, None),
        (_FIXING, Move.CLOSE_LAST_CHANGE): Step(_READY, Trigger.MOVED_TO_READY),
        (_PENDING, Move.GIVE_UP): Step(_PENDING, Trigger.MOVED_TO_FAILED),
        (_READY, Move.GIVE_UP): Step(_READY, Trigger.MOVED_TO_FAILED),
        (_FIXING, Move.GIVE_UP): Step(_FIXING, Trigger.MOVED_TO_FAILED),
    }
)


def find_step(status: OrderStatus, move: Move) -> Step | None:
    """Give the step of ``move`` from ``status``; None when it is not allowed there."""
    return LIFE_CYCLE.get((status, move))
