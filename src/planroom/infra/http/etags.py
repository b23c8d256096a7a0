"""Entity tags: the names of versions of a representation (RFC 9110 section 8.8.3)."""

import re

_TAG = re.compile(r'(?:W/)?("[^"]*")')


def quote_etag(version: str | int) -> str:
    """Make the strong tag of a version."""
    return f'"{version}"'


def names_etag(header: str, etag: str) -> bool:
    """Tell whether a list of tags, as in If-None-Match and If-Match, names ``etag`` or is ``*``."""
    return header.strip() == "*" or etag in _TAG.findall(header)
