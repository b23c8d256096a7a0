"""Under which key of ``delivery_assets`` a file stands (contract 2.2)."""

from collections.abc import Iterable

from planroom.features.products.rules import ProductRange
from planroom.production.artifacts import FileKind

__all__ = [
    "COMBINED_PDF",
    "LISTING_FLOORPLANS",
    "PROPERTY_DATA",
    "SNAPSHOT",
    "Assets",
    "ProductRange",
    "file_path",
    "list_assets",
]

Assets = dict[str, dict[str, list[str]]]
"""Files of a delivery by key of the contract's ``delivery_assets``, as paths on this server:
``{"listing_floorplans": {"png_urls": ["/files/<token>/floor-1.png"], "png_urls_dim": [...], ...}, ...}``.
Storeys stand lowest first. Put the public URL in front to make them absolute."""

LISTING_FLOORPLANS = "listing_floorplans"
PROPERTY_DATA = "property_data"
SNAPSHOT = "snapshot"
# No key of the contract's: the file behind GET /orders/{id}/combined-pdf.
COMBINED_PDF = "combined_pdf"
_PLAN_KINDS = (FileKind.PNG, FileKind.JPG, FileKind.SVG, FileKind.PDF, FileKind.ZIP)


def file_path(token: str, file_name: str) -> str:
    """Give the path at which a file is served for good."""
    return f"/files/{token}/{file_name}"


def list_assets(files: Iterable[tuple[FileKind, bool, str]]) -> Assets:
    """Put the paths of files, given as (kind, with dimensions, path), under their keys; their order is kept.

    Every key of the plans is there, so that no client meets a missing one. The snapshot holds the order's sources.
    """
    plans: dict[str, list[str]] = {f"{kind}_urls{suffix}": [] for kind in _PLAN_KINDS for suffix in ("", "_dim")}
    data: dict[str, list[str]] = {"json_urls": []}
    combined: list[str] = []
    snapshot: dict[str, list[str]] = {"image_urls": [], "pdf_urls": []}
    for kind, dimensions, path in files:
        match kind:
            case FileKind.PROPERTY_DATA:
                data["json_urls"].append(path)
            case FileKind.SOURCE_IMAGE:
                snapshot["image_urls"].append(path)
            case FileKind.SOURCE_PDF:
                snapshot["pdf_urls"].append(path)
            case FileKind.COMBINED_PDF:
                combined.append(path)
            case _:
                plans[f"{kind}_urls{'_dim' if dimensions else ''}"].append(path)
    found = {LISTING_FLOORPLANS: plans, PROPERTY_DATA: data, SNAPSHOT: snapshot}
    return {**found, COMBINED_PDF: {"pdf_urls": combined}} if combined else found
