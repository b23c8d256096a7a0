"""IFC: the duplex of buildingSMART, and a file that was written for these tests after the IFC4 schema."""

import csv
import gzip
from functools import cache
from pathlib import Path

import pytest

from planroom.floorplan.model.codec import write_plan
from planroom.floorplan.model.opening import Hinge, OpeningKind, Swing
from planroom.floorplan.model.plan import ScaleSource, Storey
from planroom.floorplan.model.room import RoomType
from planroom.floorplan.model.rooms import room_shapes
from planroom.floorplan.reading.errors import FileTooLarge, NotThisFormat
from planroom.floorplan.reading.formats import detect_format
from planroom.floorplan.reading.ifc import looks_like_ifc, read_ifc
from planroom.floorplan.reading.ifc_steps.opening import MAX_BYTES, MAX_LISTED
from planroom.floorplan.reading.ifc_steps.stated_areas import AGREES_WITHIN, compared_areas
from planroom.floorplan.reading.reading import Reading

FILES = Path(__file__).parents[3] / "data" / "plan_files" / "ifc"
DUPLEX = FILES / "Ifc2x3_Duplex_Architecture.ifc.gz"
WRITTEN = (FILES / "written_two_rooms.ifc").read_bytes()


@cache
def _duplex() -> Reading:
    return read_ifc(gzip.decompress(DUPLEX.read_bytes()))


def _stated() -> dict[tuple[str, str], list[float]]:
    """Give the areas that the duplex states, by storey and name of the room; two mirrored flats share the names."""
    areas: dict[tuple[str, str], list[float]] = {}
    with (FILES / "spaces.csv").open() as file:
        for row in csv.DictReader(file):
            if row["name"] != "Roof":
                areas.setdefault((row["storey"], row["name"]), []).append(float(row["area_m2"]))
    return areas


def _codes(content: bytes) -> set[str]:
    return {finding.code for finding in read_ifc(content).findings}


def _written(old: bytes, new: bytes) -> bytes:
    assert old in WRITTEN
    return WRITTEN.replace(old, new)


def _storey(content: bytes = WRITTEN) -> Storey:
    (storey,) = read_ifc(content).plan.storeys
    return storey


def test_the_20_room_areas_of_the_duplex_are_those_that_the_file_states() -> None:
    stated = _stated()
    agreeing = 0
    for storey in _duplex().plan.storeys:
        for room in storey.rooms:
            if room.type is RoomType.STAIRWELL and storey.level == 1:
                continue  # the upper half of a stairwell, which the file has as one space with the lower half
            wanted = stated[storey.name, room.label]
            (compared,) = compared_areas(storey, {room.id: wanted[0]})
            off = min(abs(compared.to_middles_m2 / area - 1) for area in wanted)
            assert off < AGREES_WITHIN, f"{room.label}: {compared.to_middles_m2} of {wanted}"
            agreeing += 1
    assert agreeing == sum(map(len, stated.values())) == 20


def test_the_duplex_states_its_areas_to_the_middle_of_walls_and_the_reader_says_so() -> None:
    told = [finding for finding in _duplex().findings if finding.code == "read-133"]
    assert [len(finding.element_ids) for finding in told] == [10, 10]
    assert "read-123" not in {finding.code for finding in _duplex().findings}


def test_net_areas_of_the_duplex_are_those_between_the_faces_of_its_walls() -> None:
    (level_1, level_2) = _duplex().plan.storeys
    areas = {shape.room.label: shape.area_mm2 / 1e6 for shape in room_shapes(level_1, 1.0)}
    assert areas["Bathroom 1"] == pytest.approx(1.456 * 2.171, rel=1e-3)  # the box of its IfcSpace
    upper = {shape.room.label: shape.area_mm2 / 1e6 for shape in room_shapes(level_2, 1.0)}
    assert upper["Utility"] == pytest.approx(1.524 * 0.931, rel=0.02)


def test_roof_and_foundation_of_the_duplex_are_no_floors() -> None:
    storeys = _duplex().plan.storeys
    assert [(storey.name, storey.level, storey.elevation_mm) for storey in storeys] == [
        ("Level 1", 0, 0.0),
        ("Level 2", 1, 3100.0),
    ]
    left_out = [finding.message for finding in _duplex().findings if finding.code == "read-131"]
    assert len(left_out) == 2
    assert "'Roof'" in left_out[0]
    assert "'T/FDN'" in left_out[1]


def test_doors_windows_and_stairs_of_the_duplex_are_found() -> None:
    lower, upper = _duplex().plan.storeys
    kinds = [opening.kind for storey in (lower, upper) for opening in storey.openings]
    assert kinds.count(OpeningKind.DOOR) == 14
    assert max(o.width_mm for o in lower.openings if o.kind is OpeningKind.DOOR) == pytest.approx(1250)
    assert max(wall.thickness_mm for wall in lower.walls) == pytest.approx(550)  # the party wall
    assert len(lower.stairs) == 2
    voids = [room for room in upper.rooms if room.type is RoomType.STAIRWELL]
    assert len(voids) == 2


