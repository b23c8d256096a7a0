"""react-planner: real scenes of the program's own examples, and defects put into one of them."""

import json
from pathlib import Path
from typing import Any

import pytest

from planroom.floorplan.model.codec import write_plan
from planroom.floorplan.model.opening import OpeningKind
from planroom.floorplan.model.rooms import room_shapes
from planroom.floorplan.reading.errors import NotThisFormat
from planroom.floorplan.reading.react_planner import looks_like_react_planner, read_react_planner

FOLDER = Path(__file__).parents[3] / "data" / "plan_files" / "react_planner"


def _scene() -> Any:  # noqa: ANN401 - any JSON
    """Two walls of 4 m in an L and a window a quarter of the way from the end with the smaller x."""
    vertices = {"a": {"x": 500, "y": 100}, "b": {"x": 100, "y": 100}, "c": {"x": 100, "y": 500}}
    sizes = {"thickness": {"length": 20}, "height": {"length": 300}}
    lines = {"ab": {"vertices": ["a", "b"], "properties": sizes}, "bc": {"vertices": ["b", "c"], "properties": sizes}}
    hole_sizes = {"width": {"length": 90}, "height": {"length": 100}, "altitude": {"length": 90}}
    holes = {"h": {"type": "window", "line": "ab", "offset": 0.25, "properties": hole_sizes}}
    layer = {"altitude": 0, "vertices": vertices, "lines": lines, "holes": holes, "areas": {}}
    return {"unit": "cm", "layers": {"layer-1": layer}}


@pytest.mark.parametrize(
    ("name", "walls", "openings", "rooms"),
    [
        ("demo_data.json", 4, 0, 1),
        ("example_floor_0.json", 29, 23, 4),
        ("myscene.json", 16, 14, 5),
        ("test_doors.json", 5, 5, 0),
    ],
)
def test_a_real_scene_is_read_whole(name: str, walls: int, openings: int, rooms: int) -> None:
    content = (FOLDER / name).read_bytes()
    reading = read_react_planner(content)
    (storey,) = reading.plan.storeys
    assert looks_like_react_planner(content)
    assert (len(storey.walls), len(storey.openings)) == (walls, openings)
    assert len(room_shapes(storey, reading.plan.tolerance_mm)) == len(storey.rooms) == rooms
    assert reading.findings == ()
    assert write_plan(reading.plan)


def test_a_room_is_net_of_half_of_each_wall() -> None:
    plan = read_react_planner((FOLDER / "demo_data.json").read_bytes()).plan
    (shape,) = room_shapes(plan.storeys[0], plan.tolerance_mm)
    widths = [max(values) - min(values) for values in zip(*shape.outline, strict=True)]
    assert widths[0] == pytest.approx(8640 - 2480 - 200)


def test_kinds_of_doors_are_told_by_their_words() -> None:
    plan = read_react_planner((FOLDER / "test_doors.json").read_bytes()).plan
    kinds = {opening.kind for opening in plan.storeys[0].openings}
    assert {OpeningKind.DOOR, OpeningKind.DOUBLE_DOOR, OpeningKind.SLIDING_DOOR} <= kinds


def test_the_early_form_counts_in_pixels() -> None:
    plan = read_react_planner((FOLDER / "myscene.json").read_bytes()).plan
    assert plan.scale.mm_per_unit == 10
    assert {wall.thickness_mm for wall in plan.storeys[0].walls} == {200.0}


def test_an_offset_counts_from_the_end_with_the_smaller_x() -> None:
    (storey,) = read_react_planner(json.dumps(_scene()).encode()).plan.storeys
    (window,) = storey.openings
    (wall,) = [wall for wall in storey.walls if wall.id == "ab"]
    assert wall.point_at(window.offset_mm) == pytest.approx((2000, 1000))
    assert (window.width_mm, window.height_mm, window.sill_mm) == (900, 1000, 900)
    assert storey.ceiling_height_mm == 3000


@pytest.mark.parametrize(
    ("path", "new", "code"),
    [
        (("unit",), "parsec", "read-120"),
        (("pixelPerUnit",), 0, "read-120"),
        (("layers",), {}, "read-118"),
        (("layers", "layer-1"), None, "read-118"),
        (("layers", "layer-1", "lines", "bc", "vertices"), ["b", "z"], "read-104"),
        (("layers", "layer-1", "lines", "bc", "vertices"), ["b", "b"], "read-105"),
        (("layers", "layer-1", "vertices", "c", "x"), 1e300, "read-103"),
        (("layers", "layer-1", "holes", "h", "line"), "z", "read-104"),
        (("layers", "layer-1", "holes", "h", "line"), [], "read-104"),
        (("layers", "layer-1", "holes", "h", "offset"), 2, "read-103"),
        (("layers", "layer-1", "holes", "h", "properties"), None, "read-116"),
        (("layers", "layer-1", "holes", "h", "type"), "hatch", "read-115"),
        (("layers", "layer-1", "areas", "k"), {"vertices": ["a", "z"]}, "read-117"),
        (("layers", "layer-1", "areas", "k"), {"vertices": ["a", "b", "c"]}, "read-112"),
    ],
)
def test_a_defect_is_a_finding_and_the_rest_is_read(path: tuple[str, ...], new: object, code: str) -> None:
    value = _scene()
    part = value
    for key in path[:-1]:
        part = part[key]
    part[path[-1]] = new
    reading = read_react_planner(json.dumps(value).encode())
    assert code in [finding.code for finding in reading.findings]
    assert write_plan(reading.plan)


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"layers": []}', b'{"layers":' * 100_000])
def test_what_is_no_scene_is_refused(content: bytes) -> None:
    with pytest.raises(NotThisFormat):
        read_react_planner(content)
