"""Test vectors T1 to T19 of the area standards, and what else each standard says."""

import msgspec
import pytest
from tests.support.houses import box, plan_of, storey, two_rooms, wall

from planroom.floorplan.geometry.points import Point
from planroom.floorplan.geometry.region import region_of
from planroom.floorplan.geometry.units import MM2_PER_SQUARE_FOOT, MM_PER_FOOT
from planroom.floorplan.model.building_parts import Column, Stair, StairLeads
from planroom.floorplan.model.opening import Opening, OpeningKind
from planroom.floorplan.model.plan import DwellingType, Plan, Storey
from planroom.floorplan.model.room import FloorShare, RoomType
from planroom.floorplan.model.wall import Wall, WallKind
from planroom.floorplan.reports.areas import AreaReport, SquareFeet, measure_areas
from planroom.floorplan.reports.standards import (
    ansi_z765,
    dutch_instruction,
    gross,
    ipms,
    nen2580,
    service_gia,
    vendor_gla,
)
from planroom.floorplan.reports.standards.rules import judge

FT = MM_PER_FOOT


def _sq_ft(area_m2: float | None) -> float:
    return (area_m2 or 0.0) * 1e6 / MM2_PER_SQUARE_FOOT


def _square_feet(report: AreaReport) -> SquareFeet:
    assert report.ansi_square_feet is not None
    return report.ansi_square_feet


def _house(width_ft: float, depth_ft: float, level: int = 0, **values: object) -> Storey:
    """A storey of one room, measured outside in feet, with walls of half a foot."""
    bare = storey(*box(width_ft * FT, depth_ft * FT, 0.5 * FT, prefix=f"{level}-"), storey_id=f"s{level}")
    return msgspec.structs.replace(bare, level=level, **values)


def _roomed(house: Storey, **values: object) -> Storey:
    """Change every room of a storey."""
    rooms = tuple(msgspec.structs.replace(room, **values) for room in house.rooms)
    return msgspec.structs.replace(house, rooms=rooms)


def _dwelling(house: Storey, dwelling: DwellingType, *party: str) -> Plan:
    walls = tuple(
        msgspec.structs.replace(line, kind=WallKind.PARTY) if line.id in party else line for line in house.walls
    )
    return Plan(storeys=(msgspec.structs.replace(house, walls=walls),), dwelling=dwelling)


def _flight(centre: tuple[float, float], width_ft: float, depth_ft: float, hole_ft: tuple[float, float]) -> Stair:
    x, y = centre[0] * FT, centre[1] * FT
    half_x, half_y = hole_ft[0] / 2 * FT, hole_ft[1] / 2 * FT
    corners = ((-half_x, -half_y), (half_x, -half_y), (half_x, half_y), (-half_x, half_y))
    return Stair(
        id="stair",
        centre=Point(x, y),
        width_mm=width_ft * FT,
        depth_mm=depth_ft * FT,
        leads=StairLeads.DOWN,
        opening=tuple(Point(x + dx, y + dy) for dx, dy in corners),
    )


def _slope(*points: tuple[float, float]) -> tuple[FloorShare, ...]:
    return tuple(FloorShare(height_mm=height, share=share) for height, share in points)


def test_t1_a_stair_no_larger_than_its_treads_takes_nothing_from_either_level() -> None:
    upper = _house(28, 42, 1, stairs=(_flight((10, 10), 3, 10, (3, 10)),))
    report = measure_areas(plan_of(_house(28, 42), upper))
    assert _square_feet(report) == SquareFeet(above_grade=2352, below_grade=0)
    assert [_sq_ft(level.ansi_gla_above_m2) for level in report.storeys] == pytest.approx([1176, 1176], abs=0.06)


