"""The API pages: readable without the internet, true to the routes."""

import re
from typing import Any

import httpx
import pytest
from tests.support.http import PREFIX

Json = Any


def document(api: httpx.Client) -> Json:
    del api.headers["api-key"]
    reply = api.get(PREFIX + "/openapi.json")
    assert reply.status_code == 200
    return reply.json()


def test_the_document_is_openapi_31_and_says_how_to_prove_who_one_is(api: httpx.Client) -> None:
    told = document(api)
    assert told["openapi"] == "3.1.0"
    assert told["info"]["title"] == "Planroom"
    scheme = told["components"]["securitySchemes"]["api-key"]
    assert (scheme["type"], scheme["in"], scheme["name"]) == ("apiKey", "header", "api-key")
    assert told["components"]["securitySchemes"]["bearer"]["scheme"] == "bearer"
    assert told["security"] == [{"api-key": []}, {"bearer": []}]


def test_no_line_of_the_introduction_is_taken_for_a_numbered_list(api: httpx.Client) -> None:
    lines = document(api)["info"]["description"].splitlines()
    assert [line for line in lines if re.match(r"\d+[.)] ", line)] == []


def test_every_route_of_a_feature_is_in_it_with_its_words(api: httpx.Client) -> None:
    paths = document(api)["paths"]
    assert set(paths[PREFIX + "/ships"]) == {"get", "post"}
    assert paths[PREFIX + "/ships"]["post"]["summary"] == "Build a ship"
    assert paths[PREFIX + "/ships"]["post"]["description"] == "Build a ship."
    assert paths[PREFIX + "/ships"]["post"]["tags"] == ["Ships"]
    assert "/health/ready" in paths


def test_query_parameters_are_documented_from_their_struct(api: httpx.Client) -> None:
    parameters = document(api)["paths"][PREFIX + "/ships"]["get"]["parameters"]
    by_name = {parameter["name"]: parameter for parameter in parameters}
    assert set(by_name) == {"limit", "offset", "cursor", "harbour", "masts"}
    limit = by_name["limit"]
    assert (limit["in"], limit["required"], limit["schema"]["maximum"], limit["schema"]["default"]) == (
        "query",
        False,
        100,
        20,
    )
    assert by_name["harbour"]["description"] == "Where they lie; may be repeated."


def test_the_errors_have_their_true_shape(api: httpx.Client) -> None:
    told = document(api)
    post = told["paths"][PREFIX + "/ships"]["post"]
    assert set(post["responses"]) == {"200", "400", "401", "403", "404", "409", "413", "415", "429", "503"}
    assert set(told["components"]["schemas"]) >= {"Faults", "FaultLists", "Fault", "Error", "Ship"}


def test_the_names_of_shapes_tell_nothing_of_our_modules(api: httpx.Client) -> None:
    schemas = document(api)["components"]["schemas"]
    assert "ListRead_str" in schemas
    assert [name for name in schemas if "." in name or name.endswith("_")] == []


def test_a_route_for_anybody_says_so(api: httpx.Client) -> None:
    paths = document(api)["paths"]
    assert paths[PREFIX + "/berths"]["post"]["security"] == []
    assert "security" not in paths[PREFIX + "/ships"]["post"]


def test_every_reference_leads_somewhere(api: httpx.Client) -> None:
    told = document(api)
    references = set(re.findall(r'"\$ref":"#/components/schemas/([^"]+)"', api.get(PREFIX + "/openapi.json").text))
    assert references
    assert references <= set(told["components"]["schemas"])


def test_the_page_and_all_that_it_loads_come_from_here(api: httpx.Client) -> None:
    page = api.get("/docs")
    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/html")
    loaded = re.findall(r'(?:src|href)=[\'"]([^\'"]+)', page.text)
    assert len(loaded) >= 3
    for address in loaded:
        assert address.startswith("/docs/static/")
        assert api.get(address).status_code == 200


@pytest.mark.parametrize(
    "path", ["/docs/static/../../settings.py", "/docs/static/%2e%2e/__init__.py", "/docs/static/x"]
)
def test_only_the_pages_own_files_are_served(api: httpx.Client, path: str) -> None:
    assert api.get(path).status_code == 404


def test_the_bare_address_leads_to_the_page(api: httpx.Client) -> None:
    reply = api.get("/", follow_redirects=False)
    assert (reply.status_code, reply.headers["location"]) == (302, "/docs")
