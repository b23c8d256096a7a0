"""Edits of fixtures, stairs, columns, dimensions, notes, storeys and the plan itself."""

import msgspec
import pytest
from tests.support.houses import door, plan_of, two_rooms

from planroom.floorplan.geometry.points import Point
from planroom.floorplan.model.annotations import Dimension, Note
from planroom.floorplan.model.building_parts import Column, Stair, StairLeads
from planroom.floorplan.model.edits.apply import Edit, apply_edit, apply_edits
from planroom.floorplan.model.edits.difference import edits_between, invert_edits
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
from planroom.floorplan.model.edits.history import History
from planroom.floorplan.model.edits.openings import MoveOpening, SetOpeningHeights, SetOpeningKind, SetOpeningWidth
from planroom.floorplan.model.edits.refusals import EditRefused, ElementUnknown, OpeningOffWall, ValueOutOfRange
from planroom.floorplan.model.edits.rooms import SetRoomProperties
from planroom.floorplan.model.edits.scale_plan import ScalePlan, SetScale
from planroom.floorplan.model.edits.storeys import (
    AddStorey,
    RemoveStorey,
    SetPlanProperties,
    SetStoreyName,
    SetStoreyProperties,
)
from planroom.floorplan.model.edits.walls import SetWallEnds, SetWallKind, SetWallProperties, SetWallThickness
from planroom.floorplan.model.limits import MAX_STOREYS
from planroom.floorplan.model.opening import OpeningKind
from planroom.floorplan.model.plan import DwellingType, Fixture, FixtureKind, Plan, ScaleSource
from planroom.floorplan.model.room import FloorShare
from planroom.floorplan.model.wall import WallKind

PLAN = plan_of(two_rooms())
AT = Point(2_000.0, 2_000.0)
HOLE = (Point(1_000.0, 1_000.0), Point(2_000.0, 1_000.0), Point(2_000.0, 4_000.0))
FURNISHING: list[Edit] = [
    AddFixture(storey_id="s", id="bed", kind=FixtureKind.BED, centre=AT, width_mm=1_600, depth_mm=2_000),
    AddStair(storey_id="s", id="flight", centre=AT, width_mm=900, depth_mm=3_000, leads=StairLeads.DOWN, opening=HOLE),
    AddColumn(storey_id="s", id="post", centre=AT, width_mm=300, depth_mm=300, round=True),
    AddDimension(storey_id="s", id="length", start=AT, end=Point(5_000.0, 2_000.0), aside_mm=200),
    AddNote(storey_id="s", id="remark", place=AT, text="Beam above"),
]
FURNISHED = apply_edits(PLAN, FURNISHING)


def test_what_is_added_stands_in_the_list_of_its_sort() -> None:
    (storey,) = FURNISHED.storeys
    assert storey.fixtures == (Fixture(id="bed", kind=FixtureKind.BED, centre=AT, width_mm=1_600, depth_mm=2_000),)
    assert storey.stairs == (
        Stair(id="flight", centre=AT, width_mm=900, depth_mm=3_000, leads=StairLeads.DOWN, opening=HOLE),
    )
    assert storey.columns == (Column(id="post", centre=AT, width_mm=300, depth_mm=300, round=True),)
    assert storey.dimensions == (Dimension(id="length", start=AT, end=Point(5_000.0, 2_000.0), aside_mm=200),)
    assert storey.dimensions[0].length_mm == 3_000.0
    assert storey.notes == (Note(id="remark", place=AT, text="Beam above"),)
    assert [item.kind for item in storey.standing] == ["bed", "stairs", "round_column"]


def test_new_elements_get_the_next_number_of_their_sort() -> None:
    plan = apply_edits(FURNISHED, [AddNote(storey_id="s", place=AT, text=text) for text in "ab"])
    assert [note.id for note in plan.storeys[0].notes] == ["remark", "note-1", "note-2"]


def test_every_sort_of_element_can_be_moved_and_what_stands_can_be_turned() -> None:
    ids = ("bed", "flight", "post", "length", "remark")
    plan = apply_edits(
        FURNISHED, [MoveElement(element_id=name, dx_mm=100.0, dy_mm=-50.0, turn_deg=300) for name in ids]
    )
    (storey,) = plan.storeys
    assert {item.centre for item in storey.standing} == {Point(2_100.0, 1_950.0)}
    assert {item.turn_deg for item in storey.standing} == {300.0}
    assert storey.stairs[0].opening == tuple(point.moved(100, -50) for point in HOLE)
    assert storey.dimensions[0].end == Point(5_100.0, 1_950.0)
    assert storey.notes[0].place == Point(2_100.0, 1_950.0)
    twice = apply_edit(plan, MoveElement(element_id="bed", turn_deg=90))
    assert twice.storeys[0].fixtures[0].turn_deg == 30.0