def test_t2_an_opening_to_the_floor_below_does_not_count() -> None:
    railing = 0.25 * FT
    upper = _house(30, 40, 1)
    east, north = 0.5 * FT + 10 * FT + railing / 2, 0.5 * FT + 12 * FT + railing / 2
    low = 0.25 * FT
    walls = (
        *upper.walls,
        wall("rail-e", (east, low), (east, north), railing),
        wall("rail-n", (low, north), (east, north), railing),
    )
    divided = storey(*walls, storey_id="s1")
    void = min(range(2), key=lambda index: divided.rooms[index].seed.x_mm + divided.rooms[index].seed.y_mm)
    rooms = tuple(
        msgspec.structs.replace(room, type=RoomType.OPEN_TO_BELOW) if index == void else room
        for index, room in enumerate(divided.rooms)
    )
    report = measure_areas(plan_of(_house(30, 40), msgspec.structs.replace(divided, rooms=rooms, level=1)))
    assert [_sq_ft(level.ansi_gla_above_m2) for level in report.storeys] == pytest.approx([1200, 1080], abs=0.06)
    assert [_sq_ft(level.vendor_gla_m2) for level in report.storeys] == pytest.approx([1200, 1080], abs=0.06)
    assert _square_feet(report).above_grade == 2280


def test_t3_a_hole_larger_than_its_treads_leaves_the_treads() -> None:
    upper = _house(24, 30, 1, stairs=(_flight((10, 10), 3, 10, (3, 12)),))
    report = measure_areas(plan_of(_house(24, 30), upper))
    assert [_sq_ft(level.ansi_gla_above_m2) for level in report.storeys] == pytest.approx([720, 714], abs=0.06)
    assert _square_feet(report).above_grade == 1434


@pytest.mark.parametrize(
    ("ridge_ft", "ansi", "listed", "vendor"), [(9.0, 384, 0, 384), (8.0, 0, 360, 360), (6.9, 0, 0, 0)]
)
def test_t4_to_t6_an_attic_counts_by_how_much_of_it_is_high(
    ridge_ft: float, ansi: float, listed: float, vendor: float
) -> None:
    clear = _roomed(_house(21, 25), slope=_slope((4 * FT, 1.0), (ridge_ft * FT, 0.0)), type=RoomType.ATTIC)
    report = measure_areas(plan_of(clear))
    assert _sq_ft(report.total.ansi_gla_above_m2) == pytest.approx(ansi, abs=0.06)
    assert _sq_ft(report.total.vendor_gla_m2) == pytest.approx(vendor, abs=0.06)
    (reason,) = [reason for reason in report.storeys[0].rooms[0].reasons if reason.figure == "ansi_gla_above"]
    if ridge_ft > 7:
        assert _sq_ft(reason.listed_m2) == pytest.approx(listed, abs=0.06)
    assert reason.clause == ("A7" if ridge_ft > 7 else "A6")


def _row(shared_ft: dict[str, float]) -> tuple[Wall, ...]:
    """A house of 20 x 40 ft clear: walls of 0.5 ft, or as thick as given."""
    thick = {name: shared_ft.get(name, 0.5) * FT for name in ("south", "east", "north", "west")}
    west, east = -thick["west"] / 2, 20 * FT + thick["east"] / 2
    south, north = -thick["south"] / 2, 40 * FT + thick["north"] / 2
    corners = ((west, south), (east, south), (east, north), (west, north))
    return tuple(wall(name, corners[index], corners[(index + 1) % 4], thick[name]) for index, name in enumerate(thick))


@pytest.mark.parametrize(
    ("shared", "dwelling", "square_feet"),
    [
        ({}, DwellingType.HOUSE, 861),
        ({"east": 0.8, "west": 0.8}, DwellingType.ROW_HOUSE, 852.8),
        ({"east": 0.8}, DwellingType.ROW_HOUSE, 856.9),
        ({}, DwellingType.APARTMENT, 800),
    ],
)
def test_t7_to_t10_walls_count_by_the_sort_of_dwelling(
    shared: dict[str, float], dwelling: DwellingType, square_feet: float
) -> None:
    report = measure_areas(_dwelling(storey(*_row(shared)), dwelling, *shared))
    assert _sq_ft(report.total.ansi_gla_above_m2) == pytest.approx(square_feet, abs=0.06)
    assert _sq_ft(report.total.vendor_gla_m2) == pytest.approx(square_feet, abs=0.06)
    assert _square_feet(report).above_grade == round(square_feet)
    if dwelling is not DwellingType.APARTMENT:
        assert _sq_ft(report.total.ipms3a_m2) == pytest.approx(square_feet, abs=0.06)


