import msgspec
import pytest
from tests.support.drawings import box_plan, recordings
from tests.support.sample_plans import awkward, bungalow, two_storeys

from planroom.floorplan.drawing.backends.recording import Recording
from planroom.floorplan.drawing.compose import compose
from planroom.floorplan.drawing.facade import Side, facade_of
from planroom.floorplan.drawing.facts import PageFacts
from planroom.floorplan.drawing.scene import Area, Ellipse, Line
from planroom.floorplan.drawing.style import Tick, find_style
from planroom.floorplan.geometry.points import Point
from planroom.floorplan.geometry.region import region_of
from planroom.floorplan.model.plan import Scale, ScaleSource

STEPPED = region_of([Point(*xy) for xy in ((0, 0), (9000, 0), (9000, 5000), (6000, 5000), (6000, 8000), (0, 8000))])
BEVELLED = region_of([Point(*xy) for xy in ((0, 0), (9000, 0), (9000, 5000), (6000, 8000), (0, 8000))])
COURT = region_of(
    [
        Point(*xy)
        for xy in ((0, 0), (9000, 0), (9000, 8000), (6000, 8000), (6000, 6000), (3000, 6000), (3000, 8000), (0, 8000))
    ]
)


@pytest.mark.parametrize(
    ("region", "side", "stops"),
    [
        (STEPPED, Side.TOP, (0, 6000, 9000)),
        (STEPPED, Side.BOTTOM, (0, 9000)),
        (STEPPED, Side.LEFT, (0, 8000)),
        (STEPPED, Side.RIGHT, (0, 5000, 8000)),
        (BEVELLED, Side.TOP, (0, 6000, 9000)),
        (BEVELLED, Side.RIGHT, (0, 5000, 8000)),
        (COURT, Side.TOP, (0, 3000, 6000, 9000)),
        (COURT, Side.LEFT, (0, 8000)),
    ],
)
def test_a_facade_stops_where_its_outline_steps_or_bends(region: object, side: Side, stops: tuple[float, ...]) -> None:
    assert facade_of([region], side).stops_mm == stops  # type: ignore[list-item]  # regions come from the table above


def test_two_detached_houses_have_a_gap_between_them() -> None:
    first = region_of([Point(*xy) for xy in ((0, 0), (3000, 0), (3000, 3000), (0, 3000))])
    second = region_of([Point(*xy) for xy in ((5000, 0), (8000, 0), (8000, 3000), (5000, 3000))])
    assert facade_of([first, second], Side.TOP).stops_mm == (0, 3000, 5000, 8000)


def test_nothing_has_no_facade() -> None:
    assert facade_of([], Side.TOP).stops_mm == ()


def test_parts_too_thin_to_tell_are_passed_over() -> None:
    ragged = region_of([Point(*xy) for xy in ((0, 0), (9000, 0), (9000, 5000), (8980, 5000), (8980, 8000), (0, 8000))])
    assert facade_of([ragged], Side.TOP).stops_mm == (0, 9000)


def test_the_whole_is_written_on_two_sides() -> None:
    assert recordings(bungalow(), "soft")[0].texts("dimension.text") == ["11.60 m", "8.20 m"]


def test_parts_stand_in_a_row_before_the_whole() -> None:
    texts = recordings(two_storeys(), "soft")[0].texts("dimension.text")
    assert texts[:3] == ["9.00 m", "4.00 m", "13.00 m"]


def test_the_other_side_is_measured_only_when_it_differs() -> None:
    texts = recordings(awkward(), "technical")[0].texts("dimension.text")
    assert texts == [
        "2.58 m",
        "9.20 m",
        "11.78 m",
        "9.20 m",
        "2.58 m",
        "4.39 m",
        "2.89 m",
        "7.28 m",
        "2.58 m",
        "4.70 m",
    ]


def test_the_parts_of_a_chain_are_written_alike() -> None:
    texts = recordings(two_storeys(), "plain")[0].texts("dimension.text")
    right = texts[-3:]
    assert len({"/" in text for text in right}) == 1


def test_no_dimensions_stand_in_the_plain_variant() -> None:
    assert not recordings(bungalow(), dimensions=False)[0].items("dimension")


def test_chains_can_be_switched_off() -> None:
    style = find_style("plain")
    off = msgspec.structs.replace(style, dimensions=msgspec.structs.replace(style.dimensions, chains=False))
    recording = Recording(compose(bungalow(), off, PageFacts(), dimensions=True)[0])
    assert not recording.items("dimension")
    assert recording.texts("room.size")


def test_a_plan_of_unknown_scale_tells_no_sizes() -> None:
    plan = msgspec.structs.replace(bungalow(), scale=Scale(source=ScaleSource.UNKNOWN))
    recording = recordings(plan, facts=PageFacts(total_area_m2=80.0))[0]
    for role in ("dimension", "room.size", "room.area", "page.area", "page.scale-bar"):
        assert not recording.items(role)
    assert recording.texts("page.note")[-1].startswith("Not to scale.")


@pytest.mark.parametrize(("tick", "shape"), [(Tick.SLASH, Line), (Tick.DOT, Ellipse), (Tick.ARROW, Area)])
def test_a_chain_is_ended_by_its_marks(tick: Tick, shape: type) -> None:
    style = find_style("plain")
    wanted = msgspec.structs.replace(style, dimensions=msgspec.structs.replace(style.dimensions, tick=tick))
    marks = Recording(compose(box_plan(4000, 3000), wanted, PageFacts(), dimensions=True)[0]).items("dimension.tick")
    assert len(marks) == 4
    assert all(isinstance(mark, shape) for mark in marks)


def test_extension_lines_stop_short_of_the_building() -> None:
    recording = recordings(box_plan(4000, 3000))[0]
    lines = [item for item in recording.items("dimension.extension") if isinstance(item, Line)]
    assert len(lines) == 4
    assert all(point.y_mm > 3100 or point.x_mm < -100 for line in lines for point in line.points)
