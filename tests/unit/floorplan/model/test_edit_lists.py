import msgspec
import pytest
from tests.support.houses import plan_of, two_rooms

from planroom.floorplan.model.edits.apply import Edit, EditList, apply_edits, edits_from_builtins, read_edits
from planroom.floorplan.model.edits.move_wall import MoveWall
from planroom.floorplan.model.edits.operation import Operation
from planroom.floorplan.model.edits.refusals import EditRefused, EditsUnreadable, ElementUnknown, ValueOutOfRange
from planroom.floorplan.model.edits.rooms import SetRoomLabel
from planroom.floorplan.model.limits import MAX_BYTES, MAX_EDITS
from planroom.kit.errors import ErrorKind

PLAN = plan_of(two_rooms())
OPERATIONS = (
    "set_room_label", "set_room_type", "set_room_properties", "add_room", "remove_room", "merge_rooms",
    "move_wall", "add_wall", "remove_wall", "split_wall", "set_wall_thickness", "set_wall_kind",
    "add_opening", "move_opening", "remove_opening", "set_opening_kind", "set_opening_width", "set_opening_swing",
    "set_storey_name", "scale_plan",
    "set_wall_ends", "set_wall_properties", "set_opening_heights", "add_fixture", "add_stair", "set_stair",
    "add_column", "add_dimension", "add_note", "set_text", "move_element", "remove_element",
    "add_storey", "remove_storey", "set_storey_properties", "set_plan_properties", "set_scale",
)  # fmt: skip


def test_the_names_of_the_operations_are_fixed() -> None:
    assert {member.__struct_config__.tag for member in Edit.__args__} == set(OPERATIONS)


def test_edits_are_carried_out_in_order() -> None:
    after = apply_edits(PLAN, [SetRoomLabel(room_id="s-room-1", label=label) for label in ("Den", "Study")])
    assert after.storeys[0].rooms[0].label == "Study"
    assert apply_edits(PLAN, []) == PLAN


def test_the_first_edit_that_does_not_fit_refuses_the_list_and_is_named() -> None:
    edits: list[Edit] = [
        SetRoomLabel(room_id="s-room-1", label="Den"),
        MoveWall(wall_id="x", by_mm=1.0),
        MoveWall(wall_id="y", by_mm=1.0),
    ]
    with pytest.raises(ElementUnknown, match="'x'") as caught:
        apply_edits(PLAN, edits)
    assert caught.value.position == 1


def test_a_single_refusal_has_no_position() -> None:
    assert ElementUnknown.position is None
    assert EditRefused().text == "The edit cannot be carried out."


def test_a_list_of_more_edits_than_the_limit_is_refused() -> None:
    with pytest.raises(ValueOutOfRange, match="at most 500 of them, not 501"):
        apply_edits(PLAN, [SetRoomLabel(room_id="s-room-1", label="Den")] * (MAX_EDITS + 1))


def test_an_operation_without_a_verb_does_nothing() -> None:
    with pytest.raises(NotImplementedError):
        Operation().applied_to(PLAN)


def test_edits_are_read_as_they_are_written() -> None:
    edits = (SetRoomLabel(room_id="r", label="Den"), MoveWall(wall_id="w", by_mm=10.0))
    assert read_edits(msgspec.json.encode(edits)) == edits
    assert edits_from_builtins([{"op": "move_wall", "wall_id": "w", "by_mm": 10}]) == edits[1:]
    assert msgspec.json.decode(b"[]", type=EditList) == ()


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"{", "$: Input data was truncated"),
        (b'["\xff"]', "$: "),
        (b"[" * 50_000, "$: is nested too deeply"),
        (b" " * (MAX_BYTES + 1), "$: has 20971521 bytes, more than the limit of 20971520"),
        (b"{}", "$: Expected `array`, got `object`"),
        (b"[1]", "$[0]: Expected `object`, got `int`"),
        (b"[{}]", "$[0]: Object missing required field `op`"),
        (b'[{"op": "fly"}]', "$[0].op: Invalid value 'fly'"),
        (b'[{"op": "move_wall"}]', "$[0].wall_id: is missing"),
        (b'[{"op": "move_wall", "wall_id": ""}]', "$[0].wall_id: Expected `str` of length >= 1"),
        (b'[{"op": "move_wall", "wall_id": "w", "by": 1}]', "$[0].by: is unknown; remove it"),
        (b'[{"op": "move_wall", "wall_id": "w", "by_mm": 1e8}]', "$[0].by_mm: Expected `float` <= 10000000.0"),
        (b'[{"op": "remove_wall", "wall_id": 7}]', "$[0].wall_id: Expected `str`, got `int`"),
        (b"[" + b"1," * 500 + b"1]", "$[0]: Expected `object`, got `int`"),
    ],
)
def test_what_are_no_edits_is_refused_with_the_place(data: bytes, fault: str) -> None:
    with pytest.raises(EditsUnreadable) as caught:
        read_edits(data)
    assert caught.value.faults[0].startswith(fault)
    assert caught.value.kind is ErrorKind.INVALID


def test_all_faults_of_a_list_are_named_at_once() -> None:
    with pytest.raises(EditsUnreadable) as caught:
        edits_from_builtins([{"op": "move_wall", "by_mm": "far"}, {"op": "remove_wall", "wall_id": "w"}, {"op": "fly"}])
    assert [fault.split(":")[0] for fault in caught.value.faults] == ["$[0].wall_id", "$[0].by_mm", "$[2].op"]


def test_a_list_of_faults_ends() -> None:
    with pytest.raises(EditsUnreadable) as caught:
        edits_from_builtins([{"op": "fly"}] * 100)
    assert len(caught.value.faults) == 20


def test_too_many_edits_cannot_be_read() -> None:
    with pytest.raises(EditsUnreadable, match="length <= 500"):
        edits_from_builtins([{"op": "remove_wall", "wall_id": "w"}] * (MAX_EDITS + 1))
