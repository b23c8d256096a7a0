"""RoomPlan: scans written from the format's description (tests/support/roomplan_scans.py); no free sample is known."""

import json
import math
from typing import Any

import pytest
from tests.support.roomplan_scans import room, surface, transform

from planroom.floorplan.model.codec import write_plan
from planroom.floorplan.model.opening import OpeningKind
from planroom.floorplan.model.plan import FixtureKind
from planroom.floorplan.model.room import RoomType
from planroom.floorplan.model.rooms import room_shapes
from planroom.floorplan.reading.errors import NotThisFormat
from planroom.floorplan.reading.reading import Reading
from planroom.floorplan.reading.roomplan import looks_like_roomplan, read_roomplan


def _read(value: object) -> Reading:
    return read_roomplan(json.dumps(value).encode())


def _codes(reading: Reading) -> list[str]:
    return [finding.code for finding in reading.findings]


def test_one_room_has_walls_of_an_assumed_thickness() -> None:
    scan = room("a", 0, 4, 3, label="kitchen")
    assert looks_like_roomplan(json.dumps(scan).encode())
    plan = _read(scan).plan
    (storey,) = plan.storeys
    assert len(storey.walls) == 4
    assert all(wall.thickness_assumed for wall in storey.walls)
    (shape,) = room_shapes(storey, plan.tolerance_mm)
    assert (shape.room.label, shape.room.type) == ("Kitchen", RoomType.KITCHEN)
    assert storey.ceiling_height_mm == 2400
    assert min(point.y_mm for point in shape.outline) < -2500, "z of the scan is minus y of the plan"


def test_two_rooms_share_a_wall_whose_thickness_is_what_lies_between_them() -> None:
    plan = _read([room("a", 0, 4, 3, label="livingRoom"), room("b", 4.15, 3, 3, label="bedroom")]).plan
    (storey,) = plan.storeys
    known = [wall for wall in storey.walls if not wall.thickness_assumed]
    assert [wall.thickness_mm for wall in known] == [150]
    assert {shape.room.label for shape in room_shapes(storey, plan.tolerance_mm)} == {"Living room", "Bedroom"}


def test_openings_hang_on_the_nearest_wall_once() -> None:
    left, right = room("a", 0, 4, 3), room("b", 4.15, 3, 3)
    left["doors"] = [surface("d1", "door", transform(4.0, 1.0, 1.5, 90), 0.8, 2.0, parentIdentifier="a-right")]
    right["doors"] = [surface("d2", "door", transform(4.15, 1.0, 1.5, 90), 0.8, 2.0)]
    left["windows"] = [surface("w", "window", transform(2.0, 1.5, 0.0), 1.2, 1.0)]
    (storey,) = _read([left, right]).plan.storeys
    door, window = storey.openings
    assert (door.kind, window.kind) == (OpeningKind.DOOR, OpeningKind.WINDOW)
    assert (door.width_mm, door.height_mm) == (800, 2000)
    assert window.sill_mm == 1000
    walls = {wall.id: wall for wall in storey.walls}
    assert walls[door.wall_id].thickness_mm == 150
    assert walls[door.wall_id].point_at(door.offset_mm) == pytest.approx((4075, -1500), abs=1)


def test_a_step_in_height_starts_a_storey() -> None:
    plan = _read([room("a", 0, 4, 3), room("b", 0, 4, 3, base_m=2.8)]).plan
    assert [storey.elevation_mm for storey in plan.storeys] == [0, 2800]
    assert [len(storey.walls) for storey in plan.storeys] == [4, 4]


def test_a_structure_is_read_by_its_merged_lists_or_else_by_its_rooms() -> None:
    one, two = room("a", 0, 4, 3), room("b", 4.15, 3, 3)
    by_rooms = _read({"identifier": "s", "rooms": [one, two]}).plan
    merged = {**one, "walls": [*one["walls"], *two["walls"]], "rooms": [one, two]}
    assert len(_read(merged).plan.storeys[0].walls) == len(by_rooms.storeys[0].walls) == 7


def test_a_curved_wall_becomes_straight_pieces_of_at_most_five_degrees() -> None:
    scan = room("a", 0, 4, 3)
    scan["walls"][0]["curve"] = {"center": [0, 0], "radius": 2, "startAngle": 0, "endAngle": math.pi / 2}
    (storey,) = _read(scan).plan.storeys
    assert len(storey.walls) == 3 + 18


def test_objects_become_fixtures_and_stairs() -> None:
    scan = room("a", 0, 4, 3)
    scan["objects"] = [
        surface("o1", "toilet", transform(1, 0.4, 1, 90), 0.4, 0.8, depth_m=0.7),
        surface("o2", "stairs", transform(3, 1.2, 1), 0.9, 2.4, depth_m=2.5),
        surface("o3", "television", transform(3, 1.2, 1), 0.9, 0.4, depth_m=0.1),
    ]
    (storey,) = _read(scan).plan.storeys
    (toilet,) = storey.fixtures
    assert (toilet.id, toilet.kind, toilet.width_mm, toilet.depth_mm) == ("o1", FixtureKind.TOILET, 400, 700)
    assert toilet.turn_deg == pytest.approx(90)
    assert [stair.id for stair in storey.stairs] == ["o2"]


def test_rooms_of_different_runs_are_not_merged() -> None:
    one = {**room("a", 0, 4, 3), "referenceOriginTransform": transform(0, 0, 0)}
    two = {**room("b", 9, 4, 3), "referenceOriginTransform": transform(0, 0, 0, 30)}
    reading = _read([one, two])
    assert _codes(reading)[0] == "read-122"
    assert len(reading.plan.storeys[0].walls) == 4


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("transform", [1, 2, 3], "read-103"),
        ("transform", [1e300] * 16, "read-103"),
        ("dimensions", [None, 2.4, 0], "read-103"),
        ("dimensions", [0, 2.4, 0], "read-105"),
        ("identifier", "a-left", "read-106"),
        ("identifier", "", "read-121"),
        ("curve", {"center": "there"}, "read-110"),
    ],
)
def test_a_defect_is_a_finding_and_the_rest_is_read(name: str, value: object, code: str) -> None:
    scan: Any = room("a", 0, 4, 3)
    scan["walls"][0][name] = value
    reading = _read(scan)
    assert code in _codes(reading)
    assert len(reading.plan.storeys[0].walls) >= 3
    assert write_plan(reading.plan)


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"walls": 1}', b'{"rooms": [{}]}', b"[" * 100_000])
def test_what_is_no_scan_is_refused(content: bytes) -> None:
    with pytest.raises(NotThisFormat):
        read_roomplan(content)
