"""All files of a drawn plan: pictures, the PDF of all floors, and a ZIP of each variant.

This joins ``drawing`` and ``reports``, which do not know each other.
"""

import io
import zipfile
from collections.abc import Callable, Iterable, Sequence

from planroom.floorplan.drawing.facts import PageFacts
from planroom.floorplan.drawing.render import (
    MEDIA_TYPES,
    PICTURE_FORMATS,
    DrawnFile,
    FileFormat,
    Picture,
    Variant,
    picture_files,
    picture_name,
    pictures_of,
)
from planroom.floorplan.drawing.style import AreaFigure, Style
from planroom.floorplan.drawing.text import FONT_FAMILY, clean_text, font_folder
from planroom.floorplan.model.plan import Plan
from planroom.floorplan.reports.areas import AreaFigures, measure_areas
from planroom.floorplan.reports.document import PlanPage, plan_document

ALL_FORMATS = tuple(FileFormat)
_WHOLE_FORMATS = (FileFormat.PDF, FileFormat.ZIP)
ALL_VARIANTS = tuple(Variant)
Progress = Callable[[str, int, int], None]
"""Hears the name of the file that is made next, how many are made already, and how many there will be."""

_DOCUMENT_NAME = "floor-plans"
_MOST_TITLE_LETTERS = 160
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
"""The first moment that a ZIP can tell; the same for every file, so that the same plan gives the same bytes."""
_ZIP_MODE = 0o644 << 16
_STORED = {FileFormat.PNG, FileFormat.JPG, FileFormat.PDF}
_AREA_LABELS = {AreaFigure.GIA: "Gross internal area", AreaFigure.TOTAL_SCANNED: "Total area"}


def draw_plan(
    plan: Plan,
    style: Style,
    formats: Sequence[FileFormat | str] = ALL_FORMATS,
    *,
    title: str = "",
    address: str = "",
    variants: Sequence[Variant] = ALL_VARIANTS,
    progress: Progress | None = None,
) -> tuple[DrawnFile, ...]:
    """Draw a plan into files: for each variant the pictures of all floors, lowest first, then PDF and ZIP.

    The ZIP holds the other files of its variant that were asked for. The same arguments give the same bytes.

    Raises:
        PlanUndrawable: when nothing can be drawn, or the plan is out of all bounds.
        ValueError: a format of another name.
    """
    wanted = tuple(dict.fromkeys(FileFormat(name) for name in formats))
    facts = page_facts(plan, style, title=title, address=address)
    drawn = {variant: pictures_of(plan, style, facts, variant) for variant in dict.fromkeys(variants)}
    teller = _Teller(progress, [name for pictures in drawn.values() for name in _names(pictures, wanted)])
    files: list[DrawnFile] = []
    for pictures in drawn.values():
        files += _variant_files(pictures, wanted, style, teller)
    return tuple(files)


def page_facts(plan: Plan, style: Style, *, title: str = "", address: str = "") -> PageFacts:
    """Gather what the pages say besides the plan; the areas are measured by the service's rules."""
    facts = PageFacts(
        title=clean_text(title, _MOST_TITLE_LETTERS),
        address=clean_text(address, _MOST_TITLE_LETTERS),
    )
    wanted = style.page.area
    if wanted is AreaFigure.NONE:
        return facts
    report = measure_areas(plan)
    by_storey = {storey.id: _figure(storey, wanted) for storey in report.storeys}
    return PageFacts(
        title=facts.title,
        address=facts.address,
        area_label=_AREA_LABELS[wanted],
        total_area_m2=_figure(report.total, wanted),
        storey_areas_m2={storey_id: area_m2 for storey_id, area_m2 in by_storey.items() if area_m2 is not None},
    )


def _figure(figures: AreaFigures, wanted: AreaFigure) -> float | None:
    return figures.gia_m2 if wanted is AreaFigure.GIA else figures.total_scanned_m2


class _Teller:
    """Tells which file is made next."""

    def __init__(self, progress: Progress | None, names: Sequence[str]) -> None:
        self._progress = progress
        self._count = len(names)
        self._made = 0

    def next(self, name: str) -> None:
        """Tell that the file of this name is begun."""
        if self._progress is not None:
            self._progress(name, self._made, self._count)
        self._made += 1


def _names(pictures: Sequence[Picture], wanted: Sequence[FileFormat]) -> list[str]:
    single = [name for name in PICTURE_FORMATS if name in wanted]
    whole = [_document_name(pictures[0].variant, name) for name in _WHOLE_FORMATS if name in wanted]
    return [picture_name(picture, name) for picture in pictures for name in single] + whole


def _document_name(variant: Variant, file_format: FileFormat) -> str:
    return f"{_DOCUMENT_NAME}{variant.suffix}.{file_format.value}"


def _variant_files(
    pictures: Sequence[Picture], wanted: tuple[FileFormat, ...], style: Style, teller: _Teller
) -> list[DrawnFile]:
    files: list[DrawnFile] = []
    for picture in pictures:
        made = picture_files(picture, wanted)
        for name in _names([picture], [item for item in wanted if item in PICTURE_FORMATS]):
            teller.next(name)
            files.append(next(made))
    variant = pictures[0].variant
    if FileFormat.PDF in wanted:
        teller.next(_document_name(variant, FileFormat.PDF))
        files.append(_whole_file(variant, FileFormat.PDF, _document(pictures, style)))
    if FileFormat.ZIP in wanted:
        teller.next(_document_name(variant, FileFormat.ZIP))
        files.append(_whole_file(variant, FileFormat.ZIP, zip_of(files)))
    return files


def _whole_file(variant: Variant, file_format: FileFormat, content: bytes) -> DrawnFile:
    return DrawnFile(
        name=_document_name(variant, file_format),
        format=file_format,
        media_type=MEDIA_TYPES[file_format],
        content=content,
        storey_index=None,
        dimensions=variant is Variant.DIMENSIONS,
    )


def _document(pictures: Sequence[Picture], style: Style) -> bytes:
    pages = [
        PlanPage(
            svg=picture.svg,
            width_mm=picture.scene.width_mm / picture.scene.paper_scale,
            height_mm=picture.scene.height_mm / picture.scene.paper_scale,
            description=f"{picture.scene.title}. {picture.scene.description}",
        )
        for picture in pictures
    ]
    return plan_document(
        pages,
        title=pictures[0].scene.title if len(pictures) == 1 else pictures[0].scene.title.rsplit(":", 1)[0],
        paper_mm=style.page.paper.size_mm,
        font_folder=font_folder(),
        font_family=FONT_FAMILY,
    )


def zip_of(files: Iterable[DrawnFile]) -> bytes:
    """Pack files into a ZIP with fixed times and rights; what is compressed already is only stored."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for file in files:
            entry = zipfile.ZipInfo(file.name, _ZIP_TIME)
            entry.external_attr = _ZIP_MODE
            entry.create_system = 3
            entry.compress_type = zipfile.ZIP_STORED if file.format in _STORED else zipfile.ZIP_DEFLATED
            archive.writestr(entry, file.content)
    return out.getvalue()
