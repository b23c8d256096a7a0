"""What a page says besides the plan: floor, address, areas, scale, disclaimer."""

from collections.abc import Mapping

import msgspec

from planroom.floorplan.drawing.measures import area_text
from planroom.floorplan.drawing.scene import Weight
from planroom.floorplan.drawing.sheet import Sheet
from planroom.floorplan.drawing.style import AreaFigure
from planroom.floorplan.drawing.text import wrapped
from planroom.floorplan.geometry.units import MM2_PER_M2
from planroom.floorplan.model.plan import Scale, ScaleSource


class PageFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What the page says besides the plan. Areas are given in square metres by whoever measured them."""

    title: str = ""
    address: str = ""
    area_label: str = "Internal area"
    total_area_m2: float | None = None
    storey_areas_m2: Mapping[str, float] = {}


class PageText(msgspec.Struct, frozen=True, kw_only=True):
    """What one page says: floor, line under it, area with its captions, scale and north."""

    heading: str
    subheading: str
    area: str
    area_captions: tuple[str, ...]
    scale: Scale
    north_deg: float | None


def page_text(
    facts: PageFacts,
    storey_id: str,
    storey_name: str,
    *,
    single: bool,
    sheet: Sheet,
    scale: Scale,
    north_deg: float | None,
) -> PageText:
    """Gather what the page of one storey says."""
    units = sheet.style.units
    total = None if facts.total_area_m2 is None else area_text(facts.total_area_m2 * MM2_PER_M2, units)
    own_m2 = facts.storey_areas_m2.get(storey_id)
    own = None if own_m2 is None else area_text(own_m2 * MM2_PER_M2, units)
    captions: tuple[str, ...] = ()
    shown = sheet.style.page.area is not AreaFigure.NONE and scale.source is not ScaleSource.UNKNOWN
    if not shown or (own or total) is None:
        area = ""
    elif single or own is None:
        area, captions = total or own or "", (facts.area_label,)
    else:
        area = own
        captions = (f"{facts.area_label}, this floor", *((f"{total} in total",) if total else ()))
    parts = [part for part in (facts.title, facts.address) if part]
    return PageText(
        heading=storey_name,
        subheading="  ·  ".join(dict.fromkeys(parts)),
        area=area,
        area_captions=captions,
        scale=scale,
        north_deg=north_deg,
    )


def scale_note(scale: Scale) -> str:
    """Say where the scale comes from, unless it is certain."""
    share = f" (± {max(1, round(scale.uncertainty * 100))} %)" if scale.uncertainty > 0 else ""
    return {
        ScaleSource.MODEL: "",
        ScaleSource.GIVEN: f"Scale from a given measurement{share}." if share else "",
        ScaleSource.PRINTED: f"Scale read from printed dimensions{share}.",
        ScaleSource.DOOR_WIDTHS: f"Scale estimated from door widths{share}.",
        ScaleSource.UNKNOWN: "Not to scale.",
    }[scale.source]


def notes_of(text: PageText, sheet: Sheet, width_mm: float) -> tuple[str, ...]:
    """Give the lines under the plan: scale ratio, where the scale comes from, disclaimer."""
    style = sheet.style.page
    ratio = f"Scale 1:{sheet.paper_scale:g} on {style.paper.written}." if _has_ratio(text, sheet) else ""
    note = " ".join(part for part in (ratio, scale_note(text.scale), style.disclaimer) if part)
    return wrapped(note, sheet.mm(style.small_paper_mm), Weight.REGULAR, width_mm)


def _has_ratio(text: PageText, sheet: Sheet) -> bool:
    return sheet.style.page.scale_ratio and text.scale.source in {ScaleSource.MODEL, ScaleSource.GIVEN}
