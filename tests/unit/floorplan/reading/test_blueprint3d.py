"""blueprint3d: the program's own example, and items written from the format's description."""

import json
from pathlib import Path
from typing import Any

import pytest

from planroom.floorplan.model.codec import write_plan
from planroom.floorplan.model.opening import OpeningKind
from planroom.floorplan.model.rooms import room_shapes
from planroom.floorplan.reading.blueprint3d import looks_like_blueprint3d, read_blueprint3d
from planroom.floorplan.reading.errors import NotThisFormat

EXAMPLE = Path(__file__).parents[3] / "data" / "plan_files" / "blueprint3d" / "example.json"


def _with(items: list[dict[str, Any]]) -> bytes:
    value = json.loads(EXAMPLE.read_bytes())
    value["items"] = items
    return json.dumps(value).encode()


def test_the_example_is_one_room() -> None:
    content = EXAMPLE.read_bytes()
    assert looks_like_blueprint3d(content)
    plan = read_blueprint3d(content).plan
    (shape,) = room_shapes(plan.storeys[0], plan.tolerance_mm)
    assert shape.area_mm2 == pytest.approx((4673.6 - 100) ** 2, rel=1e-6)
    assert max(point.y_mm for point in shape.outline) == pytest.approx(1783.08 - 50), "y grows downwards in the file"


def test_doors_and_windows_hang_on_the_wall_under_them() -> None:
    door = {"item_name": "Door", "item_type": 7, "xpos": 400, "ypos": 110, "zpos": 289, "rotation": 3.14159}
    window = {"item_name": "Window", "item_type": 3, "xpos": 204, "ypos": 140, "zpos": 50, "rotation": 1.5708}
    chair = {"item_name": "Chair", "item_type": 1, "xpos": 300, "ypos": 0, "zpos": 0, "rotation": 0}
    plan = read_blueprint3d(_with([door, window, chair])).plan
    made = plan.storeys[0].openings
    assert [(one.kind, one.width_mm) for one in made] == [(OpeningKind.DOOR, 900.0), (OpeningKind.WINDOW, 1200.0)]
    assert made[1].sill_mm == 800.0
    walls = {wall.id: wall for wall in plan.storeys[0].walls}
    assert walls[made[0].wall_id].point_at(made[0].offset_mm) == pytest.approx((4000, -2890.52), abs=1)


@pytest.mark.parametrize(
    ("item", "code"),
    [
        ({"item_type": 7, "xpos": None, "zpos": 1}, "read-103"),
        ({"item_type": 7, "xpos": 400, "zpos": 0, "rotation": 0}, "read-107"),
        ({"item_type": 7, "xpos": 400, "zpos": 289, "rotation": 1.57}, "read-107"),
    ],
)
def test_an_opening_without_a_wall_is_a_finding(item: dict[str, Any], code: str) -> None:
    reading = read_blueprint3d(_with([item]))
    assert reading.findings[0].code == code
    assert reading.plan.storeys[0].openings == ()
    assert write_plan(reading.plan)


def test_a_wall_without_its_corner_is_a_finding() -> None:
    value = json.loads(EXAMPLE.read_bytes())
    value["floorplan"]["walls"][0]["corner1"] = "nowhere"
    reading = read_blueprint3d(json.dumps(value).encode())
    assert "read-104" in [finding.code for finding in reading.findings]
    assert len(reading.plan.storeys[0].walls) == 3


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"floorplan": []}', b'{"floorplan":' * 100_000])
def test_what_is_no_blueprint3d_is_refused(content: bytes) -> None:
    with pytest.raises(NotThisFormat):
        read_blueprint3d(content)
