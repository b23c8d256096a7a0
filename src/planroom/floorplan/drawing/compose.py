"""Composition: a plan and a style become one scene for each storey."""

import math
from collections.abc import Sequence

import msgspec

from planroom.floorplan.drawing.bounds_check import refuse_undrawable
from planroom.floorplan.drawing.compose_building import building_items
from planroom.floorplan.drawing.dimensions import chain_items
from planroom.floorplan.drawing.extent import Bounds, extent_of
from planroom.floorplan.drawing.facts import PageFacts, PageText, page_text
from planroom.floorplan.drawing.labels import LabelContent, label_items
from planroom.floorplan.drawing.page import page_items, page_of, widened
from planroom.floorplan.drawing.scene import AnyItem, Layer, Scene
from planroom.floorplan.drawing.shapes import StoreyShapes, shapes_of
from planroom.floorplan.drawing.sheet import Sheet
from planroom.floorplan.drawing.style import Paper, Style
from planroom.floorplan.drawing.wording import describe, element_titles, scene_name, storey_title
from planroom.floorplan.model.plan import Plan, ScaleSource

PAPER_SCALES = (
    5, 10, 15, 20, 25, 30, 40, 50, 60, 75, 100, 125, 150, 200, 250, 300, 400, 500, 600, 750,
    1000, 1250, 1500, 2000, 2500, 3000, 4000, 5000, 7500, 10000,
)  # fmt: skip
_LAYERS = {layer: index for index, layer in enumerate(Layer)}


class Drawn(msgspec.Struct, frozen=True, kw_only=True):
    """One storey without its page: its items and how much room they take."""

    shapes: StoreyShapes
    items: tuple[AnyItem, ...]
    content: Bounds


def compose(plan: Plan, style: Style, facts: PageFacts, *, dimensions: bool) -> tuple[Scene, ...]:
    """Compose a scene for each storey that has something to show, lowest first, all in one scale and page size.

    The scale is the largest of a round series at which every page fits on the style's paper. ``dimensions`` asks for
    the sizes in room labels and, when the style has them, for the chains of outer dimensions.

    Raises:
        PlanUndrawable: when nothing can be drawn, or the plan is out of all bounds.
    """
    refuse_undrawable(plan)
    ordered = sorted(plan.storeys, key=lambda storey: (storey.elevation_mm, storey.level, storey.id))
    shapes = [found for storey in ordered if (found := shapes_of(storey, plan.tolerance_mm)).bounds is not None]
    scale = _first_guess(shapes, style)
    while True:
        sheet = Sheet(style, float(scale))
        scenes = _compose_at(plan, shapes, sheet, facts, dimensions=dimensions)
        if scale == PAPER_SCALES[-1] or all(_fits_paper(scene, style.page.paper) for scene in scenes):
            return scenes
        scale = next(known for known in PAPER_SCALES if known > scale)


def _first_guess(shapes: Sequence[StoreyShapes], style: Style) -> int:
    """Give the largest scale at which the bare buildings fit on paper."""
    margin = 2 * style.page.margin_paper_mm
    paper_long, paper_short = style.page.paper.size_mm
    bounds = [item.bounds for item in shapes if item.bounds is not None]
    long = max(max(high_x - low_x, high_y - low_y) for low_x, low_y, high_x, high_y in bounds)
    short = max(min(high_x - low_x, high_y - low_y) for low_x, low_y, high_x, high_y in bounds)
    fitting = (s for s in PAPER_SCALES if long / s + margin <= paper_long and short / s + margin <= paper_short)
    return next(fitting, PAPER_SCALES[-1])


def _fits_paper(scene: Scene, paper: Paper) -> bool:
    sides = sorted((scene.width_mm / scene.paper_scale, scene.height_mm / scene.paper_scale))
    return sides[1] <= paper.size_mm[0] and sides[0] <= paper.size_mm[1]


def _compose_at(
    plan: Plan, shapes: Sequence[StoreyShapes], sheet: Sheet, facts: PageFacts, *, dimensions: bool
) -> tuple[Scene, ...]:
    to_scale = plan.scale.source is not ScaleSource.UNKNOWN
    drawn = [_drawn(item, sheet, sized=dimensions and to_scale, measured=to_scale) for item in shapes]
    width = max(item.content[2] - item.content[0] for item in drawn)
    height = max(item.content[3] - item.content[1] for item in drawn)
    return tuple(
        _scene(plan, item, index, sheet, facts, size=(width, height), count=len(drawn), dimensions=dimensions)
        for index, item in enumerate(drawn)
    )


def _drawn(shapes: StoreyShapes, sheet: Sheet, *, sized: bool, measured: bool) -> Drawn:
    style = sheet.style
    items = building_items(shapes, sheet)
    bounds = shapes.bounds or (0.0, 0.0, 0.0, 0.0)
    chains = chain_items(shapes.outlines, bounds, sheet) if sized and style.dimensions.chains else []
    content = LabelContent(sizes=sized and style.labels.dimensions, areas=measured and style.labels.area)
    blocked = [box for item in chains if (box := extent_of([item])) is not None]
    items += label_items(shapes, sheet, content, blocked)
    items += chains
    return Drawn(shapes=shapes, items=tuple(items), content=extent_of(items) or bounds)


def _scene(
    plan: Plan,
    drawn: Drawn,
    index: int,
    sheet: Sheet,
    facts: PageFacts,
    *,
    size: tuple[float, float],
    count: int,
    dimensions: bool,
) -> Scene:
    storey = drawn.shapes.storey
    title = storey_title(storey)
    text: PageText = page_text(
        facts, storey.id, title, single=count == 1, sheet=sheet, scale=plan.scale, north_deg=plan.north_deg
    )
    page = page_of(widened(drawn.content, size), text, sheet)
    items = sorted([*page_items(page, text, sheet), *drawn.items], key=lambda item: _LAYERS[item.layer])
    return Scene(
        name=scene_name(index, storey),
        title=f"{facts.title or facts.address or plan.name or 'Floor plan'}: {title}",
        description=describe(drawn.shapes, sheet.style, dimensions=dimensions),
        low=page.low,
        high=page.high,
        paper_scale=sheet.paper_scale,
        items=tuple(items),
        titles=element_titles(drawn.shapes),
    )


def pixels_of(scene: Scene, longest_px: int) -> tuple[int, int]:
    """Give the width and height in pixels of a picture whose longest side has ``longest_px``."""
    share = longest_px / max(scene.width_mm, scene.height_mm)
    return max(1, math.floor(scene.width_mm * share + 0.5)), max(1, math.floor(scene.height_mm * share + 0.5))
