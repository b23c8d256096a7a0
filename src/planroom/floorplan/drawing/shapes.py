"""What a storey gives to draw: walls, rooms and openings with their shapes, in an order that input cannot change."""

import msgspec

from planroom.floorplan.drawing.compose_openings import Place, hole_of, place_of, swings_of
from planroom.floorplan.drawing.extent import Bounds, bounds_of_points, turned
from planroom.floorplan.geometry.cutting import cut
from planroom.floorplan.geometry.points import Point
from planroom.floorplan.geometry.region import Region
from planroom.floorplan.model.plan import Standing, Storey
from planroom.floorplan.model.room import Room
from planroom.floorplan.model.rooms import RoomShape, outline_of, room_shapes, wall_bodies
from planroom.floorplan.model.wall_kinds import with_wall_kinds


class StoreyShapes(msgspec.Struct, frozen=True, kw_only=True):
    """A storey ready to be drawn.

    ``walls`` are cut by the openings, ``outlines`` are the storey's outer shapes, ``shapeless`` are rooms that no
    walls enclose, and ``bounds`` hold everything but text. ``fixtures`` are all that stands on
    the storey, stairs and columns too.
    """

    storey: Storey
    walls: tuple[Region, ...]
    outlines: tuple[Region, ...]
    rooms: tuple[RoomShape, ...]
    shapeless: tuple[Room, ...]
    places: tuple[Place, ...]
    fixtures: tuple[Standing, ...]
    bounds: Bounds | None


def shapes_of(storey: Storey, tolerance_mm: float) -> StoreyShapes:
    """Work out the shapes of a storey. Openings without a wall, and fixtures without a size, are left out."""
    ordered = with_wall_kinds(_in_order(storey), tolerance_mm)
    walls = {wall.id: wall for wall in ordered.walls}
    places = tuple(
        place
        for opening in ordered.openings
        if (wall := walls.get(opening.wall_id)) is not None and (place := place_of(opening, wall)) is not None
    )
    rooms = room_shapes(ordered, tolerance_mm)
    shaped = {shape.room.id for shape in rooms}
    fixtures = tuple(
        item for item in sorted(ordered.standing, key=lambda item: item.id) if item.width_mm > 0 and item.depth_mm > 0
    )
    outlines = outline_of(ordered, tolerance_mm)
    bodies = wall_bodies(ordered, tolerance_mm)
    return StoreyShapes(
        storey=ordered,
        walls=cut(bodies, [hole_of(place) for place in places]),
        outlines=outlines,
        rooms=rooms,
        shapeless=tuple(room for room in ordered.rooms if room.id not in shaped),
        places=places,
        fixtures=fixtures,
        bounds=_bounds(outlines, places, fixtures),
    )


def _in_order(storey: Storey) -> Storey:
    """Sort everything by id, so that the same plan told in another order gives the same bytes."""
    return msgspec.structs.replace(
        storey,
        walls=tuple(sorted(storey.walls, key=lambda item: item.id)),
        openings=tuple(sorted(storey.openings, key=lambda item: item.id)),
        rooms=tuple(sorted(storey.rooms, key=lambda item: item.id)),
    )


def _bounds(outlines: tuple[Region, ...], places: tuple[Place, ...], fixtures: tuple[Standing, ...]) -> Bounds | None:
    points: list[Point] = [point for outline in outlines for point in outline.outline]
    for place in places:
        for hinge, radius, start, end in swings_of(place):
            points += [turned(hinge, radius, 0.0, turn) for turn in (start, (start + end) / 2, end)]
    for item in fixtures:
        half_x, half_y = item.width_mm / 2, item.depth_mm / 2
        corners = ((-half_x, -half_y), (half_x, -half_y), (half_x, half_y), (-half_x, half_y))
        points += [turned(item.centre, x, y, item.turn_deg) for x, y in corners]
    return bounds_of_points(points)
