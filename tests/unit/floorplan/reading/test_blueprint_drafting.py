"""Drafting blueprints drawn from known plans: the truth is exact."""

import numpy as np
import pytest
from PIL import Image
from tests.support.drawn_blueprints import Pen, draw_blueprint, encoded, extent_mm
from tests.support.houses import box, storey, wall
from tests.support.sample_plans import bungalow

from planroom.floorplan.geometry.points import Point, distance_mm
from planroom.floorplan.model.codec import write_plan
from planroom.floorplan.model.finding import Finding, Severity
from planroom.floorplan.model.opening import Hinge, Opening, OpeningKind, Swing
from planroom.floorplan.model.plan import FixtureKind, ScaleSource, Storey
from planroom.floorplan.model.rooms import outline_of, room_shapes
from planroom.floorplan.model.wall import WallKind
from planroom.floorplan.reading.blueprint import read_blueprint
from planroom.floorplan.reading.reading import Reading

_NEAR_MM = 120.0
_PENS = {
    "plain": Pen(),
    "coarse": Pen(mm_per_px=30.0),
    "fine": Pen(mm_per_px=8.0),
    "turned": Pen(turn_deg=1.5),
    "turned back": Pen(turn_deg=-2.4),
    "noisy": Pen(noise=25.0),
    "white on blue": Pen(paper=40, ink=230),
    "yellowed": Pen(paper=200, ink=60),
}


def _read(truth: Storey, pen: Pen | None = None, **options: object) -> Reading:
    low_x, _, high_x, _ = extent_mm(truth)
    info = str(options.pop("info", f"width {(high_x - low_x) / 1000:.3f} m"))
    return read_blueprint(encoded(draw_blueprint(truth, pen)), info=info)


def _codes(findings: tuple[Finding, ...], least: Severity = Severity.INFO) -> set[str]:
    return {finding.code for finding in findings if finding.severity.rank >= least.rank}


def _places(place: Storey, kind: OpeningKind, truth: Storey) -> list[Point]:
    """Give the centres of the openings of a kind, from the lower left outer corner of the truth."""
    low_x, low_y, _, _ = extent_mm(truth if place is truth else place)
    walls = {wall.id: wall for wall in place.walls}
    return [
        walls[opening.wall_id].point_at(opening.offset_mm).moved(-low_x, -low_y)
        for opening in place.openings
        if opening.kind is kind
    ]


@pytest.mark.parametrize("pen", _PENS.values(), ids=_PENS)
def test_rooms_and_areas_are_those_of_the_plan_that_was_drawn(pen: Pen) -> None:
    truth = bungalow().storeys[0]
    (drafted,) = _read(truth, pen).plan.storeys
    wanted = sorted(shape.area_mm2 for shape in room_shapes(truth, 1.0))
    found = sorted(shape.area_mm2 for shape in room_shapes(drafted, 5.0))
    assert found == pytest.approx(wanted, rel=0.03)
    gross = sum(outline.area_mm2 for outline in outline_of(truth, 1.0))
    assert sum(outline.area_mm2 for outline in outline_of(drafted, 5.0)) == pytest.approx(gross, rel=0.006)


@pytest.mark.parametrize("pen", _PENS.values(), ids=_PENS)
def test_doors_and_windows_lie_where_they_were_drawn(pen: Pen) -> None:
    truth = bungalow().storeys[0]
    (drafted,) = _read(truth, pen).plan.storeys
    for kind in (OpeningKind.DOOR, OpeningKind.DOUBLE_DOOR, OpeningKind.WINDOW):
        found = _places(drafted, kind, truth)
        for wanted in _places(truth, kind, truth):
            assert min(distance_mm(wanted, place) for place in found) < _NEAR_MM, (kind, wanted)
    assert len(_places(drafted, OpeningKind.DOOR, truth)) == 5
    assert len(_places(drafted, OpeningKind.DOUBLE_DOOR, truth)) == 1


def test_widths_of_doors_and_windows_are_measured() -> None:
    truth = bungalow().storeys[0]
    (drafted,) = _read(truth, Pen(mm_per_px=10.0)).plan.storeys
    for kind in (OpeningKind.DOOR, OpeningKind.WINDOW):
        wanted = {opening.width_mm for opening in truth.openings if opening.kind is kind}
        found = [opening.width_mm for opening in drafted.openings if opening.kind is kind]
        assert all(min(abs(width - other) for other in found) < 60 for width in wanted)


