"""The order's own page: what it shows at each stage, and how it guards its address."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from uuid import UUID

import pytest
from tests.support.bodies import CHANGE_REQUEST, DRAFT, ORDER
from tests.support.customers import Customer
from tests.support.desk import DeskClient, serving_desk
from tests.support.production import deliver, fail_reading

from planroom.infra.database.unit_of_work import Database

BROWSER = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.fixture
def server(database: Database, tmp_path: Path) -> Iterator[DeskClient]:
    with serving_desk(database, tmp_path, None) as opened:
        yield opened


class Placed:
    """An order and its page."""

    def __init__(self, server: DeskClient, customer: Customer, **changes: str) -> None:
        self._server = server
        self._company = server.as_company(customer.api_key)
        order = self._company.post("/orders", {**ORDER, **changes}).json()
        self.id: str = order["id"]
        self.page_url: str = order["page_url"]

    def page(self) -> str:
        reply = self._server.open("GET", self.page_url, BROWSER)
        assert (reply.status_code, reply.headers["content-type"]) == (200, "text/html; charset=utf-8")
        return reply.text

    def cancel(self) -> None:
        assert self._company.post(f"/orders/{self.id}/cancel", {"reason": "Wrong house."}).status_code == 200

    def ask_for_changes(self) -> None:
        assert self._company.post(f"/orders/{self.id}/change-requests", CHANGE_REQUEST).status_code == 200


@pytest.fixture
def placed(server: DeskClient, customer: Customer) -> Placed:
    return Placed(server, customer)


class _Tags(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def values(self, tag: str, attribute: str) -> list[str]:
        return [value for name, attrs in self.found if name == tag and (value := attrs.get(attribute))]


def test_an_order_that_is_being_made_looks_again_by_itself(placed: Placed) -> None:
    page = placed.page()
    assert "121 North Washington Avenue" in page
    assert "being made" in page
    assert ("meta", {"http-equiv": "refresh", "content": "4"}) in _Tags(page).found
    assert _Tags(page).values("img", "src") == []


def test_a_source_that_failed_is_told_on_the_page(database: Database, placed: Placed) -> None:
    fail_reading(database, UUID(placed.id))
    page = placed.page()
    assert "could not be made yet" in page
    assert "The source could not be fetched." in page


def test_an_order_that_was_given_up_says_so_and_waits_for_nothing(placed: Placed) -> None:
    placed.cancel()
    page = placed.page()
    assert "The order was cancelled." in page
    assert "Wrong house." in page
    assert _Tags(page).values("meta", "http-equiv") == []


def test_a_wish_that_is_not_known_is_no_trouble(server: DeskClient, customer: Customer) -> None:
    company = server.as_company(customer.api_key)
    wishes = {"style_2d": {"style_template_id": "string"}}
    order = company.post("/orders", {**ORDER, "order_preferences": wishes}).json()
    page = server.open("GET", order["page_url"], BROWSER).text
    assert "The floor plan is being made." in page
    assert "is not known" in page


def test_a_draft_waits_and_does_not_look_again(server: DeskClient, customer: Customer) -> None:
    draft = server.as_company(customer.api_key).post("/orders/draft", DRAFT).json()
    page = server.open("GET", draft["page_url"], BROWSER).text
    assert "The order waits for a drawing or a scan." in page
    assert "http-equiv" not in page
    assert "is read, checked and drawn" not in page


def test_a_delivered_order_shows_its_plan_and_files(database: Database, placed: Placed) -> None:
    deliver(database, UUID(placed.id))
    tags = _Tags(placed.page())
    pictures, links = tags.values("img", "src"), tags.values("a", "href")
    assert [picture.rpartition(".")[2] for picture in pictures] == ["svg", "svg"]
    assert [link.rpartition(".")[2] for link in links] == [
        kind for kind in ("svg", "png", "jpg", "pdf", "zip") for _ in range(2)
    ] + ["json"]
    assert all(path.startswith("/files/") for path in [*pictures, *links]), "they work under every name of the server"
    assert "101.2 m² (1,090 sq ft)" in placed.page()
    assert tags.values("meta", "http-equiv") == []


def test_the_tour_is_the_page_and_its_second_link_shows_no_brand(
    server: DeskClient, database: Database, customer: Customer, placed: Placed
) -> None:
    company = server.as_company(customer.api_key)
    assert company.get(f"/orders/{placed.id}").json()["delivery_assets"]["tour"] is None
    deliver(database, UUID(placed.id))

    order = company.get(f"/orders/{placed.id}").json()

    assert order["products"]["tour"] == {"state": "ready", "version": 1}
    tour = order["delivery_assets"]["tour"]
    assert tour == {
        "link": placed.page_url,
        "mls_compliance_link": f"{placed.page_url}/mls",
        "type": "floorplan_tour",
    }
    branded, bare = (server.open("GET", tour[link], BROWSER).text for link in ("link", "mls_compliance_link"))
    assert "Example Homes" in branded
    assert "Example Homes" not in bare
    assert customer.email not in bare
    assert _Tags(bare).values("img", "src") == _Tags(branded).values("img", "src") != []
    for unit, area in (("ft", "1,090 sq ft with"), ("m", "101.2 m² with"), ("ell", "101.2 m² (1,090 sq ft) with")):
        assert area in server.open("GET", f"{tour['link']}?mu={unit}", BROWSER).text
    assert server.open("GET", "/view/nobody/mls", BROWSER).status_code == 404


def test_an_order_in_fixing_shows_what_was_delivered_last(database: Database, placed: Placed) -> None:
    deliver(database, UUID(placed.id))
    placed.ask_for_changes()
    page = placed.page()
    assert "A correction is being made" in page
    assert len(_Tags(page).values("img", "src")) == 2


def test_what_a_customer_wrote_is_text_on_the_page(server: DeskClient, customer: Customer) -> None:
    page = Placed(server, customer, street="<script>alert(1)</script>").page()
    assert "&lt;script&gt;" in page
    assert "script" not in {tag for tag, _ in _Tags(page).found}


def test_the_page_loads_nothing_from_elsewhere_and_keeps_its_address_to_itself(
    server: DeskClient, database: Database, placed: Placed
) -> None:
    deliver(database, UUID(placed.id))
    headers = server.open("GET", placed.page_url, BROWSER).headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert headers["referrer-policy"] == "no-referrer"
    assert "no-store" in headers["cache-control"]
    assert "noindex" in headers["x-robots-tag"]
    assert re.findall(r"(?:src|href)=\"(?:https?:)?//", placed.page()) == []


def test_head_answers_as_get_does_without_a_body(server: DeskClient, placed: Placed) -> None:
    reply = server.open("HEAD", placed.page_url, BROWSER)
    assert (reply.status_code, reply.content) == (200, b"")


def test_a_wrong_address_is_a_page_for_people_and_json_for_programs(server: DeskClient, placed: Placed) -> None:
    wrong = placed.page_url[:-1] + ("A" if placed.page_url[-1] != "A" else "B")
    for_people = server.open("GET", wrong, BROWSER)
    assert (for_people.status_code, for_people.headers["content-type"]) == (404, "text/html; charset=utf-8")
    for_programs = server.open("GET", wrong, {"accept": "application/json"})
    assert (for_programs.status_code, for_programs.json()["code"]) == (404, "order_not_found")
