"""GET /orders and GET /orders/{id} (contract 1.2, 2 and 3.4)."""

from typing import Any
from uuid import UUID

import pytest
from tests.support.bodies import SMALL_ORDER
from tests.support.clock import FixedClock
from tests.support.customers import Customer
from tests.support.integrate import PUBLIC_URL, IntegrateClient
from tests.support.production import AREA_M2, deliver, fail_reading
from tests.support.statements import counted_statements

from planroom.infra.database.unit_of_work import Database

LISTED = [f"{kind}_urls{suffix}" for kind in ("png", "jpg", "svg", "pdf", "zip") for suffix in ("", "_dim")]


def place(client: IntegrateClient, **changes: Any) -> str:  # noqa: ANN401 — fields of the body
    reply = client.post("/orders", {**SMALL_ORDER, **changes})
    assert reply.status_code == 200, reply.text
    return str(reply.json()["id"])


def test_a_delivered_order_shows_its_files(client: IntegrateClient, database: Database, clock: FixedClock) -> None:
    order_id = place(client)
    placed_at = clock.now().timestamp()
    clock.advance(3600)
    model_id = deliver(database, UUID(order_id))

    order = client.get(f"/orders/{order_id}").json()

    assert order["info"]["status"] == "Ready"
    assert order["info"]["created_at"] == placed_at
    assert order["info"]["first_delivered_at"] == placed_at + 3600
    assert order["info"]["total_scanned_area"] == round(AREA_M2, 2)
    assert (order["model_id"], order["version"], order["due_at"]) == (str(model_id), 1, None)
    assert order["products"]["products_2d"] == {"state": "ready", "version": 1}
    plans = order["delivery_assets"]["listing_floorplans"]
    assert list(plans) == LISTED
    for key, urls in plans.items():
        (url,) = urls
        assert url.startswith(f"{PUBLIC_URL}/files/")
        assert url.endswith(f"/floor.{key.partition('_')[0]}")
    assert order["delivery_assets"]["property_data"]["json_urls"][0].endswith("/plan.json")


def test_a_re_delivery_gives_new_urls_and_keeps_the_first_date(
    client: IntegrateClient, database: Database, clock: FixedClock
) -> None:
    order_id = place(client)
    deliver(database, UUID(order_id))
    first = client.get(f"/orders/{order_id}").json()
    clock.advance(60)
    deliver(database, UUID(order_id))

    second = client.get(f"/orders/{order_id}").json()

    assert second["version"] == 2
    assert second["info"]["first_delivered_at"] == first["info"]["first_delivered_at"]
    assert second["delivery_assets"]["listing_floorplans"] != first["delivery_assets"]["listing_floorplans"]


def test_a_package_with_everything_has_an_object_for_everything(client: IntegrateClient) -> None:
    order_id = place(client, package_type="plus_3d", add_ons=["gla", "3d_video", "3d_cad_files"])

    assets = client.get(f"/orders/{order_id}").json()["delivery_assets"]

    assert assets["gla_package"] == {"pdf_urls": [], "json_urls": []}
    assert assets["home_report"] == assets["homereport"] == {"pdf_urls": []}
    assert assets["floorplans_3d"] == {"png_urls": [], "jpg_urls": [], "glb_urls": [], "viewer_url": None}
    assert assets["video_3d"] == {"mp4_urls": []}
    assert assets["cad_files"] == {"dxf_urls": [], "ifc_urls": [], "glb_urls": [], "obj_urls": [], "zip_urls": []}


def test_a_list_is_newest_first_and_its_rows_are_whole_orders(
    client: IntegrateClient, database: Database, stranger: Customer
) -> None:
    first, second = place(client), place(client)
    place(client.with_key(stranger.api_key))
    deliver(database, UUID(first))

    listed = client.get("/orders").json()

    assert listed["pagination"] == {
        "has_more": False,
        "limit": 20,
        "next_offset": None,
        "previous_offset": 0,
        "next_cursor": None,
    }
    assert listed["items"] == [client.get(f"/orders/{order_id}").json() for order_id in (second, first)]


def test_following_the_offsets_meets_every_order_once(client: IntegrateClient) -> None:
    placed = [place(client) for _ in range(7)]

    pages: list[dict[str, Any]] = []
    offset: int | None = 0
    while offset is not None:
        page = client.get("/orders", limit=3, offset=offset).json()
        pages.append(page)
        offset = page["pagination"]["next_offset"]

    assert [row["id"] for page in pages for row in page["items"]] == placed[::-1]
    documented = ("has_more", "limit", "next_offset", "previous_offset")
    assert [tuple(page["pagination"][key] for key in documented) for page in pages] == [
        (True, 3, 4, 0),
        (True, 3, 7, 1),
        (False, 3, None, 4),
    ]


