import json
import re
import xml.etree.ElementTree as ET

import msgspec
import pytest
from tests.support.drawings import box_plan
from tests.support.sample_plans import all_samples, awkward, bungalow

from planroom.floorplan.drawing.backends.recording import recording_of
from planroom.floorplan.drawing.backends.svg import svg_of
from planroom.floorplan.drawing.compose import compose
from planroom.floorplan.drawing.facts import PageFacts
from planroom.floorplan.drawing.style import find_style
from planroom.floorplan.model.plan import Plan, Storey

SVG = "{http://www.w3.org/2000/svg}"


def drawn(plan: Plan, style: str = "plain", *, dimensions: bool = True) -> list[bytes]:
    return [svg_of(scene) for scene in compose(plan, find_style(style), PageFacts(), dimensions=dimensions)]


def parsed(svg: bytes) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314 - our own output


def backwards(storey: Storey) -> Storey:
    return msgspec.structs.replace(
        storey,
        walls=storey.walls[::-1],
        openings=storey.openings[::-1],
        rooms=storey.rooms[::-1],
        fixtures=storey.fixtures[::-1],
    )


@pytest.mark.parametrize("style", ["plain", "soft", "technical"])
@pytest.mark.parametrize("name", sorted(all_samples()))
def test_a_plan_gives_the_same_bytes_in_whatever_order_it_is_told(name: str, style: str) -> None:
    plan = all_samples()[name]
    turned = msgspec.structs.replace(plan, storeys=tuple(backwards(storey) for storey in plan.storeys[::-1]))
    assert drawn(plan, style) == drawn(turned, style) == drawn(plan, style)


def test_drawing_one_plan_does_not_change_the_next() -> None:
    first = drawn(bungalow(), "technical")
    drawn(awkward(), "soft")
    assert drawn(bungalow(), "technical") == first


def test_the_file_is_well_formed_and_says_what_it_shows() -> None:
    (svg,) = drawn(bungalow())
    root = parsed(svg)
    title, description = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert title.text == "Bungalow: Ground Floor"
    assert description is not None
    assert "Kitchen 122 sq ft / 11.4 m²" in (description.text or "")
    named = set((root.get("aria-labelledby") or "").split())
    assert named == {title.get("id"), description.get("id")}


def test_layers_and_elements_are_groups_with_ids_classes_and_titles() -> None:
    root = parsed(drawn(bungalow())[0])
    layers = [group.get("class") for group in root.findall(f"{SVG}g")]
    assert layers == [
        f"layer {name}"
        for name in ("paper", "floors", "fixtures", "walls", "openings", "labels", "dimensions", "title")
    ]
    doors = [group for group in root.iter(f"{SVG}g") if group.get("data-element") == "d-front"]
    assert [door.findtext(f"{SVG}title") for door in doors] == ["Door"]
    assert doors[0].get("class") == "door"


@pytest.mark.parametrize("name", sorted(all_samples()))
def test_ids_are_unique_and_safe(name: str) -> None:
    for svg in drawn(all_samples()[name]):
        ids = [element.get("id") or "" for element in parsed(svg).iter() if element.get("id")]
        assert len(ids) == len(set(ids))
        assert all(re.fullmatch(r"[A-Za-z][\w.-]*", name) for name in ids)


@pytest.mark.parametrize("name", sorted(all_samples()))
def test_coordinates_are_whole_numbers(name: str) -> None:
    for svg in drawn(all_samples()[name]):
        for element in parsed(svg).iter():
            for key in (
                "d",
                "x",
                "y",
                "cx",
                "cy",
                "rx",
                "ry",
                "width",
                "height",
                "font-size",
                "stroke-width",
                "viewBox",
            ):
                if element.tag != f"{SVG}svg" or key == "viewBox":
                    assert "." not in (element.get(key) or ""), f"{element.tag} {key}"


def test_text_stays_text_and_an_arc_stays_an_arc() -> None:
    root = parsed(drawn(bungalow())[0])
    words = [text.text for text in root.iter(f"{SVG}text")]
    assert "Primary Bedroom" in words
    swings = [path.get("d") or "" for path in root.iter(f"{SVG}path") if path.get("class") == "door swing"]
    assert len(swings) == 7
    assert all(re.fullmatch(r"M\d+ \d+A\d+ \d+ 0 0 0 \d+ \d+", swing) for swing in swings)


def test_names_from_outside_cannot_break_the_file() -> None:
    plan = box_plan(6000, 4000, label='<script>alert("x")</script> & ]]> \x00\x0b')
    storey = plan.storeys[0]
    odd = msgspec.structs.replace(
        storey, name="</title>&amp;", rooms=(msgspec.structs.replace(storey.rooms[0], id='r"><g id="x'),)
    )
    root = parsed(drawn(msgspec.structs.replace(plan, name="<b>", storeys=(odd,)))[0])
    words = [text.text or "" for text in root.iter(f"{SVG}text")]
    assert any("<script>" in word for word in words)
    assert not [element for element in root.iter() if element.tag.endswith("script")]
    held = {element.get("data-element") for element in root.iter() if element.get("data-element")}
    assert held == {'r"><g id="x'}


def test_the_size_on_paper_is_the_page_at_its_scale() -> None:
    (scene,) = compose(bungalow(), find_style("plain"), PageFacts(), dimensions=False)
    root = parsed(svg_of(scene))
    assert root.get("viewBox") == f"0 0 {scene.width_mm:.0f} {scene.height_mm:.0f}"
    width = float((root.get("width") or "").removesuffix("mm"))
    assert width == pytest.approx(scene.width_mm / scene.paper_scale, abs=0.01)


def test_a_recording_holds_all_that_a_backend_is_given() -> None:
    (scene,) = compose(bungalow(), find_style("plain"), PageFacts(), dimensions=True)
    told = json.loads(recording_of(scene))
    assert len(told["items"]) == len(scene.items)
    assert {item["shape"] for item in told["items"]} >= {"area", "line", "arc", "text", "symbol", "box"}
