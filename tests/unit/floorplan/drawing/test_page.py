import msgspec
import pytest
from tests.support.drawings import box_plan, box_storey, recordings
from tests.support.sample_plans import all_samples, awkward, bungalow, two_storeys

from planroom.floorplan.drawing.compose import PAPER_SCALES, compose
from planroom.floorplan.drawing.extent import bounds_of_points, text_corners
from planroom.floorplan.drawing.facts import PageFacts, scale_note
from planroom.floorplan.drawing.scene import Scene, Text
from planroom.floorplan.drawing.style import AreaFigure, Units, find_style, with_units
from planroom.floorplan.model.plan import Plan, Scale, ScaleSource

FACTS = PageFacts(
    title="Orchard House",
    address="24 Orchard Lane, Springfield, Vermont 05156, United States of America",
    total_area_m2=124.04,
    storey_areas_m2={"s-1": 64.5, "s-2": 59.54},
)


def scenes(plan: Plan, style: str = "plain", *, facts: PageFacts = FACTS, dimensions: bool = True) -> tuple[Scene, ...]:
    return compose(plan, find_style(style), facts, dimensions=dimensions)


def texts(scene: Scene) -> list[Text]:
    return [item for item in scene.items if isinstance(item, Text)]


@pytest.mark.parametrize("style", ["plain", "soft", "technical"])
@pytest.mark.parametrize("name", sorted(all_samples()))
def test_everything_written_lies_on_the_page(name: str, style: str) -> None:
    for scene in scenes(all_samples()[name], style):
        bounds = bounds_of_points(corner for text in texts(scene) for corner in text_corners(text))
        assert bounds is not None
        assert bounds[0] >= scene.low.x_mm
        assert bounds[1] >= scene.low.y_mm
        assert bounds[2] <= scene.high.x_mm
        assert bounds[3] <= scene.high.y_mm


@pytest.mark.parametrize(("width_mm", "depth_mm"), [(1000, 1000), (60_000, 1200), (1200, 60_000), (12_000, 9_000)])
def test_a_page_fits_its_paper_and_has_a_sensible_shape(width_mm: float, depth_mm: float) -> None:
    (scene,) = scenes(box_plan(width_mm, depth_mm))
    sides = sorted((scene.width_mm / scene.paper_scale, scene.height_mm / scene.paper_scale))
    assert sides[0] <= 210
    assert sides[1] <= 297
    assert sides[1] / sides[0] <= 1.75
    assert scene.paper_scale in PAPER_SCALES


def test_all_floors_have_one_scale_and_one_page_size_lowest_first() -> None:
    lower, upper = scenes(two_storeys())
    assert (lower.name, upper.name) == ("01-ground-floor", "02-first-floor")
    assert lower.paper_scale == upper.paper_scale
    assert lower.width_mm == pytest.approx(upper.width_mm, abs=2)
    assert lower.height_mm == pytest.approx(upper.height_mm, abs=2)


def test_floors_are_told_by_their_own_area_and_the_total() -> None:
    lower = recordings(two_storeys(), facts=FACTS)[0]
    assert lower.texts("page.area") == ["694 sq ft / 64.5 m²"]
    assert lower.texts("page.area-caption") == ["Internal area, this floor", "1,335 sq ft / 124.0 m² in total"]


def test_a_single_floor_is_told_by_the_total() -> None:
    recording = recordings(bungalow(), facts=FACTS)[0]
    assert recording.texts("page.area") == ["1,335 sq ft / 124.0 m²"]
    assert recording.texts("page.area-caption") == ["Internal area"]


def test_no_area_is_shown_when_none_is_known_or_wanted() -> None:
    assert not recordings(bungalow())[0].texts("page.area")
    style = find_style("plain")
    without = msgspec.structs.replace(style, page=msgspec.structs.replace(style.page, area=AreaFigure.NONE))
    (scene,) = compose(bungalow(), without, FACTS, dimensions=False)
    assert not [text for text in texts(scene) if text.role == "page.area"]


