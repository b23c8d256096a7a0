"""Which rows refer to stored files."""

FILE_TABLES = ("plan_sources", "asset_files", "change_request_images", "uploads", "company_exports")
"""Every table with a ``storage_key``; a test fails for one that is forgotten."""

_KEYS_OF_CONTENT = ("assets/", "sources/", "images/")


def is_shared(storage_key: str) -> bool:
    """Say whether a key is made of the file's content, so that rows which know nothing of each other may share it."""
    return storage_key.startswith(_KEYS_OF_CONTENT)
