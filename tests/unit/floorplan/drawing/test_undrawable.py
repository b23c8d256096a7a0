import math

import msgspec
import pytest
from tests.support.drawings import box_plan, box_storey, recordings

from planroom.floorplan.drawing.bounds_check import MOST_STOREYS, MOST_WALLS, PlanUndrawable
from planroom.floorplan.geometry.points import Point
from planroom.floorplan.model.plan import Plan, Storey
from planroom.floorplan.model.room import Room
from planroom.floorplan.model.wall import Wall


def with_walls(*walls: Wall) -> Plan:
    return Plan(storeys=(Storey(id="s", name="Attic", walls=walls),))


def wall(x_mm: float, y_mm: float, wall_id: str = "w") -> Wall:
    return Wall(id=wall_id, start=Point(0, 0), end=Point(x_mm, y_mm), thickness_mm=100)


@pytest.mark.parametrize(
    ("plan", "reason"),
    [
        (Plan(), "no walls"),
        (Plan(storeys=(Storey(id="s", name="Empty"),)), "no walls"),
        (with_walls(wall(math.nan, 0)), "“Attic” has a coordinate.*not a finite number"),
        (with_walls(wall(math.inf, 0)), "not a finite number"),
        (with_walls(wall(2_000_000, 0)), "2,000 m from its origin"),
        (with_walls(*(wall(1000, n, f"w{n}") for n in range(MOST_WALLS + 1))), f"{MOST_WALLS + 1} walls"),
        (Plan(storeys=tuple(box_storey(4000, 3000, storey_id=f"s{n}") for n in range(MOST_STOREYS + 1))), "storeys"),
    ],
    ids=["no storeys", "empty storey", "nan", "infinite", "too wide", "too many walls", "too many storeys"],
)
def test_a_plan_out_of_bounds_is_refused_with_the_reason(plan: Plan, reason: str) -> None:
    with pytest.raises(PlanUndrawable, match=reason):
        recordings(plan)


def test_walls_without_rooms_are_drawn() -> None:
    plan = box_plan(8000, 6000)
    bare = msgspec.structs.replace(plan.storeys[0], rooms=())
    recording = recordings(msgspec.structs.replace(plan, storeys=(bare,)))[0]
    assert recording.items("wall.outline")
    assert not recording.items("room")
    assert "No rooms" in recording.scene.description


def test_a_single_wall_is_drawn() -> None:
    assert recordings(with_walls(wall(3000, 0)))[0].items("wall.outline")


def test_a_wall_without_length_is_passed_over() -> None:
    assert len(recordings(with_walls(wall(3000, 0), wall(0, 0, "point")))[0].items("wall.outline")) == 1


@pytest.mark.parametrize(("width_mm", "depth_mm"), [(1000, 1000), (100_000, 1200), (900_000, 700_000), (300, 300)])
def test_plans_of_every_size_and_shape_are_drawn(width_mm: float, depth_mm: float) -> None:
    recording = recordings(box_plan(width_mm, depth_mm))[0]
    assert recording.texts("room.label") == ["Room"]


def test_many_small_rooms_are_labelled_inside_rather_than_by_a_thicket_of_leaders() -> None:
    count, step = 14, 2500.0
    lines = [index * step for index in range(count + 1)]
    upright = [
        Wall(id=f"u{n}", start=Point(x, 0), end=Point(x, lines[-1]), thickness_mm=100) for n, x in enumerate(lines)
    ]
    level = [
        Wall(id=f"l{n}", start=Point(0, y), end=Point(lines[-1], y), thickness_mm=100) for n, y in enumerate(lines)
    ]
    rooms = tuple(
        Room(id=f"r{i}-{j}", seed=Point(x + 1250, y + 1250), label=f"Storage compartment {i * count + j}")
        for i, x in enumerate(lines[:-1])
        for j, y in enumerate(lines[:-1])
    )
    storey = Storey(id="s", name="Store rooms", walls=(*upright, *level), rooms=rooms)
    recording = recordings(Plan(storeys=(storey,)))[0]
    labelled = {item.element_id for item in recording.items("room.label")}
    assert len(labelled) == count * count
    assert len({item.element_id for item in recording.items("room.leader")}) <= 24
