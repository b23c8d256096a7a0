"""Words of a picture that are not on the plan: names of floors and files, titles and descriptions for readers."""

import re
import unicodedata

from planroom.floorplan.drawing.measures import area_text
from planroom.floorplan.drawing.shapes import StoreyShapes
from planroom.floorplan.drawing.style import Style
from planroom.floorplan.drawing.text import clean_text
from planroom.floorplan.model.opening import OpeningKind
from planroom.floorplan.model.plan import Storey

_MOST_NAME_LETTERS = 60
_MOST_SLUG_LETTERS = 40
_MOST_ROOMS_TOLD = 40
_OPENING_TITLES = {
    OpeningKind.DOOR: "Door",
    OpeningKind.DOUBLE_DOOR: "Double door",
    OpeningKind.SLIDING_DOOR: "Sliding door",
    OpeningKind.FOLDING_DOOR: "Folding door",
    OpeningKind.POCKET_DOOR: "Pocket door",
    OpeningKind.GARAGE_DOOR: "Garage door",
    OpeningKind.CASED: "Opening",
    OpeningKind.WINDOW: "Window",
}


def storey_title(storey: Storey) -> str:
    """Give the name of a floor as it stands on its page; made of its level when it has none."""
    name = clean_text(storey.name, _MOST_NAME_LETTERS)
    if name:
        return name
    if storey.level == 0:
        return "Ground Floor"
    return f"Floor {storey.level}" if storey.level > 0 else f"Basement {-storey.level}"


def scene_name(index: int, storey: Storey) -> str:
    """Give the name of a floor's files: its place from the bottom, and its title, as ``01-ground-floor``."""
    return f"{index + 1:02d}-{slug(storey_title(storey)) or 'floor'}"


def slug(text: str) -> str:
    """Give the text in small Latin letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii").lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_MOST_SLUG_LETTERS].strip("-")


def describe(shapes: StoreyShapes, style: Style, *, dimensions: bool) -> str:
    """Say in a sentence what the picture shows, for people who cannot see it."""
    rooms = [
        f"{clean_text(shape.room.label, _MOST_NAME_LETTERS) or 'unnamed room'} {area_text(shape.area_mm2, style.units)}"
        for shape in shapes.rooms
    ]
    told = ", ".join(rooms[:_MOST_ROOMS_TOLD]) + (" and more" if len(rooms) > _MOST_ROOMS_TOLD else "")
    kind = "Floor plan with room dimensions" if dimensions else "Floor plan"
    return f"{kind} of {storey_title(shapes.storey)}. Rooms: {told}." if rooms else f"{kind}. No rooms."


def element_titles(shapes: StoreyShapes) -> dict[str, str]:
    """Give a short title for each element of the plan by its id."""
    titles = {place.opening.id: _OPENING_TITLES[place.opening.kind] for place in shapes.places}
    titles |= {fixture.id: str(fixture.kind).replace("_", " ").capitalize() for fixture in shapes.fixtures}
    rooms = (*(shape.room for shape in shapes.rooms), *shapes.shapeless)
    titles |= {room.id: clean_text(room.label, _MOST_NAME_LETTERS) or "Room" for room in rooms}
    return dict(sorted(titles.items()))
