"""Checks of the scale: whether it is known, how sure it is, and whether the result is the size of a dwelling."""

from collections.abc import Iterator

from planroom.floorplan.model.finding import Finding, FindingKind, Severity
from planroom.floorplan.model.plan import Plan, ScaleSource
from planroom.floorplan.model.rooms import outline_of

SCALE_UNKNOWN = FindingKind(
    "scale-101", Severity.ERROR, "ScaleUnknown", "Set the scale with one known measure; until then no area is true."
)
SCALE_UNCERTAIN = FindingKind(
    "scale-102", Severity.WARNING, "ScaleUncertain", "Compare one known measure with the plan and set the scale by it."
)
SCALE_ESTIMATED = FindingKind(
    "scale-103", Severity.INFO, "ScaleEstimated", "Give one known measure if lengths and areas must be exact."
)
STOREY_SIZE_UNLIKELY = FindingKind(
    "scale-104", Severity.WARNING, "StoreySizeUnlikely", "Check the scale; no dwelling has this size."
)
KINDS = (SCALE_UNKNOWN, SCALE_UNCERTAIN, SCALE_ESTIMATED, STOREY_SIZE_UNLIKELY)

DOUBTFUL_SHARE = 0.05
"""Above this uncertainty of lengths (10 % of an area) a person should look."""
UNUSABLE_SHARE = 0.2
LEAST_EXTENT_MM = 1_500.0
MOST_EXTENT_MM = 200_000.0


def check_scale(plan: Plan) -> Iterator[Finding]:
    """Find what is doubtful about the plan's scale."""
    scale = plan.scale
    if scale.source is ScaleSource.UNKNOWN:
        yield SCALE_UNKNOWN.found("The scale of the plan is not known.")
    elif scale.uncertainty > DOUBTFUL_SHARE:
        yield SCALE_UNCERTAIN.found(
            f"Lengths may be off by {scale.uncertainty:.0%}, areas by about {2 * scale.uncertainty:.0%}.",
            severity=Severity.ERROR if scale.uncertainty > UNUSABLE_SHARE else None,
        )
    if scale.source is ScaleSource.DOOR_WIDTHS:
        yield SCALE_ESTIMATED.found("The scale was worked out from the widths of doors.")
    for storey in plan.storeys:
        for outline in outline_of(storey, plan.tolerance_mm)[:1]:
            low_x, low_y, high_x, high_y = outline.bounds
            width_mm, depth_mm = high_x - low_x, high_y - low_y
            if min(width_mm, depth_mm) < LEAST_EXTENT_MM or max(width_mm, depth_mm) > MOST_EXTENT_MM:
                yield STOREY_SIZE_UNLIKELY.found(
                    f"The storey {storey.name!r} measures {width_mm / 1000:.1f} by {depth_mm / 1000:.1f} m.",
                    storey_id=storey.id,
                )
