import json
from typing import Any

import jsonschema
import msgspec
import pytest
from tests.support.houses import plan_of, two_rooms
from tests.support.sample_plans import all_samples

from planroom.floorplan.geometry.points import Point
from planroom.floorplan.model.codec import (
    MAX_FAULTS,
    PlanUnreadable,
    plan_from_builtins,
    plan_json_schema,
    plan_to_builtins,
    read_plan,
    write_plan,
)
from planroom.floorplan.model.limits import MAX_BYTES
from planroom.floorplan.model.plan import Plan, Scale, ScaleSource, Source
from planroom.kit.errors import AppError, ErrorKind


def _plain(plan: Plan | None = None) -> dict[str, Any]:
    plain: dict[str, Any] = json.loads(write_plan(plan or plan_of(two_rooms())))
    return plain


def _faults_of(value: object) -> tuple[str, ...]:
    with pytest.raises(PlanUnreadable) as caught:
        plan_from_builtins(value)
    return caught.value.faults


@pytest.mark.parametrize("name", sorted(all_samples()))
def test_a_plan_is_read_as_it_was_written(name: str) -> None:
    plan = all_samples()[name]
    assert read_plan(write_plan(plan)) == plan


def test_everything_a_plan_knows_is_written() -> None:
    plan = msgspec.structs.replace(
        plan_of(two_rooms()),
        scale=Scale(source=ScaleSource.GIVEN, mm_per_unit=3.2, uncertainty=0.02, note="width 38'6\""),
        source=Source(format="png", sha256="ab", width_units=100, height_units=50),
        north_deg=-12.5,
    )
    assert read_plan(write_plan(plan)) == plan


def test_equal_plans_give_equal_bytes() -> None:
    whole = Plan(storeys=(two_rooms(),))
    fractions = msgspec.json.decode(msgspec.json.encode(whole), type=Plan)
    negative = msgspec.structs.replace(whole, north_deg=-0.0)
    assert write_plan(whole) == write_plan(fractions)
    assert write_plan(negative) == write_plan(msgspec.structs.replace(whole, north_deg=0.0))


def test_each_element_stands_on_a_line_of_its_own() -> None:
    lines = write_plan(plan_of(two_rooms())).decode().splitlines()
    assert sum('"thickness_mm"' in line for line in lines) == 5
    assert lines[0] == "{"
    assert lines[-1] == "}"


def test_a_written_plan_fits_its_json_schema() -> None:
    schema = plan_json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    validator.validate(_plain())
    assert not validator.is_valid({**_plain(), "tolerance_mm": 0})
    assert not validator.is_valid({**_plain(), "colour": "red"})


def test_a_plan_in_a_reply_is_made_of_plain_values() -> None:
    assert plan_to_builtins(plan_of(two_rooms())) == _plain()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "$: "),
        (b"{", "$: "),
        (b"\xff\xfe", "$: "),
        (b'{"name": "\xff"}', "$: "),
        (b"[]", "$: is no object"),
        (b"null", "$: is no object"),
        (b"[" * 50_000, "$: is nested too deeply"),
        (b'{"schema_version": 1, "name": NaN}', "$: "),
    ],
)
def test_what_is_no_plan_is_refused_with_a_reason(data: bytes, says: str) -> None:
    with pytest.raises(PlanUnreadable) as caught:
        read_plan(data)
    assert caught.value.faults[0].startswith(says)
    assert caught.value.kind is ErrorKind.INVALID
    assert isinstance(caught.value, AppError)


def test_a_plan_beyond_the_byte_limit_is_not_even_decoded() -> None:
    with pytest.raises(PlanUnreadable, match="more than the limit"):
        read_plan(b" " * (MAX_BYTES + 1))


@pytest.mark.parametrize("version", [0, 3, "1", None, 1.5, True, [1] * 1_000])
def test_an_unknown_schema_version_is_named(version: object) -> None:
    (fault,) = _faults_of({"schema_version": version})
    assert fault.startswith("$.schema_version: ")
    assert "this program reads versions 1 to 2" in fault
    assert len(fault) < 150


def test_a_missing_schema_version_is_named() -> None:
    assert _faults_of({}) == ("$.schema_version: is missing; this program reads versions 1 to 2",)