@pytest.mark.parametrize("said", [{"below_grade": True}, {"level": -1}])
def test_t11_a_level_in_the_slope_is_below_grade_as_a_whole(said: dict[str, object]) -> None:
    report = measure_areas(plan_of(msgspec.structs.replace(_house(30, 30), **said)))
    total = report.total
    assert (total.ansi_gla_above_m2, total.vendor_gla_m2) == (0.0, 0.0)
    assert _square_feet(report).below_grade == 900
    assert "ansi_gla_below" in report.storeys[0].rooms[0].counted_in


def test_t12_square_feet_are_rounded_once() -> None:
    levels = [_house(30.62, 20.0, level) for level in range(3)]
    report = measure_areas(plan_of(*levels))
    assert _square_feet(report).above_grade == 1837
    assert ansi_z765.whole_square_feet(612.5 * MM2_PER_SQUARE_FOOT) == 613


def test_t13_ipms_goes_to_the_outer_face_the_inner_face_or_the_rooms() -> None:
    total = measure_areas(plan_of(two_rooms())).total
    assert (total.ipms1_m2, total.ipms2_m2, total.ipms3c_m2) == (80.0, 69.56, 68.82)
    assert (total.ipms3a_m2, total.ipms3b_m2) == (80.0, 69.56)


@pytest.mark.parametrize(("height_mm", "added"), [(1_500.0, 0.4), (1_100.0, 0.0), (None, 0.0)])
def test_t14_and_t15_a_window_is_dominant_above_half_of_its_section(height_mm: float | None, added: float) -> None:
    window = Opening(
        id="window",
        wall_id="north",
        kind=OpeningKind.WINDOW,
        offset_mm=2_500,
        width_mm=2_000,
        height_mm=height_mm,
        reveal_mm=200,
    )
    house = msgspec.structs.replace(two_rooms(), ceiling_height_mm=2_400, openings=(window,))
    total = measure_areas(plan_of(house)).total
    assert total.ipms2_m2 == pytest.approx(69.56 + added)
    assert total.ipms3c_m2 == pytest.approx(68.82 + added)
    inner = msgspec.structs.replace(window, wall_id="partition")
    assert measure_areas(plan_of(msgspec.structs.replace(house, openings=(inner,)))).total.ipms2_m2 == 69.56


def _clear(width_mm: float, depth_mm: float, *more: Wall, **values: object) -> Storey:
    """A storey of one clear space of that size, behind walls of 0.3 m."""
    return msgspec.structs.replace(storey(*box(width_mm + 600, depth_mm + 600), *more), **values)


def _hole(width_mm: float, depth_mm: float) -> Stair:
    centre = Point(2_000, 2_000)
    x, y = width_mm / 2, depth_mm / 2
    ring = (centre.moved(-x, -y), centre.moved(x, -y), centre.moved(x, y), centre.moved(-x, y))
    return Stair(id="stair", centre=centre, width_mm=900, depth_mm=2_000, leads=StairLeads.DOWN, opening=ring)


@pytest.mark.parametrize(("depth_mm", "area_m2"), [(1_950.0, 50.0), (2_100.0, 45.8), (2_000.0, 46.0)])
def test_t16_a_hole_in_the_floor_counts_below_four_square_metres(depth_mm: float, area_m2: float) -> None:
    total = measure_areas(plan_of(_clear(10_000, 5_000, stairs=(_hole(2_000, depth_mm),)))).total
    assert (total.nen2580_m2, total.bbmi_go_m2) == (area_m2, area_m2)


@pytest.mark.parametrize(("depth_mm", "area_m2"), [(1_950.0, 50.0), (2_100.0, 45.8)])
def test_t16_holds_for_voids_that_are_drawn_as_rooms(depth_mm: float, area_m2: float) -> None:
    rail_x, rail_y = 300 + 2_000 + 50.0, 300 + depth_mm + 50.0
    house = _clear(
        10_000, 5_000, wall("rail-e", (rail_x, 150), (rail_x, rail_y)), wall("rail-n", (150, rail_y), (rail_x, rail_y))
    )
    void = min(house.rooms, key=lambda room: room.seed.x_mm)
    rooms = tuple(
        msgspec.structs.replace(room, type=RoomType.OPEN_TO_BELOW) if room == void else room for room in house.rooms
    )
    total = measure_areas(plan_of(msgspec.structs.replace(house, rooms=rooms))).total
    assert total.nen2580_m2 == area_m2


