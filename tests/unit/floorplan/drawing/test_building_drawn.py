"""What stands in a scene for walls, openings and fixtures."""

import math

import msgspec
import pytest
from tests.support.drawings import box_plan, recordings
from tests.support.sample_plans import all_samples, bungalow, two_storeys

from planroom.floorplan.drawing.backends.recording import Recording
from planroom.floorplan.drawing.scene import Arc, Area, Layer, Line, Symbol
from planroom.floorplan.geometry.points import Point, distance_mm
from planroom.floorplan.geometry.region import in_ring, signed_area_mm2
from planroom.floorplan.model.building_parts import Column
from planroom.floorplan.model.opening import Hinge, Opening, OpeningKind, Swing
from planroom.floorplan.model.plan import Fixture, FixtureKind, Plan


def with_opening(kind: OpeningKind, hinge: Hinge = Hinge.START, swing: Swing = Swing.LEFT) -> Recording:
    """A room of 4 x 3 m with one opening of 0.9 m in the middle of its lower wall."""
    plan = box_plan(4000, 3000)
    opening = Opening(id="o", wall_id="s-w0", kind=kind, offset_mm=2000, width_mm=900, hinge=hinge, swing=swing)
    storey = msgspec.structs.replace(plan.storeys[0], openings=(opening,))
    return recordings(msgspec.structs.replace(plan, storeys=(storey,)))[0]


def solid_at(recording: Recording, point: Point) -> bool:
    """Tell whether a wall is painted at the point."""
    walls = [item for item in recording.items("wall.outline") if isinstance(item, Area)]
    return any(sum(in_ring(ring, point) for ring in wall.rings) % 2 == 1 for wall in walls)


def test_walls_that_touch_are_one_body_without_seams() -> None:
    whole = recordings(box_plan(4000, 3000))[0]
    walls = whole.items("wall.outline")
    assert len(walls) == 1
    assert isinstance(walls[0], Area)
    assert sorted(abs(signed_area_mm2(ring)) for ring in walls[0].rings) == [3800 * 2800, 4200 * 3200]


def test_an_opening_is_cut_right_through_its_wall() -> None:
    recording = with_opening(OpeningKind.CASED)
    assert not solid_at(recording, Point(2000, 0))
    assert not solid_at(recording, Point(1560, 95))
    assert solid_at(recording, Point(1540, 0))
    assert solid_at(recording, Point(2460, 0))


@pytest.mark.parametrize(
    ("hinge", "swing", "hinge_at", "tip"),
    [
        (Hinge.START, Swing.LEFT, (1550, 100), (1550, 1000)),
        (Hinge.END, Swing.LEFT, (2450, 100), (2450, 1000)),
        (Hinge.START, Swing.RIGHT, (1550, -100), (1550, -1000)),
        (Hinge.END, Swing.RIGHT, (2450, -100), (2450, -1000)),
    ],
)
def test_a_door_hangs_on_its_hinge_and_opens_to_its_side(
    hinge: Hinge, swing: Swing, hinge_at: tuple[float, float], tip: tuple[float, float]
) -> None:
    recording = with_opening(OpeningKind.DOOR, hinge, swing)
    (arc,) = [item for item in recording.items("door.swing") if isinstance(item, Arc)]
    (leaf,) = [item for item in recording.items("door.leaf") if isinstance(item, Area)]
    assert arc.centre == pytest.approx(hinge_at)
    assert arc.radius_mm == 900
    assert arc.end_deg - arc.start_deg == pytest.approx(90)
    assert any(distance_mm(end, Point(*tip)) < 0.01 for end in arc.ends)
    assert any(distance_mm(corner, Point(*tip)) < 0.01 for corner in leaf.rings[0])
    closed = Point(2450 if hinge is Hinge.START else 1550, hinge_at[1])
    assert any(distance_mm(end, closed) < 0.01 for end in arc.ends)


def test_a_double_door_has_two_leaves_that_meet_in_the_middle() -> None:
    recording = with_opening(OpeningKind.DOUBLE_DOOR)
    arcs = [item for item in recording.items("door.swing") if isinstance(item, Arc)]
    assert [arc.radius_mm for arc in arcs] == [450, 450]
    assert all(any(distance_mm(end, Point(2000, 100)) < 0.01 for end in arc.ends) for arc in arcs)


@pytest.mark.parametrize(
    ("kind", "roles"),
    [
        (OpeningKind.SLIDING_DOOR, {"door.threshold": 2, "door.panel": 2}),
        (OpeningKind.GARAGE_DOOR, {"door.header": 2, "door.panel": 1}),
        (OpeningKind.CASED, {"opening.header": 2}),
        (OpeningKind.WINDOW, {"window.frame": 1, "window.glass": 1}),
        (OpeningKind.DOOR, {"door.threshold": 2, "door.swing": 1, "door.leaf": 1}),
    ],
)
def test_each_kind_of_opening_has_its_own_parts(kind: OpeningKind, roles: dict[str, int]) -> None:
    parts = with_opening(kind).of("o")
    assert {role: sum(part.role == role for part in parts) for role in roles} == roles
    assert len(parts) == sum(roles.values())


