"""The scale: what the customer's words give, what doors give, and what is said about it."""

import pytest
from tests.support.drawn_blueprints import Pen, draw_blueprint, encoded
from tests.support.sample_plans import bungalow

from planroom.floorplan.model.finding import Severity
from planroom.floorplan.model.plan import ScaleSource
from planroom.floorplan.reading.blueprint import read_blueprint
from planroom.floorplan.reading.blueprint_steps.given import GivenSize, find_given_size
from planroom.floorplan.reading.blueprint_steps.scaling import Measured, Scaled, decide_scale

FOOT = 304.8
_PLAIN = Measured(
    width_px=1_000.0, depth_px=500.0, wall_px=18.0, inner_doors_px=(74.0, 75.0, 73.0), outer_doors_px=(87.0,)
)
"""A plan of 10 by 5 m at 10 mm per pixel, with the doors that belong to it."""


def _mm(length_mm: float | None) -> float | None:
    return None if length_mm is None else round(length_mm, 3)


def _codes(scaled: Scaled) -> dict[str, Severity]:
    return {finding.code: finding.severity for finding in scaled.findings}


@pytest.mark.parametrize(
    ("info", "width_mm", "depth_mm"),
    [
        ("width 38'6\"", 38.5 * FOOT, None),
        ("width 38'6\" depth 24'", 38.5 * FOOT, 24 * FOOT),
        ("Width: 38'-6\", Depth: 24'-0\"", 38.5 * FOOT, 24 * FOOT),
        ("depth 7.2 m", None, 7_200.0),
        ("38'6\" wide, 24' deep", 38.5 * FOOT, 24 * FOOT),
        ("38'6\" x 24'", 38.5 * FOOT, 24 * FOOT),
        ("the house is 11.7m x 7.3m", 11_700.0, 7_300.0),
        ("overall 11.7 m by 7.3 m", 11_700.0, 7_300.0),
        ("width = 11700 mm", 11_700.0, None),
        ("W 32' D 20'", 32 * FOOT, 20 * FOOT),
        ("ceiling height 8'. Width 32'", 32 * FOOT, None),
        ("Please be quick! It is 32 ft across; ceilings 9 ft high", 32 * FOOT, None),
        ("depth 20', width 32'", 32 * FOOT, 20 * FOOT),
        ("garage 20' long, house width 48'", 48 * FOOT, None),
    ],
)
def test_sizes_are_found_in_the_words_of_customers(info: str, width_mm: float | None, depth_mm: float | None) -> None:
    found = find_given_size(info)
    assert (_mm(found.width_mm), _mm(found.depth_mm)) == (_mm(width_mm), _mm(depth_mm))
    assert not found.assumed_width
    assert not found.repeated


@pytest.mark.parametrize(
    ("info", "mm_per_px"),
    [
        ("scale 12.5 mm/px", 12.5),
        ("scale 12,5 mm per pixel", 12.5),
        ("2 cm per pixel, width 30'", 20.0),
        ("0.02 m/px", 20.0),
    ],
)
def test_an_explicit_scale_goes_before_sizes(info: str, mm_per_px: float) -> None:
    assert find_given_size(info) == GivenSize(mm_per_px=mm_per_px)


def test_a_lone_length_counts_as_the_width_and_is_marked() -> None:
    found = find_given_size("32'")
    assert (_mm(found.width_mm), found.depth_mm, found.assumed_width) == (_mm(32 * FOOT), None, True)


@pytest.mark.parametrize(
    "info",
    [
        "",
        "as soon as possible",
        "ceiling height 8'",
        "door 3' wide",
        "width 38",
        "scale 1:100",
        "0 mm/px",
        "width 2 mm",
    ],
)
def test_words_without_a_usable_size_give_none(info: str) -> None:
    assert find_given_size(info).is_empty


def test_a_measure_given_twice_is_marked_and_the_smallest_taken() -> None:
    found = find_given_size("width 32', no, width 30'")
    assert (_mm(found.width_mm), found.repeated) == (_mm(30 * FOOT), True)


def test_an_endless_text_is_searched_within_bounds() -> None:
    assert find_given_size("x" * 5_000_000 + " width 30'").is_empty


