"""Sheets stacked into one plan."""

import msgspec
from tests.support.sample_plans import bungalow

from planroom.floorplan.model.codec import read_plan, write_plan
from planroom.floorplan.model.finding import Finding, Severity
from planroom.floorplan.model.plan import Plan, Scale, ScaleSource
from planroom.production.stacking import Sheet, floor_name, stack_sheets


def _sheet(scale: ScaleSource = ScaleSource.GIVEN) -> Sheet:
    storey = bungalow().storeys[0]
    finding = Finding(
        code="test-1",
        severity=Severity.INFO,
        message="",
        element_ids=(storey.walls[0].id,),
        storey_id=storey.id,
    )
    return Sheet(msgspec.structs.replace(bungalow(), scale=Scale(source=scale)), (finding, finding))


def test_one_sheet_stays_as_it_is() -> None:
    sheet = _sheet()
    assert stack_sheets([sheet]) is sheet


def test_storeys_stand_on_each_other_in_the_given_order() -> None:
    plan, _ = stack_sheets([_sheet(), _sheet(), _sheet()])
    assert [(storey.level, storey.name) for storey in plan.storeys] == [
        (0, "Ground floor"),
        (1, "First floor"),
        (2, "Second floor"),
    ]
    heights = [storey.ceiling_height_mm for storey in plan.storeys]
    assert [storey.elevation_mm for storey in plan.storeys] == [0.0, heights[0], heights[0] + heights[1]]


def test_a_stacked_plan_can_be_written_and_read() -> None:
    plan, _ = stack_sheets([_sheet(), _sheet()])
    assert read_plan(write_plan(plan)) == plan


def test_findings_follow_their_elements() -> None:
    plan, findings = stack_sheets([_sheet(), _sheet()])
    assert len(findings) == 4
    for finding, storey in zip(findings, [plan.storeys[0]] * 2 + [plan.storeys[1]] * 2, strict=True):
        assert finding.storey_id == storey.id
        assert finding.element_ids == (storey.walls[0].id,)


def test_the_scale_is_that_of_the_least_certain_sheet() -> None:
    plan, _ = stack_sheets([_sheet(ScaleSource.GIVEN), _sheet(ScaleSource.DOOR_WIDTHS), _sheet(ScaleSource.GIVEN)])
    assert plan.scale.source is ScaleSource.DOOR_WIDTHS


def test_a_sheet_without_a_storey_adds_none() -> None:
    plan, _ = stack_sheets([Sheet(Plan(), ()), _sheet()])
    assert [storey.level for storey in plan.storeys] == [0]


def test_high_floors_are_numbered() -> None:
    assert [floor_name(level) for level in (0, 1, 5, 6)] == ["Ground floor", "First floor", "Fifth floor", "Floor 6"]
