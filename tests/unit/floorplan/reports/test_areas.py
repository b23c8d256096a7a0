"""Test vectors T7, T10 and T13 of the area standards, and the service's own rules."""

import json

import msgspec
import pytest
from tests.support.houses import box, plan_of, storey, two_rooms, wall

from planroom.floorplan.geometry.points import Point
from planroom.floorplan.geometry.units import MM_PER_FOOT
from planroom.floorplan.model.plan import Plan, Scale, ScaleSource, Storey
from planroom.floorplan.model.room import Room, RoomType
from planroom.floorplan.reports.areas import AreaReport, documented_areas, measure_areas

SQUARE_FEET_OF_M2 = 10.763910416709722


def _changed(house: Storey, index: int, **values: object) -> Storey:
    rooms = tuple(
        msgspec.structs.replace(room, **values) if number == index else room for number, room in enumerate(house.rooms)
    )
    return msgspec.structs.replace(house, rooms=rooms)


def _gia(house: Storey) -> float | None:
    return measure_areas(plan_of(house)).total.gia_m2


def _with_balcony() -> Storey:
    """T13: the house with a balcony of 2.5 x 2.0 m on its east side, behind railings of 0.1 m."""
    house = storey(
        *two_rooms().walls,
        wall("r-south", (9_850, 1_950), (12_550, 1_950)),
        wall("r-east", (12_550, 1_950), (12_550, 4_050)),
        wall("r-north", (12_550, 4_050), (9_850, 4_050)),
    )
    index = next(number for number, room in enumerate(house.rooms) if room.seed.x_mm > 10_000)
    return _changed(house, index, type=RoomType.BALCONY)


def test_t7_a_detached_house_is_measured_over_its_outer_walls() -> None:
    foot = MM_PER_FOOT
    report = measure_areas(plan_of(storey(*box(21 * foot, 41 * foot, 0.5 * foot))))
    assert report.total.gross_external_m2 == round(861 / SQUARE_FEET_OF_M2, 2)


def test_t10_the_clear_size_is_the_internal_area() -> None:
    foot = MM_PER_FOOT
    report = measure_areas(plan_of(storey(*box(21 * foot, 41 * foot, 0.5 * foot))))
    assert report.total.gia_m2 == round(800 / SQUARE_FEET_OF_M2, 2)


def test_t13_inner_walls_count_outer_walls_and_the_balcony_do_not() -> None:
    report = measure_areas(plan_of(_with_balcony()))
    assert (report.total.gia_m2, report.total.gross_external_m2) == (69.56, 80.0)
    rooms = {room.type: room for room in report.storeys[0].rooms}
    assert (rooms["balcony"].area_m2, rooms["balcony"].counted_in, rooms["balcony"].clause) == (
        5.0,
        ("total_scanned",),
        "C3",
    )
    assert {"gia", "total_scanned"} <= set(rooms["undefined"].counted_in)
    assert sum(room.area_m2 or 0 for room in report.storeys[0].rooms) == pytest.approx(68.82 + 5.0)


def test_everything_scanned_is_the_sum_of_its_parts() -> None:
    total = measure_areas(plan_of(_with_balcony())).total
    assert total.total_scanned_m2 == pytest.approx(80.0 + 2.6 * 2.2)
    assert total.total_scanned_m2 == pytest.approx((total.net_rooms_m2 or 0) + (total.walls_m2 or 0))


@pytest.mark.parametrize(
    ("values", "clause"),
    [
        ({"type": RoomType.GARAGE}, "C3"),
        ({"type": RoomType.PORCH}, "C3"),
        ({"type": RoomType.OPEN_TO_BELOW}, "C5"),
        ({"finished": False}, "C1"),
        ({"enclosed": False}, "C1"),
        ({"ceiling_height_mm": 1_523.0}, "C1"),
    ],
)
def test_a_room_that_a_rule_excludes_takes_the_wall_beside_it_along(values: dict[str, object], clause: str) -> None:
    house = _changed(two_rooms(), 0, **values)
    assert _gia(house) == round(5.5 * 7.4, 2)
    room = measure_areas(plan_of(house)).storeys[0].rooms[0]
    assert "gia" not in room.counted_in
    assert room.clause == clause


@pytest.mark.parametrize(
    "values", [{"ceiling_height_mm": 1_524.0}, {"type": RoomType.SUN_ROOM}, {"type": RoomType.STAIRWELL}]
)
def test_a_room_that_no_rule_excludes_counts(values: dict[str, object]) -> None:
    assert _gia(_changed(two_rooms(), 0, **values)) == 69.56


def test_the_storeys_ceiling_holds_for_rooms_without_one_of_their_own() -> None:
    low = msgspec.structs.replace(two_rooms(), ceiling_height_mm=1_500.0)
    assert _gia(low) == 0.0
    assert _gia(_changed(low, 1, ceiling_height_mm=2_400.0)) == round(5.5 * 7.4, 2)


def test_a_garage_belongs_to_the_building_and_a_porch_does_not() -> None:
    garage = measure_areas(plan_of(_changed(_with_balcony(), 0, type=RoomType.GARAGE))).total
    assert garage.gross_external_m2 == 80.0
    assert measure_areas(
        plan_of(_changed(_with_balcony(), 0, type=RoomType.PORCH))
    ).total.gross_external_m2 == pytest.approx((10.0 - 4.1) * 8.0, abs=0.15 * 8.0 + 3.0)


