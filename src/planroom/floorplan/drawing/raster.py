"""Raster pictures made from the SVG: PNG by resvg, JPG from the PNG. Only packaged fonts, no metadata."""

import io

import resvg_py
from PIL import Image

from planroom.floorplan.drawing.text import FONT_FAMILY, font_files

LONGEST_SIDE_PX = 2400
MOST_PX = 8000
PNG_MEDIA_TYPE = "image/png"
JPG_MEDIA_TYPE = "image/jpeg"
_JPG_QUALITY = 90
_CSS_DPI = 96.0


def png_of(svg: bytes, width_px: int, height_px: int) -> bytes:
    """Render an SVG as PNG of the given size on white.

    Raises:
        ValueError: when the size is not between 1 and 8000 pixels a side, or the SVG cannot be rendered.
    """
    if not (1 <= width_px <= MOST_PX and 1 <= height_px <= MOST_PX):
        message = f"A picture of {width_px} × {height_px} px is asked for; each side may have 1 to {MOST_PX} px."  # noqa: RUF001 - the sign of a size
        raise ValueError(message)
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg.decode(),
            width=width_px,
            height=height_px,
            background="#ffffff",
            skip_system_fonts=True,
            font_files=font_files(),
            font_family=FONT_FAMILY,
            sans_serif_family=FONT_FAMILY,
            dpi=_CSS_DPI,
        )
    )


def jpg_of(png: bytes) -> bytes:
    """Turn a PNG into a JPG: quality 90, full colour resolution, no metadata."""
    out = io.BytesIO()
    with Image.open(io.BytesIO(png), formats=("PNG",)) as picture:
        picture.convert("RGB").save(out, "JPEG", quality=_JPG_QUALITY, subsampling=0, optimize=True)
    return out.getvalue()
