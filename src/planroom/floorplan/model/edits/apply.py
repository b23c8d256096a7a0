"""Carry out edits: the union of all operations, one edit, a list of edits, and reading a list from JSON."""

import math
from collections.abc import Sequence
from itertools import islice
from typing import Annotated

import msgspec

from planroom.floorplan.geometry.points import MAX_COORDINATE_MM
from planroom.floorplan.model.edits.furnishing import (
    AddColumn,
    AddDimension,
    AddFixture,
    AddNote,
    AddStair,
    MoveElement,
    RemoveElement,
    SetStair,
    SetText,
)
from planroom.floorplan.model.edits.merge_rooms import MergeRooms
from planroom.floorplan.model.edits.move_wall import MoveWall
from planroom.floorplan.model.edits.openings import (
    AddOpening,
    MoveOpening,
    RemoveOpening,
    SetOpeningHeights,
    SetOpeningKind,
    SetOpeningSwing,
    SetOpeningWidth,
)
from planroom.floorplan.model.edits.refusals import EditRefused, EditsUnreadable, ValueOutOfRange
from planroom.floorplan.model.edits.rooms import AddRoom, RemoveRoom, SetRoomLabel, SetRoomProperties, SetRoomType
from planroom.floorplan.model.edits.scale_plan import ScalePlan, SetScale
from planroom.floorplan.model.edits.storeys import (
    AddStorey,
    RemoveStorey,
    SetPlanProperties,
    SetStoreyName,
    SetStoreyProperties,
)
from planroom.floorplan.model.edits.walls import (
    AddWall,
    RemoveWall,
    SetWallEnds,
    SetWallKind,
    SetWallProperties,
    SetWallThickness,
    SplitWall,
)
from planroom.floorplan.model.faults import faults_in
from planroom.floorplan.model.limits import MAX_BYTES, MAX_EDITS
from planroom.floorplan.model.plan import Plan

Edit = (
    SetRoomLabel
    | SetRoomType
    | SetRoomProperties
    | AddRoom
    | RemoveRoom
    | MergeRooms
    | MoveWall
    | AddWall
    | RemoveWall
    | SplitWall
    | SetWallThickness
    | SetWallKind
    | SetWallEnds
    | SetWallProperties
    | AddOpening
    | MoveOpening
    | RemoveOpening
    | SetOpeningKind
    | SetOpeningWidth
    | SetOpeningSwing
    | SetOpeningHeights
    | AddFixture
    | AddStair
    | SetStair
    | AddColumn
    | AddDimension
    | AddNote
    | SetText
    | MoveElement
    | RemoveElement
    | AddStorey
    | RemoveStorey
    | SetStoreyName
    | SetStoreyProperties
    | SetPlanProperties
    | ScalePlan
    | SetScale
)
"""Every named operation; on the wire the field ``op`` says which."""

EditList = Annotated[tuple[Edit, ...], msgspec.Meta(max_length=MAX_EDITS)]

MAX_FAULTS = 20


def apply_edit(plan: Plan, edit: Edit) -> Plan:
    """Give the plan with one edit carried out.

    Raises:
        EditRefused: the edit does not fit the plan; the message says what to do. The plan itself never changes.
    """
    _check_numbers(edit)
    return edit.applied_to(plan)


def apply_edits(plan: Plan, edits: Sequence[Edit]) -> Plan:
    """Give the plan with all edits carried out in order: all of them or none.

    Raises:
        EditRefused: the first edit that does not fit; its ``position`` says which.
    """
    if len(edits) > MAX_EDITS:
        raise ValueOutOfRange(
            what="A list of edits", says=f"has at most {MAX_EDITS} of them, not {len(edits)}; send several lists"
        )
    for position, edit in enumerate(edits):
        try:
            plan = apply_edit(plan, edit)
        except EditRefused as refusal:
            refusal.position = position
            raise
    return plan


def read_edits(data: bytes) -> tuple[Edit, ...]:
    """Read a JSON list of edits.

    Raises:
        EditsUnreadable: the data is too large, no JSON, or holds edits that do not fit their form; it lists them all.
    """
    if len(data) > MAX_BYTES:
        raise EditsUnreadable([f"$: has {len(data)} bytes, more than the limit of {MAX_BYTES}"])
    try:
        return edits_from_builtins(msgspec.json.decode(data))
    except RecursionError:
        raise EditsUnreadable(["$: is nested too deeply"]) from None
    except (msgspec.DecodeError, UnicodeDecodeError) as fault:
        raise EditsUnreadable([f"$: {fault}"]) from None


def edits_from_builtins(value: object) -> tuple[Edit, ...]:
    """Read a list of edits from dicts, lists, strings and numbers. Raises EditsUnreadable as read_edits does."""
    try:
        return msgspec.convert(value, EditList)
    except msgspec.ValidationError:
        raise EditsUnreadable(islice(faults_in(value, EditList), MAX_FAULTS)) from None


def _check_numbers(edit: Edit) -> None:
    for name, value in msgspec.structs.asdict(edit).items():
        for number in value if isinstance(value, tuple) else (value,):
            if isinstance(number, float) and not (math.isfinite(number) and abs(number) <= MAX_COORDINATE_MM):
                raise ValueOutOfRange(name, f"must be between ±{MAX_COORDINATE_MM:.0f} mm, not {number}")