@pytest.mark.parametrize("swing", Swing)
@pytest.mark.parametrize("hinge", Hinge)
@pytest.mark.parametrize("level", [True, False], ids=["level", "upright"])
def test_hinge_and_swing_of_a_door_are_read(level: bool, hinge: Hinge, swing: Swing) -> None:  # noqa: FBT001 - a case
    ends = ((150.0, 4_000.0), (9_850.0, 4_000.0)) if level else ((5_000.0, 7_850.0), (5_000.0, 150.0))
    middle = wall("middle", *ends, 180.0)
    door = Opening(
        id="d", wall_id="middle", kind=OpeningKind.DOOR, offset_mm=3_300, width_mm=850, hinge=hinge, swing=swing
    )
    (drafted,) = _read(storey(*box(10_000, 8_000), middle, openings=(door,))).plan.storeys
    (found,) = drafted.openings
    assert (found.kind, found.hinge, found.swing) == (OpeningKind.DOOR, hinge, swing)


def test_walls_have_their_number_thickness_and_kind() -> None:
    truth = storey(*box(10_000, 8_000), wall("middle", (5_000, 150), (5_000, 7_850), 180.0))
    (drafted,) = _read(truth, Pen(mm_per_px=10.0)).plan.storeys
    outer = [found.thickness_mm for found in drafted.walls if found.kind is WallKind.EXTERIOR]
    inner = [found.thickness_mm for found in drafted.walls if found.kind is WallKind.INTERIOR]
    assert outer == pytest.approx([300.0] * 4, abs=15)
    assert inner == pytest.approx([180.0], abs=15)
    for found in drafted.walls:
        assert found.start.x_mm == found.end.x_mm or found.start.y_mm == found.end.y_mm
        assert found.start.x_mm == round(found.start.x_mm)


def test_the_plan_stands_at_the_origin() -> None:
    truth = bungalow().storeys[0]
    (drafted,) = _read(truth).plan.storeys
    assert extent_mm(drafted)[:2] == pytest.approx((0.0, 0.0), abs=5.0)


def test_what_is_left_and_up_in_the_picture_is_left_and_up_in_the_plan() -> None:
    truth = storey(
        *box(10_000, 8_000), wall("left", (3_000, 150), (3_000, 7_850)), wall("up", (3_000, 6_000), (9_850, 6_000))
    )
    (drafted,) = _read(truth).plan.storeys
    axis = sorted(w.start.x_mm for w in drafted.walls if w.kind is WallKind.INTERIOR and w.start.x_mm == w.end.x_mm)
    height = sorted(w.start.y_mm for w in drafted.walls if w.kind is WallKind.INTERIOR and w.start.y_mm == w.end.y_mm)
    assert axis == pytest.approx([3_000], abs=30)
    assert height == pytest.approx([6_000], abs=30)


def test_rooms_are_numbered_from_top_left() -> None:
    truth = storey(*box(10_000, 8_000), wall("middle", (5_000, 150), (5_000, 7_850)))
    (drafted,) = _read(truth).plan.storeys
    assert [(room.label, room.seed.x_mm < 5_000) for room in drafted.rooms] == [("Room 1", True), ("Room 2", False)]


def test_a_drawing_without_leaves_has_doors_with_guessed_swings() -> None:
    truth = bungalow().storeys[0]
    reading = _read(truth, Pen(leaves=False))
    (drafted,) = reading.plan.storeys
    (guessed,) = [finding for finding in reading.findings if finding.code == "draft-113"]
    doors = [opening.id for opening in drafted.openings if opening.kind is OpeningKind.DOOR]
    assert len(doors) == 5
    assert set(guessed.element_ids) == set(doors)


