"""Which part of a file is asked for (RFC 9110 section 14)."""

import re
from typing import NamedTuple

from planroom.kit.errors import AppError, ErrorKind

_SINGLE = re.compile(r"\s*bytes\s*=\s*(?P<first>[0-9]{0,18})\s*-\s*(?P<last>[0-9]{0,18})\s*", re.IGNORECASE)


class ByteRange(NamedTuple):
    """Bytes ``start`` up to but not including ``end``."""

    start: int
    end: int


class RangeNotSatisfiable(AppError):
    """The range begins behind the end of the file."""

    code = "range_not_satisfiable"
    kind = ErrorKind.RANGE
    message = "The file ends before the range that was asked for; Content-Range tells its size."


def find_range(header: str | None, size: int) -> ByteRange | None:
    """Read a Range header for a file of ``size`` bytes; None means the whole file.

    Several ranges, other units and what cannot be read are ignored, as the standard allows. Raises
    RangeNotSatisfiable.
    """
    found = _SINGLE.fullmatch(header) if header else None
    if found is None or not (found["first"] or found["last"]):
        return None
    if not found["first"]:
        wanted = ByteRange(max(size - int(found["last"]), 0), size)
    else:
        last = int(found["last"]) if found["last"] else size - 1
        if last < int(found["first"]) and found["last"]:
            return None
        wanted = ByteRange(int(found["first"]), min(last + 1, size))
    if wanted.start >= wanted.end:
        raise RangeNotSatisfiable(size_bytes=size)
    return wanted
