"""Open the file of a blueprint without trusting it: by content, within bounds, upright, grey on white."""

import hashlib
import io
import warnings
from dataclasses import dataclass

import numpy as np
import pypdfium2  # type: ignore[import-untyped]  # it ships no types
from numpy.typing import NDArray
from PIL import Image, ImageFile, ImageOps

from planroom.floorplan.reading.errors import NotAPicture, PictureTooLarge

_FORMATS = ("PNG", "JPEG", "TIFF")
_PDF_START = b"%PDF-"
_PDF_HEADER_WITHIN = 1024  # readers accept a PDF whose header stands within the first 1,024 bytes
_PDF_SIDE_PX = 3000  # a page is drawn at this size: a 100 mm wall of a 15 m house is then 20 px
_MOST_PAGES = 100
_LEAST_SIDE_PX = 40
_MOST_ASPECT = 20  # a picture this long and narrow is a ruler or a banner
_GREY_LEVELS = 256


@dataclass(frozen=True, slots=True)
class Picture:
    """An opened picture: grey (0 black to 255 white), upright, with the file's format, checksum and other frames."""

    grey: NDArray[np.uint8]
    format: str
    sha256: str
    further_frames: int

    @property
    def width_px(self) -> int:
        """Width in pixels."""
        return int(self.grey.shape[1])

    @property
    def height_px(self) -> int:
        """Height in pixels."""
        return int(self.grey.shape[0])


def open_picture(content: bytes, max_pixels: int) -> Picture:
    """Open a PNG, JPEG, TIFF or PDF; of several frames or pages the first.

    The size is read from the header and refused before anything is decoded. Raises NotAPicture when the content is
    no picture of these kinds or is damaged, PictureTooLarge when it has more than ``max_pixels`` pixels.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    if _PDF_START in content[:_PDF_HEADER_WITHIN]:
        grey, pages = _open_pdf(content)
        return Picture(grey, "pdf", sha256, pages - 1)
    return _open_raster(content, max_pixels, sha256)


def _open_raster(content: bytes, max_pixels: int, sha256: str) -> Picture:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # our own bound below is the one that counts
            image = Image.open(io.BytesIO(content), formats=_FORMATS)
    except Image.DecompressionBombError as error:
        raise PictureTooLarge(_too_large_text(None, max_pixels)) from error
    except MemoryError:
        # Not the file's fault: the caller knows how much memory it gave.
        raise
    except Exception as error:
        raise NotAPicture from error
    with image:
        _check_size(image.width, image.height, max_pixels)
        frames = int(getattr(image, "n_frames", 1)) if image.format != "JPEG" else 1
        kind = str(image.format).lower()
        try:
            grey = _to_grey(image)
        except MemoryError:
            raise
        except Exception as error:
            message = f"The {image.format} file is damaged or incomplete: {_reason(error)}. Send the file again."
            raise NotAPicture(message) from error
    return Picture(grey, kind, sha256, frames - 1)


def _check_size(width: int, height: int, max_pixels: int) -> None:
    if width * height > max_pixels:
        raise PictureTooLarge(_too_large_text((width, height), max_pixels), width=width, height=height)
    if min(width, height) < _LEAST_SIDE_PX:
        message = f"The picture has {width} x {height} pixels; a plan needs at least {_LEAST_SIDE_PX} each way."
        raise NotAPicture(message)
    if max(width, height) > _MOST_ASPECT * min(width, height):
        message = f"The picture has {width} x {height} pixels; that is too long and narrow for a plan."
        raise NotAPicture(message)


def _too_large_text(size: tuple[int, int] | None, max_pixels: int) -> str:
    what = f"{size[0]} x {size[1]} pixels" if size else "far too many pixels"
    return f"The picture has {what}; at most {max_pixels:,} in all are read. Send it smaller."


def _reason(error: Exception) -> str:
    text = str(error).strip().rstrip(".")
    return text or type(error).__name__


def _to_grey(image: Image.Image) -> NDArray[np.uint8]:
    """Decode, turn upright, put transparency on white, and make it grey with 8 bits."""
    if image.mode.startswith(("I", "F")):
        return _from_deep_grey(ImageOps.exif_transpose(image))
    upright = ImageOps.exif_transpose(image)
    if upright.has_transparency_data:
        coloured = upright.convert("RGBA")
        ground = Image.new("RGBA", coloured.size, "white")
        ground.alpha_composite(coloured)
        upright = ground
    return np.array(upright.convert("L"))


def _from_deep_grey(image: Image.Image) -> NDArray[np.uint8]:
    """Bring 16-bit, 32-bit and floating grey to 8 bits, by the full range of 16 bits or the range that is used."""
    values = np.asarray(image, dtype=np.float64)
    values = np.nan_to_num(values, nan=0.0, posinf=0.0, neginf=0.0)
    low, high = float(values.min()), float(values.max())
    if image.mode.startswith("I;16") or (low >= _GREY_LEVELS - 1 and high < _GREY_LEVELS**2):
        low, high = 0.0, float(_GREY_LEVELS**2 - 1)
    elif high <= _GREY_LEVELS - 1 and low >= 0 and high > 1:
        low, high = 0.0, float(_GREY_LEVELS - 1)
    spread = high - low
    scaled = (values - low) / spread * (_GREY_LEVELS - 1) if spread else np.zeros_like(values)
    return np.clip(scaled, 0, _GREY_LEVELS - 1).astype(np.uint8)


def _open_pdf(content: bytes) -> tuple[NDArray[np.uint8], int]:
    """Draw the first page of a PDF; the size of the drawing is ours, so a page cannot be too large."""
    try:
        with pypdfium2.PdfDocument(content) as document:
            pages = len(document)
            _check_pages(pages)
            page = document[0]
            width, height = page.get_size()
            longest = max(width, height)
            _check_page_size(width, height)
            bitmap = page.render(scale=_PDF_SIDE_PX / longest, grayscale=True, fill_color=(255, 255, 255, 255))
            grey = np.array(bitmap.to_numpy()).reshape(bitmap.height, bitmap.width, -1)[:, :, 0]
    except pypdfium2.PdfiumError as error:
        message = f"The PDF cannot be opened: {_reason(error)}. Send it complete and without a password."
        raise NotAPicture(message) from error
    return np.ascontiguousarray(grey, dtype=np.uint8), pages


def _check_pages(pages: int) -> None:
    if not 0 < pages <= _MOST_PAGES:
        message = f"The PDF has {pages} pages; send the page with the plan as a file of its own."
        raise NotAPicture(message)


def _check_page_size(width: float, height: float) -> None:
    if not (min(width, height) > 0 and max(width, height) <= _MOST_ASPECT * min(width, height)):
        message = f"The first page of the PDF measures {width:.0f} by {height:.0f} points; no plan has this shape."
        raise NotAPicture(message)


ImageFile.LOAD_TRUNCATED_IMAGES = False  # the default, stated: half a picture is not a plan
