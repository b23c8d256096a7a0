"""The golden files: what the sample plans are drawn into, as it was last accepted.

``make accept`` shows how they would change and takes the new ones.
"""

from collections.abc import Iterator
from pathlib import Path

from tests.support.sample_plans import all_samples

from planroom.floorplan.drawing.render import FileFormat, Variant, picture_name, pictures_of
from planroom.floorplan.drawing.style import find_style
from planroom.floorplan.model.codec import write_plan
from planroom.production.drawing import page_facts

FOLDER = Path(__file__).parent.parent / "golden" / "plans"
DRAWN = (
    ("plain", Variant.PLAIN),
    ("plain", Variant.DIMENSIONS),
    ("soft", Variant.PLAIN),
    ("technical", Variant.DIMENSIONS),
)
_ADDRESS = "24 Orchard Lane, Springfield"


def golden_files() -> Iterator[tuple[Path, bytes]]:
    """Give each golden file with what it should hold now."""
    for name, plan in all_samples().items():
        yield FOLDER / name / "plan.json", write_plan(plan)
        for style_name, variant in DRAWN:
            style = find_style(style_name)
            for picture in pictures_of(plan, style, page_facts(plan, style, address=_ADDRESS), variant):
                yield FOLDER / name / style_name / picture_name(picture, FileFormat.SVG), picture.svg


def stored_files() -> set[Path]:
    """Give the golden files that are stored."""
    return {path for path in FOLDER.rglob("*") if path.is_file()}
