"""FloorspaceJS: real files of the program's own tests, and defects that they are known to have."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from planroom.floorplan.model.codec import write_plan
from planroom.floorplan.model.opening import OpeningKind
from planroom.floorplan.model.plan import ScaleSource
from planroom.floorplan.model.room import RoomType
from planroom.floorplan.model.rooms import room_faces
from planroom.floorplan.reading.errors import NotThisFormat
from planroom.floorplan.reading.floorspace import looks_like_floorspace, read_floorspace
from planroom.floorplan.reading.reading import Reading

FOLDER = Path(__file__).parents[3] / "data" / "plan_files" / "floorspacejs"
TWO_STOREYS = FOLDER / "floorplan_two_story_2018_01_17.noimages.json"


def _codes(reading: Reading) -> list[str]:
    return [finding.code for finding in reading.findings]


def _house() -> Any:  # noqa: ANN401 - any JSON
    """One space of 20 by 10 feet with a door, written from the format's description."""
    corners = {"1": (0, 0), "2": (20, 0), "3": (20, 10), "4": (0, 10)}
    sides = (("5", "1", "2"), ("6", "2", "3"), ("7", "3", "4"), ("8", "4", "1"))
    geometry = {
        "id": "g",
        "vertices": [{"id": key, "x": x, "y": y, "edge_ids": []} for key, (x, y) in corners.items()],
        "edges": [{"id": key, "vertex_ids": [start, end], "face_ids": ["9"]} for key, start, end in sides],
        "faces": [{"id": "9", "edge_ids": ["5", "6", "7", "8"], "edge_order": [1, 1, 1, 1]}],
    }
    space = {"id": "10", "name": "Kitchen", "face_id": "9", "floor_to_ceiling_height": 9}
    door = {"id": "12", "door_definition_id": "11", "edge_id": "5", "alpha": 0.25}
    story = {"id": "s", "name": "Main", "geometry": geometry, "spaces": [space], "doors": [door], "windows": []}
    definition = {"id": "11", "width": 3, "height": 7, "door_type": "Overhead Door"}
    project = {"config": {"units": "ip"}, "north_axis": 33.5}
    return {"project": project, "stories": [story], "door_definitions": [definition], "window_definitions": []}


def _read(value: object) -> Reading:
    return read_floorspace(json.dumps(value).encode())


@pytest.mark.parametrize(
    ("name", "rooms"),
    [
        ("floorplan-2017-08-31.json", [2]),
        (TWO_STOREYS.name, [7, 6]),
        ("smallPlan.json", [1]),
        ("test-floorplan-down.json", [2]),
        ("test-floorplan-sides.json", [3]),
    ],
)
def test_a_real_file_gives_a_closed_room_for_each_space(name: str, rooms: list[int]) -> None:
    content = (FOLDER / name).read_bytes()
    reading = read_floorspace(content)
    assert looks_like_floorspace(content)
    storeys = reading.plan.storeys
    assert [len(room_faces(storey, reading.plan.tolerance_mm)) for storey in storeys] == rooms
    assert "read-112" not in _codes(reading)
    assert write_plan(reading.plan)


def test_the_known_defects_of_the_two_storey_plan_are_told() -> None:
    reading = read_floorspace(TWO_STOREYS.read_bytes())
    assert {"read-105", "read-117"} <= set(_codes(reading)), "a zero-length edge and a ring that does not close"
    assert [storey.elevation_mm for storey in reading.plan.storeys] == [0, pytest.approx(8 * 304.8)]
    assert [len(storey.openings) for storey in reading.plan.storeys] == [7, 8]


def test_feet_become_millimetres_and_alpha_is_the_middle() -> None:
    plan = _read(_house()).plan
    (storey,) = plan.storeys
    (door,) = storey.openings
    assert plan.scale.source is ScaleSource.MODEL
    assert plan.scale.mm_per_unit == 304.8
    assert plan.north_deg == 33.5
    assert door.kind is OpeningKind.GARAGE_DOOR
    assert (door.wall_id, door.offset_mm) == ("5", 5 * 304.8)
    assert door.width_mm == pytest.approx(3 * 304.8)
    (room,) = storey.rooms
    assert (room.id, room.label) == ("10", "Kitchen")
    assert room.ceiling_height_mm == pytest.approx(9 * 304.8)
    assert room.type is RoomType.KITCHEN


def test_repeated_windows_hang_at_every_place() -> None:
    value = _house()
    value["window_definitions"] = [{"id": "w", "width": 2, "window_definition_mode": "Repeating Windows"}]
    value["stories"][0]["windows"] = [{"id": "x", "window_definition_id": "w", "edge_id": "7", "alpha": [0.25, 0.75]}]
    windows = [one for one in _read(value).plan.storeys[0].openings if one.kind is OpeningKind.WINDOW]
    assert [window.offset_mm for window in windows] == [5 * 304.8, 15 * 304.8]


@pytest.mark.parametrize(
    ("path", "new", "code"),
    [
        (("stories", 0, "geometry", "edges", 0, "vertex_ids"), ["1", "77"], "read-104"),
        (("stories", 0, "geometry", "vertices", 0, "x"), 1e300, "read-103"),
        (("stories", 0, "geometry", "vertices", 0, "x"), "far", "read-103"),
        (("stories", 0, "geometry", "edges", 1, "id"), "5", "read-106"),
        (("stories", 0, "geometry", "faces", 0, "edge_ids"), ["5", "7", "6", "8"], "read-117"),
        (("stories", 0, "spaces", 0, "face_id"), "77", "read-104"),
        (("stories", 0, "doors", 0, "edge_id"), "77", "read-104"),
        (("stories", 0, "doors", 0, "alpha"), 7, "read-103"),
        (("stories", 0, "doors", 0, "door_definition_id"), None, "read-116"),
        (("stories", 0, "multiplier"), 40, "read-109"),
        (("project", "config", "units"), "cubits", "read-120"),
        (("stories", 0, "geometry"), 5, "read-118"),
        (("stories",), [], "read-118"),
    ],
)
def test_a_defect_is_a_finding_and_the_rest_is_read(path: tuple[str | int, ...], new: object, code: str) -> None:
    value = _house()
    part = value
    for key in path[:-1]:
        part = part[key]
    part[path[-1]] = new
    reading = _read(value)
    assert code in _codes(reading)
    assert write_plan(reading.plan)


def test_thousands_of_storeys_are_cut_off_with_a_finding() -> None:
    value = _house()
    value["stories"] = [{**copy.deepcopy(value["stories"][0]), "name": f"{n}"} for n in range(201)]
    reading = _read(value)
    assert len(reading.plan.storeys) == 200
    assert _codes(reading)[0] == "read-101"


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"stories": 1}', b'{"stories":' * 100_000, b"\xff"])
def test_what_is_no_floorspace_is_refused(content: bytes) -> None:
    with pytest.raises(NotThisFormat):
        read_floorspace(content)
