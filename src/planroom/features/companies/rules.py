"""What a company can buy by default and where it wants to be told (contract 2.4 and 3.1)."""

from collections.abc import Iterable
from enum import StrEnum
from urllib.parse import urlsplit

MAX_WEBHOOK_URLS = 10
MAX_URL_LENGTH = 2000


class PackageType(StrEnum):
    """The packages, cheapest first; a delivered order can only be raised."""

    BASE = "base"
    PLUS = "plus"
    PLUS_3D = "plus_3d"


class AddOn(StrEnum):
    """What can be bought beside a package."""

    GLA = "gla"
    CAD_FILES = "3d_cad_files"
    TURNAROUND_6H = "6h_turnaround"
    VIDEO_3D = "3d_video"
    FIXED_FURNITURE = "fixed_furniture"


def without_duplicates(texts: Iterable[str]) -> list[str]:
    """Drop repeated texts; the first of each keeps its place."""
    return list(dict.fromkeys(texts))


def is_absolute_http_url(text: str) -> bool:
    """Say whether ``text`` is an absolute http or https URL with a host, free of spaces and control characters.

    The text is only judged, never rewritten: its query string is kept as it was sent (contract 3.1).
    """
    if not text.isprintable() or " " in text:
        return False
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)