def test_title_and_address_stand_under_the_floor_and_are_cut_when_too_long() -> None:
    recording = recordings(bungalow(), facts=FACTS)[0]
    assert recording.texts("page.floor") == ["Ground Floor"]
    assert recording.texts("page.address")[0].startswith("Orchard House  ·  24 Orchard Lane, Springfield")
    endless = recordings(bungalow(), facts=PageFacts(address="Very Long Street " * 9))[0]
    assert endless.texts("page.address")[0].endswith("…")


@pytest.mark.parametrize(("level", "title"), [(0, "Ground Floor"), (2, "Floor 2"), (-1, "Basement 1")])
def test_a_floor_without_a_name_is_called_by_its_level(level: int, title: str) -> None:
    storey = msgspec.structs.replace(box_storey(4000, 3000), name="", level=level)
    assert recordings(Plan(storeys=(storey,)))[0].texts("page.floor") == [title]


@pytest.mark.parametrize(
    ("scale", "note"),
    [
        (Scale(source=ScaleSource.MODEL), ""),
        (Scale(source=ScaleSource.GIVEN), ""),
        (Scale(source=ScaleSource.GIVEN, uncertainty=0.014), "Scale from a given measurement (± 1 %)."),
        (Scale(source=ScaleSource.PRINTED, uncertainty=0.002), "Scale read from printed dimensions (± 1 %)."),
        (Scale(source=ScaleSource.DOOR_WIDTHS, uncertainty=0.06), "Scale estimated from door widths (± 6 %)."),
        (Scale(source=ScaleSource.UNKNOWN, uncertainty=0.3), "Not to scale."),
    ],
)
def test_the_page_says_where_an_uncertain_scale_comes_from(scale: Scale, note: str) -> None:
    assert scale_note(scale) == note
    written = " ".join(recordings(msgspec.structs.replace(bungalow(), scale=scale))[0].texts("page.note"))
    assert note in written
    assert "approximate" in written


def test_a_ratio_is_promised_only_for_a_certain_scale() -> None:
    certain, estimated = recordings(bungalow(), "technical")[0], recordings(awkward(), "technical")[0]
    assert "Scale 1:60 on A4." in certain.texts("page.note")[-1]
    assert "Scale 1:" not in estimated.texts("page.note")[-1]


@pytest.mark.parametrize(
    ("units", "ends"), [(Units.METRES, ["2 m"]), (Units.FEET, ["10 ft"]), (Units.BOTH, ["2 m", "10 ft"])]
)
def test_the_scale_bar_has_round_numbers_of_the_units_in_use(units: Units, ends: list[str]) -> None:
    (scene,) = compose(bungalow(), with_units(find_style("plain"), units), PageFacts(), dimensions=False)
    numbers = [text.text for text in texts(scene) if text.role == "page.scale-text"]
    assert [number for number in numbers if " " in number] == ends


def test_the_scale_bar_is_as_long_as_it_says() -> None:
    (scene,) = compose(bungalow(), with_units(find_style("plain"), Units.METRES), PageFacts(), dimensions=False)
    first, *_, last = [text for text in texts(scene) if text.role == "page.scale-text"]
    assert last.at.x_mm - first.at.x_mm == pytest.approx(float(last.text.removesuffix(" m")) * 1000)


def test_north_is_drawn_only_when_known() -> None:
    assert recordings(bungalow())[0].items("page.north")
    assert not recordings(awkward())[0].items("page.north")


def test_a_floor_without_anything_on_it_has_no_page() -> None:
    plan = box_plan(4000, 3000)
    empty = msgspec.structs.replace(plan.storeys[0], id="e", walls=(), rooms=(), elevation_mm=3000)
    assert len(scenes(msgspec.structs.replace(plan, storeys=(*plan.storeys, empty)))) == 1
