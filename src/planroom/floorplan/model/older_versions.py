"""Plans of older schema versions, brought up to date step by step while they are still plain data.

What does not have the shape of its version is left as it is; reading it as the newest version then says what is wrong.
"""

from collections.abc import Callable, Mapping
from typing import Any

OLDEST_VERSION = 1


def brought_up_to_date(value: Any, version: int) -> Any:  # noqa: ANN401 - JSON data is of any type
    """Give plain data of a plan of any known version as data of the newest version; the argument stays as it is."""
    for older in range(version, max(_STEPS) + 1):
        value = _STEPS[older](value)
    return value


def _from_1(plan: dict[str, Any]) -> dict[str, Any]:
    """Version 2 has lists of their own for stairs and columns, and walls may leave their kind open."""
    storeys = plan.get("storeys", [])
    if isinstance(storeys, list | tuple):
        floors = [storey for storey in storeys if isinstance(storey, dict)]
        storeys = [_storey_from_1(storey, floors) if isinstance(storey, dict) else storey for storey in storeys]
    return {**plan, "schema_version": 2, "storeys": storeys}


def _storey_from_1(storey: dict[str, Any], floors: list[dict[str, Any]]) -> dict[str, Any]:
    walls, fixtures = storey.get("walls", []), storey.get("fixtures", [])
    changed = dict(storey)
    if isinstance(walls, list | tuple):
        changed["walls"] = [{"kind": "interior", **wall} if isinstance(wall, dict) else wall for wall in walls]
    if isinstance(fixtures, list | tuple):
        leads = "down" if any(_is_lower(other, storey) and _of_kind(other, "stairs") for other in floors) else "up"
        changed["fixtures"] = [item for item in fixtures if _kind(item) not in ("stairs", "column")]
        changed["stairs"] = [{**_plain(item), "leads": leads} for item in _of_kind(storey, "stairs")]
        changed["columns"] = [_plain(item) for item in _of_kind(storey, "column")]
    return changed


def _of_kind(storey: Mapping[str, Any], kind: str) -> list[dict[str, Any]]:
    fixtures = storey.get("fixtures", [])
    return [item for item in fixtures if _kind(item) == kind] if isinstance(fixtures, list | tuple) else []


def _is_lower(other: Mapping[str, Any], storey: Mapping[str, Any]) -> bool:
    levels = (other.get("level", 0), storey.get("level", 0))
    return all(isinstance(level, int) for level in levels) and levels[0] < levels[1]


def _kind(item: object) -> object:
    return item.get("kind") if isinstance(item, dict) else None


def _plain(item: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in item.items() if key != "kind"}


_STEPS: dict[int, Callable[[Any], Any]] = {1: _from_1}
"""For each older version, the step to the one after it."""
