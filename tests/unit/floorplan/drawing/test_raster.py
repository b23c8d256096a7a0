import io

import pytest
from PIL import Image
from tests.support.sample_plans import bungalow

from planroom.floorplan.drawing.backends.svg import svg_of
from planroom.floorplan.drawing.compose import compose, pixels_of
from planroom.floorplan.drawing.facts import PageFacts
from planroom.floorplan.drawing.raster import jpg_of, png_of
from planroom.floorplan.drawing.scene import Scene
from planroom.floorplan.drawing.style import find_style
from planroom.floorplan.geometry.points import Point

LONGEST_PX = 1200


def scene_of(style: str = "plain") -> Scene:
    return compose(bungalow(), find_style(style), PageFacts(), dimensions=True)[0]


def picture(scene: Scene) -> Image.Image:
    return Image.open(io.BytesIO(png_of(svg_of(scene), *pixels_of(scene, LONGEST_PX)))).convert("RGB")


def colour_at(image: Image.Image, scene: Scene, place: Point) -> tuple[int, ...]:
    share = image.width / scene.width_mm
    x, y = (place.x_mm - scene.low.x_mm) * share, (scene.high.y_mm - place.y_mm) * share
    colour = image.getpixel((round(x), round(y)))
    assert isinstance(colour, tuple)
    return colour


def test_the_longest_side_is_as_asked_and_the_shape_is_kept() -> None:
    scene = scene_of()
    image = picture(scene)
    assert max(image.size) == LONGEST_PX
    assert image.width / image.height == pytest.approx(scene.width_mm / scene.height_mm, rel=0.002)


@pytest.mark.parametrize(
    ("place", "colour"),
    [
        (Point(140, 4500), (0x3A, 0x43, 0x51)),
        (Point(11460, 4500), (0x3A, 0x43, 0x51)),
        (Point(7300, 1000), (0x3A, 0x43, 0x51)),
        (Point(1000, 1000), (0xF7, 0xEC, 0xD9)),
        (Point(9000, 7500), (0xE4, 0xEA, 0xF3)),
        (Point(2300, 5000), (0xF0, 0xEC, 0xE5)),
        (Point(-1500, 9300), (0xFF, 0xFF, 0xFF)),
    ],
    ids=["west wall", "east wall", "inner wall", "living room", "bedroom", "opening", "paper"],
)
def test_walls_and_floors_are_where_they_should_be(place: Point, colour: tuple[int, ...]) -> None:
    scene = scene_of("soft")
    assert colour_at(picture(scene), scene, place) == colour


def test_the_corners_of_walls_have_no_seams() -> None:
    scene = scene_of("soft")
    image = picture(scene)
    wall = (0x3A, 0x43, 0x51)
    joints = [Point(140, 140), Point(11460, 8060), Point(5400, 140), Point(5400, 5000), Point(8000, 8060)]
    for joint in joints:
        around = [joint.moved(dx, dy) for dx in (-35, 0, 35) for dy in (-35, 0, 35)]
        assert {colour_at(image, scene, place) for place in around} == {wall}


def test_the_same_plan_gives_the_same_pictures() -> None:
    scene = scene_of()
    first, second = (png_of(svg_of(scene), *pixels_of(scene, 600)) for _ in range(2))
    assert first == second
    assert jpg_of(first) == jpg_of(second)


def test_a_jpg_has_the_size_of_the_png_and_no_metadata() -> None:
    scene = scene_of()
    png = png_of(svg_of(scene), *pixels_of(scene, 600))
    with Image.open(io.BytesIO(jpg_of(png))) as image:
        assert image.size == Image.open(io.BytesIO(png)).size
        assert image.mode == "RGB"
        assert not image.getexif()
        assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_text_is_drawn_with_the_packaged_font() -> None:
    scene = scene_of()
    image = picture(scene)
    label = next(item for item in scene.items if item.role == "page.floor")
    assert label.role == "page.floor"
    share = image.width / scene.width_mm
    top = image.crop((0, 0, image.width // 2, round(scene.height_mm * share * 0.09)))
    assert top.convert("L").getextrema()[0] == 0x11


@pytest.mark.parametrize(("width", "height"), [(0, 10), (10, 0), (8001, 10), (10, 100_000)])
def test_a_size_out_of_bounds_is_refused(width: int, height: int) -> None:
    with pytest.raises(ValueError, match="1 to 8000 px"):
        png_of(b"<svg/>", width, height)