def test_texts_and_stairs_can_be_changed_and_everything_removed() -> None:
    plan = apply_edits(
        FURNISHED,
        [
            SetText(element_id="remark", text="Joist"),
            SetText(element_id="length", text="about 3 m"),
            SetStair(stair_id="flight", opening=None),
        ],
    )
    (storey,) = plan.storeys
    assert (storey.notes[0].text, storey.dimensions[0].text) == ("Joist", "about 3 m")
    assert (storey.stairs[0].leads, storey.stairs[0].opening) == (StairLeads.DOWN, None)
    assert apply_edit(plan, SetStair(stair_id="flight", leads=StairLeads.UP)).storeys[0].stairs[0].leads == "up"
    ids = ("bed", "flight", "post", "length", "remark")
    assert apply_edits(plan, [RemoveElement(element_id=name) for name in ids]) == PLAN


@pytest.mark.parametrize(
    ("edit", "refusal"),
    [
        (SetText(element_id="bed", text=""), ElementUnknown),
        (SetStair(stair_id="bed"), ElementUnknown),
        (RemoveElement(element_id="partition"), ElementUnknown),
        (AddNote(storey_id="s", place=AT, text="a\nb"), ValueOutOfRange),
        (AddDimension(storey_id="s", start=AT, end=AT), ValueOutOfRange),
        (MoveElement(element_id="bed", turn_deg=400.0), ValueOutOfRange),
        (AddColumn(storey_id="s", centre=AT, width_mm=0.0, depth_mm=300), ValueOutOfRange),
        (SetWallEnds(wall_id="partition", start=AT, end=AT), ValueOutOfRange),
        (SetWallEnds(wall_id="partition", start=AT, end=AT.moved(0, 2_100)), OpeningOffWall),
        (SetWallProperties(wall_id="partition", height_mm=0.0), ValueOutOfRange),
        (SetOpeningHeights(opening_id="inner", height_mm=-1.0), ValueOutOfRange),
        (SetOpeningHeights(opening_id="inner", reveal_mm=-1.0), ValueOutOfRange),
        (SetPlanProperties(north_deg=361.0), ValueOutOfRange),
        (SetScale(source=ScaleSource.GIVEN, mm_per_unit=0.0), ValueOutOfRange),
        (SetStoreyProperties(storey_id="s", level=201), ValueOutOfRange),
        (AddStorey(name="", level=-201), ValueOutOfRange),
        (
            SetRoomProperties(
                room_id="s-room-1",
                slope=(FloorShare(height_mm=2_000, share=0.5), FloorShare(height_mm=1_000, share=1)),
            ),
            ValueOutOfRange,
        ),
    ],
)
def test_what_does_not_fit_is_refused(edit: Edit, refusal: type[EditRefused]) -> None:
    with pytest.raises(refusal):
        apply_edit(FURNISHED, edit)


def test_a_plan_has_no_more_storeys_than_the_limit() -> None:
    full = msgspec.structs.replace(
        PLAN,
        storeys=tuple(
            msgspec.structs.replace(PLAN.storeys[0], id=f"s{n}", walls=(), openings=(), rooms=())
            for n in range(MAX_STOREYS)
        ),
    )
    with pytest.raises(ValueOutOfRange, match="at most 200 storeys"):
        apply_edit(full, AddStorey(name="one more"))


FACTS: list[Edit] = [
    SetPlanProperties(name="House", north_deg=30.0, dwelling=DwellingType.ROW_HOUSE),
    SetStoreyName(storey_id="s", name="Parterre"),
    SetStoreyProperties(storey_id="s", level=1, elevation_mm=300.0, ceiling_height_mm=2_600.0, below_grade=True),
    AddStorey(id="roof", name="Roof", level=2),
    SetWallKind(wall_id="east", kind=WallKind.PARTY),
    SetWallThickness(wall_id="west", thickness_mm=250.0),
    SetWallProperties(wall_id="partition", height_mm=2_000.0, load_bearing=True),
    SetWallEnds(wall_id="partition", start=Point(5_000.0, 150.0), end=Point(5_000.0, 7_850.0)),
    SetOpeningKind(opening_id="inner", kind=OpeningKind.POCKET_DOOR),
    SetOpeningWidth(opening_id="inner", width_mm=1_100.0),
    MoveOpening(opening_id="front", offset_mm=7_000.0),
    SetOpeningHeights(opening_id="inner", height_mm=2_000.0, sill_mm=20.0, reveal_mm=30.0),
    SetRoomProperties(
        room_id="s-room-1", heated=False, permitted=False, ceiling_height_mm=2_200.0,
        slope=(FloorShare(height_mm=1_000, share=1), FloorShare(height_mm=2_200, share=0)),
    ),
]  # fmt: skip


