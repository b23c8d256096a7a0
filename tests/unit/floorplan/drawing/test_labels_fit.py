"""Labels lie in their rooms, clear of each other, whatever the plan."""

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.drawings import box_plan, recordings
from tests.support.sample_plans import all_samples, awkward, bungalow

from planroom.floorplan.drawing.backends.recording import Recording
from planroom.floorplan.drawing.extent import bounds_of_points, text_corners
from planroom.floorplan.drawing.scene import Text
from planroom.floorplan.geometry.points import Point
from planroom.floorplan.geometry.region import contains
from planroom.floorplan.model.plan import Plan, Storey
from planroom.floorplan.model.room import Room, RoomType
from planroom.floorplan.model.rooms import room_faces
from planroom.floorplan.model.wall import Wall

WORDS = (
    "Bedroom",
    "Bath",
    "WC",
    "Walk-in",
    "Closet",
    "Living",
    "Room",
    "Utility",
    "Électricité",
    "Hauswirtschaftsraum",
)
spans = st.lists(st.sampled_from([500, 700, 900, 1300, 2000, 3100, 4500, 7000]), min_size=1, max_size=4)
names = st.lists(st.sampled_from(WORDS), min_size=0, max_size=4).map(" ".join)


def grid_plan(widths: list[int], depths: list[int], labels: list[str], slant_mm: int) -> Plan:
    """Rooms in rows and columns; the upper ends of the upright walls lean to the right by ``slant_mm``."""
    xs = [sum(widths[:index]) for index in range(len(widths) + 1)]
    ys = [sum(depths[:index]) for index in range(len(depths) + 1)]
    top = ys[-1]

    def at(x: float, y: float) -> Point:
        return Point(x + slant_mm * y / top, y)

    upright = [Wall(id=f"u{i}", start=at(x, 0), end=at(x, top), thickness_mm=100) for i, x in enumerate(xs)]
    level = [Wall(id=f"l{i}", start=at(0, y), end=at(xs[-1], y), thickness_mm=100) for i, y in enumerate(ys)]
    cells = [(i, j) for i in range(len(widths)) for j in range(len(depths))]
    rooms = tuple(
        Room(
            id=f"r{i}-{j}",
            seed=at((xs[i] + xs[i + 1]) / 2, (ys[j] + ys[j + 1]) / 2),
            label=labels[index % len(labels)],
            type=RoomType.BEDROOM,
        )
        for index, (i, j) in enumerate(cells)
    )
    return Plan(storeys=(Storey(id="s", name="Floor", walls=(*upright, *level), rooms=rooms),))


def label_texts(recording: Recording) -> list[Text]:
    return [item for item in recording.items("room") if isinstance(item, Text)]


def check_labels(plan: Plan, recording: Recording, index: int = 0) -> None:
    """No label leaves its room unless a leader ties it there, and no two texts of a page overlap."""
    faces = room_faces(plan.storeys[index], plan.tolerance_mm)
    led = {item.element_id for item in recording.items("room.leader")}
    for text in label_texts(recording):
        room_id = text.element_id or ""
        if room_id not in led and room_id in faces:
            assert all(contains(faces[room_id], corner) for corner in text_corners(text)), text.text
    boxes = [bounds_of_points(text_corners(item)) for item in recording.scene.items if isinstance(item, Text)]
    held = [box for box in boxes if box is not None]
    for first, one in enumerate(held):
        for other in held[first + 1 :]:
            assert one[0] >= other[2] or other[0] >= one[2] or one[1] >= other[3] or other[1] >= one[3]


@settings(max_examples=25, deadline=None)
@given(
    widths=spans,
    depths=spans,
    labels=st.lists(names, min_size=1, max_size=5),
    slant_mm=st.sampled_from([0, 0, 300, 1500]),
    style=st.sampled_from(["plain", "soft", "technical"]),
)
def test_labels_stay_in_their_rooms_and_apart(
    widths: list[int], depths: list[int], labels: list[str], slant_mm: int, style: str
) -> None:
    plan = grid_plan(widths, depths, labels, slant_mm)
    check_labels(plan, recordings(plan, style)[0])


def test_labels_of_the_samples_stay_in_their_rooms_and_apart() -> None:
    for plan in all_samples().values():
        ordered = msgspec.structs.replace(
            plan, storeys=tuple(sorted(plan.storeys, key=lambda storey: storey.elevation_mm))
        )
        for style in ("plain", "soft", "technical"):
            for index, recording in enumerate(recordings(ordered, style)):
                check_labels(ordered, recording, index)


def test_every_named_room_of_the_samples_is_named_on_its_picture() -> None:
    for plan in all_samples().values():
        for recording in recordings(plan):
            named = {item.element_id for item in recording.items("room.label")}
            shown = {item.element_id for item in recording.items("room") if item.element_id}
            assert named == shown


def test_a_room_too_small_for_its_name_gets_a_leader() -> None:
    recording = recordings(awkward())[0]
    leaders = {item.element_id for item in recording.items("room.leader")}
    assert leaders == {"a-r-4"}
    assert recording.texts("room.label").count("Walk-in Wardrobe") == 1


def test_sizes_stand_only_in_the_picture_with_dimensions() -> None:
    with_sizes, without = recordings(bungalow())[0], recordings(bungalow(), dimensions=False)[0]
    assert "13'0\" × 9'5\"" in with_sizes.texts("room.size")  # noqa: RUF001 - the sign of a size
    assert not without.texts("room.size")
    assert "122 sq ft / 11.4 m²" in without.texts("room.area")


def test_a_label_shrinks_before_it_says_less() -> None:
    roomy, tight = (recordings(box_plan(width, 2600, label="Bedroom"))[0] for width in (4000, 1700))
    largest = {text.size_mm / roomy.scene.paper_scale for text in label_texts(roomy)}
    smaller = {text.size_mm / tight.scene.paper_scale for text in label_texts(tight)}
    assert roomy.texts("room.area")
    assert tight.texts("room.label") == ["Bedroom"]
    assert max(smaller) <= max(largest)


def test_a_long_name_breaks_into_lines() -> None:
    lines = [item.text for item in recordings(awkward())[0].of("a-r-5") if item.role == "room.label"]  # type: ignore[union-attr]  # labels are texts
    assert lines == ["Guest Bedroom", "with Study"]


def test_a_room_without_a_name_still_tells_its_size() -> None:
    recording = recordings(box_plan(4000, 3000, label=""))[0]
    assert not recording.texts("room.label")
    assert recording.texts("room.size")


def test_a_room_that_no_walls_enclose_is_named_where_it_is() -> None:
    plan = box_plan(4000, 3000)
    porch = Room(id="porch", seed=Point(2000, -900), label="Porch", type=RoomType.PORCH)
    storey = msgspec.structs.replace(plan.storeys[0], rooms=(*plan.storeys[0].rooms, porch))
    (text,) = recordings(msgspec.structs.replace(plan, storeys=(storey,)), dimensions=False)[0].of("porch")
    assert isinstance(text, Text)
    assert abs(text.at.x_mm - 2000) < 400
    assert -1500 < text.at.y_mm < -300


def test_a_void_tells_no_area() -> None:
    plan = box_plan(4000, 3000, label="Open to Below")
    room = msgspec.structs.replace(plan.storeys[0].rooms[0], type=RoomType.OPEN_TO_BELOW)
    storey = msgspec.structs.replace(plan.storeys[0], rooms=(room,))
    assert not recordings(msgspec.structs.replace(plan, storeys=(storey,)))[0].texts("room.area")
