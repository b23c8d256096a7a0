"""R2V annotations: real ones of the data set, and rows written from the format's description."""

from itertools import permutations
from pathlib import Path

import pytest

from planroom.floorplan.model.codec import write_plan
from planroom.floorplan.model.opening import OpeningKind
from planroom.floorplan.model.plan import FixtureKind, ScaleSource
from planroom.floorplan.model.room import RoomType
from planroom.floorplan.model.rooms import room_faces, room_shapes
from planroom.floorplan.reading.errors import FileTooLarge, NotThisFormat
from planroom.floorplan.reading.r2v import MAX_ROWS, looks_like_r2v, read_r2v
from planroom.floorplan.reading.reading import Reading

REAL = sorted((Path(__file__).parents[3] / "data" / "plan_files" / "r2v").glob("*.txt"))

TWO_ROOMS = (
    "0 0 400 0 wall",
    "0 300 400 300 wall",
    "0 0 0 300 wall",
    "402 0 400 301 wall",  # an end 2 px beside the corner that it means
    "200 0 200 300 wall",
    "200 100 200 140 door",
    "50 0 110 0 door",
    "20 20 60 40 kitchen",
    "20 200 60 240 living_room",
    "300 100 340 140 bedroom",
    "10 250 60 290 cooking_counter",
)


def _file(*rows: str) -> bytes:
    return "".join("\t".join((*row.split(), "1", "1", "")) + "\n" for row in rows).encode()


def _codes(reading: Reading) -> list[str]:
    return [finding.code for finding in reading.findings]


@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem[:10])
def test_a_real_annotation_gives_rooms_for_its_labels(path: Path) -> None:
    reading = read_r2v(path.read_bytes())
    (storey,) = reading.plan.storeys
    assert looks_like_r2v(path.read_bytes())
    assert "read-112" not in _codes(reading)
    assert len(room_faces(storey, reading.plan.tolerance_mm)) == len(storey.rooms) >= 4
    assert reading.plan.scale.source is ScaleSource.UNKNOWN
    assert write_plan(reading.plan)


def test_walls_doors_labels_and_icons_become_a_storey() -> None:
    reading = read_r2v(_file(*TWO_ROOMS))
    (storey,) = reading.plan.storeys
    assert len(storey.walls) == 5
    assert all(wall.thickness_assumed for wall in storey.walls)
    labels = {shape.room.label: shape.room.type for shape in room_shapes(storey, reading.plan.tolerance_mm)}
    assert labels == {"Living room / Kitchen": RoomType.LIVING_ROOM, "Bedroom": RoomType.BEDROOM}
    assert sorted(opening.kind for opening in storey.openings) == [OpeningKind.DOOR, OpeningKind.WINDOW]
    assert [fixture.kind for fixture in storey.fixtures] == [FixtureKind.STOVE]


def test_y_turns_up() -> None:
    storey = read_r2v(_file(*TWO_ROOMS)).plan.storeys[0]
    factor = read_r2v(_file(*TWO_ROOMS)).plan.scale.mm_per_unit
    (bedroom,) = [room for room in storey.rooms if room.label == "Bedroom"]
    assert bedroom.seed == pytest.approx((320 * factor, -120 * factor), abs=0.01)


def test_the_order_of_the_lines_does_not_matter() -> None:
    plans = {write_plan(read_r2v(_file(*TWO_ROOMS[:7], *rest)).plan) for rest in permutations(TWO_ROOMS[7:9])}
    contents = {plan.split(b'"sha256"')[0] for plan in plans}
    assert len(contents) == 1


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("1 2 3 wall", "read-109"),
        ("1 2 3 4 swimming_pool", "read-109"),
        ("nan 2 3 4 wall", "read-103"),
        ("inf 2 3 4 door", "read-103"),
        ("1e300 2 3 4 wall", "read-103"),
        ("nan nan 2 2 bedroom", "read-103"),
        ("7 7 7 7 wall", "read-105"),
        ("7 7 7 7 toilet", "read-103"),
        ("900 900 940 900 door", "read-107"),
        ("900 900 940 940 closet", "read-112"),
    ],
)
def test_a_wrong_row_is_a_finding_and_the_others_are_read(row: str, code: str) -> None:
    reading = read_r2v(_file(*TWO_ROOMS, row))
    assert code in _codes(reading)
    assert len(reading.plan.storeys[0].walls) == 5
    assert write_plan(reading.plan)


def test_a_million_rows_are_cut_off_with_a_finding() -> None:
    reading = read_r2v(b"1\t1\t9\t9\twall\t\n" * (MAX_ROWS + 1))
    assert _codes(reading)[:2] == ["read-101", "read-101"]


def test_a_bomb_of_crossing_walls_leaves_the_storey_empty() -> None:
    rows = [f"{n} 0 {n} 9000 wall" for n in range(0, 9000, 10)] + [f"0 {n} 9000 {n} wall" for n in range(0, 9000, 10)]
    reading = read_r2v(_file(*rows))
    assert "read-102" in _codes(reading)
    assert reading.plan.storeys[0].walls == ()


@pytest.mark.parametrize("content", [b"", b"\x00\xff" * 50, b"once\tupon\ta\ttime\tthere was", b"{}"])
def test_what_is_no_annotation_is_refused(content: bytes) -> None:
    with pytest.raises(NotThisFormat):
        read_r2v(content)
    assert not looks_like_r2v(content)


def test_too_many_bytes_are_refused() -> None:
    with pytest.raises(FileTooLarge):
        read_r2v(b"1\t1\t9\t9\twall\n" * 1_700_000)
