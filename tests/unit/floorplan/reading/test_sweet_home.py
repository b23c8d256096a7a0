"""Sweet Home 3D: homes written for these tests from the format's description; no free sample is known."""

import io
import math
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planroom.floorplan.model.codec import read_plan, write_plan
from planroom.floorplan.model.opening import Hinge, OpeningKind, Swing
from planroom.floorplan.model.plan import FixtureKind, Storey
from planroom.floorplan.model.room import RoomType
from planroom.floorplan.model.rooms import room_shapes
from planroom.floorplan.reading.errors import FileTooLarge, FileUnreadable, NotThisFormat
from planroom.floorplan.reading.formats import detect_format
from planroom.floorplan.reading.importing.xml_tree import MAX_NESTING, MAX_XML_ELEMENTS
from planroom.floorplan.reading.sweet_home import MAX_ZIP_BYTES, looks_like_sweet_home, read_sweet_home

# 6 m by 4 m over the centre lines of its walls, y down: a living room to the left, a bathroom to the right.
HOME = """<?xml version='1.0'?>
<home version='7000' name='Cottage' wallHeight='250'>
  <compass x='0' y='0' diameter='100' northDirection='1.5707964'/>
  <level id='up' name='First floor' elevation='262' floorThickness='12' height='240' elevationIndex='0'/>
  <level id='down' name='Ground floor' elevation='0' floorThickness='12' height='250' elevationIndex='0'/>
  <wall id='top' level='down' xStart='0' yStart='0' xEnd='600' yEnd='0' thickness='20'/>
  <wall id='right' level='down' xStart='600' yStart='0' xEnd='600' yEnd='400' thickness='20'/>
  <wall id='bottom' level='down' xStart='600' yStart='400' xEnd='0' yEnd='400' thickness='20'/>
  <wall id='left' level='down' xStart='0' yStart='400' xEnd='0' yEnd='0' thickness='20' height='300'/>
  <wall id='inner' level='down' xStart='400' yStart='0' xEnd='400' yEnd='400' thickness='10'/>
  <room id='r1' level='down' name='Salon'>
    <point x='10' y='10'/><point x='395' y='10'/><point x='395' y='390'/><point x='10' y='390'/></room>
  <room id='r2' level='down' name='Bad'>
    <point x='405' y='10'/><point x='590' y='10'/><point x='590' y='390'/></room>
  <doorOrWindow id='d1' level='down' name='Porte' catalogId='eTeks#door'
    x='100' y='400' width='90' depth='20' height='208.5'>
    <sash xAxis='0.04' yAxis='0.5' width='0.9' startAngle='0.0' endAngle='1.5707964'/></doorOrWindow>
  <furnitureGroup level='down' name='Group'>
    <doorOrWindow id='w1' level='down' name='Fenster'
      x='600' y='200' angle='1.5707964' width='120' depth='20' height='110' elevation='95'/>
  </furnitureGroup>
  <pieceOfFurniture id='p1' level='down' doorOrWindow='true' name='Passage'
    x='400' y='200' angle='1.5707964' width='80' depth='10' height='205'/>
  <pieceOfFurniture id='bed' level='down' name='Double bed'
    x='80' y='80' width='140' depth='200' height='50' angle='0'/>
  <pieceOfFurniture id='plant' level='down' name='Plant' x='50' y='300' width='30' depth='30' height='90'/>
  <pieceOfFurniture id='stairs' level='down' name='Escalier' x='300' y='300' width='90' depth='180' height='262'/>
</home>"""


