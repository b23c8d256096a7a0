"""Plans that were written by version 1 of the schema, kept as they were."""

import json
from pathlib import Path

import pytest
from tests.support.sample_plans import all_samples

from planroom.floorplan.model.building_parts import StairLeads
from planroom.floorplan.model.codec import PlanUnreadable, plan_from_builtins, read_plan, write_plan
from planroom.floorplan.model.plan import SCHEMA_VERSION
from planroom.floorplan.model.wall import WallKind

STORED = Path(__file__).parent / "plans_of_version_1"


@pytest.mark.parametrize("name", sorted(all_samples()))
def test_a_stored_plan_of_version_1_reads_as_the_plan_that_it_was(name: str) -> None:
    stored = (STORED / f"{name}.json").read_bytes()
    assert json.loads(stored)["schema_version"] == 1
    plan = read_plan(stored)
    assert plan == all_samples()[name]
    assert json.loads(write_plan(plan))["schema_version"] == SCHEMA_VERSION


def test_a_flight_leads_down_where_a_lower_storey_has_one_too() -> None:
    upper, ground = read_plan((STORED / "two-storeys.json").read_bytes()).storeys
    assert [stair.leads for stair in (*upper.stairs, *ground.stairs)] == [StairLeads.DOWN, StairLeads.UP]


def test_a_wall_of_version_1_without_a_kind_stays_an_interior_wall() -> None:
    wall = {"id": "w", "start": [0, 0], "end": [1_000, 0], "thickness_mm": 100}
    plan = plan_from_builtins({"schema_version": 1, "storeys": [{"id": "s", "name": "", "walls": [wall]}]})
    assert plan.storeys[0].walls[0].kind is WallKind.INTERIOR
    newer = plan_from_builtins({"schema_version": 2, "storeys": [{"id": "s", "name": "", "walls": [wall]}]})
    assert newer.storeys[0].walls[0].kind is None


@pytest.mark.parametrize(
    "storeys",
    [5, None, ["x"], [{"fixtures": 3}], [{"id": "s", "name": "", "fixtures": [7, {"kind": []}], "walls": [None]}]],
)
def test_broken_data_of_version_1_is_refused_with_its_place(storeys: object) -> None:
    with pytest.raises(PlanUnreadable, match=r"\$\.storeys"):
        plan_from_builtins({"schema_version": 1, "storeys": storeys})


def test_reading_an_older_plan_leaves_its_data_alone() -> None:
    data = json.loads((STORED / "two-storeys.json").read_bytes())
    before = json.dumps(data)
    plan_from_builtins(data)
    assert json.dumps(data) == before
