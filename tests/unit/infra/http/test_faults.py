"""Every fault of an input at once, in the words of contract section 1.1."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planroom.infra.http.fault_texts import told_as
from planroom.infra.http.faults import MAX_FAULTS, fault_of_refusal, find_faults, list_faults

Loc = tuple[str | int, ...]


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


class Inner(msgspec.Struct):
    speed: str
    size: int = 0


class AddRoom(msgspec.Struct, tag_field="op", tag="add_room"):
    name: str


class MoveWall(msgspec.Struct, tag_field="op", tag="move_wall"):
    by: float


class Body(msgspec.Struct, rename={"postal_code": "postalCode"}):
    street: Annotated[str, msgspec.Meta(min_length=1, max_length=5)]
    city: str
    source: str | list[str]
    info: str = ""
    postal_code: str | None = None
    count: Annotated[int, msgspec.Meta(ge=1, lt=10)] = 1
    latitude: Annotated[float, msgspec.Meta(gt=-90, le=90)] | None = None
    step: Annotated[int, msgspec.Meta(multiple_of=5)] = 5
    urgent: bool = False
    colour: Colour | None = None
    mode: Literal["fast", "slow"] = "fast"
    ref: UUID | None = None
    on: date | None = None
    at: datetime | None = None
    names: Annotated[list[str], msgspec.Meta(min_length=1, max_length=2)] = msgspec.field(default_factory=lambda: ["a"])
    inner: Inner | None = None
    inners: dict[str, Inner] = {}
    edits: list[AddRoom | MoveWall] = []
    code: Annotated[str, msgspec.Meta(pattern="^[a-z]+$")] = "a"
    port: (
        Annotated[str, msgspec.Meta(pattern="^[A-Z]+$", extra=told_as("value is no port", "value_error.port"))] | None
    ) = None
    pair: tuple[int, str] = (1, "a")
    free: Any = None


class Closed(msgspec.Struct, forbid_unknown_fields=True):
    known: int = 0


AT = "ensure this value has at"
GOOD: dict[str, Any] = {"street": "a", "city": "b", "source": "c"}


def faults_of(given_keys: dict[str, Any]) -> list[tuple[Loc, str, str]]:
    return [(fault.loc, fault.msg, fault.type) for fault in list_faults(Body, GOOD | given_keys, strict=True)]


def test_missing_and_wrong_fields_are_all_told_in_the_order_of_the_schema() -> None:
    faults = list_faults(Body, {"info": {"a": 1}, "count": "x"}, strict=True)
    assert [(fault.loc, fault.msg) for fault in faults] == [
        (("street",), "field required"),
        (("city",), "field required"),
        (("source",), "field required"),
        (("info",), "str type expected"),
        (("count",), "int type expected"),
    ]


@pytest.mark.parametrize(
    ("key", "value", "loc", "msg", "kind"),
    [
        ("info", 5, ("info",), "str type expected", "type_error.str"),
        ("info", None, ("info",), "none is not an allowed value", "type_error.none.not_allowed"),
        ("street", "", ("street",), f"{AT} least 1 characters", "value_error.any_str.min_length"),
        (
            "street",
            "abcdef",
            ("street",),
            f"{AT} most 5 characters",
            "value_error.any_str.max_length",
        ),
        ("postalCode", 55401, ("postalCode",), "str type expected", "type_error.str"),
        ("count", "1", ("count",), "int type expected", "type_error.integer"),
        ("count", 1.5, ("count",), "int type expected", "type_error.integer"),
        ("count", True, ("count",), "int type expected", "type_error.integer"),
        ("count", 0, ("count",), "ensure this value is greater than or equal to 1", "value_error.number.not_ge"),
        ("count", 10, ("count",), "ensure this value is less than 10", "value_error.number.not_lt"),
        ("latitude", "1", ("latitude",), "float type expected", "type_error.float"),
        ("latitude", -90, ("latitude",), "ensure this value is greater than -90", "value_error.number.not_gt"),
        ("latitude", 91, ("latitude",), "ensure this value is less than or equal to 90", "value_error.number.not_le"),
        ("step", 7, ("step",), "ensure this value is a multiple of 5", "value_error.number.not_multiple"),
        ("urgent", 1, ("urgent",), "bool type expected", "type_error.bool"),
        (
            "colour",
            "green",
            ("colour",),
            "value is not a valid enumeration member; permitted: 'red', 'blue'",
            "type_error.enum",
        ),
        (
            "mode",
            ["fast"],
            ("mode",),
            "value is not a valid enumeration member; permitted: 'fast', 'slow'",
            "type_error.enum",
        ),
        ("ref", "7", ("ref",), "uuid expected", "value_error.uuid"),
        ("on", "today", ("on",), "date expected", "value_error.date"),
        ("at", "now", ("at",), "datetime expected", "value_error.datetime"),
        ("names", "a", ("names",), "list type expected", "type_error.list"),
        ("names", [], ("names",), f"{AT} least 1 items", "value_error.list.min_items"),
        ("names", ["a", "b", "c"], ("names",), f"{AT} most 2 items", "value_error.list.max_items"),
        ("names", ["a", 1], ("names", 1), "str type expected", "type_error.str"),
        ("source", 5, ("source",), "str or list type expected", "type_error.union"),
        ("source", ["a", 5], ("source", 1), "str type expected", "type_error.str"),
        ("inner", "x", ("inner",), "dict type expected", "type_error.dict"),
        ("inner", {}, ("inner", "speed"), "field required", "value_error.missing"),
        ("inner", {"speed": "a", "size": "b"}, ("inner", "size"), "int type expected", "type_error.integer"),
        ("inners", {"a": {"speed": 1}}, ("inners", "a", "speed"), "str type expected", "type_error.str"),
        ("inners", [], ("inners",), "dict type expected", "type_error.dict"),
        ("edits", [{"name": "a"}], ("edits", 0, "op"), "field required", "value_error.missing"),
        (
            "edits",
            [{"op": "explode"}],
            ("edits", 0, "op"),
            "value is not a valid enumeration member; permitted: 'add_room', 'move_wall'",
            "type_error.enum",
        ),
        ("edits", [{"op": "move_wall", "by": "x"}], ("edits", 0, "by"), "float type expected", "type_error.float"),
        ("code", "A", ("code",), 'string does not match regex "^[a-z]+$"', "value_error.str.regex"),
        ("port", "a", ("port",), "value is no port", "value_error.port"),
        ("port", 1, ("port",), "str type expected", "type_error.str"),
        ("pair", [1], ("pair",), "wrong list length 1, expected 2", "value_error"),
        ("pair", [1, 2], ("pair", 1), "str type expected", "type_error.str"),
    ],
)
def test_each_kind_of_fault_has_its_place_words_and_type(
    key: str, value: object, loc: Loc, msg: str, kind: str
) -> None:
    assert faults_of({key: value}) == [(loc, msg, kind)]


def test_unknown_keys_are_ignored_unless_the_schema_forbids_them() -> None:
    assert faults_of({"unheard_of": 1}) == []
    faults = list_faults(Closed, {"unheard_of": 1}, strict=True)
    assert [(fault.loc, fault.msg) for fault in faults] == [(("unheard_of",), "extra fields not permitted")]


def test_a_body_that_is_no_object_is_told_at_the_root() -> None:
    assert [fault.loc for fault in list_faults(Body, [], strict=True)] == [("__root__",)]


def test_numbers_may_arrive_as_text_in_a_query_but_not_in_a_body() -> None:
    query = {"street": "a", "city": "b", "source": "c", "count": "3", "urgent": "true"}
    assert list_faults(Body, query, strict=False) == []
    assert len(list_faults(Body, query, strict=True)) == 2


def test_a_long_list_of_faults_is_cut() -> None:
    assert len(list_faults(list[int], ["x"] * 5000, strict=True)) == MAX_FAULTS


def test_what_the_walk_does_not_know_is_told_in_the_decoders_words() -> None:
    with pytest.raises(msgspec.ValidationError) as refused:
        msgspec.convert({"speed": "a", "size": "b"}, Inner)
    told = find_faults(bytes, b"", refused.value, strict=True)
    assert [(fault.loc, fault.msg) for fault in told] == [(("size",), "expected `int`, got `str`")]


def test_a_place_is_read_out_of_the_decoders_sentence() -> None:
    fault = fault_of_refusal(ValueError("Number out of range - at `$.address.latitude[3]`"))
    assert (fault.loc, fault.msg) == (("address", "latitude", 3), "number out of range")
    assert fault_of_refusal(ValueError("Expected `str` - at `$.a[0][...].b`")).loc == ("a", 0)
    assert fault_of_refusal(ValueError("Expected `str`")).loc == ("__root__",)


TEXT = st.text(alphabet="abcé-1", max_size=6)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)
KEYS = st.sampled_from([field.encode_name for field in msgspec.structs.fields(Body)])


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(KEYS, JSON, max_size=6))
def test_faults_are_found_exactly_where_the_decoder_refuses(given_keys: dict[str, Any]) -> None:
    value = GOOD | given_keys
    try:
        msgspec.convert(value, Body)
        refused = False
    except msgspec.ValidationError:
        refused = True
    assert bool(list_faults(Body, value, strict=True)) == refused
