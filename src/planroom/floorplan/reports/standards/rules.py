"""Rules of a standard as data: each names its clause, so that every figure can name its reasons."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import msgspec

from planroom.floorplan.model.plan import Storey
from planroom.floorplan.model.room import Room

MM_PER_FEET_5 = 1_524.0
MM_PER_FEET_7 = 2_133.6


class Verdict(NamedTuple):
    """How much of a room's floor counts, by which clause, and how much is listed apart as not compliant."""

    share: float
    clause: str
    says: str
    listed_share: float = 0.0


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """One rule: its clause, what it says, and the share of a room's floor that it gives; None leaves it to the next."""

    clause: str
    says: str
    share: Callable[[Room, Storey], float | None]
    listed: Callable[[Room, Storey], float] = lambda _room, _storey: 0.0


def out_if(condition: Callable[[Room], bool]) -> Callable[[Room, Storey], float | None]:
    """Make a rule's share: nothing of the rooms that the condition holds for."""
    return lambda room, _: 0.0 if condition(room) else None


def out_below(height_mm: float) -> Callable[[Room, Storey], float | None]:
    """Make a rule's share: nothing of the rooms whose ceiling is nowhere so high."""
    return lambda room, storey: 0.0 if highest_mm(room, storey) < height_mm else None


def floor_under(height_mm: float) -> Callable[[Room, Storey], float | None]:
    """Make a rule's share: the floor over which the ceiling is at least so high; it always decides."""
    return lambda room, storey: share_under(room, storey, height_mm)


def highest_mm(room: Room, storey: Storey) -> float:
    """Give the highest point of a room's ceiling."""
    return room.highest_mm(storey.ceiling_height_mm)


def share_under(room: Room, storey: Storey, height_mm: float) -> float:
    """Give the share of a room's floor over which the ceiling is at least so high."""
    return room.share_under(height_mm, storey.ceiling_height_mm)


def judge(rules: Sequence[Rule], room: Room, storey: Storey) -> Verdict:
    """Try the rules in order; the first that decides gives the verdict. The last one must always decide."""
    for rule in rules:
        share = rule.share(room, storey)
        if share is not None:
            return Verdict(share, rule.clause, rule.says, rule.listed(room, storey))
    message = "the last rule of a standard must decide"
    raise ValueError(message)
