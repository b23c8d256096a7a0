"""What sort of file something is, told from how it begins; neither its name nor what the sender says is believed."""

import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import NamedTuple

UNKNOWN = "application/octet-stream"

# From here on a file is a picture or paper of a plan, which reading can be tried on.
DRAWINGS = frozenset({"image/png", "image/jpeg", "image/tiff", "application/pdf"})

_ZIP = "application/zip"
_EXTENSIONS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "image/png": (".png",),
        "image/jpeg": (".jpg", ".jpeg"),
        "image/tiff": (".tif", ".tiff"),
        "image/webp": (".webp",),
        "image/gif": (".gif",),
        "image/heic": (".heic", ".heif"),
        "application/pdf": (".pdf",),
        _ZIP: (".zip", ".usdz"),
        "application/gzip": (".gz",),
        "application/json": (".json",),
        "application/dxf": (".dxf",),
        "application/acad": (".dwg",),
        "application/x-step": (".ifc",),
        "model/gltf-binary": (".glb",),
        "model/vnd.usd": (".usdc",),
        "model/e57": (".e57",),
        "application/ply": (".ply",),
        "application/vnd.las": (".las", ".laz"),
        "video/mp4": (".mp4", ".mov"),
    }
)


class _Sign(NamedTuple):
    """A file whose beginning matches ``pattern`` is of ``media_type``."""

    pattern: re.Pattern[bytes]
    media_type: str


def _sign(pattern: bytes, media_type: str) -> _Sign:
    return _Sign(re.compile(pattern, re.DOTALL), media_type)


_SIGNS = (
    _sign(rb"\x89PNG\r\n\x1a\n", "image/png"),
    _sign(rb"\xff\xd8\xff", "image/jpeg"),
    _sign(rb"II[*+]\x00|MM\x00[*+]", "image/tiff"),
    _sign(rb"RIFF....WEBP", "image/webp"),
    _sign(rb"GIF8[79]a", "image/gif"),
    _sign(rb"....ftyp(hei[cxms]|hev[cx]|mif1|msf1)", "image/heic"),
    _sign(rb"....ftyp", "video/mp4"),
    _sign(rb"[\x00-\x20\xef\xbb\xbf]{0,16}%PDF-", "application/pdf"),
    _sign(rb"PK(\x03\x04|\x05\x06)", _ZIP),
    _sign(rb"\x1f\x8b\x08", "application/gzip"),
    _sign(rb"AC10\d\d", "application/acad"),
    _sign(rb"AutoCAD Binary DXF|(\s*999\r?\n[^\n]*\n)*\s*0\r?\n\s*SECTION\r?\n", "application/dxf"),
    _sign(rb"ISO-10303-21;", "application/x-step"),
    _sign(rb"glTF", "model/gltf-binary"),
    _sign(rb"PXR-USDC", "model/vnd.usd"),
    _sign(rb"ASTM-E57", "model/e57"),
    _sign(rb"ply\r?\n", "application/ply"),
    _sign(rb"LASF", "application/vnd.las"),
    _sign(rb"(\xef\xbb\xbf)?\s*[\[{]", "application/json"),
)

_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_MOST_STEM_LETTERS = 80
_MOST_EXTENSION_LETTERS = 10
_UNNAMED = "file"


def sniff(head: bytes) -> str:
    """Tell the media type of a file from its first bytes; ``application/octet-stream`` for what is not known."""
    return next((sign.media_type for sign in _SIGNS if sign.pattern.match(head)), UNKNOWN)


def is_drawing(media_type: str) -> bool:
    """Say whether reading a plan from a file of this type can be tried."""
    return media_type in DRAWINGS


def safe_file_name(given: str, media_type: str) -> str:
    """Give a name that is plain in a URL and ends in the extension that the content has.

    Folders in ``given`` are dropped; of an unknown type the given extension is kept.
    """
    path = PurePosixPath(given.replace("\\", "/"))
    stem = _plain(path.stem)[-_MOST_STEM_LETTERS:] or _UNNAMED
    known = _EXTENSIONS.get(media_type)
    if known is not None and path.suffix.lower() not in known:
        return stem + known[0]
    extension = _plain(path.suffix)[:_MOST_EXTENSION_LETTERS]
    return f"{stem}.{extension}" if extension else stem


def _plain(text: str) -> str:
    return _UNSAFE.sub("-", text).strip(".-_")