@pytest.mark.parametrize(("depth_mm", "area_m2"), [(800.0, 50.0), (1_200.0, 50.6)])
def test_t17_a_niche_counts_above_half_a_square_metre(depth_mm: float, area_m2: float) -> None:
    """A clear floor of 10 x 5 m, and behind it, through a wall of 1.5 m, a niche of 0.5 m width."""
    left, right, back = 4_000.0, 4_500.0, 5_300.0
    thick = 1_500.0
    axis = back + thick / 2
    house = storey(
        wall("south", (150, 150), (10_450, 150), 300),
        wall("east", (10_450, 150), (10_450, axis), 300),
        wall("west", (150, 150), (150, axis), 300),
        wall("north-w", (150, axis), (left, axis), thick),
        wall("north-e", (right, axis), (10_450, axis), thick),
        wall("niche", (left - 100, back + depth_mm + 150), (right + 100, back + depth_mm + 150), 300),
    )
    total = measure_areas(plan_of(house)).total
    assert total.ipms3c_m2 == pytest.approx(50.0 + 0.5 * depth_mm / 1_000)
    assert total.nen2580_m2 == pytest.approx(area_m2)


def test_t18_a_load_bearing_inner_wall_is_out_of_nen_2580_only() -> None:
    inner = msgspec.structs.replace(wall("inner", (5_300, 150), (5_300, 5_450), 240.0), load_bearing=True)
    total = measure_areas(plan_of(_clear(10_000, 5_000, inner))).total
    assert (total.nen2580_m2, total.bbmi_go_m2) == (48.8, 50.0)


def test_t19_floor_under_one_metre_and_a_half_is_out() -> None:
    slope = _slope((1_000, 1.0), (2_600, 0.6))
    total = measure_areas(plan_of(_roomed(_clear(6_000, 4_000), slope=slope, ceiling_height_mm=2_600))).total
    assert (total.nen2580_m2, total.bbmi_go_m2) == (21.0, 21.0)


def test_an_unscaled_plan_has_no_figures_but_its_rooms_have_reasons() -> None:
    report = measure_areas(plan_of(two_rooms()))
    assert {reason.figure for reason in report.storeys[0].rooms[0].reasons} == {
        "gross_external", "gia", "ansi_gla_above", "vendor_gla", "ipms1", "ipms2", "ipms3a", "ipms3b", "ipms3c",
        "nen2580", "bbmi_go", "total_scanned",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("values", "figures"),
    [
        ({"type": RoomType.GARAGE}, {"gross_external", "ipms", "nen2580", "total_scanned"}),
        ({"type": RoomType.BALCONY}, {"total_scanned"}),
        ({"type": RoomType.OPEN_TO_BELOW}, {"gross_external", "total_scanned"}),
        ({"finished": False}, {"gross_external", "ipms", "nen2580", "bbmi_go", "total_scanned"}),
        ({"enclosed": False}, {"gross_external", "ipms", "total_scanned"}),
        ({"heated": False}, {"gross_external", "gia", "ipms", "nen2580", "bbmi_go", "total_scanned"}),
        (
            {"permitted": False},
            {"gross_external", "gia", "ansi_gla_above", "ipms", "nen2580", "bbmi_go", "total_scanned"},
        ),
        ({"ceiling_height_mm": 1_900.0}, {"gross_external", "gia", "ipms", "nen2580", "total_scanned"}),
        (
            {"type": RoomType.BASEMENT, "finished": False},
            {"gross_external", "ipms", "nen2580", "total_scanned"},
        ),
    ],
)
def test_each_standard_counts_rooms_by_its_own_rules(values: dict[str, object], figures: set[str]) -> None:
    house = two_rooms()
    first = msgspec.structs.replace(house.rooms[0], **values)
    report = measure_areas(plan_of(msgspec.structs.replace(house, rooms=(first, house.rooms[1]))))
    counted = {name.rstrip("123abc") if name.startswith("ipms") else name for name in _counted(report)}
    assert counted == figures