def test_all_faults_are_listed_with_their_places() -> None:
    plain = _plain()
    storey = plain["storeys"][0]
    storey["walls"][0]["thickness_mm"] = "thick"
    storey["walls"][1]["start"] = [1]
    storey["walls"][2]["end"] = [1, 1e9]
    del storey["walls"][3]["id"]
    storey["openings"][0]["kind"] = "hatch"
    storey["rooms"][0]["colour"] = "red"
    storey["rooms"][1]["seed"][1] = True
    plain["scale"]["uncertainty"] = -1
    plain["source"] = {"sha256": "ab"}
    assert _faults_of(plain) == (
        "$.storeys[0].walls[0].thickness_mm: Expected `float`, got `str`",
        "$.storeys[0].walls[1].start: Expected `array` of length 2, got 1",
        "$.storeys[0].walls[2].end[1]: Expected `float` <= 10000000.0",
        "$.storeys[0].walls[3].id: is missing",
        "$.storeys[0].openings[0].kind: Invalid enum value 'hatch'",
        "$.storeys[0].rooms[0].colour: is unknown; remove it",
        "$.storeys[0].rooms[1].seed[1]: Expected `float`, got `bool`",
        "$.scale.uncertainty: Expected `float` >= 0.0",
        "$.source.format: is missing",
    )


@pytest.mark.parametrize("number", [float("nan"), float("inf"), -float("inf"), 1e7 + 1, 10**400])
def test_a_coordinate_that_is_no_place_on_earth_is_refused(number: float) -> None:
    plain = _plain()
    plain["storeys"][0]["walls"][0]["start"][0] = number
    (fault,) = _faults_of(plain)
    assert fault.startswith("$.storeys[0].walls[0].start[0]: ")


def test_faults_between_elements_are_listed_too() -> None:
    plain = _plain()
    storey = plain["storeys"][0]
    storey["openings"][1]["wall_id"] = "nowhere"
    storey["rooms"][0]["id"] = "south"
    storey["rooms"][1]["label"] = "a\tb"
    storey["walls"][1]["id"] = "ea\nst"
    storey["name"] = plain["name"] = plain["scale"]["note"] = "\x01"
    says = "has control characters; use plain text on one line"
    assert _faults_of(plain) == (
        f"$.name: {says}",
        f"$.scale.note: {says}",
        "$: the id 'south' is used more than once",
        f"$.storeys[0].name: {says}",
        f"$.storeys[0].walls[1].id: {says}",
        f"$.storeys[0].rooms[1].label: {says}",
        "$.storeys[0].openings[1].wall_id: 'nowhere' is no wall of this storey",
    )


def test_a_list_of_faults_ends() -> None:
    plain = _plain()
    plain["storeys"][0]["walls"] = [{"id": 1}] * 1_000
    faults = _faults_of(plain)
    assert len(faults) == MAX_FAULTS + 1
    assert faults[-1] == "there are more faults; mend these first"


def test_a_thing_in_the_place_of_another_is_named_as_a_whole() -> None:
    assert _faults_of({**_plain(), "storeys": 7}) == ("$.storeys: Expected `array`, got `int`",)
    assert _faults_of({**_plain(), "scale": []}) == ("$.scale: Expected `object`, got `array`",)


def test_too_many_elements_are_refused() -> None:
    plain = _plain()
    plain["storeys"][0]["rooms"] = [plain["storeys"][0]["rooms"][0]] * 5_001
    assert _faults_of(plain) == ("$.storeys[0].rooms: Expected `array` of length <= 5000",)


def test_a_plan_that_could_not_be_read_again_is_not_written() -> None:
    house = two_rooms()
    torn = msgspec.structs.replace(
        house, walls=(msgspec.structs.replace(house.walls[0], start=Point(float("nan"), 0)),)
    )
    with pytest.raises(PlanUnreadable, match=r"walls\[0\]\.start\[0\]"):
        write_plan(plan_of(torn))
    with pytest.raises(ValueError, match="is no wall of this storey"):
        write_plan(plan_of(msgspec.structs.replace(house, walls=house.walls[1:])))


def test_values_nested_without_end_are_refused() -> None:
    value: list[object] = []
    for _ in range(100_000):
        value = [value]
    assert _faults_of({**_plain(), "name": value}) == ("$.name: Expected `str`, got `array`",)
    assert _faults_of({**_plain(), "storeys": value})[0].startswith("$.storeys[0]: ")
