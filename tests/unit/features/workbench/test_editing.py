"""Changed models worked out: every refused edit and every broken rule at its place."""

import msgspec
import pytest
from tests.support.sample_plans import bungalow

from planroom.features.workbench.editing import check_model, work_out
from planroom.floorplan.model.edits.apply import Edit
from planroom.floorplan.model.finding import Severity
from planroom.floorplan.model.plan import Plan
from planroom.infra.settings import Settings
from planroom.kit.errors import InvalidInput
from planroom.production.errors import OutOfTime

SETTINGS = Settings()


def _edits(*edits: dict[str, str]) -> list[Edit]:
    return msgspec.convert(list(edits), list[Edit])


def test_edits_build_on_each_other() -> None:
    room_id = bungalow().storeys[0].rooms[0].id
    edited = work_out(
        bungalow(),
        _edits(
            {"op": "set_room_label", "room_id": room_id, "label": "Den"},
            {"op": "set_room_label", "room_id": room_id, "label": "Study"},
        ),
        SETTINGS,
    )
    assert edited.plan.storeys[0].rooms[0].label == "Study"


def test_every_refused_edit_is_told() -> None:
    edits = _edits(
        {"op": "set_room_label", "room_id": "nowhere", "label": "Den"},
        {"op": "set_storey_name", "storey_id": bungalow().storeys[0].id, "name": "Main floor"},
        {"op": "remove_opening", "opening_id": "nothing"},
    )
    with pytest.raises(InvalidInput) as caught:
        work_out(bungalow(), edits, SETTINGS)
    assert [fault.loc for fault in caught.value.faults] == [("edits", 0), ("edits", 2)]
    assert {fault.type for fault in caught.value.faults} == {"value_error.element_unknown"}


def test_a_plan_is_checked_without_edits() -> None:
    checked = work_out(Plan(), [], SETTINGS)
    assert checked.plan == Plan()
    assert Severity.ERROR in {finding.severity for finding in checked.findings}


def test_a_plan_that_takes_too_long_to_check_is_given_up() -> None:
    with pytest.raises(OutOfTime):
        work_out(bungalow(), [], Settings(draft_timeout_seconds=0.001))


def test_a_sound_plan_is_taken() -> None:
    check_model(bungalow())
    check_model(Plan())


def test_a_repeated_id_is_told_at_the_plan() -> None:
    storey = bungalow().storeys[0]
    twice = msgspec.structs.replace(bungalow(), storeys=(storey, storey))
    with pytest.raises(InvalidInput) as caught:
        check_model(twice)
    assert caught.value.faults[0].loc == ("plan",)
    assert "more than once" in caught.value.faults[0].msg
