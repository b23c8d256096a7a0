"""Rendering: pictures of a plan as files, without and with room dimensions.

PDF needs the document of the reports and is joined in ``planroom.production.drawing``.
"""

from collections.abc import Iterator
from enum import StrEnum

import msgspec

from planroom.floorplan.drawing import raster
from planroom.floorplan.drawing.backends import svg
from planroom.floorplan.drawing.compose import compose, pixels_of
from planroom.floorplan.drawing.facts import PageFacts
from planroom.floorplan.drawing.scene import Scene
from planroom.floorplan.drawing.style import Style
from planroom.floorplan.model.plan import Plan


class Variant(StrEnum):
    """The two pictures of every floor: without room dimensions and with them."""

    PLAIN = "plain"
    DIMENSIONS = "dimensions"

    @property
    def suffix(self) -> str:
        """What file names end with, before the extension."""
        return "-dimensions" if self is Variant.DIMENSIONS else ""


class FileFormat(StrEnum):
    """The files that a plan is drawn into; PDF and ZIP hold all floors."""

    SVG = "svg"
    PNG = "png"
    JPG = "jpg"
    PDF = "pdf"
    ZIP = "zip"


PICTURE_FORMATS = (FileFormat.SVG, FileFormat.PNG, FileFormat.JPG)
MEDIA_TYPES = {
    FileFormat.SVG: svg.MEDIA_TYPE,
    FileFormat.PNG: raster.PNG_MEDIA_TYPE,
    FileFormat.JPG: raster.JPG_MEDIA_TYPE,
    FileFormat.PDF: "application/pdf",
    FileFormat.ZIP: "application/zip",
}


class DrawnFile(msgspec.Struct, frozen=True, kw_only=True):
    """One file. ``storey_index`` counts the drawn storeys from the lowest; None for a file that holds all of them."""

    name: str
    format: FileFormat
    media_type: str
    content: bytes
    storey_index: int | None
    dimensions: bool


class Picture(msgspec.Struct, frozen=True, kw_only=True):
    """One floor in one variant: its scene and its SVG, from which all other files are made."""

    scene: Scene
    storey_index: int
    variant: Variant
    svg: bytes


def pictures_of(plan: Plan, style: Style, facts: PageFacts, variant: Variant) -> tuple[Picture, ...]:
    """Draw every floor of a plan, lowest first.

    Raises:
        PlanUndrawable: when nothing can be drawn, or the plan is out of all bounds.
    """
    scenes = compose(plan, style, facts, dimensions=variant is Variant.DIMENSIONS)
    return tuple(
        Picture(scene=scene, storey_index=index, variant=variant, svg=svg.svg_of(scene))
        for index, scene in enumerate(scenes)
    )


def picture_name(picture: Picture, file_format: FileFormat) -> str:
    """Give the file name of a picture: ``01-ground-floor-dimensions.png``."""
    return f"{picture.scene.name}{picture.variant.suffix}.{file_format.value}"


def picture_files(
    picture: Picture, formats: tuple[FileFormat, ...], longest_px: int = raster.LONGEST_SIDE_PX
) -> Iterator[DrawnFile]:
    """Make the wanted picture files of one floor: SVG, PNG, JPG, in this order; other formats are passed over."""
    wanted = [file_format for file_format in PICTURE_FORMATS if file_format in formats]
    png = b""
    for file_format in wanted:
        if file_format is FileFormat.SVG:
            content = picture.svg
        else:
            png = png or raster.png_of(picture.svg, *pixels_of(picture.scene, longest_px))
            content = png if file_format is FileFormat.PNG else raster.jpg_of(png)
        yield DrawnFile(
            name=picture_name(picture, file_format),
            format=file_format,
            media_type=MEDIA_TYPES[file_format],
            content=content,
            storey_index=picture.storey_index,
            dimensions=picture.variant is Variant.DIMENSIONS,
        )
