"""What the contract documents, as data: each example key for key, with the type of every value.

The section of the contract stands beside each. Keys that Planroom adds beside the documented ones are in ``ADDITIONS``.
"""

from typing import Any

from tests.support.shapes import OBJECT, Exactly, OrNull

PAGINATION: dict[str, Any] = {"has_more": True, "limit": 20, "next_offset": OrNull(21), "previous_offset": 0}
"""Section 1.2."""

_STYLE = {"id": "0192…", "name": "House style"}
_GO2SCAN = {
    "link": "https://…",
    "status": "sent",
    "client_name": OrNull("Ann"),
    "client_email": OrNull("ann@example.com"),
    "client_phone": OrNull("+1 555 0100"),
    "expires_at": 1.0,
}

INFO: dict[str, Any] = {
    "status": "Ready",
    "created_by": OrNull("manager@example.com"),
    "location": "121 North Washington Avenue Suite 4 Minneapolis",
    "order_type": "redraw",
    "first_delivered_at": OrNull(1716325026.1),
    "created_at": 1716238626.904049,
    "is_scan_order": False,
    "total_scanned_area": 0,
    "go2scan": OrNull(_GO2SCAN),
    "external_id": OrNull("EXT10005"),
    "add_info": "",
    "style_template": OrNull(_STYLE),
    "product": {
        "package_type": "plus",
        "add_ons": ["gla"],
        "over_limits": [{"product": "products_2d", "limit": "area", "allowed": 465, "actual": 610, "steps": 1}],
        "purchasable_add_ons": ["3d_cad_files"],
    },
}
ADDRESS: dict[str, Any] = {
    "full_address": "121 North Washington Avenue, 4, Minneapolis, MN 55401, United States",
    "street": "North Washington Avenue",
    "number": OrNull("121"),
    "suite": OrNull("4"),
    "city": "Minneapolis",
    "state": OrNull("MN"),
    "postalCode": OrNull("55401"),
    "country": "United States",
    "latitude": OrNull(44.98),
    "longitude": OrNull(-93.27),
}

_URLS = ["https://…"]
LISTING_KEYS = [f"{kind}_urls{variant}" for kind in ("png", "jpg", "svg", "pdf", "zip") for variant in ("", "_dim")]
_HOME_REPORT = OrNull({"pdf_urls": _URLS})
ASSETS: dict[str, Any] = {
    "listing_floorplans": dict.fromkeys(LISTING_KEYS, _URLS),
    "gla_package": OrNull({"pdf_urls": _URLS, "json_urls": _URLS}),
    "home_report": _HOME_REPORT,
    "homereport": _HOME_REPORT,
    "snapshot": OrNull({"image_urls": OrNull(_URLS), "pdf_urls": OrNull(_URLS)}),
    "property_data": OrNull({"json_urls": OrNull(_URLS)}),
    "tour": OrNull({"link": "https://…", "mls_compliance_link": "https://…", "type": "floorplan_tour"}),
    "floorplans_3d": OrNull({"png_urls": _URLS, "jpg_urls": _URLS, "glb_urls": _URLS, "viewer_url": "https://…"}),
    "video_3d": OrNull({"mp4_urls": _URLS}),
    "cad_files": OrNull(
        {"dxf_urls": _URLS, "ifc_urls": _URLS, "glb_urls": _URLS, "obj_urls": _URLS, "zip_urls": _URLS}
    ),
}
"""Section 2.2."""

ORDER: dict[str, Any] = {
    "id": "312babc6-e742-4d54-ac49-e0f7b16ec15a",
    "info": INFO,
    "address": ADDRESS,
    "delivery_assets": ASSETS,
    "model_id": OrNull("…"),
    "version": OrNull(1),
    "due_at": OrNull(1.0),
    "open_change_requests": 0,
    "products": OBJECT,
    "issues": [{"code": "…", "message": "…", "created_at": 1.0}],
}
"""Section 2.1, with the additions that it names."""

WEBHOOK_CALL: dict[str, Any] = {
    "id": "<order>",
    "current_status": "Ready",
    "previous_status": "Pending",
    "model_id": OrNull("<uuid>"),
    "product_type": OrNull("products_2d"),
    "delivery_type": "new",
}
"""Section 2.3: exactly these six keys."""

USER: dict[str, Any] = {
    "id": "…",
    "email": "tim@example.com",
    "name": OrNull("Tim"),
    "surname": OrNull("Berners"),
    "role": "Collaborator",
    "email_confirmed": True,
    "created_at": 1748553783.0,
    "office_id": "…",
}
OFFICE: dict[str, Any] = {"id": "…", "name": "…", "created_at": 1.0, "user_count": 1}
COMPANY_INFO: dict[str, Any] = {
    "id": "…",
    "profile": {"name": "…", "email": "…", "country": OrNull("…"), "customer_type": OrNull("…")},
    "webhook_urls": ["https://…"],
    "webhook_triggers": ["moved_to_ready"],
    "created_at": 1.0,
}
PACKAGE: dict[str, Any] = {
    "package_type": "plus",
    "add_ons": ["gla"],
    "packages": [
        {
            "package_type": "plus",
            "name": "Plus",
            "enabled": True,
            "is_default": True,
            "products": ["…"],
            "add_ons": ["gla"],
        }
    ],
    "add_ons_available": [{"add_on": "gla", "name": "GLA", "enabled": True, "is_default": False, "packages": ["plus"]}],
}
CHANGE_REQUEST: dict[str, Any] = {
    "id": "…",
    "order_id": "…",
    "status": "open",
    "products": ["products_2d"],
    "text": "…",
    "img_urls": ["https://…"],
    "created_at": 1.0,
    "created_by": "…",
    "due_at": 1.0,
    "completed_at": OrNull(1.0),
    "model_id": OrNull("…"),
    "reply": OrNull("…"),
    "billable": False,
    "items": [OBJECT],
    "version": OrNull(1),
    "changes": OrNull(OBJECT),
}
"""Section 2.4."""

CHANGE_REQUEST_SENT: dict[str, Any] = {"id": "f022e068-…", "message": Exactly("change request sent successfully!")}
"""Section 3.5."""

NESTED_BODY_REFUSED: list[dict[str, Any]] = [
    {"loc": ["street"], "msg": "field required"},
    {"loc": ["city"], "msg": "field required"},
    {"loc": ["country"], "msg": "field required"},
    {"loc": ["info"], "msg": "str type expected"},
    {"loc": ["source"], "msg": "field required"},
]
"""Section 1.1, as captured from the live service."""

ERROR: dict[str, Any] = {"message": "Order not found.", "code": "order_not_found", "request_id": "0192…"}
"""Section 1.1."""

CHANGE_REQUEST_ADDITIONS = frozenset({"images", "history", "round", "started_at", "accepted_at"})
"""What a change request of ours shows beside the keys of the contract."""
