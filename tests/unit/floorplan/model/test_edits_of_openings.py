import msgspec
import pytest
from tests.support.houses import plan_of, two_rooms

from planroom.floorplan.model.edits.apply import Edit, apply_edit
from planroom.floorplan.model.edits.openings import (
    AddOpening,
    MoveOpening,
    RemoveOpening,
    SetOpeningKind,
    SetOpeningSwing,
    SetOpeningWidth,
)
from planroom.floorplan.model.edits.refusals import (
    EditRefused,
    ElementIdTaken,
    ElementUnknown,
    MoveUnclear,
    OpeningOffWall,
    OpeningsWouldOverlap,
    ValueOutOfRange,
)
from planroom.floorplan.model.opening import Hinge, Opening, OpeningKind, Swing
from planroom.floorplan.model.plan import Plan

PLAN = plan_of(two_rooms())
DOOR, WINDOW = OpeningKind.DOOR, OpeningKind.WINDOW


def _opening(plan: Plan, opening_id: str) -> Opening:
    return next(opening for opening in plan.storeys[0].openings if opening.id == opening_id)


def test_an_opening_is_added_with_a_number_of_its_own() -> None:
    add = AddOpening(
        wall_id="north", kind=WINDOW, offset_mm=3_000.0, width_mm=1_200.0, height_mm=1_000.0, sill_mm=900.0
    )
    after = apply_edit(PLAN, add)
    assert _opening(after, "opening-1") == Opening(
        id="opening-1",
        wall_id="north",
        kind=WINDOW,
        offset_mm=3_000.0,
        width_mm=1_200.0,
        height_mm=1_000.0,
        sill_mm=900.0,
    )
    assert after.storeys[0].rooms == PLAN.storeys[0].rooms


def test_an_opening_may_fill_its_wall_from_end_to_end() -> None:
    add = AddOpening(wall_id="north", kind=WINDOW, offset_mm=4_850.0, width_mm=9_700.0, id="all")
    assert _opening(apply_edit(PLAN, add), "all").width_mm == 9_700.0


def test_an_opening_may_stand_right_beside_another() -> None:
    add = AddOpening(wall_id="south", kind=WINDOW, offset_mm=2_900.0, width_mm=900.0, id="beside")
    assert _opening(apply_edit(PLAN, add), "beside").offset_mm == 2_900.0


def test_an_opening_moves_to_a_place_or_by_a_distance() -> None:
    assert _opening(apply_edit(PLAN, MoveOpening(opening_id="front", offset_mm=6_000.0)), "front").offset_mm == 6_000
    assert _opening(apply_edit(PLAN, MoveOpening(opening_id="front", by_mm=-500.0)), "front").offset_mm == 1_500


def test_an_opening_is_removed_and_the_others_stay() -> None:
    assert [opening.id for opening in apply_edit(PLAN, RemoveOpening(opening_id="front")).storeys[0].openings] == [
        "inner"
    ]


def test_an_opening_gets_another_kind_width_and_swing() -> None:
    after = apply_edit(PLAN, SetOpeningKind(opening_id="front", kind=OpeningKind.DOUBLE_DOOR))
    after = apply_edit(after, SetOpeningWidth(opening_id="front", width_mm=1_600.0))
    after = apply_edit(after, SetOpeningSwing(opening_id="front", hinge=Hinge.END))
    after = apply_edit(after, SetOpeningSwing(opening_id="front", swing=Swing.RIGHT))
    assert _opening(after, "front") == msgspec.structs.replace(
        _opening(PLAN, "front"), kind=OpeningKind.DOUBLE_DOOR, width_mm=1_600.0, hinge=Hinge.END, swing=Swing.RIGHT
    )


@pytest.mark.parametrize(
    ("edit", "refusal", "says"),
    [
        (AddOpening(wall_id="x", kind=DOOR, offset_mm=900.0, width_mm=900.0), ElementUnknown, "no wall 'x'"),
        (AddOpening(wall_id="west", kind=DOOR, offset_mm=900.0, width_mm=0.0), ValueOutOfRange, "width must be"),
        (
            AddOpening(wall_id="west", kind=DOOR, offset_mm=900.0, width_mm=900.0, height_mm=-1.0),
            ValueOutOfRange,
            "height must be",
        ),
        (
            AddOpening(wall_id="west", kind=DOOR, offset_mm=900.0, width_mm=900.0, id="east"),
            ElementIdTaken,
            "'east' is taken",
        ),
        (
            AddOpening(wall_id="west", kind=DOOR, offset_mm=400.0, width_mm=900.0),
            OpeningOffWall,
            "between 450 and 7250 mm from the wall's start",
        ),
        (AddOpening(wall_id="west", kind=DOOR, offset_mm=7_500.0, width_mm=900.0), OpeningOffWall, "between 450"),
        (
            AddOpening(wall_id="west", kind=DOOR, offset_mm=3_850.0, width_mm=9_000.0),
            OpeningOffWall,
            "narrow or remove",
        ),
        (
            AddOpening(wall_id="south", kind=DOOR, offset_mm=2_800.0, width_mm=900.0),
            OpeningsWouldOverlap,
            "'front' by 100 mm",
        ),
        (MoveOpening(opening_id="x", by_mm=1.0), ElementUnknown, "no opening 'x'"),
        (MoveOpening(opening_id="front"), MoveUnclear, "either offset_mm or by_mm"),
        (MoveOpening(opening_id="front", by_mm=1.0, offset_mm=1.0), MoveUnclear, "either offset_mm or by_mm"),
        (MoveOpening(opening_id="front", by_mm=9_000.0), OpeningOffWall, "would not lie within the wall 'south'"),
        (RemoveOpening(opening_id="x"), ElementUnknown, "no opening 'x'"),
        (SetOpeningKind(opening_id="x", kind=DOOR), ElementUnknown, "no opening 'x'"),
        (SetOpeningWidth(opening_id="front", width_mm=float("inf")), ValueOutOfRange, "width must be|width_mm must be"),
        (SetOpeningWidth(opening_id="front", width_mm=9_000.0), OpeningOffWall, "its centre must be"),
        (SetOpeningSwing(opening_id="x"), ElementUnknown, "no opening 'x'"),
    ],
)
def test_an_edit_that_does_not_fit_is_refused_with_what_to_do(
    edit: Edit, refusal: type[EditRefused], says: str
) -> None:
    with pytest.raises(refusal, match=says):
        apply_edit(PLAN, edit)


def test_an_opening_whose_wall_is_gone_can_be_removed_but_not_moved() -> None:
    house = two_rooms()
    orphaned = plan_of(msgspec.structs.replace(house, walls=house.walls[1:]))
    with pytest.raises(ElementUnknown, match="no wall 'south'"):
        apply_edit(orphaned, MoveOpening(opening_id="front", by_mm=10.0))
    assert len(apply_edit(orphaned, RemoveOpening(opening_id="front")).storeys[0].openings) == 1
