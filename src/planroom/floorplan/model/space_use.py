"""What a room type means for areas: indoors, outdoors, or a void in the floor."""

from planroom.floorplan.model.room import RoomType

OUTDOOR_TYPES = frozenset(
    {RoomType.PORCH, RoomType.BALCONY, RoomType.TERRACE, RoomType.DECK, RoomType.PATIO, RoomType.OUTDOOR}
)
"""Spaces outside the building: never part of an external or internal area, listed apart (area rules C3 and D5)."""

VOID_TYPES = frozenset({RoomType.OPEN_TO_BELOW})
"""Spaces without a floor of their own."""
