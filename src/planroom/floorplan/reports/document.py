"""Documents as PDF, set with Typst: vector pictures, real text, the same bytes for the same input.

The pictures come as SVG, so that this module need not know how they are drawn.
"""

from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path

import msgspec
import typst

from planroom.kit.errors import AppError, ErrorKind

MOST_PAGES = 120
_TEMPLATE = "floor-plans.typ"
_NO_TIME = 0
"""Typst writes the time of making into a PDF; a constant keeps the same plan at the same bytes."""


class DocumentRefused(AppError):
    """A document that cannot be set."""

    code = "document_refused"
    kind = ErrorKind.INVALID


class PlanPage(msgspec.Struct, frozen=True, kw_only=True):
    """One page: an SVG picture of the given size on paper, and a description for people who cannot see it."""

    svg: bytes
    width_mm: float
    height_mm: float
    description: str


def plan_document(
    pages: Sequence[PlanPage],
    *,
    title: str,
    paper_mm: tuple[float, float],
    font_folder: Path,
    font_family: str,
    language: str = "en",
) -> bytes:
    """Set pictures as a PDF, one to a page, turned to fit, at their true size unless they are larger than the paper.

    ``paper_mm`` is the longer and the shorter side of the paper. Only fonts of ``font_folder`` are used.

    Raises:
        DocumentRefused: no pages, more than 120, or a picture that is not usable.
    """
    if not 0 < len(pages) <= MOST_PAGES:
        message = f"A document of {len(pages)} pages is asked for; it may have 1 to {MOST_PAGES}."
        raise DocumentRefused(message)
    pictures = [_picture(index, page, paper_mm) for index, page in enumerate(pages, start=1)]
    data = {"title": title, "font": font_family, "language": language, "pictures": pictures}
    sources: dict[str, bytes] = {
        "main.typ": files(__package__ or "").joinpath("templates", _TEMPLATE).read_bytes(),
        "document.json": msgspec.json.encode(data),
        **{str(picture["file"]): page.svg for picture, page in zip(pictures, pages, strict=True)},
    }
    try:
        made = typst.compile(  # type: ignore[call-overload]  # its types leave out sources in memory
            sources, format="pdf", font_paths=[font_folder], ignore_system_fonts=True, timestamp=_NO_TIME
        )
    except typst.TypstError as error:
        message = f"The document cannot be set: {error}."
        raise DocumentRefused(message) from error
    return bytes(made)


def _picture(index: int, page: PlanPage, paper_mm: tuple[float, float]) -> Mapping[str, str | float]:
    long, short = max(paper_mm), min(paper_mm)
    page_width, page_height = (long, short) if page.width_mm >= page.height_mm else (short, long)
    share = min(1.0, page_width / page.width_mm, page_height / page.height_mm)
    return {
        "file": f"page-{index}.svg",
        "description": page.description,
        "page_width_mm": page_width,
        "page_height_mm": page_height,
        "width_mm": round(page.width_mm * share, 3),
        "height_mm": round(page.height_mm * share, 3),
    }