def test_a_guessed_door_opens_into_the_room_and_not_into_hall_closet_or_garden() -> None:
    walls = (
        *box(9_000, 6_000),
        wall("hall", (150, 3_000), (8_850, 3_000)),
        wall("mid", (4_500, 3_000), (4_500, 5_850)),
    )
    doors = tuple(
        Opening(id=name, wall_id=wall_id, kind=OpeningKind.DOOR, offset_mm=offset, width_mm=800)
        for name, wall_id, offset in (("a", "hall", 1_500), ("b", "hall", 7_500), ("front", "south", 2_000))
    )
    (drafted,) = _read(storey(*walls, openings=doors), Pen(leaves=False)).plan.storeys
    inner = {wall.id for wall in drafted.walls if wall.kind is WallKind.INTERIOR}
    swings = {(opening.wall_id in inner, opening.swing) for opening in drafted.openings}
    assert swings == {(True, Swing.LEFT), (False, Swing.LEFT)}  # up into the bedrooms, up into the hall


def test_a_second_plan_in_the_picture_is_an_error_with_its_place() -> None:
    first = draw_blueprint(bungalow().storeys[0])
    second = draw_blueprint(storey(*box(8_000, 7_000), wall("mid", (4_000, 150), (4_000, 6_850))))
    sheet = np.full((max(first.shape[0], second.shape[0]), first.shape[1] + second.shape[1]), 255, np.uint8)
    sheet[: first.shape[0], : first.shape[1]] = first
    sheet[: second.shape[0], first.shape[1] :] = second
    reading = read_blueprint(encoded(sheet), info="width 11.6 m")
    (several,) = [finding for finding in reading.findings if finding.code == "draft-103"]
    assert several.severity is Severity.ERROR
    assert several.place is not None
    assert several.place.x_mm > 11_600
    assert len(reading.plan.storeys[0].rooms) == 9


def test_a_single_room_waits_for_a_person() -> None:
    reading = _read(storey(*box(6_000, 5_000)))
    assert "draft-116" in _codes(reading.findings, Severity.ERROR)


def test_white_paper_has_no_plan() -> None:
    reading = read_blueprint(encoded(np.full((600, 800), 255, np.uint8)))
    assert reading.plan.storeys == ()
    assert _codes(reading.findings, Severity.ERROR) >= {"draft-101"}
    assert reading.plan.source is not None
    assert (reading.plan.source.format, reading.plan.source.width_units) == ("png", 800)


@pytest.mark.parametrize("mm_per_px", [100.0, 160.0, 240.0])
def test_a_plan_of_too_few_pixels_never_passes(mm_per_px: float) -> None:
    reading = _read(bungalow().storeys[0], Pen(mm_per_px=mm_per_px, lettering=False))
    assert "draft-106" in _codes(reading.findings, Severity.ERROR)