def test_following_the_cursors_meets_every_order_once_while_others_are_placed(client: IntegrateClient) -> None:
    placed = [place(client) for _ in range(7)]

    seen: list[str] = []
    positions: list[tuple[int | None, int]] = []
    page = client.get("/orders", limit=3).json()
    while page["items"]:
        seen += [row["id"] for row in page["items"]]
        positions.append((page["pagination"]["next_offset"], page["pagination"]["previous_offset"]))
        place(client)
        cursor = page["pagination"]["next_cursor"]
        page = client.get("/orders", limit=3, cursor=cursor).json() if cursor else {"items": []}

    assert seen == placed[::-1]
    assert positions == [(4, 0), (7, 1), (None, 4)]


def test_offset_one_is_the_start_as_well(client: IntegrateClient) -> None:
    place(client)

    assert client.get("/orders", offset=1).json() == client.get("/orders", offset=0).json()


@pytest.mark.parametrize("offset", [1000, 2**62])
def test_a_list_is_empty_behind_its_end(client: IntegrateClient, offset: int) -> None:
    assert client.get("/orders", offset=offset).json() == {
        "pagination": {
            "has_more": False,
            "limit": 20,
            "next_offset": None,
            "previous_offset": offset - 20,
            "next_cursor": None,
        },
        "items": [],
    }


def test_a_list_can_be_narrowed_to_states(client: IntegrateClient, database: Database) -> None:
    pending, ready = place(client), place(client)
    deliver(database, UUID(ready))

    def listed(**query: Any) -> list[str]:  # noqa: ANN401 — query parameters
        return [row["id"] for row in client.get("/orders", **query).json()["items"]]

    assert listed(status="Ready") == [ready]
    assert listed(status=["Pending", "Ready"]) == [ready, pending]
    assert listed(status="Fixing") == []


@pytest.mark.parametrize(
    ("query", "faults"),
    [
        (
            {"status": "Delivered"},
            [
                {
                    "loc": ["status", 0],
                    "msg": "value is not a valid enumeration member; permitted: "
                    "'New', 'Draft', 'Pending', 'Ready', 'Fixing'",
                    "type": "type_error.enum",
                }
            ],
        ),
        (
            {"limit": 0, "offset": -1},
            [
                {
                    "loc": ["limit"],
                    "msg": "ensure this value is greater than or equal to 1",
                    "type": "value_error.number.not_ge",
                },
                {
                    "loc": ["offset"],
                    "msg": "ensure this value is greater than or equal to 0",
                    "type": "value_error.number.not_ge",
                },
            ],
        ),
        (
            {"limit": 101},
            [
                {
                    "loc": ["limit"],
                    "msg": "ensure this value is less than or equal to 100",
                    "type": "value_error.number.not_le",
                }
            ],
        ),
        ({"limit": "many"}, [{"loc": ["limit"], "msg": "int type expected", "type": "type_error.integer"}]),
    ],
)
def test_a_query_that_does_not_fit_is_400(
    client: IntegrateClient, query: dict[str, Any], faults: list[dict[str, Any]]
) -> None:
    reply = client.get("/orders", **query)

    assert reply.status_code == 400
    assert reply.json() == {"validation_error": {"query_params": faults}}


@pytest.mark.parametrize("status", [None, "Pending"])
def test_a_page_costs_one_statement_for_the_key_and_one_for_the_orders(
    client: IntegrateClient, database: Database, status: str | None
) -> None:
    for _ in range(3):
        place(client)
    query = {"status": status} if status else {}

    with counted_statements(database.engines.reader) as statements:
        client.get("/orders", **query)

    assert len(statements) == 2


def test_one_order_costs_one_statement_for_the_key_and_one_for_the_order(
    client: IntegrateClient, database: Database
) -> None:
    order_id = place(client)

    with counted_statements(database.engines.reader) as statements:
        client.get(f"/orders/{order_id}")

    assert len(statements) == 2


def test_an_issue_tells_the_customer_what_happened(
    client: IntegrateClient, database: Database, clock: FixedClock
) -> None:
    order_id = place(client)
    fail_reading(database, UUID(order_id))

    order = client.get(f"/orders/{order_id}").json()

    assert order["info"]["status"] == "Pending"
    assert order["issues"] == [
        {
            "code": "source_not_found",
            "message": "The source could not be fetched.",
            "created_at": clock.now().timestamp(),
        }
    ]


def test_another_source_is_read_in_place_of_one_that_failed(client: IntegrateClient, database: Database) -> None:
    order_id = place(client)
    fail_reading(database, UUID(order_id))

    reply = client.post(f"/orders/{order_id}/source", {"source": "https://drawings.example.com/2.png"})

    assert reply.status_code == 200, reply.text
    assert reply.json()["issues"] == []
    assert reply.json()["info"]["status"] == "Pending"


def test_another_source_is_refused_while_the_first_is_fine(client: IntegrateClient) -> None:
    order_id = place(client)

    reply = client.post(f"/orders/{order_id}/source", {"source": "https://drawings.example.com/2.png"})

    assert reply.status_code == 409
    assert reply.json()["code"] == "order_source_not_failed"
