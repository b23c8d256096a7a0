"""Carry out edits: the union of all operations, one edit, a list of edits, and reading them from JSON values."""

import math
from collections.abc import Sequence

import msgspec

from planroom.floorplan.model.edits.move_wall import MoveWall
from planroom.floorplan.model.edits.openings import (
    AddOpening,
    MoveOpening,
    RemoveOpening,
    SetOpeningKind,
    SetOpeningSwing,
    SetOpeningWidth,
)
from planroom.floorplan.model.edits.refusals import EditRefused, ValueOutOfRange
from planroom.floorplan.model.edits.rooms import AddRoom, RemoveRoom, SetRoomLabel, SetRoomProperties, SetRoomType
from planroom.floorplan.model.edits.storeys import SetStoreyName
from planroom.floorplan.model.edits.walls import AddWall, RemoveWall, SetWallKind, SetWallThickness, SplitWall
from planroom.floorplan.model.limits import MAX_COORDINATE_MM, MAX_EDITS
from planroom.floorplan.model.plan import Plan

Edit = (
    SetRoomLabel
    | SetRoomType
    | SetRoomProperties
    | AddRoom
    | RemoveRoom
    | MoveWall
    | AddWall
    | RemoveWall
    | SplitWall
    | SetWallThickness
    | SetWallKind
    | AddOpening
    | MoveOpening
    | RemoveOpening
    | SetOpeningKind
    | SetOpeningWidth
    | SetOpeningSwing
    | SetStoreyName
)
"""Every named operation; on the wire the field ``op`` says which."""


def apply_edit(plan: Plan, edit: Edit) -> Plan:
    """Give the plan with one edit carried out.

    Raises:
        EditRefused: the edit does not fit the plan; the message says what to do. The plan itself never changes.
    """
    _check_numbers(edit)
    return edit.applied_to(plan)


def apply_edits(plan: Plan, edits: Sequence[Edit]) -> Plan:
    """Give the plan with all edits carried out in order, or raise EditRefused with the position of the first bad one."""
    if len(edits) > MAX_EDITS:
        raise ValueOutOfRange(f"{len(edits)} edits are more than {MAX_EDITS}; send them in several lists.")
    for position, edit in enumerate(edits):
        try:
            plan = apply_edit(plan, edit)
        except EditRefused as refusal:
            refusal.position = position
            raise
    return plan


def _check_numbers(edit: Edit) -> None:
    for name, value in msgspec.structs.asdict(edit).items():
        for number in value if isinstance(value, tuple) else (value,):
            if isinstance(number, float) and not (math.isfinite(number) and abs(number) <= MAX_COORDINATE_MM):
                raise ValueOutOfRange(f"{name} must be between ±{MAX_COORDINATE_MM:.0f} mm, not {number}.")
