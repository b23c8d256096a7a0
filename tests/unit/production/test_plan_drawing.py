"""All files of a drawn plan."""

import io
import zipfile

import msgspec
import pypdfium2  # type: ignore[import-untyped]  # ships no types
import pytest
from tests.support.sample_plans import bungalow, two_storeys

from planroom.floorplan.drawing.render import DrawnFile, FileFormat, Variant
from planroom.floorplan.drawing.style import AreaFigure, find_style
from planroom.floorplan.drawing.text import FONT_FAMILY, font_folder
from planroom.floorplan.model.plan import Plan
from planroom.floorplan.reports.document import DocumentRefused, PlanPage, plan_document
from planroom.production.drawing import draw_plan, page_facts


@pytest.fixture(scope="module")
def files() -> dict[str, DrawnFile]:
    drawn = draw_plan(two_storeys(), find_style("plain"), address="24 Orchard Lane, Springfield")
    return {file.name: file for file in drawn}


def text_of(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    return [page.get_textpage().get_text_range() for page in document]


def test_every_file_is_named_for_its_floor_and_variant(files: dict[str, DrawnFile]) -> None:
    assert list(files) == [
        "01-ground-floor.svg",
        "01-ground-floor.png",
        "01-ground-floor.jpg",
        "02-first-floor.svg",
        "02-first-floor.png",
        "02-first-floor.jpg",
        "floor-plans.pdf",
        "floor-plans.zip",
        "01-ground-floor-dimensions.svg",
        "01-ground-floor-dimensions.png",
        "01-ground-floor-dimensions.jpg",
        "02-first-floor-dimensions.svg",
        "02-first-floor-dimensions.png",
        "02-first-floor-dimensions.jpg",
        "floor-plans-dimensions.pdf",
        "floor-plans-dimensions.zip",
    ]
    assert [file.storey_index for file in files.values()][:8] == [0, 0, 0, 1, 1, 1, None, None]
    assert [file.dimensions for file in files.values()] == [False] * 8 + [True] * 8


def test_files_are_what_their_names_say(files: dict[str, DrawnFile]) -> None:
    beginnings = {
        FileFormat.SVG: b"<?xml",
        FileFormat.PNG: b"\x89PNG",
        FileFormat.JPG: b"\xff\xd8\xff",
        FileFormat.PDF: b"%PDF-",
        FileFormat.ZIP: b"PK",
    }
    types = {"image/svg+xml", "image/png", "image/jpeg", "application/pdf", "application/zip"}
    assert all(file.content.startswith(beginnings[file.format]) for file in files.values())
    assert {file.media_type for file in files.values()} == types


def test_a_pdf_has_a_page_for_each_floor_with_text_that_can_be_searched(files: dict[str, DrawnFile]) -> None:
    lower, upper = text_of(files["floor-plans-dimensions.pdf"].content)
    for words in ("Ground Floor", "Kitchen", "Entrance Hall", "4.26 × 4.07 m", "24 Orchard Lane"):  # noqa: RUF001 - the sign of a size
        assert words in lower
    assert "First Floor" in upper
    assert "Family" in upper


def test_a_pdf_is_vector_and_on_paper_of_its_scale(files: dict[str, DrawnFile]) -> None:
    document = pypdfium2.PdfDocument(files["floor-plans.pdf"].content)
    for page in document:
        assert page.get_size() == pytest.approx((297 / 25.4 * 72, 210 / 25.4 * 72), abs=0.5)
        kinds = [found.type for found in page.get_objects()]
        assert pypdfium2.raw.FPDF_PAGEOBJ_IMAGE not in kinds
        assert kinds.count(pypdfium2.raw.FPDF_PAGEOBJ_PATH) > 40
    assert document.get_metadata_dict()["CreationDate"] == ""


def test_a_zip_holds_the_other_files_of_its_variant(files: dict[str, DrawnFile]) -> None:
    with zipfile.ZipFile(io.BytesIO(files["floor-plans.zip"].content)) as archive:
        assert archive.namelist() == [name for name, file in files.items() if not file.dimensions][:-1]
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.read("floor-plans.pdf") == files["floor-plans.pdf"].content
        assert archive.testzip() is None


def test_the_same_plan_gives_the_same_files_in_whatever_order_it_is_told(files: dict[str, DrawnFile]) -> None:
    plan = two_storeys()
    turned = msgspec.structs.replace(
        plan,
        storeys=tuple(
            msgspec.structs.replace(storey, walls=storey.walls[::-1], openings=storey.openings[::-1])
            for storey in plan.storeys[::-1]
        ),
    )
    again = draw_plan(turned, find_style("plain"), ["svg", "pdf"], address="24 Orchard Lane, Springfield")
    assert len(again) == 6
    assert all(file == files[file.name] for file in again)


def test_only_what_is_asked_for_is_made() -> None:
    drawn = draw_plan(bungalow(), find_style("soft"), ["pdf", "svg"], variants=[Variant.DIMENSIONS])
    assert [file.name for file in drawn] == ["01-ground-floor-dimensions.svg", "floor-plans-dimensions.pdf"]
    (picture,) = draw_plan(bungalow(), find_style("soft"), ["svg"], variants=[Variant.PLAIN])
    assert picture.name == "01-ground-floor.svg"
    with pytest.raises(ValueError, match="dwg"):
        draw_plan(bungalow(), find_style("soft"), ["dwg"])


def test_progress_names_each_file_before_it_is_made() -> None:
    heard: list[tuple[str, int, int]] = []

    def hear(name: str, made: int, count: int) -> None:
        heard.append((name, made, count))

    drawn = draw_plan(bungalow(), find_style("plain"), ["svg", "pdf"], progress=hear)
    assert heard == [(file.name, index, len(drawn)) for index, file in enumerate(drawn)]


@pytest.mark.parametrize(
    ("figure", "label"),
    [(AreaFigure.GIA, "Gross internal area"), (AreaFigure.TOTAL_SCANNED, "Total area"), (AreaFigure.NONE, None)],
)
def test_pages_tell_the_area_the_style_asks_for(figure: AreaFigure, label: str | None) -> None:
    style = find_style("plain")
    chosen = msgspec.structs.replace(style, page=msgspec.structs.replace(style.page, area=figure))
    facts = page_facts(bungalow(), chosen)
    assert (facts.total_area_m2 is None) == (label is None)
    if label is not None and facts.total_area_m2 is not None:
        assert facts.area_label == label
        assert 70 < facts.total_area_m2 < 96


def test_a_document_without_pages_is_refused() -> None:
    with pytest.raises(DocumentRefused, match="0 pages"):
        plan_document([], title="x", paper_mm=(297, 210), font_folder=font_folder(), font_family=FONT_FAMILY)


def test_a_page_that_is_no_picture_is_refused() -> None:
    page = PlanPage(svg=b"no picture", width_mm=100, height_mm=100, description="")
    with pytest.raises(DocumentRefused, match="cannot be set"):
        plan_document([page], title="x", paper_mm=(297, 210), font_folder=font_folder(), font_family=FONT_FAMILY)


def test_a_picture_larger_than_the_paper_is_made_to_fit() -> None:
    svg = (
        b'<svg xmlns="http://www.w3.org/2000/svg" width="600mm" height="100mm" viewBox="0 0 6 1">'
        b'<rect width="6" height="1"/></svg>'
    )
    page = PlanPage(svg=svg, width_mm=600, height_mm=100, description="wide")
    pdf = plan_document([page], title="x", paper_mm=(297, 210), font_folder=font_folder(), font_family=FONT_FAMILY)
    (drawn,) = pypdfium2.PdfDocument(pdf)
    boxes = [found.get_bounds() for found in drawn.get_objects()]
    assert max(box[2] for box in boxes) <= 842


def test_a_plan_without_a_title_still_has_a_document_title() -> None:
    (pdf,) = draw_plan(Plan(storeys=bungalow().storeys), find_style("plain"), ["pdf"], variants=[Variant.PLAIN])
    assert pypdfium2.PdfDocument(pdf.content).get_metadata_dict()["Title"] == "Floor plan: Ground Floor"
