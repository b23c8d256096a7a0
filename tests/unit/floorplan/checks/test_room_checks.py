import msgspec
import pytest
from tests.support.houses import TOLERANCE_MM, box, door, relabelled, storey, two_rooms, wall

from planroom.floorplan.checks.rooms import check_rooms
from planroom.floorplan.geometry.points import Point
from planroom.floorplan.model.finding import Finding, Severity
from planroom.floorplan.model.opening import Opening, OpeningKind
from planroom.floorplan.model.plan import Storey
from planroom.floorplan.model.room import Room, RoomType

HOUSE = relabelled(two_rooms(), room_1="Bedroom", room_2="Living room")


def _check(house: Storey) -> list[Finding]:
    return list(check_rooms(house, TOLERANCE_MM))


def _typed(house: Storey, kind: RoomType) -> Storey:
    rooms = tuple(msgspec.structs.replace(room, type=kind) for room in house.rooms)
    return msgspec.structs.replace(house, rooms=rooms)


def test_rooms_with_names_and_doors_have_no_findings() -> None:
    assert _check(HOUSE) == []


def test_a_storey_without_rooms_is_an_error_and_its_spaces_are_named() -> None:
    findings = _check(msgspec.structs.replace(HOUSE, rooms=()))
    assert [finding.code for finding in findings] == ["room-108", "room-106", "room-106"]
    assert findings[0].severity is Severity.ERROR
    assert "28.1 m2" in findings[1].message
    assert findings[1].place == Point(2_200, 4_000)


def test_a_storey_without_walls_has_no_findings_of_rooms() -> None:
    assert _check(Storey(id="s", name="")) == []


def test_a_gap_between_walls_needs_no_room() -> None:
    house = storey(*box(6_000, 5_000), wall("a", (3_000, 150), (3_000, 4_850)), wall("b", (3_400, 150), (3_400, 4_850)))
    assert "room-106" not in [finding.code for finding in _check(house)]


def test_a_room_outside_closed_walls_is_an_error_with_its_place() -> None:
    stray = Room(id="stray", seed=Point(-900, -900), label="Stray")
    (finding,) = _check(msgspec.structs.replace(HOUSE, rooms=(*HOUSE.rooms, stray)))
    assert (finding.code, finding.severity, finding.place) == ("room-101", Severity.ERROR, stray.seed)
    assert finding.message == "The room 'stray' (Stray) lies in no space that walls close on all sides."


def test_two_rooms_in_one_space_are_an_error_naming_both() -> None:
    nook = Room(id="nook", seed=HOUSE.rooms[0].seed.moved(9, 9), label="Nook")
    (finding,) = _check(msgspec.structs.replace(HOUSE, rooms=(*HOUSE.rooms, nook)))
    assert (finding.code, finding.severity, finding.element_ids) == ("room-102", Severity.ERROR, ("nook", "s-room-1"))


def test_a_room_without_a_door_is_found_and_a_window_is_no_door() -> None:
    window = Opening(id="w", wall_id="partition", kind=OpeningKind.WINDOW, offset_mm=2_000, width_mm=900)
    (finding,) = _check(msgspec.structs.replace(HOUSE, openings=(window, HOUSE.openings[1])))
    assert (finding.code, finding.element_ids) == ("room-103", ("s-room-2",))
    assert finding.place == Point(6_950, 4_000)


@pytest.mark.parametrize("kind", [RoomType.PORCH, RoomType.OPEN_TO_BELOW])
def test_outdoor_spaces_and_voids_need_no_door(kind: RoomType) -> None:
    assert _check(_typed(msgspec.structs.replace(HOUSE, openings=()), kind)) == []


def test_a_passage_is_a_way_in_and_an_opening_on_no_wall_is_none() -> None:
    cased = Opening(id="c", wall_id="partition", kind=OpeningKind.CASED, offset_mm=2_000, width_mm=900)
    assert _check(msgspec.structs.replace(HOUSE, openings=(cased,))) == []
    orphaned = msgspec.structs.replace(HOUSE, openings=(door("d", "nowhere", 500),))
    assert [finding.code for finding in _check(orphaned)] == ["room-103", "room-103"]


def test_a_room_of_an_impossible_size_is_found() -> None:
    tiny = storey(*box(1_200, 1_200), openings=(door("d", "south", 450.0, 600.0),))
    findings = _check(relabelled(tiny, room_1="Cell"))
    assert [finding.code for finding in findings] == ["room-104"]
    assert "has 0.4 m2" in findings[0].message
    vast = storey(*box(30_000, 30_000), openings=(door("d", "south", 4_500.0),))
    assert [finding.code for finding in _check(relabelled(vast, room_1="Hall"))] == ["room-104"]


def test_a_room_too_narrow_to_enter_is_found() -> None:
    slot = storey(*box(1_100, 3_000), openings=(door("d", "west", 1_200.0),))
    findings = _check(relabelled(slot, room_1="Slot"))
    assert [finding.code for finding in findings] == ["room-105"]
    assert "only 500 mm wide" in findings[0].message


def test_a_room_with_neither_label_nor_type_is_mentioned() -> None:
    findings = _check(relabelled(HOUSE, room_1=""))
    assert [(finding.code, finding.severity) for finding in findings] == [("room-109", Severity.INFO)]
    assert _check(_typed(relabelled(HOUSE, room_1="", room_2=""), RoomType.BEDROOM)) == []


def test_labels_that_run_into_each_other_are_mentioned() -> None:
    long_names = relabelled(HOUSE, room_1="Bedroom " * 6, room_2="Living room " * 4)
    (finding,) = _check(long_names)
    assert (finding.code, finding.severity) == ("room-107", Severity.INFO)
    assert finding.element_ids == ("s-room-1", "s-room-2")
