"""Corners of the drawing that ordinary homes do not reach."""

import hashlib

import msgspec
import pytest
from tests.support.drawings import box_plan, recordings
from tests.support.sample_plans import bungalow

from planroom.floorplan.drawing.backends.recording import Recording
from planroom.floorplan.drawing.backends.svg import svg_of
from planroom.floorplan.drawing.compose import compose
from planroom.floorplan.drawing.crossing import crosses_box, lines_cross
from planroom.floorplan.drawing.extent import extent_of
from planroom.floorplan.drawing.facade import Side, facade_of
from planroom.floorplan.drawing.facts import PageFacts
from planroom.floorplan.drawing.label_layouts import LabelText, layouts_of
from planroom.floorplan.drawing.placement import RoomRaster, place_label
from planroom.floorplan.drawing.render import FileFormat, Variant, picture_files, pictures_of
from planroom.floorplan.drawing.scene import Arc, Box, Ellipse, Layer, Paint
from planroom.floorplan.drawing.sheet import Sheet
from planroom.floorplan.drawing.style import Style, find_style
from planroom.floorplan.drawing.wording import slug
from planroom.floorplan.geometry.cells import corners_inside
from planroom.floorplan.geometry.points import Point
from planroom.floorplan.geometry.region import region_of
from planroom.floorplan.model.building_parts import Column
from planroom.floorplan.model.opening import Opening, OpeningKind
from planroom.floorplan.model.plan import Fixture, FixtureKind, Plan, Storey
from planroom.floorplan.model.room import Room, RoomType
from planroom.floorplan.model.wall import Wall

SQUARE = region_of([Point(0, 0), Point(1000, 0), Point(1000, 1000), Point(0, 1000)])


def with_storey(plan: Plan, **changes: object) -> Plan:
    storey = msgspec.structs.replace(plan.storeys[0], **changes)
    return msgspec.structs.replace(plan, storeys=(storey,))


def recorded(plan: Plan, style: Style) -> Recording:
    return Recording(compose(plan, style, PageFacts(), dimensions=True)[0])


def test_fixtures_can_be_left_out() -> None:
    style = find_style("plain")
    bare = msgspec.structs.replace(style, fixtures=msgspec.structs.replace(style.fixtures, shown=False))
    assert not recorded(bungalow(), bare).items("fixture")


def test_labels_of_chosen_room_types_can_be_left_out() -> None:
    style = find_style("plain")
    labels = msgspec.structs.replace(style.labels, hidden=(RoomType.CLOSET, RoomType.PORCH))
    plan = bungalow()
    porch = Room(id="r-porch", seed=Point(6350, -900), label="Porch", type=RoomType.PORCH)
    wider = with_storey(plan, rooms=(*plan.storeys[0].rooms, porch))
    words = recorded(wider, msgspec.structs.replace(style, labels=labels)).texts("room.label")
    assert "Closet" not in words
    assert "Porch" not in words
    assert "Kitchen" in words


def test_a_floor_with_only_fixtures_has_no_dimension_lines() -> None:
    column = Column(id="f", centre=Point(0, 0), width_mm=400, depth_mm=400)
    lower = box_plan(4000, 3000).storeys[0]
    upper = Storey(id="t", name="Roof", columns=(column,), elevation_mm=3000, level=1)
    roof = recordings(Plan(storeys=(lower, upper)))[1]
    assert roof.items("fixture.column")
    assert not roof.items("dimension")
    assert not roof.items("floor")


@pytest.mark.parametrize("width_mm", [0.0, -900.0])
def test_an_opening_without_width_is_left_out(width_mm: float) -> None:
    flat = Opening(id="o", wall_id="s-w0", kind=OpeningKind.WINDOW, offset_mm=2000, width_mm=width_mm)
    assert not recordings(with_storey(box_plan(4000, 3000), openings=(flat,)))[0].of("o")


