"""Which reply holds what another call asks for: OpenAPI links, along which tools and tests walk."""

from typing import Any

from planroom.infra.http.routing import INTEGRATE_PREFIX

Document = dict[str, Any]

_TOLD_BY: dict[str, tuple[str, ...]] = {
    "order_id": ("/orders", "/orders/draft", "/orders/gotoscan"),
    "change_request_id": ("/orders/{order_id}/change-requests",),
    "user": ("/users",),
    "key_id": ("/api-keys",),
    "template_id": ("/style-templates",),
    "merge_request_id": ("/companies/merge-requests",),
}
"""For each path parameter: the paths whose POST makes such a thing, and whose GET lists them."""
_PLACES = {"post": "id", "get": "items/0/id"}
"""Where their replies say the id."""
_OWN_KEY = ("get", "key_id")
"""The first key of a list may be the one that asks: nobody should be led to revoke it."""


def add_links(paths: Document) -> None:
    """Add to each call that makes or lists things the calls about one of them."""
    for parameter, tellers in _TOLD_BY.items():
        for teller in tellers:
            for method, place in _PLACES.items():
                telling = paths.get(INTEGRATE_PREFIX + teller, {}).get(method)
                if telling is not None and (method, parameter) != _OWN_KEY:
                    links = telling["responses"]["200"].setdefault("links", {})
                    links.update(_links(paths, parameter, place, given=telling["parameters"]))


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