def _counted(report: AreaReport) -> tuple[str, ...]:
    return report.storeys[0].rooms[0].counted_in


def test_the_wall_between_living_space_and_a_garage_belongs_to_the_living_space() -> None:
    house = two_rooms()
    garage = msgspec.structs.replace(house.rooms[0], type=RoomType.GARAGE)
    total = measure_areas(plan_of(msgspec.structs.replace(house, rooms=(garage, house.rooms[1])))).total
    assert total.ansi_gla_above_m2 == pytest.approx((10.0 - 4.1) * 8.0)
    assert total.gia_m2 == pytest.approx(5.5 * 7.4)


def test_a_void_beside_a_garage_takes_nothing_from_living_space() -> None:
    house = two_rooms()
    garage, void = (
        msgspec.structs.replace(room, type=kind)
        for room, kind in zip(house.rooms, (RoomType.GARAGE, RoomType.OPEN_TO_BELOW), strict=True)
    )
    total = measure_areas(plan_of(msgspec.structs.replace(house, rooms=(garage, void)))).total
    assert (total.ansi_gla_above_m2, total.vendor_gla_m2) == (0.0, 0.0)


def test_treads_in_a_void_count_on_the_level_that_they_descend_from() -> None:
    house = two_rooms()
    void = msgspec.structs.replace(house.rooms[0], type=RoomType.OPEN_TO_BELOW)
    stair = Stair(id="stair", centre=house.rooms[0].seed, width_mm=1_000, depth_mm=3_000, leads=StairLeads.DOWN)
    plan = plan_of(msgspec.structs.replace(house, rooms=(void, house.rooms[1]), stairs=(stair,)))
    assert measure_areas(plan).total.ansi_gla_above_m2 == pytest.approx(80.0 - 3.8 * 7.4 + 3.0)


def test_the_party_wall_of_a_house_that_stands_alone_is_all_in_for_the_vendor() -> None:
    total = measure_areas(_dwelling(two_rooms(), DwellingType.HOUSE, "east")).total
    assert total.vendor_gla_m2 == 80.0
    assert total.ansi_gla_above_m2 == pytest.approx(80.0 - 0.15 * 8.0)


@pytest.mark.parametrize(
    ("column", "lost_m2"),
    [
        (Column(id="c", centre=Point(2_000, 2_000), width_mm=800, depth_mm=800), 0.64),
        (Column(id="c", centre=Point(2_000, 2_000), width_mm=700, depth_mm=700), 0.0),
        (Column(id="c", centre=Point(2_000, 2_000), width_mm=790, depth_mm=790, round=True), 0.0),
        (Column(id="c", centre=Point(-2_000, 2_000), width_mm=800, depth_mm=800), 0.0),
    ],
)
def test_columns_above_half_a_square_metre_are_no_usable_area(column: Column, lost_m2: float) -> None:
    total = measure_areas(plan_of(_clear(10_000, 5_000, columns=(column,)))).total
    assert total.nen2580_m2 == pytest.approx(50.0 - lost_m2)


def test_a_storey_without_rooms_that_count_has_no_living_area() -> None:
    total = measure_areas(plan_of(_roomed(two_rooms(), ceiling_height_mm=1_000.0))).total
    assert (total.ansi_gla_above_m2, total.vendor_gla_m2, total.nen2580_m2, total.bbmi_go_m2) == (0.0, 0.0, 0.0, 0.0)


def test_every_rule_names_its_clause_and_what_it_says_and_the_last_one_decides() -> None:
    room, place = two_rooms().rooms[0], two_rooms()
    for standard in (gross, service_gia, ansi_z765, vendor_gla, ipms, nen2580, dutch_instruction):
        assert all(rule.says.endswith(".") and rule.clause[0] in "ABCDE" for rule in standard.RULES)
        assert judge(standard.RULES, room, place).share == 1.0
    with pytest.raises(ValueError, match="must decide"):
        judge(gross.RULES[:1], room, place)


def test_the_hole_of_a_stair_is_a_region_like_any_other() -> None:
    assert region_of(_hole(2_000, 2_100).opening or ()).area_mm2 == 4_200_000
