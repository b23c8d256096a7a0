"""The net: walls cut at their junctions, and which of the pieces belong to the plan.

A sketch, a dimension line or a bush may leave a straight black stroke, but strokes do not enclose anything. The plan is
the largest part of the net in which every piece is part of a circuit; pieces inside it that end loose are kept, the
rest is dropped.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from planroom.floorplan.reading.blueprint_steps.circuits import Edge, connected, on_circuits
from planroom.floorplan.reading.blueprint_steps.closing import meets
from planroom.floorplan.reading.blueprint_steps.footprint import Footprint, footprint_of
from planroom.floorplan.reading.blueprint_steps.runs import Run

_LEAST_SOLID = 0.5  # share of a plan's walls that is drawn solid; circuits found in a sketch are mostly gaps
_OVERSHOOT = 3.0  # in wall thicknesses, from axis to end
_LEAST_PLAN = 15.0  # in wall thicknesses: what encloses less than the square of this (about 2.5 m) is no plan


@dataclass(frozen=True, slots=True)
class FoundPlan:
    """The walls of one plan on the sheet, the patch they enclose, and how many of their ends meet nothing."""

    runs: tuple[Run, ...]
    footprint: Footprint
    loose_ends: int

    @property
    def solid_share(self) -> float:
        """Share of the walls' length that is drawn solid."""
        length = sum(run.end - run.start for run in self.runs)
        return sum(run.solid_length for run in self.runs) / length if length else 0.0


def find_plans(runs: Sequence[Run], wall_px: float) -> tuple[FoundPlan, ...]:
    """Find the plans of the sheet, largest first."""
    edges = _cut(runs, wall_px)
    in_circuit = on_circuits(edges)
    plans = []
    for group in connected([edge for edge, good in zip(edges, in_circuit, strict=True) if good]):
        plan = _plan_of(group, edges, runs, wall_px)
        if plan.footprint.area >= (_LEAST_PLAN * wall_px) ** 2 and plan.solid_share >= _LEAST_SOLID:
            plans.append(plan)
    plans.sort(key=lambda plan: (-plan.footprint.area, plan.footprint.left, plan.footprint.top))
    return _outermost(plans)


def _outermost(plans: Sequence[FoundPlan]) -> tuple[FoundPlan, ...]:
    """Drop plans that lie inside a larger one: they are its islands and already part of it."""
    kept: list[FoundPlan] = []
    for plan in plans:
        first = plan.runs[0]
        x, y = at(first, (first.start + first.end) / 2)
        if not any(other.footprint.holds(x, y) for other in kept):
            kept.append(plan)
    return tuple(kept)


def _cut(runs: Sequence[Run], wall_px: float) -> list[Edge]:
    """Cut the runs where they meet. Every pair of crossing runs is one node; loose ends get nodes of their own."""
    crossings: list[list[tuple[float, int]]] = [[] for _ in runs]
    nodes = 0
    for i, one in enumerate(runs):
        for j in range(i + 1, len(runs)):
            other = runs[j]
            if one.level != other.level and meets(one, other, wall_px) and meets(other, one, wall_px):
                crossings[i].append((other.axis, nodes))
                crossings[j].append((one.axis, nodes))
                nodes += 1
    edges = []
    for i, run in enumerate(runs):
        stops = sorted(crossings[i])
        if not stops or stops[0][0] - run.start > wall_px:
            stops.insert(0, (run.start, nodes))
            nodes += 1
        if run.end - stops[-1][0] > wall_px:
            stops.append((run.end, nodes))
            nodes += 1
        for (start, first), (end, last) in pairwise(stops):
            edges.append(Edge(i, start, end, first, last))
    return edges


def _plan_of(group: Sequence[Edge], edges: Sequence[Edge], runs: Sequence[Run], wall_px: float) -> FoundPlan:
    footprint = footprint_of([_band(edge, runs[edge.run]) for edge in group])
    members = set(group)
    kept = [edge for edge in edges if edge in members or footprint.holds(*_middle(edge, runs))]
    kept = _without_overshoots(kept, wall_px)
    loose_ends = sum(1 for count in _degrees(kept).values() if count == 1)
    return FoundPlan(tuple(_rejoined(kept, runs)), footprint, loose_ends)


def _degrees(edges: Sequence[Edge]) -> Counter[int]:
    return Counter(node for edge in edges for node in (edge.start_node, edge.end_node))


def _without_overshoots(edges: Sequence[Edge], wall_px: float) -> list[Edge]:
    """Drop short loose tails of walls that run on beyond a wall they cross: jambs of chimneys, and slips of the pen."""
    degree = _degrees(edges)
    by_run = Counter(edge.run for edge in edges)

    def is_overshoot(edge: Edge) -> bool:
        is_loose = degree[edge.start_node] == 1 or degree[edge.end_node] == 1
        return is_loose and by_run[edge.run] > 1 and edge.end - edge.start < _OVERSHOOT * wall_px

    return [edge for edge in edges if not is_overshoot(edge)]


def _band(edge: Edge, run: Run) -> tuple[float, float, float, float]:
    """Give left, top, right, bottom of the edge's wall, corners included."""
    half = run.thickness / 2
    if run.level:
        return edge.start - half, run.near, edge.end + half, run.far
    return run.near, edge.start - half, run.far, edge.end + half


def at(run: Run, along: float) -> tuple[float, float]:
    """Give x and y of a place on the axis of a run."""
    return (along, run.axis) if run.level else (run.axis, along)


def _middle(edge: Edge, runs: Sequence[Run]) -> tuple[float, float]:
    return at(runs[edge.run], (edge.start + edge.end) / 2)


def _rejoined(edges: Sequence[Edge], runs: Sequence[Run]) -> list[Run]:
    """Put edges of one run that follow each other together again, with the gaps that lie on them."""
    joined: list[Run] = []
    for index, run in enumerate(runs):
        stretches: list[tuple[float, float]] = []
        for edge in sorted(edge for edge in edges if edge.run == index):
            if stretches and stretches[-1][1] == edge.start:
                stretches[-1] = (stretches[-1][0], edge.end)
            else:
                stretches.append((edge.start, edge.end))
        for start, end in stretches:
            gaps = tuple(gap for gap in run.gaps if gap.end > start and gap.start < end)
            solids = tuple((max(low, start), min(high, end)) for low, high in run.solids if high > start and low < end)
            joined.append(replace(run, start=start, end=end, solids=solids, gaps=gaps))
    return joined
