"""Pictures of blueprints, drawn in code: a good one, and what is no picture at all."""

import io
import struct
import zlib

from PIL import Image, ImageDraw

INFO = "width 30'"
_WALL = 9


def blueprint_png(rooms_across: int = 2, width_px: int = 620, height_px: int = 420) -> bytes:
    """A house of ``rooms_across`` rooms side by side on white paper, with doors in its inner walls and windows."""
    image = Image.new("L", (width_px, height_px), 255)
    pen = ImageDraw.Draw(image)
    left, top, right, bottom = 60, 60, width_px - 60, height_px - 60
    pen.rectangle((left, top, right, bottom), outline=0, width=_WALL)
    step = (right - left) // rooms_across
    middle = (top + bottom) // 2
    for number in range(1, rooms_across):
        x = left + number * step
        pen.rectangle((x, top, x + _WALL - 1, bottom), fill=0)
        pen.rectangle((x, middle - 22, x + _WALL - 1, middle + 22), fill=255)
        pen.line((x, middle - 22, x + 44, middle - 22), fill=0, width=2)
        pen.arc((x - 44, middle - 66, x + 44, middle + 22), 0, 90, fill=0, width=1)
    return _png(image)


def blank_png() -> bytes:
    """A sheet of white paper."""
    return _png(Image.new("L", (400, 300), 255))


def huge_png(side_px: int = 30_000) -> bytes:
    """A PNG whose head says that it is ``side_px`` wide and high; few bytes, many pixels."""
    row = b"\0" + bytes(side_px // 8)
    body = zlib.compressobj(9)
    data = b"".join(body.compress(row) for _ in range(side_px)) + body.flush()
    head = struct.pack(">IIBBBBB", side_px, side_px, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")


def truncated_png() -> bytes:
    """The first half of a picture."""
    whole = blueprint_png()
    return whole[: len(whole) // 2]


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()