def test_the_width_gives_the_scale() -> None:
    scaled = decide_scale("width 10 m", None, _PLAIN)
    assert scaled.scale.source is ScaleSource.GIVEN
    assert scaled.scale.mm_per_unit == pytest.approx(10.0)
    assert scaled.scale.note == "width 32'10\" (10.00 m)"
    assert scaled.findings == ()


def test_the_depth_alone_gives_the_scale() -> None:
    assert decide_scale("depth 5 m", None, _PLAIN).scale.mm_per_unit == pytest.approx(10.0)


def test_width_and_depth_that_agree_are_weighed_together() -> None:
    scaled = decide_scale("width 10 m depth 5.15 m", None, _PLAIN)
    assert scaled.scale.mm_per_unit == pytest.approx(10.1)
    assert scaled.findings == ()


@pytest.mark.parametrize(("depth", "severity"), [("5.4 m", Severity.WARNING), ("8 m", Severity.ERROR)])
def test_width_and_depth_that_disagree_are_told_and_the_width_decides(depth: str, severity: Severity) -> None:
    scaled = decide_scale(f"width 10 m depth {depth}", None, _PLAIN)
    assert _codes(scaled) == {"draft-123": severity}
    assert scaled.scale.mm_per_unit == pytest.approx(10.0)


def test_the_caller_can_give_the_scale_itself() -> None:
    scaled = decide_scale("width 99 m", 10.0, _PLAIN)
    assert (scaled.scale.source, scaled.scale.mm_per_unit) == (ScaleSource.GIVEN, 10.0)


def test_without_words_the_doors_give_the_scale_and_it_is_said() -> None:
    scaled = decide_scale("", None, _PLAIN)
    assert scaled.scale.source is ScaleSource.DOOR_WIDTHS
    assert scaled.scale.mm_per_unit == pytest.approx(10.0, rel=0.01)
    assert scaled.scale.uncertainty >= 0.1
    assert _codes(scaled) == {"draft-121": Severity.WARNING}


def test_few_doors_make_the_scale_less_certain() -> None:
    lone = _PLAIN._replace(inner_doors_px=(74.0,), outer_doors_px=())
    assert decide_scale("", None, lone).scale.uncertainty > decide_scale("", None, _PLAIN).scale.uncertainty


def test_without_words_and_doors_the_scale_is_unknown_and_an_error() -> None:
    scaled = decide_scale("", None, _PLAIN._replace(inner_doors_px=(), outer_doors_px=()))
    assert scaled.scale.source is ScaleSource.UNKNOWN
    assert _codes(scaled) == {"draft-122": Severity.ERROR}


def test_words_without_a_size_are_answered_with_how_to_write_one() -> None:
    scaled = decide_scale("as soon as possible", None, _PLAIN)
    assert set(_codes(scaled)) == {"draft-124", "draft-121"}
    assert _codes(scaled)["draft-124"] is Severity.INFO


def test_a_lone_length_is_told_to_be_taken_as_the_width() -> None:
    assert _codes(decide_scale("10 m", None, _PLAIN)) == {"draft-125": Severity.INFO}


def test_a_repeated_measure_is_told() -> None:
    assert _codes(decide_scale("width 10 m, width 10.2 m", None, _PLAIN)) == {"draft-126": Severity.WARNING}


@pytest.mark.parametrize(("width", "severity"), [("6.5 m", Severity.WARNING), ("30 m", Severity.ERROR)])
def test_a_given_size_that_makes_doors_unlikely_is_told(width: str, severity: Severity) -> None:
    assert _codes(decide_scale(f"width {width}", None, _PLAIN)) == {"draft-127": severity}


def test_a_plan_read_without_words_is_scaled_by_its_doors() -> None:
    content = encoded(draw_blueprint(bungalow().storeys[0], Pen(mm_per_px=15.0)))
    scale = read_blueprint(content).plan.scale
    assert scale.source is ScaleSource.DOOR_WIDTHS
    assert scale.mm_per_unit == pytest.approx(15.0, rel=0.1)


def test_an_explicit_scale_is_per_pixel_of_the_picture_as_sent() -> None:
    content = encoded(draw_blueprint(bungalow().storeys[0], Pen(mm_per_px=25.0)))
    (storey,) = read_blueprint(content, mm_per_pixel=25.0).plan.storeys
    xs = [x for wall in storey.walls for x in (wall.start.x_mm, wall.end.x_mm)]
    assert max(xs) - min(xs) == pytest.approx(11_600 - 280, abs=60)
