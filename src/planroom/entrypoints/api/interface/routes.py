"""The routes of an application, as far as the document tells of them."""

import inspect
import re
from types import UnionType
from typing import Any, NamedTuple, Union, get_args, get_origin

import msgspec
from litestar import Litestar, Response
from litestar.handlers import HTTPRouteHandler
from litestar.params import BodyKwarg
from litestar.routes import HTTPRoute

from planroom.infra.http.files import FileReply
from planroom.infra.http.lists import ListRead
from planroom.infra.http.route_options import FORM, GIVES, NO_KEY, QUERY
from planroom.infra.http.routing import INTEGRATE_PREFIX, PRODUCTION_PREFIX

_TOLD_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
_WITHOUT_TAG = {"DELETE /api-keys/{key_id}"}
"""Calls about things that no call gives alone, so that nobody knows a tag of theirs."""
_PARAMETER = re.compile(r"{(\w+)}")


class Route(NamedTuple):
    """One call: its path as OpenAPI writes it, and the handler."""

    method: str
    path: str
    handler: HTTPRouteHandler

    @property
    def call(self) -> str:
        """The call as the contract names it, ``GET /orders``; the production desk's keeps its prefix."""
        return f"{self.method} {self.path.removeprefix(INTEGRATE_PREFIX)}"

    @property
    def is_integrate(self) -> bool:
        """Whether the call belongs to the Integrate API."""
        return self.path.startswith(INTEGRATE_PREFIX)

    @property
    def is_api(self) -> bool:
        """Whether the call belongs to an API: its callers are counted, and its errors have one shape."""
        return self.path.startswith((INTEGRATE_PREFIX, PRODUCTION_PREFIX))

    @property
    def needs_key(self) -> bool:
        """Whether only known callers may."""
        return self.is_api and not self.handler.opt.get(NO_KEY)

    @property
    def tag(self) -> str:
        """The heading."""
        return next(iter(_tags(self.handler)), "Other")

    @property
    def summary(self) -> str:
        """What it does, in a few words."""
        return str(self.handler.summary or "")

    @property
    def description(self) -> str:
        """What it does."""
        # A route that runs on a thread is wrapped once more, with the route itself inside.
        return inspect.getdoc(getattr(self.handler.fn, "func", self.handler.fn)) or ""

    @property
    def parameters(self) -> list[str]:
        """The names in the path."""
        return _PARAMETER.findall(self.path)

    @property
    def query(self) -> type[msgspec.Struct] | None:
        """The struct of the query."""
        kind: type[msgspec.Struct] | None = self.handler.opt.get(QUERY)
        return kind

    @property
    def form(self) -> dict[str, str] | None:
        """The fields of a form with files, with what each is."""
        fields: dict[str, str] | None = self.handler.opt.get(FORM)
        return fields

    @property
    def body(self) -> Any:  # noqa: ANN401 — any type
        """The type of the JSON body; None without one."""
        field = self.handler.parsed_data_field
        if field is None or field.annotation is bytes:
            return None
        if isinstance(field.kwarg_definition, BodyKwarg) and field.kwarg_definition.media_type != "application/json":
            return None
        return field.annotation

    @property
    def body_is_optional(self) -> bool:
        """Whether the body may be left out."""
        field = self.handler.parsed_data_field
        return field is not None and field.is_optional

    @property
    def gives(self) -> Any:  # noqa: ANN401 — any type
        """The type of a JSON reply; None when there is none."""
        annotation = self.handler.parsed_fn_signature.return_type.annotation
        members = get_args(annotation) if get_origin(annotation) in {Union, UnionType} else (annotation,)
        kinds = [get_args(member)[0] if get_origin(member) is Response else member for member in members]
        return next((kind for kind in kinds if not _is_raw(kind)), None)

    @property
    def gives_file(self) -> bool:
        """Whether the reply is a stored file, which may be had in parts and kept."""
        annotation = self.handler.parsed_fn_signature.return_type.annotation
        return any(
            isinstance(kind, type) and issubclass(kind, FileReply) for kind in (annotation, *get_args(annotation))
        )

    @property
    def media_types(self) -> tuple[str, ...]:
        """What a reply that is no JSON may be."""
        unsaid = () if self.gives is not None else ("application/octet-stream",)
        return tuple(self.handler.opt.get(GIVES, unsaid))

    @property
    def gives_list(self) -> bool:
        """Whether the reply is one page of a list."""
        return get_origin(self.gives) is ListRead

    @property
    def heeds_if_match(self) -> bool:
        """Whether the call changes or removes an object that carries an ETag."""
        return self.method in {"PATCH", "PUT", "DELETE"} and self.call not in _WITHOUT_TAG

    @property
    def is_tagged(self) -> bool:
        """Whether the reply carries an ETag."""
        return self.method in {"GET", "PATCH"} and self.is_api and self.gives is not None and not self.gives_list


def find_routes(app: Litestar) -> list[Route]:
    """List the calls that are told of, in the order of their declaration."""
    return [
        Route(method, route.path_format or "/", handler)
        for route in app.routes
        if isinstance(route, HTTPRoute)
        for method in _TOLD_METHODS
        for handler in [_handler(route, method)]
        if handler is not None and handler.resolve_include_in_schema()
    ]


def _handler(route: HTTPRoute, method: str) -> HTTPRouteHandler | None:
    found = {str(name): handler for name, (handler, _) in route.route_handler_map.items()}
    return found.get(method)


def _is_raw(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, Response | bytes)


def _tags(handler: HTTPRouteHandler) -> list[str]:
    return sorted({tag for layer in handler.ownership_layers for tag in (layer.tags or ())})
