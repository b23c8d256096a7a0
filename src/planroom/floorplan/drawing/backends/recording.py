"""Recording: a scene as data, for tests and for looking inside a picture."""

from collections import Counter
from collections.abc import Iterable

import msgspec

from planroom.floorplan.drawing.scene import AnyItem, Scene, Text

MEDIA_TYPE = "application/json"


class Recording:
    """A drawn scene that answers what is on it."""

    def __init__(self, scene: Scene) -> None:
        """Record the scene."""
        self.scene = scene

    def items(self, role: str) -> list[AnyItem]:
        """Give the items of a role, or of all roles under it: ``door`` gives ``door.leaf`` and ``door.swing``."""
        return [item for item in self.scene.items if item.role == role or item.role.startswith(f"{role}.")]

    def of(self, element_id: str) -> list[AnyItem]:
        """Give all items that show one element of the plan."""
        return [item for item in self.scene.items if item.element_id == element_id]

    def texts(self, role: str = "") -> list[str]:
        """Give the words of all texts, or of those of one role, in painting order."""
        chosen: Iterable[AnyItem] = self.items(role) if role else self.scene.items
        return [item.text for item in chosen if isinstance(item, Text)]

    def roles(self) -> dict[str, int]:
        """Count the items of each role."""
        return dict(sorted(Counter(item.role for item in self.scene.items).items()))


def recording_of(scene: Scene) -> bytes:
    """Write the scene as JSON: everything that a backend is given."""
    return msgspec.json.format(msgspec.json.encode(scene), indent=1) + b"\n"
