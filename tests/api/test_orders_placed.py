"""POST /orders and what it replies (contract 2.1 and 3.4)."""

from uuid import UUID

from tests.support.bodies import ORDER, SMALL_ORDER
from tests.support.clock import FixedClock
from tests.support.customers import Customer
from tests.support.integrate import PUBLIC_URL, IntegrateClient

EMPTY_FLOORPLANS: dict[str, list[str]] = {
    f"{kind}_urls{suffix}": [] for kind in ("png", "jpg", "svg", "pdf", "zip") for suffix in ("", "_dim")
}


def test_the_reply_holds_every_key_of_the_contract(
    client: IntegrateClient, customer: Customer, clock: FixedClock
) -> None:
    reply = client.post("/orders", ORDER)

    assert reply.status_code == 200, reply.text
    order = reply.json()
    page_url = order.pop("page_url")
    assert UUID(order.pop("id")).version == 7
    assert order == {
        "info": {
            "status": "Pending",
            "created_by": customer.email,
            "location": "121 North Washington Avenue Suite 4 Minneapolis",
            "order_type": "redraw",
            "first_delivered_at": None,
            "created_at": clock.now().timestamp(),
            "is_scan_order": False,
            "total_scanned_area": 0,
            "go2scan": None,
            "external_id": "EXT10005",
            "add_info": "width 38'6\"",
            "style_template": None,
            "product": {
                "package_type": "base",
                "add_ons": [],
                "over_limits": [],
                "purchasable_add_ons": [],
            },
        },
        "address": {
            "full_address": "121 North Washington Avenue, 4, Minneapolis, MN 55401, United States",
            "street": "North Washington Avenue",
            "number": "121",
            "suite": "4",
            "city": "Minneapolis",
            "state": "MN",
            "postalCode": "55401",
            "country": "United States",
            "latitude": 44.98,
            "longitude": -93.27,
        },
        "delivery_assets": {
            "listing_floorplans": EMPTY_FLOORPLANS,
            "gla_package": None,
            "home_report": None,
            "homereport": None,
            "snapshot": {"image_urls": [], "pdf_urls": []},
            "property_data": {"json_urls": []},
            "tour": None,
            "floorplans_3d": None,
            "video_3d": None,
            "cad_files": None,
        },
        "model_id": None,
        "version": None,
        "due_at": clock.now().timestamp() + 24 * 3600,
        "open_change_requests": 0,
        "products": {
            "products_2d": {"state": "pending", "version": None},
            "tour": {"state": "pending", "version": None},
        },
        "issues": [],
    }
    assert page_url.startswith(f"{PUBLIC_URL}/view/")
    assert len(page_url.rsplit("/", 1)[1]) >= 32


def test_what_was_not_sent_is_null(client: IntegrateClient) -> None:
    order = client.post("/orders", SMALL_ORDER).json()

    assert order["address"] == {
        "full_address": "Washington Avenue, Minneapolis, United States",
        "street": "Washington Avenue",
        "number": None,
        "suite": None,
        "city": "Minneapolis",
        "state": None,
        "postalCode": None,
        "country": "United States",
        "latitude": None,
        "longitude": None,
    }
    assert order["info"]["external_id"] is None
    assert order["info"]["add_info"] == ""