def test_an_opening_wider_than_its_wall_is_drawn() -> None:
    wide = Opening(id="o", wall_id="s-w0", kind=OpeningKind.DOOR, offset_mm=2000, width_mm=9000)
    assert recordings(with_storey(box_plan(4000, 3000), openings=(wide,)))[0].items("door.leaf")


def test_ids_that_look_alike_once_made_safe_stay_apart() -> None:
    plan = box_plan(6000, 4000)
    doors = tuple(
        Opening(id=name, wall_id="s-w0", kind=OpeningKind.WINDOW, offset_mm=offset, width_mm=800)
        for name, offset in (("a b", 1500), ("a/b", 3000), ("a-b", 4500))
    )
    (scene,) = compose(with_storey(plan, openings=doors), find_style("plain"), PageFacts(), dimensions=False)
    ids = [part.split(b'"')[0] for part in svg_of(scene).split(b' id="')[1:]]
    assert len(ids) == len(set(ids))
    assert sum(b"window-a-b" in name for name in ids) == 3


def test_elements_of_two_kinds_may_have_one_id() -> None:
    twin = Opening(id="s-r", wall_id="s-w0", kind=OpeningKind.WINDOW, offset_mm=2000, width_mm=800)
    tub = Fixture(id="s-r", kind=FixtureKind.BATHTUB, centre=Point(900, 900), width_mm=700, depth_mm=700)
    plan = with_storey(box_plan(6000, 4000), openings=(twin,), fixtures=(tub,))
    (scene,) = compose(plan, find_style("plain"), PageFacts(), dimensions=False)
    ids = [part.split(b'"')[0] for part in svg_of(scene).split(b' id="')[1:]]
    assert len(ids) == len(set(ids))


def test_items_are_as_large_as_what_they_show() -> None:
    ink = Paint(fill="#000000")
    box = Box(layer=Layer.TITLE, role="x", low=Point(1, 2), high=Point(3, 4), paint=ink)
    dot = Ellipse(layer=Layer.TITLE, role="x", centre=Point(10, 10), radius_x_mm=2, radius_y_mm=1, paint=ink)
    arc = Arc(layer=Layer.TITLE, role="x", centre=Point(0, 0), radius_mm=5, start_deg=-45, end_deg=45, paint=ink)
    assert extent_of([box, dot]) == (1, 2, 12, 11)
    assert extent_of([arc]) == pytest.approx((3.5355, -3.5355, 5, 3.5355), abs=0.001)
    assert extent_of([]) is None


def test_a_very_ragged_outline_is_measured_as_a_whole() -> None:
    teeth = [Point(x * 10, 5000 + 100 * (x % 2)) for x in range(1600, -1, -1)]
    ragged = region_of([Point(0, 0), Point(16000, 0), *teeth])
    assert facade_of([ragged], Side.TOP).stops_mm == (0, 16000)


def test_a_label_that_is_larger_than_its_room_finds_no_place() -> None:
    raster = RoomRaster(SQUARE, Point(500, 500), 10, [])
    layouts = layouts_of(LabelText(name="Bedroom"), Sheet(find_style("plain"), 200.0))
    assert place_label(raster, layouts) is None
    assert place_label(raster, layouts_of(LabelText(name="Bedroom"), Sheet(find_style("plain"), 20.0))) is not None


def test_nothing_is_left_of_a_room_that_is_narrower_than_its_padding() -> None:
    lines = pytest.importorskip("numpy").linspace(0, 1000, 11)
    assert not corners_inside(SQUARE, lines, lines, 501).any()
    assert corners_inside(SQUARE, lines, lines, 301).any()


def solid_block(room_mm: float, wall_mm: float, label: str) -> Plan:
    """A small room in the middle of very thick walls."""
    half = (room_mm + wall_mm) / 2
    corners = [Point(-half, -half), Point(half, -half), Point(half, half), Point(-half, half)]
    walls = tuple(Wall(id=f"w{n}", start=corners[n], end=corners[(n + 1) % 4], thickness_mm=wall_mm) for n in range(4))
    return Plan(
        storeys=(Storey(id="s", name="Bunker", walls=walls, rooms=(Room(id="r", seed=Point(0, 0), label=label),)),)
    )


