"""Drafting and drawing through child processes."""

import json
import re
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from tests.support.blueprints import INFO, blank_png, blueprint_png, huge_png, truncated_png
from tests.support.sample_plans import bungalow

from planroom.floorplan.drawing.style import Units
from planroom.floorplan.model.finding import Severity
from planroom.floorplan.model.plan import Plan
from planroom.production.artifacts import Artifact, FileKind
from planroom.production.errors import OutOfTime, Refused
from planroom.production.limits import MEBIBYTE, Limits
from planroom.production.pipeline import DraftFailed, draft, draw
from planroom.production.presentation import Presentation

LIMITS = Limits(timeout_seconds=120, memory_bytes=4096 * MEBIBYTE)
MAX_PIXELS = 60_000_000
PROPERTY_DATA_PAGE = Path(__file__).parents[3] / "docs/how-to/property-data.md"


class Shelf:
    """Keeps what is put."""

    def __init__(self) -> None:
        self.artifacts: list[Artifact] = []

    def put(self, artifact: Artifact) -> None:
        self.artifacts.append(artifact)


def test_a_blueprint_becomes_a_plan_with_its_steps_told() -> None:
    told: list[tuple[str, int]] = []
    drafted = draft(
        [blueprint_png(), blueprint_png(3)],
        info=INFO,
        max_pixels=MAX_PIXELS,
        limits=LIMITS,
        tell=lambda step, position: told.append((step, position)),
    )
    assert [len(storey.rooms) for storey in drafted.plan.storeys] == [2, 3]
    assert all(finding.severity is not Severity.ERROR for finding in drafted.findings)
    assert {position for _, position in told} == {0, 1}
    assert told[-1] == ("checking the plan", 1)


def test_the_same_picture_gives_the_same_plan() -> None:
    first, second = (draft([blueprint_png()], info=INFO, max_pixels=MAX_PIXELS, limits=LIMITS) for _ in range(2))
    assert first == second


def test_white_paper_is_a_plan_without_rooms_and_a_finding() -> None:
    drafted = draft([blank_png()], info="", max_pixels=MAX_PIXELS, limits=LIMITS)
    assert not any(storey.rooms for storey in drafted.plan.storeys)
    assert Severity.ERROR in {finding.severity for finding in drafted.findings}


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        (b"", "source_not_a_picture"),
        (b"GIF89a", "source_not_a_picture"),
        (truncated_png(), "source_not_a_picture"),
        (huge_png(), "source_too_large"),
    ],
    ids=["empty", "no picture", "truncated", "huge"],
)
def test_what_cannot_be_opened_says_why_and_which(bad: bytes, code: str) -> None:
    with pytest.raises(DraftFailed) as caught:
        draft([blueprint_png(), bad], info="", max_pixels=MAX_PIXELS, limits=LIMITS)
    assert (caught.value.reason_code, caught.value.position) == (code, 1)


def test_a_draft_that_takes_too_long_is_given_up() -> None:
    with pytest.raises(DraftFailed) as caught:
        draft(
            [blueprint_png()],
            info="",
            max_pixels=MAX_PIXELS,
            limits=Limits(timeout_seconds=0.02, memory_bytes=0),
        )
    assert caught.value.reason_code == OutOfTime.code


def test_a_plan_is_drawn_into_every_file() -> None:
    shelf = Shelf()
    total_m2 = draw(bungalow(), shelf, limits=LIMITS)
    assert total_m2 == pytest.approx(11.6 * 8.2)
    others = {FileKind.PROPERTY_DATA, FileKind.SOURCE_IMAGE, FileKind.SOURCE_PDF, FileKind.COMBINED_PDF}
    pictures = set(FileKind) - others
    drawn = [(artifact.kind, artifact.dimensions) for artifact in shelf.artifacts]
    assert set(drawn) == {
        *((kind, dimensions) for kind in pictures for dimensions in (False, True)),
        (FileKind.PROPERTY_DATA, False),
    }
    for artifact in shelf.artifacts:
        expected = ".json" if artifact.kind is FileKind.PROPERTY_DATA else f".{artifact.kind}"
        assert PurePosixPath(artifact.name).suffix == expected


def test_a_plan_is_presented_as_the_order_wants_it() -> None:
    shelf = Shelf()
    draw(
        bungalow(),
        shelf,
        limits=LIMITS,
        presentation=Presentation(style="plain", units=Units.FEET, address="12 Orchard Road, Beltsville"),
    )
    svg = next(a.content for a in shelf.artifacts if a.kind is FileKind.SVG and a.dimensions).decode()
    assert "12 Orchard Road, Beltsville" in svg
    assert "sq ft" in svg
    assert " m²" not in svg


def test_the_property_data_has_the_shape_that_its_page_tells() -> None:
    shelf = Shelf()
    draw(bungalow(), shelf, limits=LIMITS, presentation=Presentation(address="12 Orchard Road, Beltsville"))
    (data,) = (json.loads(artifact.content) for artifact in shelf.artifacts if artifact.kind is FileKind.PROPERTY_DATA)

    told = re.findall(r"^\| `([a-z_0-9.\[\]]+)` \|", PROPERTY_DATA_PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert set(data) == {key for key in told if "." not in key}
    for path in told:
        assert _values_at(data, path.split(".")), path
    assert data["address"] == "12 Orchard Road, Beltsville"
    assert data["units"] == {"area": "m2", "length": "mm", "angle": "deg"}
    storey = data["areas"]["storeys"][0]
    assert storey["net_rooms_m2"] == pytest.approx(sum(room["area_m2"] for room in storey["rooms"]), abs=0.05)
    assert data["areas"]["total"]["total_scanned_m2"] == pytest.approx(11.6 * 8.2, abs=0.01)


def _values_at(value: Any, path: list[str]) -> list[Any]:  # noqa: ANN401 — JSON of any shape
    """List what stands at a path such as ``areas.storeys[].name``."""
    found = [value]
    for step in path:
        name = step.removesuffix("[]")
        found = [one[name] for one in found if name in one]
        if step.endswith("[]"):
            found = [item for items in found for item in items]
    return found


def test_a_plan_that_cannot_be_drawn_puts_nothing_and_says_why() -> None:
    shelf = Shelf()
    with pytest.raises(Refused):
        draw(Plan(), shelf, limits=LIMITS)
    assert shelf.artifacts == []
