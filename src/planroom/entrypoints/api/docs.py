"""The API pages: ``/docs`` for people, ``openapi.json`` for machines. No page needs the internet."""

from importlib import resources
from pathlib import Path
from typing import Any

from litestar import Request, Router
from litestar.datastructures import CacheControlHeader
from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin, SwaggerRenderPlugin
from litestar.response import Redirect
from litestar.static_files import create_static_files_router

from planroom.entrypoints.api.interface.document import TITLE, VERSION, document_of
from planroom.entrypoints.api.interface.shapes import Document
from planroom.infra.http.routing import INTEGRATE_PREFIX, NO_KEY, get

DOCS_PATH = "/docs"
_STATIC_PATH = f"{DOCS_PATH}/static"
_ONE_DAY_SECONDS = 86_400


class OfflineSwagger(SwaggerRenderPlugin):
    """Swagger UI from the files of an installed package, showing the completed document."""

    def __init__(self) -> None:
        """Point the page at our own copies."""
        super().__init__(
            path="/",
            js_url=f"{_STATIC_PATH}/swagger-ui-bundle.js",
            css_url=f"{_STATIC_PATH}/swagger-ui.css",
            standalone_preset_js_url=f"{_STATIC_PATH}/swagger-ui-standalone-preset.js",
            favicon=f'<link rel="icon" href="{_STATIC_PATH}/favicon-32x32.png">',
        )

    def render(self, request: Request[Any, Any, Any], openapi_schema: Document) -> bytes:  # noqa: ARG002 — ours is shown instead
        """Make the page."""
        return super().render(request, document_of(request.app))


class CompletedJson(JsonRenderPlugin):
    """The completed document as JSON, beside the page."""

    def render(self, request: Request[Any, Any, Any], openapi_schema: Document) -> bytes:  # noqa: ARG002 — ours is shown instead
        """Make the document."""
        return super().render(request, document_of(request.app))


def docs_config() -> OpenAPIConfig:
    """Configure the document and the pages at ``/docs`` that show it."""
    return OpenAPIConfig(
        title=TITLE, version=VERSION, path=DOCS_PATH, render_plugins=[OfflineSwagger(), CompletedJson()]
    )


@get("/openapi.json", opt={NO_KEY: True}, include_in_schema=False)
def openapi_json(request: Request[Any, Any, Any]) -> Document:
    """This interface as OpenAPI 3.1."""
    return document_of(request.app)


@get("/", include_in_schema=False)
def home() -> Redirect:
    """Lead a person who opens the server's address to the API pages."""
    return Redirect(DOCS_PATH)


documents = Router(
    "/",
    route_handlers=[
        home,
        Router(INTEGRATE_PREFIX, route_handlers=[openapi_json]),
        create_static_files_router(
            _STATIC_PATH,
            [Path(str(resources.files("swagger_ui"))) / "static"],
            name="docs-static",
            cache_control=CacheControlHeader(max_age=_ONE_DAY_SECONDS),
        ),
    ],
)