def test_facts_are_set_and_can_be_taken_back() -> None:
    plan = apply_edits(PLAN, FACTS)
    storey, roof = plan.storeys
    assert (plan.name, plan.north_deg, plan.dwelling) == ("House", 30.0, "row_house")
    assert (storey.level, storey.elevation_mm, storey.is_below_grade) == (1, 300.0, True)
    assert (roof.id, roof.level) == ("roof", 2)
    assert (storey.openings[0].height_mm, storey.openings[0].reveal_mm) == (2_000.0, 30.0)
    cleared = apply_edits(
        plan,
        [
            SetPlanProperties(north_deg=None),
            SetStoreyProperties(storey_id="s", below_grade=None),
            SetWallProperties(wall_id="partition", height_mm=None),
            SetRoomProperties(room_id="s-room-1", ceiling_height_mm=None, slope=()),
            RemoveStorey(storey_id="roof"),
        ],
    )
    assert (cleared.north_deg, cleared.storeys[0].below_grade, len(cleared.storeys)) == (None, None, 1)
    assert cleared.storeys[0].rooms[0].slope == ()
    assert cleared.storeys[0].walls[4].height_mm is None


def test_the_difference_of_two_plans_is_told_in_the_edits_that_were_made() -> None:
    difference = edits_between(PLAN, apply_edits(PLAN, FACTS))
    assert difference.is_complete
    told, made = ({msgspec.json.encode(edit) for edit in edits} for edits in (difference.edits, FACTS))
    assert told == made - {msgspec.json.encode(FACTS[7])} | told - made
    assert len(told) == len(FACTS)
    assert edits_between(PLAN, FURNISHED).edits == tuple(
        msgspec.convert(msgspec.to_builtins(edit), type(edit)) for edit in FURNISHING
    )
    assert edits_between(PLAN, PLAN).edits == ()


@pytest.mark.parametrize("edits", [FACTS, FURNISHING, [ScalePlan(drawn_mm=1_000.0, known_mm=1_250.0, note="door")]])
def test_the_inverse_of_edits_leads_back(edits: list[Edit]) -> None:
    after = apply_edits(PLAN, edits)
    back = apply_edits(after, invert_edits(PLAN, edits))
    assert edits_between(back, PLAN).edits == ()


def test_elements_that_changed_are_moved_reworded_or_put_there_anew() -> None:
    changed: list[Edit] = [
        MoveElement(element_id="bed", dx_mm=10.0, turn_deg=15.0),
        SetText(element_id="remark", text="Joist"),
        SetStair(stair_id="flight", leads=StairLeads.UP, opening=None),
    ]
    assert set(edits_between(FURNISHED, apply_edits(FURNISHED, changed)).edits) == set(changed)
    (storey,) = FURNISHED.storeys
    wider = msgspec.structs.replace(
        storey, columns=tuple(msgspec.structs.replace(item, width_mm=400.0) for item in storey.columns)
    )
    edits = edits_between(FURNISHED, msgspec.structs.replace(FURNISHED, storeys=(wider,))).edits
    assert [type(edit) for edit in edits] == [RemoveElement, AddColumn]


def test_openings_that_change_places_are_cut_anew() -> None:
    house = msgspec.structs.replace(
        PLAN.storeys[0], openings=(door("a", "south", 2_000.0), door("b", "south", 4_000.0))
    )
    swapped = msgspec.structs.replace(house, openings=(door("a", "south", 4_000.0), door("b", "south", 2_000.0)))
    difference = edits_between(Plan(storeys=(house,)), Plan(storeys=(swapped,)))
    assert difference.is_complete


def test_what_no_edit_can_bring_about_is_named() -> None:
    assumed = msgspec.structs.replace(PLAN.storeys[0].walls[0], thickness_assumed=True)
    house = msgspec.structs.replace(PLAN.storeys[0], walls=(assumed, *PLAN.storeys[0].walls[1:]))
    assert edits_between(PLAN, msgspec.structs.replace(PLAN, storeys=(house,))).remaining == ("south",)
    assert edits_between(PLAN, msgspec.structs.replace(PLAN, tolerance_mm=5.0)).remaining == ("",)


def test_a_new_edit_ends_what_could_be_made_again() -> None:
    history = History(first=PLAN).edited(*FURNISHING).undo(2)
    assert (len(history.edits), len(history.undone)) == (3, 2)
    assert history.redo().edits == tuple(FURNISHING[:4])
    assert history.undo(99).plan == PLAN
    assert history.undo(-1) == history.redo(-1) == history
    assert history.edited(SetPlanProperties(name="x")).undone == ()
    with pytest.raises(EditRefused):
        history.edited(SetPlanProperties(name="x"), RemoveElement(element_id="nothing"))
