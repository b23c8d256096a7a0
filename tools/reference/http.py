"""docs/reference/http.md and docs/reference/openapi.json."""

import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from planroom.bootstrap import build
from planroom.entrypoints.api.app import create_app
from planroom.entrypoints.api.interface.document import document_of
from planroom.infra.settings import Settings
from tools.reference.page import page, table

METHODS = ("get", "head", "post", "put", "patch", "delete")


@cache
def openapi_document() -> dict[str, Any]:
    """Give the OpenAPI document of the application as it is built by default."""
    with tempfile.TemporaryDirectory() as folder:
        planroom = build(Settings(data=Path(folder)))
        document = document_of(create_app(planroom))
        planroom.close()
    return document


def make() -> str:
    """List every route."""
    rows = [
        (f"`{method.upper()} {path}`", operation.get("summary", ""), _replies(operation))
        for path, operations in sorted(openapi_document()["paths"].items())
        for method, operation in operations.items()
        if method in METHODS
    ]
    return page(
        "HTTP",
        "Every route. The whole interface, with bodies and replies, is in [openapi.json](openapi.json), and as pages "
        "to read and try at `/docs` of a running service.",
        table(("route", "what it does", "replies"), rows),
    )


def make_openapi() -> str:
    """Give the OpenAPI document as text."""
    # Sorted, so that the file changes only where the interface does; defaults in it may be structs of ours.
    return msgspec.json.format(msgspec.json.encode(openapi_document(), order="sorted"), indent=1).decode() + "\n"


def _replies(operation: dict[str, Any]) -> str:
    return ", ".join(sorted(operation.get("responses", {})))
