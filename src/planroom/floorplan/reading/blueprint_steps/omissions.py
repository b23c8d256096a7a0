"""Omissions: what the picture shows and the draft leaves out, or adds, with its place."""

from collections.abc import Iterator

import numpy as np

from planroom.floorplan.geometry.points import Point
from planroom.floorplan.model.finding import Finding, Severity
from planroom.floorplan.reading import drafting_kinds as kinds
from planroom.floorplan.reading.blueprint_steps.assemble import STOREY_ID, Frame, wall_id
from planroom.floorplan.reading.blueprint_steps.draft import Draft
from planroom.floorplan.reading.blueprint_steps.net import FoundPlan, at
from planroom.floorplan.reading.blueprint_steps.sheet import Sheet

_FURTHER_PLAN = 0.12  # of the area of the first plan
_FURTHER_SOLID = 0.6  # drawn solid: what looks like a plan in a sketch is mostly gaps
_LEFT_OUT = 0.12  # solid walls near the plan but not in it, as a share of the plan's own
_FAR_LEFT_OUT = 0.3
_NEAR = 10.0  # in wall thicknesses: left-out walls this near to the plan may belong to it
_BITTEN_SIDES = 3
_BITTEN = 0.05  # of the plan's area; smaller recesses are porches and entries
_FAR_BITTEN = 0.15
_UNEXPLAINED = 0.12  # share of the solid ink inside the plan that no wall covers
_FAR_UNEXPLAINED = 0.3


def omissions(sheet: Sheet, drafted: Draft, frame: Frame) -> Iterator[Finding]:
    """Compare the draft with the sheet: further plans, walls left out or added, spaces not closed, ink left over."""
    yield from _further_plans(drafted, frame)
    yield from _left_out(sheet, drafted, frame)
    yield from _closed(drafted, frame)
    yield from _bitten(drafted.plans[0], frame)
    yield from _left_over(sheet, drafted, frame)


def _further_plans(drafted: Draft, frame: Frame) -> Iterator[Finding]:
    first = drafted.plans[0]
    for plan in drafted.plans[1:]:
        share = plan.footprint.area / first.footprint.area
        if share >= _FURTHER_PLAN and plan.solid_share >= _FURTHER_SOLID:
            text = f"The picture holds another plan, {share:.0%} as large as the drafted one, which was left out."
            yield kinds.SEVERAL_PLANS.found(text, storey_id=STOREY_ID, place=_centre(plan, frame))


def _centre(plan: FoundPlan, frame: Frame) -> Point:
    rows, columns = np.nonzero(plan.footprint.mask)
    return frame.point(plan.footprint.left + float(columns.mean()), plan.footprint.top + float(rows.mean()))


def _left_out(sheet: Sheet, drafted: Draft, frame: Frame) -> Iterator[Finding]:
    """Tell of solid walls close to the plan that are not part of it, unless they belong to another plan."""
    plan, wall_px = drafted.plans[0], sheet.strokes.wall_px
    mask = plan.footprint.mask
    reach = _NEAR * wall_px
    left, top = plan.footprint.left - reach, plan.footprint.top - reach
    right, bottom = left + mask.shape[1] + 2 * reach, top + mask.shape[0] + 2 * reach
    length, worst = 0.0, None
    for bar in drafted.bars:
        along = (bar.start + bar.end) / 2
        x, y = (along, bar.axis) if bar.level else (bar.axis, along)
        if not (left <= x <= right and top <= y <= bottom) or any(p.footprint.holds(x, y) for p in drafted.plans):
            continue
        length += bar.length
        if worst is None or bar.length > worst[0]:
            worst = (bar.length, x, y)
    share = length / sum(run.solid_length for run in plan.runs)
    if worst is not None and share >= _LEFT_OUT:
        severity = Severity.ERROR if share >= _FAR_LEFT_OUT else None
        text = f"Solid walls beside the plan, {share:.0%} of the length of its own, close no space and were left out."
        place = frame.point(worst[1], worst[2])
        yield kinds.WALLS_LEFT_OUT.found(text, storey_id=STOREY_ID, place=place, severity=severity)


def _closed(drafted: Draft, frame: Frame) -> Iterator[Finding]:
    for index, run in enumerate(drafted.runs):
        if run.closes:
            yield kinds.WALL_CLOSED.found(
                "Two walls end loose opposite each other; a wall was added between them.",
                element_ids=(wall_id(index),),
                storey_id=STOREY_ID,
                place=frame.point(*at(run, (run.start + run.end) / 2)),
                fixed=True,
            )


def _bitten(plan: FoundPlan, frame: Frame) -> Iterator[Finding]:
    """Tell of a large place beside the plan that walls surround on three sides: a room that was not closed."""
    mask = plan.footprint.mask
    step = max(1, max(mask.shape) // 400)
    small = mask[::step, ::step]
    sides = [
        np.logical_or.accumulate(small, axis=1),
        np.logical_or.accumulate(small[:, ::-1], axis=1)[:, ::-1],
        np.logical_or.accumulate(small, axis=0),
        np.logical_or.accumulate(small[::-1], axis=0)[::-1],
    ]
    bitten = (np.sum(sides, axis=0) >= _BITTEN_SIDES) & ~small
    share = float(bitten.sum() / small.sum())
    if share >= _BITTEN:
        rows, columns = np.nonzero(bitten)
        x = plan.footprint.left + step * float(np.median(columns))
        y = plan.footprint.top + step * float(np.median(rows))
        severity = Severity.ERROR if share >= _FAR_BITTEN else None
        text = f"A space of {share:.0%} of the plan's area has walls on three sides but was not closed."
        yield kinds.SPACE_NOT_CLOSED.found(text, storey_id=STOREY_ID, place=frame.point(x, y), severity=severity)


def _left_over(sheet: Sheet, drafted: Draft, frame: Frame) -> Iterator[Finding]:
    """Tell of solid ink inside the plan that no wall covers."""
    footprint = drafted.plans[0].footprint
    height, width = footprint.mask.shape
    top, left = max(0, footprint.top), max(0, footprint.left)
    inside = drafted.solid[top : footprint.top + height, left : footprint.left + width].copy()
    inside &= footprint.mask[top - footprint.top :, left - footprint.left :][: inside.shape[0], : inside.shape[1]]
    total = int(inside.sum())
    margin = round(0.6 * sheet.strokes.wall_px)
    for run in drafted.runs:
        low, high = (run.start, run.end) if run.level else (run.near, run.far)
        first, last = (run.near, run.far) if run.level else (run.start, run.end)
        rows = slice(max(0, round(first) - top - margin), max(0, round(last) - top + margin))
        columns = slice(max(0, round(low) - left - margin), max(0, round(high) - left + margin))
        inside[rows, columns] = False
    share = inside.sum() / total if total else 0.0
    if share >= _UNEXPLAINED:
        rows_left, columns_left = np.nonzero(inside)
        place = frame.point(left + float(np.median(columns_left)), top + float(np.median(rows_left)))
        severity = Severity.ERROR if share >= _FAR_UNEXPLAINED else None
        text = f"{share:.0%} of the solid ink inside the plan is covered by no wall."
        yield kinds.SOLID_LEFT_OVER.found(text, storey_id=STOREY_ID, place=place, severity=severity)
