"""What the order's page shows, worked out from the order: no markup here, no rules either."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from planroom.features.deliverables.rules import LISTING_FLOORPLANS, PROPERTY_DATA
from planroom.features.orders.models import Issue, IssueAbout, Order
from planroom.features.orders.rules import OrderStatus, full_address
from planroom.features.plans.rules import SCAN_GIVEN
from planroom.floorplan.geometry.units import MM2_PER_M2, square_feet_of

_REFRESH_SECONDS = {OrderStatus.PENDING: 4, OrderStatus.FIXING: 10}
_HEADLINES = {
    OrderStatus.DRAFT: "The order waits for a drawing or a scan.",
    OrderStatus.PENDING: "The floor plan is being made.",
    OrderStatus.READY: "The floor plan is ready.",
    OrderStatus.FIXING: "A correction is being made. Until it is done, this is the plan as it was delivered last.",
}
_FORMATS = ("svg", "png", "jpg", "pdf", "zip")


@dataclass(frozen=True, slots=True)
class Floor:
    """The picture of one floor, without and with dimensions."""

    number: int
    plain: str
    dimensioned: str


@dataclass(frozen=True, slots=True)
class Download:
    """A file to take away."""

    name: str
    path: str


@dataclass(frozen=True, slots=True)
class DownloadGroup:
    """Files of one format."""

    title: str
    plain: Sequence[Download]
    dimensioned: Sequence[Download]


@dataclass(frozen=True, slots=True)
class OrderPage:
    """Everything the template needs. ``refresh_seconds`` is None when nothing will change by itself.

    ``brand`` is None on the page for listing services, which shows no brand and no contact (contract 2.2).
    """

    brand: str | None
    address: str
    status: str
    headline: str
    refresh_seconds: int | None
    issues: Sequence[str]
    version: int | None
    area: str | None
    delivered_on: str | None
    floors: Sequence[Floor]
    downloads: Sequence[DownloadGroup]
    data_files: Sequence[Download]


def order_page(order: Order, *, brand: str | None, units: str | None = None) -> OrderPage:
    """Work out the page of an order. Paths are relative to this server, whatever name it is reached by.

    ``units`` is ``ft`` or ``m`` for figures in one unit; the plans stay in the units in which they were drawn.
    """
    assets = order.assets or {}
    plans = assets.get(LISTING_FLOORPLANS, {})
    pictures = zip(plans.get("svg_urls", []), plans.get("svg_urls_dim", []), strict=False)
    return OrderPage(
        brand=brand,
        address=full_address(
            street=order.street,
            city=order.city,
            country=order.country,
            number=order.number,
            suite=order.suite,
            state=order.state,
            postal_code=order.postal_code,
        ),
        status=order.status,
        headline=_headline(order),
        refresh_seconds=None if order.cancelled_at else _REFRESH_SECONDS.get(order.status),
        issues=[issue["message"] for issue in order.issues] if brand else [],
        version=order.version,
        area=_area(order.total_scanned_area_m2, units),
        delivered_on=order.first_delivered_at.strftime("%d %B %Y").lstrip("0") if order.first_delivered_at else None,
        floors=[Floor(number, plain, dim) for number, (plain, dim) in enumerate(pictures, start=1)],
        downloads=[group for kind in _FORMATS if (group := _group(plans, kind)).plain or group.dimensioned],
        data_files=_downloads(assets.get(PROPERTY_DATA, {}).get("json_urls", [])),
    )


def _headline(order: Order) -> str:
    if order.cancelled_at is not None:
        return "The order was cancelled."
    if order.status is OrderStatus.PENDING and any(_stands_for_trouble(issue) for issue in order.issues):
        return "The floor plan could not be made yet."
    return _HEADLINES.get(order.status, "The order has been taken.")


def _stands_for_trouble(issue: Issue) -> bool:
    """Say whether an issue keeps the plan from being made; a wish that is not known does not, nor does a scan."""
    return issue["about"] != IssueAbout.PREFERENCES and issue["code"] != SCAN_GIVEN.code


def _area(area_m2: float | None, units: str | None) -> str | None:
    """Write an area in both units or the one that is asked for; a plan without a scale has none."""
    if not area_m2:
        return None
    metres, feet = f"{area_m2:,.1f} m²", f"{square_feet_of(area_m2 * MM2_PER_M2):,.0f} sq ft"
    return {"m": metres, "ft": feet}.get(units or "", f"{metres} ({feet})")


def _group(plans: dict[str, list[str]], kind: str) -> DownloadGroup:
    return DownloadGroup(
        kind.upper(), _downloads(plans.get(f"{kind}_urls", [])), _downloads(plans.get(f"{kind}_urls_dim", []))
    )


def _downloads(paths: Sequence[str]) -> list[Download]:
    return [Download(PurePosixPath(path).name, path) for path in paths]
