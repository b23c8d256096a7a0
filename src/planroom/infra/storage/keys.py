"""Which keys a file may be stored under: relative paths that mean the same on every store."""

import re

MAX_LENGTH = 512

_KEY = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*(/[A-Za-z0-9_][A-Za-z0-9._-]*)*")


def check_key(key: str) -> str:
    """Give ``key`` back; ValueError unless its parts are plain names joined by single slashes.

    A part begins with a letter, a digit or ``_``: no ``..``, no hidden file, nothing absolute, nothing empty.
    """
    if len(key) > MAX_LENGTH or _KEY.fullmatch(key) is None:
        message = f"{key[:80]!r} is no key for a file; use names of A-Z a-z 0-9 . _ - joined by single slashes"
        raise ValueError(message)
    return key