def test_a_label_that_has_no_place_anywhere_near_is_left_out() -> None:
    recording = recordings(solid_block(500, 20_000, "Strongroom"))[0]
    assert recording.items("wall.outline")
    assert not recording.texts("room.label")


def test_a_far_away_room_without_walls_does_not_blow_up_the_page() -> None:
    plan = box_plan(4000, 3000)
    lost = Room(id="lost", seed=Point(500_000, 500_000), label="Lost")
    recording = recordings(with_storey(plan, rooms=(*plan.storeys[0].rooms, lost)))[0]
    assert recording.scene.width_mm < 20_000
    assert not recording.of("lost")


def test_rooms_without_a_name_take_no_leader() -> None:
    recording = recordings(solid_block(300, 1200, ""))[0]
    assert not recording.items("room.leader")
    assert not recording.texts("room.label")


@pytest.mark.parametrize(
    ("line", "crossed"),
    [
        (((-5, 5), (15, 5)), True),
        (((5, -5), (5, 15)), True),
        (((-5, -5), (15, 15)), True),
        (((-5, 12), (15, 12)), False),
        (((12, -5), (12, 15)), False),
        (((-5, 5), (-1, 5)), False),
        (((-5, 10), (5, 20)), False),
    ],
)
def test_a_line_crosses_a_box_only_when_it_runs_through_it(
    line: tuple[tuple[float, float], tuple[float, float]], *, crossed: bool
) -> None:
    start, end = line
    assert crosses_box((Point(*start), Point(*end)), (0, 0, 10, 10)) is crossed


def test_lines_cross_between_their_ends_only() -> None:
    level = (Point(0, 0), Point(10, 0))
    assert lines_cross(level, (Point(5, -5), Point(5, 5)))
    assert not lines_cross(level, (Point(15, -5), Point(15, 5)))
    assert not lines_cross(level, (Point(5, 0), Point(5, 5)))


def test_an_id_made_to_look_like_another_gets_a_number() -> None:
    taken = f"a-b-{hashlib.sha256(b'a b').hexdigest()[:8]}"
    windows = tuple(
        Opening(id=name, wall_id="s-w0", kind=OpeningKind.WINDOW, offset_mm=offset, width_mm=800)
        for name, offset in (("a b", 1500), (taken, 3000))
    )
    plan = with_storey(box_plan(6000, 4000), openings=windows)
    (scene,) = compose(plan, find_style("plain"), PageFacts(), dimensions=False)
    assert f'id="f01-ground-floor-window-{taken}-2"'.encode() in svg_of(scene)


def test_a_room_with_nothing_to_say_has_no_label() -> None:
    style = find_style("plain")
    silent = msgspec.structs.replace(style, labels=msgspec.structs.replace(style.labels, area=False, dimensions=False))
    assert not [
        item for item in recorded(box_plan(4000, 3000, label=""), silent).scene.items if item.layer is Layer.LABELS
    ]


def test_pictures_can_be_had_without_a_document() -> None:
    (picture,) = pictures_of(box_plan(4000, 3000), find_style("plain"), PageFacts(), Variant.PLAIN)
    made = list(picture_files(picture, (FileFormat.JPG, FileFormat.SVG, FileFormat.PDF), longest_px=300))
    assert [file.name for file in made] == ["01-ground-floor.svg", "01-ground-floor.jpg"]


def test_names_of_files_are_plain_letters() -> None:
    assert slug("Étage supérieur / 2") == "etage-superieur-2"
    assert slug("二階") == ""
    assert recordings(with_storey(box_plan(4000, 3000), name="二階"))[0].scene.name == "01-floor"


def test_a_recording_counts_its_roles() -> None:
    roles = recordings(box_plan(4000, 3000))[0].roles()
    assert roles["wall.outline"] == 1
    assert roles["room.size"] == 2
