"""What cannot be drawn: empty plans, and plans out of all bounds. Refused before any work, with what to do."""

import math
from collections.abc import Iterator

from planroom.floorplan.model.plan import Plan, Storey
from planroom.kit.errors import AppError, ErrorKind

MOST_STOREYS = 60
MOST_WALLS = 6_000
MOST_OTHERS = 12_000
WIDEST_MM = 1_000_000.0
"""A kilometre: no dwelling is wider, but a plan whose scale went wrong is."""


class PlanUndrawable(AppError):
    """A plan that cannot become a picture."""

    code = "plan_undrawable"
    kind = ErrorKind.INVALID


def refuse_undrawable(plan: Plan) -> None:
    """Check that a plan can be drawn in bounded time.

    Raises:
        PlanUndrawable: no walls at all, too many elements, numbers that are not finite, or wider than a kilometre.
    """
    if not any(storey.walls for storey in plan.storeys):
        message = "The plan has no walls, so there is nothing to draw. Add walls, or read the drawing again."
        raise PlanUndrawable(message)
    if len(plan.storeys) > MOST_STOREYS:
        message = f"The plan has {len(plan.storeys)} storeys; at most {MOST_STOREYS} are drawn. Split the plan."
        raise PlanUndrawable(message)
    for storey in plan.storeys:
        _refuse_storey(storey)


def _refuse_storey(storey: Storey) -> None:
    where = f"Storey “{storey.name[:60] or storey.id[:60]}”"
    others = len(storey.openings) + len(storey.rooms) + len(storey.standing)
    if len(storey.walls) > MOST_WALLS or others > MOST_OTHERS:
        message = (
            f"{where} has {len(storey.walls)} walls and {others} openings, rooms and fixtures; at most {MOST_WALLS} "
            f"walls and {MOST_OTHERS} others are drawn. Simplify the plan or split it."
        )
        raise PlanUndrawable(message)
    if not all(math.isfinite(number) for number in _numbers(storey)):
        message = f"{where} has a coordinate or size that is not a finite number. Correct the plan."
        raise PlanUndrawable(message)
    largest = max((abs(number) for number in _numbers(storey)), default=0.0)
    if largest > WIDEST_MM:
        message = f"{where} reaches {largest / 1000:,.0f} m from its origin; at most 1,000 m is drawn. Check the scale."
        raise PlanUndrawable(message)


def _numbers(storey: Storey) -> Iterator[float]:
    for wall in storey.walls:
        yield from (*wall.start, *wall.end, wall.thickness_mm)
    for opening in storey.openings:
        yield from (opening.offset_mm, opening.width_mm)
    for room in storey.rooms:
        yield from room.seed
    for fixture in storey.standing:
        yield from (*fixture.centre, fixture.width_mm, fixture.depth_mm)
