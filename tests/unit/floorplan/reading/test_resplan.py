"""ResPlan: the three real flats of the samples, and polygons written from the format's description."""

import json
from pathlib import Path

import pytest

from planroom.floorplan.model.codec import write_plan
from planroom.floorplan.model.opening import OpeningKind
from planroom.floorplan.model.plan import ScaleSource
from planroom.floorplan.model.rooms import room_faces, room_shapes
from planroom.floorplan.reading.errors import FileTooLarge, NotThisFormat
from planroom.floorplan.reading.resplan import MAX_POLYGONS, looks_like_resplan, read_resplan

SAMPLES = Path(__file__).parents[3] / "data" / "plan_files" / "resplan" / "resplan_samples.json"


def _box(x1: float, y1: float, x2: float, y2: float) -> str:
    return f"POLYGON (({x1} {y1}, {x2} {y1}, {x2} {y2}, {x1} {y2}, {x1} {y1}))"


def _file(**geometries: list[str]) -> bytes:
    return json.dumps([{"id": 1, "geometries": geometries}]).encode()


def _flat(**more: list[str]) -> bytes:
    ring = "POLYGON ((0 0, 104 0, 104 54, 0 54, 0 0), (4 4, 100 4, 100 50, 4 50, 4 4))"
    return _file(
        wall=[ring, _box(50, 4, 54, 20), _box(50, 36, 54, 50)],
        door=[_box(50, 20, 54, 36)],
        living=[_box(4, 4, 50, 50), _box(4, 4, 4.5, 50)],
        bedroom=[_box(54, 4, 100, 50)],
        **more,
    )


@pytest.mark.parametrize(("index", "rooms", "openings"), [(0, 5, 12), (1, 5, 13), (2, 5, 14)])
def test_the_real_flats_give_their_rooms(index: int, rooms: int, openings: int) -> None:
    content = SAMPLES.read_bytes()
    reading = read_resplan(content, index=index)
    (storey,) = reading.plan.storeys
    assert looks_like_resplan(content)
    assert len(room_faces(storey, reading.plan.tolerance_mm)) >= rooms
    assert len(storey.openings) == openings
    assert reading.plan.scale.source is ScaleSource.UNKNOWN
    assert write_plan(reading.plan)


def test_bands_of_the_polygons_become_walls_and_doors_lie_in_them() -> None:
    reading = read_resplan(_flat())
    (storey,) = reading.plan.storeys
    factor = reading.plan.scale.mm_per_unit
    assert len(storey.walls) == 5
    assert [wall.thickness_mm for wall in storey.walls] == pytest.approx([4 * factor] * 5, abs=0.1)
    shapes = {shape.room.label: shape.area_mm2 for shape in room_shapes(storey, reading.plan.tolerance_mm)}
    assert shapes == {
        "Living room": pytest.approx(46 * 46 * factor**2, rel=1e-3),
        "Bedroom": pytest.approx(46 * 46 * factor**2, rel=1e-3),
    }
    (door,) = storey.openings
    assert door.kind is OpeningKind.DOOR
    assert door.width_mm == pytest.approx(800, abs=0.1)
    assert "read-117" in [finding.code for finding in reading.findings], "the sliver of a living room"


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"kitchen": ["POLYGON ((1 1, 2 2))"]}, "read-117"),
        ({"kitchen": ["LINESTRING (1 1, 2 2)"]}, "read-117"),
        ({"kitchen": ["POLYGON ((nan 1, 2 2, 3 1, nan 1))"]}, "read-117"),
        ({"kitchen": [_box(1e300, 1, 2, 3)]}, "read-117"),
        ({"kitchen": [_box(400, 400, 440, 440)]}, "read-112"),
        ({"spaceship": [_box(1, 1, 2, 2)]}, "read-109"),
        ({"kitchen": [_box(5, 5, 9, 9)] * (MAX_POLYGONS + 1)}, "read-101"),
    ],
)
def test_a_wrong_polygon_is_a_finding_and_the_others_are_read(more: dict[str, list[str]], code: str) -> None:
    reading = read_resplan(_flat(**more))
    assert code in [finding.code for finding in reading.findings]
    assert write_plan(reading.plan)


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'[{"geometries": 1}]', b"[" * 100_000, b"POLYGON"])
def test_what_is_no_resplan_is_refused(content: bytes) -> None:
    with pytest.raises(NotThisFormat):
        read_resplan(content)


def test_a_list_of_millions_is_refused_before_it_is_decoded() -> None:
    with pytest.raises(FileTooLarge):
        read_resplan(b"[" + b"[]," * 2_000_001 + b"0]")