def test_what_has_no_leaf_is_dashed() -> None:
    lines = [item for item in with_opening(OpeningKind.CASED).of("o") if isinstance(item, Line)]
    assert lines
    assert all(line.paint.dash_mm for line in lines)


def test_an_opening_of_no_known_wall_is_left_out() -> None:
    plan = box_plan(4000, 3000)
    stray = Opening(id="o", wall_id="nowhere", kind=OpeningKind.DOOR, offset_mm=0, width_mm=900)
    storey = msgspec.structs.replace(plan.storeys[0], openings=(stray,))
    assert not recordings(msgspec.structs.replace(plan, storeys=(storey,)))[0].of("o")


@pytest.mark.parametrize("kind", list(FixtureKind))
def test_every_kind_of_fixture_has_a_symbol_that_stays_in_its_box(kind: FixtureKind) -> None:
    plan = box_plan(6000, 6000)
    fixture = Fixture(id="f", kind=kind, centre=Point(2000, 2000), width_mm=800, depth_mm=1500, turn_deg=30)
    storey = msgspec.structs.replace(plan.storeys[0], fixtures=(fixture,))
    (symbol,) = recordings(msgspec.structs.replace(plan, storeys=(storey,)))[0].of("f")
    assert isinstance(symbol, Symbol)
    assert (symbol.at, symbol.turn_deg, symbol.name) == (Point(2000, 2000), 30, kind.value)
    for part in symbol.parts:
        if isinstance(part, Line):
            assert all(abs(x) <= 400.01 and abs(y) <= 750.01 for x, y in part.points)


def test_stairs_have_a_tread_about_every_265_mm_and_an_arrow() -> None:
    recording = recordings(two_storeys())[0]
    (stairs,) = recording.items("fixture.stairs")
    assert isinstance(stairs, Symbol)
    treads = [part for part in stairs.parts if isinstance(part, Line) and len(part.points) == 2]
    assert len(treads) == round(3080 / 265) - 1 + 1  # the shaft of the arrow is a line as well
    assert any(isinstance(part, Line) and len(part.points) == 3 for part in stairs.parts)


def test_rooms_take_the_colour_of_their_type() -> None:
    recording = recordings(bungalow(), "soft")[0]
    fills = {item.role: item.paint.fill for item in recording.items("room") if isinstance(item, Area)}
    assert fills["room.kitchen"] == "#f5e2d3"
    assert fills["room.bedroom"] != fills["room.bath"]


@pytest.mark.parametrize("name", sorted(all_samples()))
def test_layers_are_painted_in_their_order(name: str) -> None:
    order = list(Layer)
    for recording in recordings(all_samples()[name]):
        painted = [order.index(item.layer) for item in recording.scene.items]
        assert painted == sorted(painted)


def test_rooms_that_are_turned_are_measured_along_their_walls() -> None:
    turn = math.radians(20)
    plan = turned_plan(box_plan(4000, 3000), turn)
    assert "3.80 × 2.80 m" in recordings(plan)[0].texts("room.size")  # noqa: RUF001 - the sign of a size


def turned_plan(plan: Plan, turn: float) -> Plan:
    """Turn a plan about its origin."""

    def moved(point: Point) -> Point:
        x, y = point
        return Point(x * math.cos(turn) - y * math.sin(turn), x * math.sin(turn) + y * math.cos(turn))

    storeys = tuple(
        msgspec.structs.replace(
            storey,
            walls=tuple(
                msgspec.structs.replace(wall, start=moved(wall.start), end=moved(wall.end)) for wall in storey.walls
            ),
            rooms=tuple(msgspec.structs.replace(room, seed=moved(room.seed)) for room in storey.rooms),
        )
        for storey in plan.storeys
    )
    return msgspec.structs.replace(plan, storeys=storeys)


@pytest.mark.parametrize("kind", [OpeningKind.FOLDING_DOOR, OpeningKind.POCKET_DOOR])
@pytest.mark.parametrize("hinge", list(Hinge))
@pytest.mark.parametrize("width_mm", [800.0, 1_600.0])
def test_folding_and_pocket_doors_show_their_panels_where_they_are_hung(
    kind: OpeningKind, hinge: Hinge, width_mm: float
) -> None:
    door = Opening(id="o", wall_id="s-w0", kind=kind, offset_mm=2_000, width_mm=width_mm, hinge=hinge)
    plan = box_plan(4_000, 3_000)
    storey = msgspec.structs.replace(plan.storeys[0], openings=(door,))
    recording = recordings(msgspec.structs.replace(plan, storeys=(storey,)))[0]
    panels = recording.items("door.panel")
    assert len(panels) == (2 if kind is OpeningKind.FOLDING_DOOR and width_mm > 1_100 else 1)
    assert len(recording.items("door.pocket")) == (kind is OpeningKind.POCKET_DOOR)


def test_a_round_column_is_drawn_round() -> None:
    column = Column(id="c", centre=Point(2_000, 1_500), width_mm=400, depth_mm=400, round=True)
    plan = box_plan(4_000, 3_000)
    storey = msgspec.structs.replace(plan.storeys[0], columns=(column,))
    (symbol,) = recordings(msgspec.structs.replace(plan, storeys=(storey,)))[0].of("c")
    assert isinstance(symbol, Symbol)
    assert symbol.name == "round_column"
