"""The blueprint of the demonstration, and what a person at the production desk sees on it."""

import math
from dataclasses import dataclass
from importlib import resources
from typing import Any

import msgspec


class NamedRoom(msgspec.Struct, frozen=True):
    """A room's name as printed on the drawing, at a place given as shares of the house's width and depth."""

    label: str
    type: str
    across: float
    up: float


class WallMove(msgspec.Struct, frozen=True):
    """The wall nearest to a place moves by a distance across its axis."""

    across: float
    up: float
    dx_mm: float
    dy_mm: float


class DemoDrawing(msgspec.Struct, frozen=True):
    """One drawing with its order and its correction."""

    image: str
    title: str
    info: str
    address: dict[str, str]
    request: str
    rooms: tuple[NamedRoom, ...]
    wall_move: WallMove

    def blueprint(self) -> bytes:
        """Read the picture."""
        return (resources.files(__package__) / "blueprint" / self.image).read_bytes()

    def edits_for(self, plan: dict[str, Any]) -> list[dict[str, Any]]:
        """List the named operations that carry out the request on ``plan``, the model as the desk's API gives it."""
        storey = plan["storeys"][0]
        frame = _Frame.around(storey["walls"])
        edits: list[dict[str, Any]] = []
        for named in self.rooms:
            room = min(storey["rooms"], key=lambda room: math.dist(room["seed"], frame.place(named.across, named.up)))
            edits.append({"op": "set_room_label", "room_id": room["id"], "label": named.label})
            edits.append({"op": "set_room_type", "room_id": room["id"], "type": named.type})
        move = self.wall_move
        wall = min(storey["walls"], key=lambda wall: math.dist(_middle(wall), frame.place(move.across, move.up)))
        edits.append({"op": "move_wall", "wall_id": wall["id"], "dx_mm": move.dx_mm, "dy_mm": move.dy_mm})
        return edits


@dataclass(frozen=True)
class _Frame:
    left: float
    bottom: float
    width: float
    depth: float

    @classmethod
    def around(cls, walls: list[dict[str, Any]]) -> "_Frame":
        points = [point for wall in walls for point in (wall["start"], wall["end"])]
        left, bottom = (min(point[axis] for point in points) for axis in (0, 1))
        right, top = (max(point[axis] for point in points) for axis in (0, 1))
        return cls(left, bottom, right - left, top - bottom)

    def place(self, across: float, up: float) -> tuple[float, float]:
        return (self.left + across * self.width, self.bottom + up * self.depth)


def _middle(wall: dict[str, Any]) -> tuple[float, float]:
    (x1, y1), (x2, y2) = wall["start"], wall["end"]
    return ((x1 + x2) / 2, (y1 + y2) / 2)


def demo_drawing() -> DemoDrawing:
    """Read the packaged drawing."""
    content = (resources.files(__package__) / "blueprint" / "drawing.json").read_bytes()
    return msgspec.json.decode(content, type=DemoDrawing)