@pytest.mark.parametrize("picture", ["noise", "stripes", "checks", "text", "black"])
def test_what_is_no_plan_never_passes(picture: str) -> None:
    y, x = np.mgrid[0:700, 0:900]
    pictures = {
        "noise": np.random.default_rng(1).integers(0, 256, (700, 900)),
        "stripes": ((x // 9) % 2) * 255,
        "checks": ((x // 12 + y // 12) % 2) * 255,
        "text": 255 - 255 * ((y % 40 < 24) & (x % 22 < 12) & ((x * y) % 7 > 2)),
        "black": np.zeros((700, 900)),
    }
    reading = read_blueprint(encoded(pictures[picture].astype(np.uint8)))
    assert _codes(reading.findings, Severity.ERROR)


def test_a_hatched_sheet_with_thousands_of_strokes_is_bounded_and_refused() -> None:
    y, x = np.mgrid[0:1500, 0:1500]
    strokes = (((x % 40) < 6) & ((y % 40) < 34)) | (((y % 40) < 6) & ((x % 40) < 34))
    reading = read_blueprint(encoded(np.where(strokes, 0, 255).astype(np.uint8)))
    assert _codes(reading.findings, Severity.ERROR)


def test_faint_ink_is_told_and_fainter_ink_is_an_error() -> None:
    truth = bungalow().storeys[0]
    faint = _read(truth, Pen(paper=220, ink=150))
    assert "draft-107" in _codes(faint.findings, Severity.WARNING)
    assert len(faint.plan.storeys[0].rooms) == 9
    assert "draft-107" in _codes(_read(truth, Pen(paper=220, ink=200)).findings, Severity.ERROR)


def test_a_plan_turned_beyond_three_degrees_never_passes() -> None:
    reading = _read(bungalow().storeys[0], Pen(turn_deg=7.0))
    assert _codes(reading.findings, Severity.ERROR)


def test_shadow_over_half_the_paper_does_not_become_ink() -> None:
    truth = bungalow().storeys[0]
    picture = draw_blueprint(truth).astype(np.float64)
    shadow = np.linspace(1.0, 0.55, picture.shape[1])[None, :]
    reading = read_blueprint(encoded((picture * shadow).astype(np.uint8)), info="width 11.6 m")
    assert len(reading.plan.storeys[0].rooms) == 9


def test_a_strong_jpeg_is_read_like_a_png() -> None:
    truth = bungalow().storeys[0]
    reading = read_blueprint(encoded(draw_blueprint(truth), "JPEG", quality=35), info="width 11.6 m")
    assert len(reading.plan.storeys[0].rooms) == 9


def test_a_fireplace_is_a_fixture_and_no_door() -> None:
    truth = storey(*box(10_000, 8_000), wall("middle", (5_000, 150), (5_000, 7_850), 240.0))
    picture = draw_blueprint(truth, Pen(lettering=False))
    chimney = Image.fromarray(picture)
    left, top = (1_500 + 5_120) / 15, (1_500 + 3_300) / 15
    chimney.paste(0, (round(left), round(top), round(left + 40), round(top + 95)))
    chimney.paste(255, (round(left - 18), round(top + 20), round(left + 18), round(top + 75)))
    (drafted,) = read_blueprint(encoded(np.asarray(chimney)), info="width 10 m").plan.storeys
    assert [fixture.kind for fixture in drafted.fixtures] == [FixtureKind.FIREPLACE]
    assert len(drafted.rooms) == 2
    assert [opening for opening in drafted.openings if opening.kind is OpeningKind.DOOR] == []


def test_a_wall_as_wide_as_its_door_is_closed_and_told() -> None:
    """A recess of which the whole front is a door: two walls that end opposite each other, nothing black between."""
    walls = (
        *(w for w in box(10_000, 8_000) if w.id in {"north", "west"}),
        wall("east", (9_850, 1_900), (9_850, 7_850), 300.0),
        wall("south", (150, 150), (7_500, 150), 300.0),
        wall("wing", (7_500, 150), (7_500, 2_000), 300.0),
        wall("mid", (4_000, 150), (4_000, 7_850), 200.0),
    )
    reading = _read(Storey(id="s", name="", walls=walls), Pen(lettering=False))
    assert len(reading.plan.storeys[0].rooms) == 2
    (closed,) = [finding for finding in reading.findings if finding.code == "draft-111"]
    assert closed.fixed
    assert closed.place is not None
    assert closed.place.x_mm == pytest.approx(8_675, abs=200)


def test_a_scale_that_no_picture_has_is_refused() -> None:
    content = encoded(draw_blueprint(storey(*box(6_000, 5_000))))
    with pytest.raises(ValueError, match=r"between 0\.1 and 1000"):
        read_blueprint(content, mm_per_pixel=0.0)


def test_the_same_bytes_give_the_same_plan() -> None:
    content = encoded(draw_blueprint(bungalow().storeys[0], Pen(noise=12.0)))
    first, second = (read_blueprint(content, info="width 11.6 m") for _ in range(2))
    assert write_plan(first.plan) == write_plan(second.plan)
    assert first.findings == second.findings


def test_progress_is_told_in_words() -> None:
    told: list[str] = []
    read_blueprint(encoded(draw_blueprint(bungalow().storeys[0])), progress=told.append)
    assert told[0] == "opening the picture"
    assert len(told) == len(set(told)) >= 5


def test_findings_come_gravest_first() -> None:
    ranks = [finding.severity.rank for finding in _read(storey(*box(6_000, 5_000)), info="nothing").findings]
    assert ranks == sorted(ranks, reverse=True)


def test_the_scale_says_that_it_was_given() -> None:
    scale = _read(bungalow().storeys[0], Pen(mm_per_px=20.0)).plan.scale
    assert scale.source is ScaleSource.GIVEN
    assert scale.mm_per_unit == pytest.approx(20.0, rel=0.01)
    assert scale.uncertainty < 0.01
