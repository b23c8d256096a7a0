"""Laws of edits: what no edit of any plan may break."""

import msgspec
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.support.houses import houses, plan_of
from tests.support.random_edits import edits, known_houses, wild_plans

from planroom.floorplan.geometry.points import Point
from planroom.floorplan.model.changes import summarise_changes
from planroom.floorplan.model.codec import read_plan, write_plan
from planroom.floorplan.model.edits.apply import Edit, apply_edit, apply_edits
from planroom.floorplan.model.edits.difference import edits_between
from planroom.floorplan.model.edits.history import History
from planroom.floorplan.model.edits.move_wall import MoveWall
from planroom.floorplan.model.edits.refusals import EditRefused
from planroom.floorplan.model.identity import all_ids, ids_of
from planroom.floorplan.model.plan import Plan, Storey
from planroom.floorplan.model.rooms import outline_of, room_faces


@given(house=houses(), data=st.data())
def test_moving_a_wall_there_and_back_gives_the_same_plan(house: Storey, data: st.DataObject) -> None:
    plan = plan_of(msgspec.structs.replace(house, openings=()))
    moved_id = data.draw(st.sampled_from([wall.id for wall in house.walls]))
    by_mm = data.draw(st.integers(-20, 20)) * 50.0
    try:
        there = apply_edit(plan, MoveWall(wall_id=moved_id, by_mm=by_mm))
        back = apply_edit(there, MoveWall(wall_id=moved_id, by_mm=-by_mm))
    except EditRefused:
        assume(condition=False)
    assert _without_seeds(back) == _without_seeds(plan)


@given(house=houses(), data=st.data())
def test_moving_a_wall_keeps_every_room_closed_and_named(house: Storey, data: st.DataObject) -> None:
    moved_id = data.draw(st.sampled_from([wall.id for wall in house.walls]))
    by_mm = data.draw(st.integers(-40, 40)) * 50.0
    try:
        after = apply_edit(plan_of(house), MoveWall(wall_id=moved_id, by_mm=by_mm)).storeys[0]
    except EditRefused:
        assume(condition=False)
    faces = room_faces(after, 1.0)
    assert [room.id for room in after.rooms][: len(house.rooms)] == [room.id for room in house.rooms]
    assert set(faces) == {room.id for room in after.rooms}


@given(house=houses(), data=st.data())
def test_moving_an_inner_wall_leaves_the_outline(house: Storey, data: st.DataObject) -> None:
    inner = [wall.id for wall in house.walls if wall.id.startswith("p")]
    assume(inner)
    by_mm = data.draw(st.integers(-20, 20)) * 50.0
    try:
        after = apply_edit(plan_of(house), MoveWall(wall_id=data.draw(st.sampled_from(inner)), by_mm=by_mm)).storeys[0]
    except EditRefused:
        assume(condition=False)
    assert outline_of(after, 1.0) == outline_of(house, 1.0)


@given(plan=wild_plans(), edit=edits())
@settings(max_examples=200)
def test_an_edit_of_any_plan_gives_a_sound_plan_or_is_refused_with_a_sentence(plan: Plan, edit: Edit) -> None:
    after = _outcome(plan, edit)
    if isinstance(after, EditRefused):
        assert after.text.endswith(".")
        assert after.code != EditRefused.code
        return
    ids = list(all_ids(after))
    assert len(ids) == len(set(ids))
    assert read_plan(write_plan(after)) == after
    summarise_changes(plan, after)


@given(plan=wild_plans(), steps=st.lists(edits(), max_size=6))
def test_any_row_of_edits_gives_a_sound_plan_or_leaves_it_alone(plan: Plan, steps: list[Edit]) -> None:
    before = write_plan(plan)
    after = plan
    for step in steps:
        outcome = _outcome(after, step)
        after = outcome if isinstance(outcome, Plan) else after
    assert read_plan(write_plan(after)) == after
    assert write_plan(plan) == before


@given(plan=wild_plans(), edit=edits())
def test_an_edit_keeps_the_ids_of_what_it_does_not_remove(plan: Plan, edit: Edit) -> None:
    removing = {"merge_rooms", "move_wall", "add_wall", "split_wall", "set_wall_ends"}
    after = _outcome(plan, edit)
    name = msgspec.to_builtins(edit)["op"]
    if isinstance(after, Plan) and name not in removing and not name.startswith("remove_"):
        assert ids_of(plan) <= ids_of(after)


@given(plan=wild_plans(), steps=st.lists(edits(), max_size=6))
def test_undoing_gives_the_plan_of_before_and_making_again_the_one_of_after(plan: Plan, steps: list[Edit]) -> None:
    history = History(first=plan)
    for step in steps:
        if isinstance(_outcome(history.plan, step), Plan):
            history = history.edited(step)
    count = len(history.edits)
    assert apply_edits(plan, history.edits) == history.plan
    assert history.undo(count).plan == plan
    assert history.undo(count).redo(count) == history


@given(plan=known_houses(), steps=st.lists(edits(), max_size=4))
def test_the_edits_between_two_plans_lead_there_and_back(plan: Plan, steps: list[Edit]) -> None:
    after = plan
    for step in steps:
        outcome = _outcome(after, step)
        after = outcome if isinstance(outcome, Plan) else after
    there, back = edits_between(plan, after), edits_between(after, plan)
    assert (there.remaining, back.remaining) == ((), ())
    assert edits_between(apply_edits(plan, there.edits), after).edits == ()
    assert edits_between(apply_edits(after, back.edits), plan).edits == ()


@given(plan=wild_plans(), other=wild_plans())
def test_the_difference_of_any_two_plans_can_be_carried_out_and_says_what_it_leaves(plan: Plan, other: Plan) -> None:
    difference = edits_between(plan, other)
    reached = apply_edits(plan, difference.edits)
    assert edits_between(reached, other).remaining == difference.remaining


def _outcome(plan: Plan, edit: Edit) -> Plan | EditRefused:
    try:
        return apply_edit(plan, edit)
    except EditRefused as refusal:
        return refusal


def _without_seeds(plan: Plan) -> Plan:
    place = Point(0.0, 0.0)
    storeys = tuple(
        msgspec.structs.replace(storey, rooms=tuple(msgspec.structs.replace(room, seed=place) for room in storey.rooms))
        for storey in plan.storeys
    )
    return msgspec.structs.replace(plan, storeys=storeys)
