"""Opening pictures: what is read, what is refused, and with which words."""

import io
import struct
import zlib

import numpy as np
import pypdfium2  # type: ignore[import-untyped]  # it ships no types
import pytest
from PIL import Image
from tests.support.blueprints import huge_png, truncated_png
from tests.support.drawn_blueprints import draw_blueprint, encoded
from tests.support.sample_plans import bungalow

from planroom.floorplan.reading.blueprint import read_blueprint
from planroom.floorplan.reading.blueprint_steps.picture import Picture, open_picture
from planroom.floorplan.reading.errors import FileUnreadable, NotAPicture, PictureTooLarge

MAX_PIXELS = 60_000_000


def _open(content: bytes, max_pixels: int = MAX_PIXELS) -> Picture:
    return open_picture(content, max_pixels)


def _saved(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def _half_black(mode: str = "L") -> Image.Image:
    """The left half black, the right half white; wider than high, so that turns show."""
    grey = np.full((60, 120), 255, np.uint8)
    grey[:, :60] = 0
    return Image.fromarray(grey).convert(mode)


@pytest.mark.parametrize(
    "content",
    [b"", b"hello", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"\x89PNG\r\n\x1a\n", b"%PDF-1.7 and no more"],
    ids=["empty", "text", "svg", "signature only", "broken pdf"],
)
def test_what_is_no_picture_is_refused_with_what_to_send(content: bytes) -> None:
    with pytest.raises(NotAPicture, match="Send") as refused:
        _open(content)
    assert refused.value.code == "source_not_a_picture"


@pytest.mark.parametrize("kind", ["GIF", "BMP", "WEBP", "PPM"])
def test_pictures_of_other_formats_are_refused_by_content(kind: str) -> None:
    with pytest.raises(NotAPicture, match="PNG, JPEG, TIFF or PDF"):
        _open(_saved(_half_black("RGB"), kind))


def test_a_huge_picture_is_refused_by_its_header() -> None:
    with pytest.raises(PictureTooLarge) as refused:
        _open(huge_png(30_000))
    assert refused.value.code == "source_too_large"


def test_a_picture_above_the_limit_is_refused_with_its_size() -> None:
    with pytest.raises(PictureTooLarge, match=r"120 x 60 pixels; at most 7,000"):
        _open(_saved(_half_black(), "PNG"), max_pixels=7_000)


def test_the_limit_itself_is_allowed() -> None:
    assert _open(_saved(_half_black(), "PNG"), max_pixels=7_200).width_px == 120


def test_a_truncated_png_is_refused_as_damaged() -> None:
    with pytest.raises(NotAPicture, match="damaged or incomplete"):
        _open(truncated_png())


def test_a_truncated_jpeg_is_refused_as_damaged() -> None:
    whole = encoded(draw_blueprint(bungalow().storeys[0]), "JPEG")
    with pytest.raises(NotAPicture, match="damaged or incomplete"):
        _open(whole[: len(whole) // 2])


def test_a_png_with_a_wrong_checksum_is_refused() -> None:
    whole = bytearray(_saved(_half_black(), "PNG"))
    at = whole.index(b"IDAT") + 8
    whole[at] ^= 0xFF
    with pytest.raises(NotAPicture):
        _open(bytes(whole))


def test_a_png_that_inflates_beyond_its_size_stays_bounded() -> None:
    head = struct.pack(">IIBBBBB", 100, 100, 8, 0, 0, 0, 0)
    bomb = zlib.compress(bytes(50_000_000), 9)
    chunks = ((b"IHDR", head), (b"IDAT", bomb), (b"IEND", b""))
    content = b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )
    assert _open(content).grey.shape == (100, 100)


def test_a_picture_too_small_or_too_narrow_for_a_plan_is_refused() -> None:
    with pytest.raises(NotAPicture, match="at least 40 each way"):
        _open(_saved(Image.new("L", (300, 30), 255), "PNG"))
    with pytest.raises(NotAPicture, match="too long and narrow"):
        _open(_saved(Image.new("L", (5_000, 50), 255), "PNG"))


def test_transparent_paper_is_white() -> None:
    image = Image.new("RGBA", (100, 80), (0, 0, 0, 0))
    image.paste((0, 0, 0, 255), (10, 10, 50, 40))
    grey = _open(_saved(image, "PNG")).grey
    assert (grey[20, 20], grey[70, 90]) == (0, 255)


def test_a_palette_with_a_transparent_colour_is_put_on_white() -> None:
    image = _half_black().convert("P")
    transparent = image.getpixel((0, 0))
    grey = _open(_saved(image, "PNG", transparency=transparent)).grey
    assert set(np.unique(grey)) == {255}


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK"])
def test_every_usual_mode_becomes_grey(mode: str) -> None:
    grey = _open(_saved(_half_black(mode), "TIFF")).grey
    assert grey.dtype == np.uint8
    assert (int(grey[30, 20]), int(grey[30, 100])) == (0, 255)


def test_sixteen_bits_are_brought_to_eight() -> None:
    deep = np.full((60, 120), 65_535, np.uint16)
    deep[:, :60] = 0x2000
    grey = _open(_saved(Image.fromarray(deep), "PNG")).grey
    assert (int(grey[30, 20]), int(grey[30, 100])) == (31, 255)


def test_floating_grey_is_stretched_to_its_range() -> None:
    values = np.full((60, 120), 1.0, np.float32)
    values[:, :60] = 0.0
    grey = _open(_saved(Image.fromarray(values), "TIFF")).grey
    assert (int(grey[30, 20]), int(grey[30, 100])) == (0, 255)


def test_a_photo_is_turned_upright_by_its_own_word() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was turned: the picture must be turned by a quarter
    grey = _open(_saved(_half_black(), "JPEG", exif=exif, quality=95)).grey
    assert grey.shape == (120, 60)
    assert grey[20].mean() < 40
    assert grey[100].mean() > 200


def test_of_several_frames_the_first_is_read_and_the_rest_counted() -> None:
    pages = [_half_black(), Image.new("L", (120, 60), 255), Image.new("L", (120, 60), 255)]
    picture = _open(_saved(pages[0], "TIFF", save_all=True, append_images=pages[1:]))
    assert (picture.further_frames, int(picture.grey[30, 20])) == (2, 0)


def test_the_first_page_of_a_pdf_is_drawn() -> None:
    blueprint = Image.fromarray(draw_blueprint(bungalow().storeys[0]))
    content = _saved(blueprint, "PDF", save_all=True, append_images=[blueprint])
    picture = _open(content)
    assert (picture.format, picture.further_frames) == ("pdf", 1)
    assert max(picture.grey.shape) == 3_000
    reading = read_blueprint(content, info="width 11.6 m")
    assert len(reading.plan.storeys[0].rooms) == 9
    assert "draft-109" in {finding.code for finding in reading.findings}


def test_a_pdf_of_a_page_without_end_is_drawn_small() -> None:
    document = pypdfium2.PdfDocument.new()
    document.new_page(14_000, 14_000)
    out = io.BytesIO()
    document.save(out)
    assert _open(out.getvalue()).grey.shape == (3_000, 3_000)


def test_both_refusals_are_one_family() -> None:
    assert issubclass(NotAPicture, FileUnreadable)
    assert issubclass(PictureTooLarge, FileUnreadable)
