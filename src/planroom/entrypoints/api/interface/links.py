"""Which reply holds what another call asks for: OpenAPI links, along which tools and tests walk."""

from typing import Any

from planroom.infra.http.routing import INTEGRATE_PREFIX

Document = dict[str, Any]

_MADE_BY: dict[str, dict[str, str]] = {
    "order_id": {"/orders": "id", "/orders/draft": "id", "/orders/gotoscan": "id"},
    "change_request_id": {"/orders/{order_id}/change-requests": "id"},
    "user": {"/users": "id"},
    "key_id": {"/api-keys": "id"},
    "template_id": {"/style-templates": "id"},
}
"""For each path parameter: the paths whose POST makes such a thing, and where the reply says its id."""


def add_links(paths: Document) -> None:
    """Add to each creating call the calls about what it made."""
    for parameter, makers in _MADE_BY.items():
        for maker, place in makers.items():
            creating = paths.get(INTEGRATE_PREFIX + maker, {}).get("post")
            if creating is not None:
                links = creating["responses"]["200"].setdefault("links", {})
                links.update(_links(paths, parameter, place, given=creating["parameters"]))


def _links(paths: Document, parameter: str, place: str, given: list[Document]) -> Document:
    known = {item["name"]: f"$request.path.{item['name']}" for item in given if item["in"] == "path"}
    known[parameter] = f"$response.body#/{place}"
    links: Document = {}
    for path, operations in paths.items():
        for operation in operations.values():
            asked = [item["name"] for item in operation["parameters"] if item["in"] == "path"]
            if path.startswith(INTEGRATE_PREFIX) and parameter in asked and all(name in known for name in asked):
                name = operation["operationId"]
                links[name] = {"operationId": name, "parameters": {item: known[item] for item in asked}}
    return links
