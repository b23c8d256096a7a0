"""Loaded by the fork server: every library of the steps, and what they work out once and remember.

A fork starts with what its server has in memory. Reading the fonts alone costs 0.4 s, so a plan is drawn here as far as
its SVG: that much is Python and starts no threads, which a server that forks must not have.
"""

from contextlib import suppress

from planroom.floorplan.drawing.render import Variant, pictures_of
from planroom.floorplan.drawing.style import find_style
from planroom.floorplan.geometry.points import Point
from planroom.floorplan.model.plan import Plan, Storey
from planroom.floorplan.model.room import Room
from planroom.floorplan.model.wall import Wall
from planroom.production.drawing import page_facts
from planroom.production.presentation import Presentation

_SIDE_MM = 4000.0


def _one_room() -> Plan:
    corners = (Point(0, 0), Point(_SIDE_MM, 0), Point(_SIDE_MM, _SIDE_MM), Point(0, _SIDE_MM))
    walls = tuple(
        Wall(id=f"wall-{number}", start=start, end=end, thickness_mm=100)
        for number, (start, end) in enumerate(zip(corners, corners[1:] + corners[:1], strict=True), start=1)
    )
    room = Room(id="room", seed=Point(_SIDE_MM / 2, _SIDE_MM / 2), label="Room")
    return Plan(storeys=(Storey(id="storey", name="Ground floor", walls=walls, rooms=(room,)),))


def warm_caches() -> None:
    """Draw a plan of one room as far as its SVG."""
    plan, style = _one_room(), find_style(Presentation().style)
    pictures_of(plan, style, page_facts(plan, style), Variant.DIMENSIONS)


# Only a head start: what is wrong with drawing is for the child to meet, which can tell of it.
with suppress(Exception):
    warm_caches()