def test_a_shaft_between_rooms_does_not_count_and_neither_do_its_walls() -> None:
    house = storey(*box(6_000, 5_000), wall("a", (3_000, 150), (3_000, 4_850)), wall("b", (3_250, 150), (3_250, 4_850)))
    assert _gia(house) == round((2.65 + 2.4) * 4.4, 2)


def test_rooms_of_detached_parts_count_each_for_itself() -> None:
    shed = [
        wall(f"shed-{line.id}", line.start.moved(6_100, 0), line.end.moved(6_100, 0), 300.0)
        for line in box(3_000, 3_000)
    ]
    assert _gia(storey(*box(6_000, 5_000), *shed)) == round(5.4 * 4.4 + 2.4 * 2.4, 2)


def test_a_room_without_a_space_has_no_area() -> None:
    stray = Room(id="stray", seed=Point(-900, -900), label="Stray", type=RoomType.BALCONY)
    house = msgspec.structs.replace(two_rooms(), rooms=(*two_rooms().rooms, stray))
    assert measure_areas(plan_of(house)) == measure_areas(plan_of(two_rooms()))


def test_a_space_without_a_room_is_scanned_and_not_counted() -> None:
    house = two_rooms()
    total = measure_areas(plan_of(msgspec.structs.replace(house, rooms=house.rooms[:1]))).total
    assert (total.gia_m2, total.other_spaces_m2, total.total_scanned_m2) == (round(3.8 * 7.4, 2), 40.7, 80.0)


def test_the_total_is_rounded_once_and_not_from_rounded_storeys() -> None:
    storeys = [storey(*box(2_449, 2_449, prefix=f"{name}-"), storey_id=name) for name in "abc"]
    report = measure_areas(plan_of(*storeys))
    assert [place.gia_m2 for place in report.storeys] == [3.42, 3.42, 3.42]
    assert report.total.gia_m2 == 10.26
    assert report.total.gross_external_m2 == round(3 * 2.449**2, 2) == 17.99
    assert sum(place.gross_external_m2 or 0 for place in report.storeys) == 18.0


def test_a_plan_without_a_scale_reports_no_area() -> None:
    plan = msgspec.structs.replace(plan_of(two_rooms()), scale=Scale(source=ScaleSource.UNKNOWN))
    report = measure_areas(plan)
    assert not report.is_scaled
    assert report.total.gia_m2 is None
    assert report.storeys[0].rooms[0].area_m2 is None
    assert {"gia", "total_scanned"} <= set(report.storeys[0].rooms[0].counted_in)
    assert report.ansi_square_feet is None


def test_what_the_figures_rest_on_is_stated() -> None:
    assumed = tuple(msgspec.structs.replace(line, thickness_assumed=True) for line in two_rooms().walls)
    scale = Scale(source=ScaleSource.DOOR_WIDTHS, uncertainty=0.1)
    report = measure_areas(
        msgspec.structs.replace(plan_of(msgspec.structs.replace(two_rooms(), walls=assumed)), scale=scale)
    )
    assert (report.uncertainty, report.assumed_walls) == (0.21, 5)
    assert report.rules == "area-standards-2"
    assert report.uncertainty_m2.gia_m2 == round(69.56 * 0.21, 2)
    assert any("no published standard" in note for note in report.notes)


def test_the_report_is_json_of_the_documented_shape() -> None:
    plain = json.loads(msgspec.json.encode(documented_areas(measure_areas(plan_of(two_rooms())))))
    outside = dict.fromkeys(
        ("gross_external_m2", "ansi_gla_above_m2", "vendor_gla_m2", "ipms1_m2", "ipms3a_m2", "total_scanned_m2"), 80.0
    )
    inside = dict.fromkeys(("gia_m2", "ipms2_m2", "ipms3b_m2", "nen2580_m2", "bbmi_go_m2"), 69.56)
    figures = {**outside, **inside, "ansi_gla_below_m2": 0.0, "ipms3c_m2": 68.82}
    assert set(plain) == {"storeys", "total"}
    assert plain["total"] == figures
    (place,) = plain["storeys"]
    rooms = place.pop("rooms")
    assert place == {"name": "Ground floor", "level": 0, **figures}
    counted = ["gross_external", "gia", "ansi_gla_above", "vendor_gla", "ipms1", "ipms2", "ipms3a", "ipms3b", "ipms3c"]
    assert rooms[0] == {
        "id": "s-room-1",
        "label": "",
        "type": "undefined",
        "area_m2": 28.12,
        "counted_in": [*counted, "nen2580", "bbmi_go", "total_scanned"],
    }


def test_the_whole_report_reads_back_from_json() -> None:
    report = measure_areas(plan_of(two_rooms()))
    assert msgspec.json.decode(msgspec.json.encode(report), type=AreaReport) == report


def test_an_empty_plan_has_no_area() -> None:
    report = measure_areas(Plan(storeys=(Storey(id="s", name=""),)))
    assert (report.total.gia_m2, report.total.gross_external_m2, report.storeys[0].rooms) == (0.0, 0.0, ())
