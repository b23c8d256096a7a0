"""Ids of the plan's elements: unique over the whole plan, never empty, stable through edits."""

from collections.abc import Iterable, Iterator

from planroom.floorplan.model.plan import Plan

ELEMENT_LISTS = ("walls", "openings", "rooms", "fixtures", "stairs", "columns", "dimensions", "notes")
"""The fields of a storey that list its elements."""


def all_ids(plan: Plan) -> Iterator[str]:
    """Give the id of every storey and of all that is on it, repeated ones as often as they occur."""
    for storey in plan.storeys:
        yield storey.id
        for name in ELEMENT_LISTS:
            for element in getattr(storey, name):
                yield element.id


def ids_of(plan: Plan) -> frozenset[str]:
    """Give all ids that the plan uses."""
    return frozenset(all_ids(plan))


def numbered_id(taken: Iterable[str], prefix: str) -> str:
    """Give ``<prefix>-<number>`` with the number after the highest one taken, so that ids sort by age."""
    highest = 0
    for element_id in taken:
        rest = element_id.removeprefix(f"{prefix}-")
        if rest != element_id and rest.isdecimal() and rest.isascii():
            highest = max(highest, int(rest))
    return f"{prefix}-{highest + 1}"