def _packed(home: str | bytes, name: str = "Home.xml") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(zipfile.ZipInfo(name), home, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def _ground(home: str = HOME) -> Storey:
    return next(storey for storey in read_sweet_home(_packed(home)).plan.storeys if storey.level == 0)


def _codes(home: str) -> set[str]:
    return {finding.code for finding in read_sweet_home(_packed(home)).findings}


def _without_upstairs(old: str, new: str) -> str:
    assert old in HOME
    return HOME.replace("<level id='up'", "<level_gone id='up'").replace(old, new)


def test_walls_and_rooms_become_storeys_in_millimetres() -> None:
    plan = read_sweet_home(_packed(HOME)).plan
    assert [(storey.name, storey.level, storey.elevation_mm) for storey in plan.storeys] == [
        ("Ground floor", 0, 0.0),
        ("First floor", 1, 2620.0),
    ]
    areas = {(s.room.label, s.room.type): s.area_mm2 / 1e6 for s in room_shapes(plan.storeys[0], plan.tolerance_mm)}
    assert areas == {
        ("Salon", RoomType.LIVING_ROOM): pytest.approx(3.85 * 3.8),
        ("Bad", RoomType.BATH): pytest.approx(1.85 * 3.8),
    }
    assert plan.name == "Cottage"
    assert plan.north_deg == pytest.approx(90.0, abs=1e-3)


def test_y_turns_up_and_heights_are_kept() -> None:
    walls = {wall.id: wall for wall in _ground().walls}
    assert walls["bottom"].end == (0.0, -4000.0)
    assert (walls["left"].height_mm, walls["top"].height_mm) == (3000.0, None)


def test_doors_and_windows_hang_on_the_wall_under_them() -> None:
    openings = {opening.id: opening for opening in _ground().openings}
    assert {name: (opening.wall_id, opening.kind) for name, opening in openings.items()} == {
        "d1": ("bottom", OpeningKind.DOOR),
        "w1": ("right", OpeningKind.WINDOW),
        "p1": ("inner", OpeningKind.DOOR),
    }
    assert (openings["d1"].offset_mm, openings["d1"].width_mm) == (5000.0, 900.0)
    assert openings["w1"].sill_mm == 950.0
    assert "read-115" in _codes(HOME)  # nothing tells what the passage is


@pytest.mark.parametrize(
    ("mirrored", "hinge"), [("", Hinge.END), ("modelMirrored='true' ", Hinge.START)], ids=["plain", "mirrored"]
)
def test_a_sash_gives_hinge_and_swing(mirrored: str, hinge: Hinge) -> None:
    home = HOME.replace("<doorOrWindow id='d1'", f"<doorOrWindow {mirrored}id='d1'")
    door = next(opening for opening in _ground(home).openings if opening.id == "d1")
    # The wall runs from right to left: the left side of the door is its end, and the room lies to its right.
    assert (door.hinge, door.swing) == (hinge, Swing.RIGHT)


def test_furniture_that_a_plan_shows_is_kept() -> None:
    storey = _ground()
    assert [(fixture.id, fixture.kind) for fixture in storey.fixtures] == [("bed", FixtureKind.BED)]
    assert [stair.id for stair in storey.stairs] == ["stairs"]


def test_a_round_wall_becomes_straight_pieces_on_its_circle() -> None:
    home = _without_upstairs("yEnd='0' thickness='20'/>", f"yEnd='0' thickness='20' arcExtent='{math.pi}'/>")
    pieces = [wall for wall in _ground(home).walls if wall.id.startswith("top")]
    assert len(pieces) == 36
    assert (pieces[0].start, pieces[-1].end) == ((0.0, 0.0), (6000.0, 0.0))
    assert all(math.hypot(wall.end.x_mm - 3000, wall.end.y_mm) == pytest.approx(3000, abs=0.01) for wall in pieces)


def test_a_home_without_levels_is_one_storey() -> None:
    home = HOME.replace("<level ", "<level_gone ")
    (storey,) = read_sweet_home(_packed(home)).plan.storeys
    assert (len(storey.walls), storey.ceiling_height_mm) == (5, 2500.0)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("xEnd='600' yEnd='0'", "xEnd='0' yEnd='0'", "read-105"),
        ("xEnd='600' yEnd='0'", "xEnd='NaN' yEnd='0'", "read-103"),
        ("xEnd='600' yEnd='0'", "xEnd='1e300' yEnd='0'", "read-103"),
        ("id='top'", "id='right'", "read-106"),
        ("x='100' y='400'", "x='100' y='200'", "read-107"),
        ("width='90' depth='20'", "width='-90' depth='20'", "read-103"),
        ("<point x='10' y='10'/>", "<point x='ten' y='10'/>", "read-103"),
        ("thickness='10'", "", "read-110"),
    ],
)
def test_what_is_wrong_is_left_out_with_a_finding(old: str, new: str, code: str) -> None:
    assert code in _codes(_without_upstairs(old, new))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04 and nothing else",
        _packed(HOME, "Home"),
        _packed("<project/>"),
        _packed("no XML"),
        _packed("<!DOCTYPE home [<!ENTITY a 'b'>]><home name='&a;'/>"),
        _packed("<!DOCTYPE home [<!ENTITY a SYSTEM 'file:///etc/hostname'>]><home>&a;</home>"),
    ],
    ids=["empty", "damaged", "old version", "other", "no xml", "entity", "outside entity"],
)
def test_what_is_no_home_is_refused(content: bytes) -> None:
    with pytest.raises(NotThisFormat):
        read_sweet_home(content)


@pytest.mark.parametrize(
    "home",
    [
        b"<home>" + b" " * (21 * 1024 * 1024),
        b"<home>" + b"<wall/>" * (MAX_XML_ELEMENTS + 1) + b"</home>",
        b"<home>" + b"<wall>" * (MAX_NESTING + 1),
    ],
    ids=["zip bomb", "a million elements", "too deep"],
)
def test_a_bomb_is_refused(home: bytes) -> None:
    with pytest.raises(FileTooLarge):
        read_sweet_home(_packed(home))


def test_a_file_beyond_the_limit_is_not_unpacked() -> None:
    with pytest.raises(FileTooLarge):
        read_sweet_home(_packed(HOME) + b" " * MAX_ZIP_BYTES)


def test_a_home_is_told_by_its_content() -> None:
    assert looks_like_sweet_home(_packed(HOME))
    assert detect_format(_packed(HOME)).name == "sweethome3d"


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_a_tampered_home_is_read_or_refused(data: st.DataObject) -> None:
    home = HOME
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(home) - 1))
        other = data.draw(st.integers(0, len(home) - 1))
        piece = data.draw(st.sampled_from(("NaN", "1e999", "-9" * 30, "0", "", "'", "<", home[other : other + 20])))
        home = home[:start] + piece + home[start + data.draw(st.integers(0, 12)) :]
    try:
        plan = read_sweet_home(_packed(home)).plan
    except FileUnreadable:
        return
    assert read_plan(write_plan(plan)) == plan