def test_the_same_file_gives_the_same_plan() -> None:
    assert write_plan(read_ifc(WRITTEN).plan) == write_plan(read_ifc(WRITTEN).plan)


def test_a_file_in_millimetres_is_read_whole() -> None:
    reading = read_ifc(WRITTEN)
    (storey,) = reading.plan.storeys
    assert reading.findings == ()
    assert reading.plan.scale.source is ScaleSource.MODEL
    assert reading.plan.north_deg == 45.0
    assert (storey.name, storey.elevation_mm, storey.ceiling_height_mm) == ("Ground floor", 500.0, 2400.0)
    assert [wall.thickness_mm for wall in storey.walls] == [300.0, 300.0, 300.0, 300.0, 100.0]
    areas = {(shape.room.label, shape.room.type): shape.area_mm2 / 1e6 for shape in room_shapes(storey, 1.0)}
    assert areas == {
        ("Wohnzimmer", RoomType.LIVING_ROOM): pytest.approx(4.8 * 3.7),
        ("Bathroom 1", RoomType.BATH): pytest.approx(2.8 * 3.7),
    }


def test_openings_hang_where_their_holes_are() -> None:
    door, window, bare = _storey().openings
    assert (door.kind, door.offset_mm, door.width_mm, door.height_mm) == (OpeningKind.DOOR, 1450.0, 900.0, 2100.0)
    assert (door.hinge, door.swing) == (Hinge.START, Swing.LEFT)
    assert (window.kind, window.sill_mm, window.height_mm) == (OpeningKind.WINDOW, 900.0, 1200.0)
    assert (bare.kind, bare.offset_mm) == (OpeningKind.CASED, 2000.0)


@pytest.mark.parametrize(
    ("operation", "kind", "hinge"),
    [
        (b".SINGLE_SWING_RIGHT.", OpeningKind.DOOR, Hinge.END),
        (b".DOUBLE_DOOR_SINGLE_SWING.", OpeningKind.DOUBLE_DOOR, Hinge.START),
        (b".SLIDING_TO_LEFT.", OpeningKind.SLIDING_DOOR, Hinge.START),
        (b".FOLDING_TO_LEFT.", OpeningKind.FOLDING_DOOR, Hinge.START),
        (b".ROLLINGUP.", OpeningKind.GARAGE_DOOR, Hinge.START),
        (b"$", OpeningKind.DOOR, Hinge.START),
    ],
)
def test_the_operation_of_a_door_gives_its_kind_and_hinge(operation: bytes, kind: OpeningKind, hinge: Hinge) -> None:
    door = _storey(_written(b".SINGLE_SWING_LEFT.", operation)).openings[0]
    assert (door.kind, door.hinge) == (kind, hinge)


def test_an_area_that_contradicts_the_walls_is_told() -> None:
    assert _codes(_written(b"17.76", b"25.5")) == {"read-123"}


def test_a_file_without_unit_is_read_as_metres_and_says_so() -> None:
    assert "read-120" in _codes(
        _written(b"IFCSIUNIT(*,.LENGTHUNIT.,.MILLI.,.METRE.)", b"IFCSIUNIT(*,.MASSUNIT.,$,.GRAM.)")
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"IFCLOCALPLACEMENT(#19,", b"IFCLOCALPLACEMENT(#99,"),  # placements in a circle, or to nothing
        (b"IFCCARTESIANPOINT((8000.,4000.,0.))", b"IFCCARTESIANPOINT((8000.,1.E+300,0.))"),
        (b"IFCDIRECTION((0.,0.,1.))", b"IFCDIRECTION((0.,0.,0.))"),
        (b"IFCEXTRUDEDAREASOLID(", b"IFCBLOCK("),
    ],
)
def test_what_is_broken_is_left_out_with_a_finding(old: bytes, new: bytes) -> None:
    reading = read_ifc(_written(old, new))
    assert {"read-109", "read-118"} & {finding.code for finding in reading.findings}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"solid cube",
        b"ISO-10303-21;\nHEADER;\nFILE_SCHEMA(('AUTOMOTIVE_DESIGN'));\nENDSEC;\nDATA;\nENDSEC;\n",
        WRITTEN.replace(b"DATA;", b""),
        WRITTEN.replace(b"'IFC4'", b"#30"),
    ],
)
def test_what_is_no_ifc_file_is_refused(content: bytes) -> None:
    with pytest.raises(NotThisFormat):
        read_ifc(content)


def test_a_file_beyond_the_limit_is_not_opened() -> None:
    with pytest.raises(FileTooLarge):
        read_ifc(WRITTEN + b" " * MAX_BYTES)


def test_elements_beyond_the_limit_are_told() -> None:
    walls = b"".join(b"#%d=IFCWALL($,$,$,$,$,$,$,$,$);" % (1000 + number) for number in range(MAX_LISTED))
    assert "read-101" in _codes(_written(b"ENDSEC;\nEND-ISO", walls + b"ENDSEC;\nEND-ISO"))


def test_ifc_is_told_by_its_content() -> None:
    assert looks_like_ifc(WRITTEN)
    assert detect_format(WRITTEN).name == "ifc"
