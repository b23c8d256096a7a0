"""docs/reference/plan.schema.json."""

import json

from planroom.floorplan.model.codec import plan_json_schema


def make() -> str:
    """Give the JSON Schema of the newest version of a plan."""
    return json.dumps(plan_json_schema(), indent=1, sort_keys=True, ensure_ascii=False) + "\n"
