"""Scenes and recordings of plans, for tests that look at pictures."""

from planroom.floorplan.drawing.backends.recording import Recording
from planroom.floorplan.drawing.compose import compose
from planroom.floorplan.drawing.facts import PageFacts
from planroom.floorplan.drawing.style import find_style
from planroom.floorplan.geometry.points import Point
from planroom.floorplan.model.plan import Plan, Storey
from planroom.floorplan.model.room import Room
from planroom.floorplan.model.wall import Wall, WallKind


def recordings(
    plan: Plan, style: str = "plain", *, dimensions: bool = True, facts: PageFacts | None = None
) -> list[Recording]:
    """Draw a plan in a built-in style and record every floor."""
    scenes = compose(plan, find_style(style), facts or PageFacts(), dimensions=dimensions)
    return [Recording(scene) for scene in scenes]


def box_storey(
    width_mm: float, depth_mm: float, *, thickness_mm: float = 200.0, label: str = "Room", storey_id: str = "s"
) -> Storey:
    """A storey of one room between the axes (0, 0) and (width, depth)."""
    corners = ((0.0, 0.0), (width_mm, 0.0), (width_mm, depth_mm), (0.0, depth_mm))
    walls = tuple(
        Wall(
            id=f"{storey_id}-w{index}",
            start=Point(*corners[index]),
            end=Point(*corners[(index + 1) % 4]),
            thickness_mm=thickness_mm,
            kind=WallKind.EXTERIOR,
        )
        for index in range(4)
    )
    room = Room(id=f"{storey_id}-r", seed=Point(width_mm / 2, depth_mm / 2), label=label)
    return Storey(id=storey_id, name="Ground Floor", walls=walls, rooms=(room,))


def box_plan(width_mm: float, depth_mm: float, *, label: str = "Room") -> Plan:
    """A plan of one room."""
    return Plan(storeys=(box_storey(width_mm, depth_mm, label=label),))
