"""The OpenAPI document says everything about every route: words, examples, errors, marks."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator
from tools.reference.http import openapi_document

from planroom.entrypoints.api.interface.document import READING_ORDER
from planroom.entrypoints.api.interface.texts import examples, marks, words
from planroom.features.companies.rules import Trigger
from planroom.infra.http.error_replies import STATUS_OF_KIND
from planroom.infra.http.routing import INTEGRATE_PREFIX
from planroom.kit.errors import AppError

Document = dict[str, Any]


@cache
def document() -> Document:
    return openapi_document()


def operations() -> Iterator[tuple[str, str, Document]]:
    for path, found in document()["paths"].items():
        for method, operation in found.items():
            yield method.upper(), path, operation


def schemas() -> Document:
    found: Document = document()["components"]["schemas"]
    return found


def schema_faults(schema: Document, value: object) -> list[str]:
    whole = {**schema, "components": document()["components"]}
    return [f"{fault.json_path}: {fault.message}" for fault in Draft202012Validator(whole).iter_errors(value)]


def test_it_is_valid_openapi_31() -> None:
    assert document()["openapi"] == "3.1.0"
    assert [fault.message for fault in OpenAPIV31SpecValidator(document()).iter_errors()] == []


def test_every_call_says_what_it_does_under_a_name_of_its_own() -> None:
    names = [operation["operationId"] for _, _, operation in operations()]
    assert sorted(set(names)) == sorted(names)
    silent = [(method, path) for method, path, told in operations() if not (told["summary"] and told["description"])]
    assert silent == []


def test_every_parameter_and_field_says_what_it_means() -> None:
    silent: list[tuple[str, str]] = [
        (path, parameter["name"])
        for _, path, operation in operations()
        for parameter in operation["parameters"]
        if not parameter["description"]
    ]
    silent += [
        (name, field)
        for name, schema in schemas().items()
        for field, told in schema.get("properties", {}).items()
        if not told["description"]
    ]
    silent += [(name, "") for name, schema in schemas().items() if not schema.get("description")]
    assert silent == [], "say it in words.toml, or as msgspec.Meta(description=…)"


def test_every_body_has_an_example_that_fits() -> None:
    bodies = [
        (f"{method} {path}", content)
        for method, path, operation in operations()
        for content in [operation.get("requestBody", {}).get("content", {}).get("application/json")]
        if content is not None
    ]
    assert len(bodies) > 20
    assert [call for call, content in bodies if "example" not in content] == [], "write it into examples.json"
    faults = {call: schema_faults(content["schema"], content["example"]) for call, content in bodies}
    assert {call: found for call, found in faults.items() if found} == {}


def test_every_example_of_a_reply_fits() -> None:
    replies = {
        f"{method} {path}": schema_faults(content["schema"], content["example"])
        for method, path, operation in operations()
        for content in [operation["responses"]["200"]["content"].get("application/json", {})]
        if "example" in content
    }
    assert len(replies) > 20
    assert {call: found for call, found in replies.items() if found} == {}


def test_no_example_is_of_a_call_that_does_not_exist() -> None:
    known = {f"{method} {path.removeprefix(INTEGRATE_PREFIX)}" for method, path, _ in operations()}
    assert set(examples()["calls"]) - known - {"webhook"} == set()


def test_no_mark_is_of_something_that_does_not_exist() -> None:
    calls = {f"{method} {path.removeprefix(INTEGRATE_PREFIX)}": told for method, path, told in operations()}
    assert set(marks()["routes"]) - set(calls) == set()
    queries = {f"{call} {parameter['name']}" for call, told in calls.items() for parameter in told["parameters"]}
    assert set(marks()["queries"]) - queries == set()
    fields = {f"{name}.{field}" for name, schema in schemas().items() for field in schema.get("properties", {})}
    known = fields | set(schemas()) | {name.partition("_")[0] for name in schemas()}
    assert set(marks()["schemas"]) - known == set()


def test_no_words_are_about_a_field_that_does_not_exist() -> None:
    known: set[str] = {"limit", "offset", "cursor"}
    for name, schema in schemas().items():
        known |= {key for field in schema.get("properties", {}) for key in (field, f"{name}.{field}")}
    for _, _, operation in operations():
        known |= {parameter["name"] for parameter in operation["parameters"]}
    assert set(words()["fields"]) - known == set()


@pytest.mark.parametrize("kind", sorted(set(STATUS_OF_KIND) - {"range"}))
def test_every_kind_of_error_is_told_where_it_can_happen(kind: str) -> None:
    status = str(STATUS_OF_KIND[next(item for item in STATUS_OF_KIND if item == kind)])
    telling = [path for _, path, operation in operations() if status in operation["responses"]]
    assert len(telling) > 5


def test_calls_about_one_thing_tell_of_404_and_all_but_open_ones_of_401() -> None:
    for _, path, operation in operations():
        responses = set(operation["responses"])
        if "{" in path:
            assert "404" in responses, path
        if path.startswith("/api/"):
            assert {"400", "429", "503"} <= responses, path
            assert "401" in responses or operation.get("security") == [], path


def test_the_webhook_calls_are_told_with_the_six_keys() -> None:
    calls = document()["webhooks"]
    assert set(calls) == {trigger.value for trigger in Trigger}
    content = calls["moved_to_ready"]["post"]["requestBody"]["content"]["application/json"]
    assert schema_faults(content["schema"], content["example"]) == []
    keys = ["id", "current_status", "previous_status", "model_id", "product_type", "delivery_type"]
    assert list(schemas()["WebhookCall"]["properties"]) == keys == list(content["example"])


def test_every_link_leads_to_a_call() -> None:
    names = {operation["operationId"] for _, _, operation in operations()}
    links = [
        link["operationId"]
        for _, _, operation in operations()
        for link in operation["responses"]["200"].get("links", {}).values()
    ]
    assert len(links) > 10
    assert set(links) <= names


def test_every_reference_leads_somewhere() -> None:
    components = document()["components"]
    references = set(re.findall(r"'\$ref': '#/components/(\w+)/([^']+)'", str(document())))
    assert len(references) > 50
    assert [found for found in references if found[1] not in components[found[0]]] == []


def test_errors_are_told_in_their_true_shape() -> None:
    codes = {kind.code for kind in AppError.__subclasses__()}
    for reply in document()["components"]["responses"].values():
        example = reply["content"]["application/json"]["example"]
        assert schema_faults(reply["content"]["application/json"]["schema"], example) == []
    assert "order_not_delivered" in codes


CONTRACT = {
    "GET /companies/info": "C",
    "PATCH /companies/webhook": "D",
    "DELETE /companies/webhook": "P",
    "GET /companies/package": "P",
    "POST /companies/merge-requests": "P",
    "GET /offices": "P",
    "POST /offices": "P",
    "GET /users": "D",
    "POST /users": "D",
    "GET /users/{user}": "P",
    "PATCH /users/{user}": "P",
    "POST /users/change-password": "D",
    "POST /users/reset-password": "D",
    "DELETE /users/{user}": "D",
    "GET /orders": "D",
    "GET /orders/{order_id}": "D",
    "POST /orders": "L",
    "POST /orders/{order_id}/post-purchase": "D",
    "POST /orders/{order_id}/redeliver": "P",
    "POST /orders/{order_id}/cancel": "P",
    "POST /orders/{order_id}/source": "P",
    "GET /orders/{order_id}/combined-pdf": "C",
    "GET /orders/{order_id}/model": "P",
    "GET /orders/{order_id}/versions": "P",
    "GET /style-templates": "P",
    "POST /orders/{order_id}/change-requests": "D",
    "GET /orders/{order_id}/change-requests": "D",
    "GET /orders/{order_id}/change-requests/{change_request_id}": "D",
    "POST /orders/draft": "C",
    "PATCH /orders/draft/{order_id}": "D",
    "DELETE /orders/draft/{order_id}": "P",
    "POST /orders/draft/{order_id}/submit": "P",
    "POST /orders/gotoscan": "P",
    "POST /uploads": "P",
    "POST /auth/token": "P",
}
"""The calls of the contract with their marks, as its section 3 prints them."""
KNOWN_FIELDS = {
    "OrderRead.info": "D",
    "OrderRead.model_id": "P",
    "OrderInfo.external_id": "D",
    "DeliveryAssets.listing_floorplans": "L",
    "DeliveryAssets.homereport": "D",
    "DeliveryAssets.cad_files": "P",
    "ListingFloorplans.png_urls_dim": "L",
    "Pagination.next_offset": "D",
    "Pagination.next_cursor": "P",
    "UserRead.office_id": "P",
    "UserRead.surname": "D",
    "ChangeRequestCreate.text": "D",
    "ChangeRequestCreate.items": "P",
    "ChangeRequestRead.billable": "P",
    "ChangeRequestCreated.message": "D",
    "WebhookCall.delivery_type": "D",
    "WebhookSettingsRead.webhook_triggers": "D",
}


def test_the_calls_of_the_contract_are_here_with_its_marks() -> None:
    found = {
        f"{method} {path.removeprefix(INTEGRATE_PREFIX)}": told["x-mark"]
        for method, path, told in operations()
        if path.startswith(INTEGRATE_PREFIX)
    }
    assert {call: found.get(call) for call in CONTRACT} == CONTRACT
    assert {mark for call, mark in found.items() if call not in CONTRACT} == {"P"}


def test_fields_have_the_marks_of_the_contract() -> None:
    found = {
        f"{name}.{field}": told["x-mark"]
        for name, schema in schemas().items()
        for field, told in schema.get("properties", {}).items()
    }
    assert set(found.values()) == {"D", "L", "C", "P"}
    assert {field: found.get(field) for field in KNOWN_FIELDS} == KNOWN_FIELDS


def test_the_page_begins_with_the_calls_that_a_newcomer_needs() -> None:
    tags = [tag["name"] for tag in document()["tags"]]
    assert tuple(tags[: len(READING_ORDER)]) == READING_ORDER
    assert len(set(tags)) == len(tags)
