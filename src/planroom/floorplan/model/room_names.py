"""The preset labels of rooms: their usual name for each type, and the type that a label stands for."""

from planroom.floorplan.model.room import Room, RoomType

PRESET_LABELS: dict[RoomType, str] = {
    RoomType.LIVING_ROOM: "Living room",
    RoomType.KITCHEN: "Kitchen",
    RoomType.DINING: "Dining room",
    RoomType.BEDROOM: "Bedroom",
    RoomType.BATH: "Bath",
    RoomType.TOILET: "Toilet",
    RoomType.ENTRY: "Entry",
    RoomType.HALLWAY: "Hall",
    RoomType.OFFICE: "Office",
    RoomType.LAUNDRY: "Laundry",
    RoomType.PANTRY: "Pantry",
    RoomType.STORAGE: "Storage",
    RoomType.CLOSET: "Closet",
    RoomType.UTILITY: "Utility",
    RoomType.STAIRWELL: "Stairs",
    RoomType.BASEMENT: "Basement",
    RoomType.ATTIC: "Attic",
    RoomType.SUN_ROOM: "Sun room",
    RoomType.GARAGE: "Garage",
    RoomType.PORCH: "Porch",
    RoomType.BALCONY: "Balcony",
    RoomType.TERRACE: "Terrace",
    RoomType.DECK: "Deck",
    RoomType.PATIO: "Patio",
    RoomType.OUTDOOR: "Outdoor",
    RoomType.OPEN_TO_BELOW: "Open to below",
}
"""The label that each type is offered with; UNDEFINED has none."""

_FURTHER_LABELS: dict[str, RoomType] = {
    "living": RoomType.LIVING_ROOM,
    "dining": RoomType.DINING,
    "bed room": RoomType.BEDROOM,
    "bathroom": RoomType.BATH,
    "bath room": RoomType.BATH,
    "wc": RoomType.TOILET,
    "foyer": RoomType.ENTRY,
    "hallway": RoomType.HALLWAY,
    "stairwell": RoomType.STAIRWELL,
    "sunroom": RoomType.SUN_ROOM,
}

_TYPE_BY_LABEL = {label.casefold(): kind for kind, label in PRESET_LABELS.items()} | _FURTHER_LABELS


def type_of_label(label: str) -> RoomType | None:
    """Give the type that a label stands for when it equals a preset; case and outer blanks do not count.

    The rule is the business's: a preset label also sets the type, any other text does not (domain section 9).
    """
    return _TYPE_BY_LABEL.get(" ".join(label.split()).casefold())


def shown_name(room: Room) -> str:
    """Give what a room is called: its label, else the preset label of its type, else "Room"."""
    return room.label or PRESET_LABELS.get(room.type, "Room")
