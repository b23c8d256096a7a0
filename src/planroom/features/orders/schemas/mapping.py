"""How an order becomes its reply: Unix seconds, absolute URLs, every key present.

A page of orders is what clients ask for most, so what follows from package and add-ons alone is worked out once.
"""

from functools import cache
from typing import NamedTuple, TypeVar

from planroom.features.companies.rules import AddOn, PackageType
from planroom.features.deliverables.rules import ProductRange
from planroom.features.orders.models import Order
from planroom.features.orders.rules import OrderStatus, full_address, location
from planroom.features.orders.schemas.replies import (
    AddressRead,
    CadFiles,
    DeliveryAssets,
    Floorplans3d,
    GlaPackage,
    Go2ScanRead,
    HomeReport,
    IssueRead,
    ListingFloorplans,
    OrderInfo,
    OrderRead,
    ProductRead,
    PropertyData,
    RangeRead,
    Snapshot,
    StyleTemplateRead,
    Tour,
    Video3d,
)
from planroom.features.products.rules import (
    Product,
    bought_products,
    bought_ranges,
    delivered_ranges,
    missing_products,
    over_limits,
    purchasable_add_ons,
)

VIEW_PATH = "/view"
MLS_PATH = "/mls"
NOT_PRODUCED = "Not produced yet: {}. The rest is delivered, and what is not produced is not billed."

_STATE_OF_PRODUCED_RANGE = {
    OrderStatus.NEW: "pending",
    OrderStatus.DRAFT: "pending",
    OrderStatus.PENDING: "pending",
    OrderStatus.READY: "ready",
    OrderStatus.FIXING: "fixing",
}

Files = TypeVar("Files")


class Offer(NamedTuple):
    """What follows from package and add-ons alone."""

    products: frozenset[Product]
    ranges: tuple[ProductRange, ...]
    delivered_ranges: tuple[ProductRange, ...]
    add_ons: list[AddOn]
    purchasable_add_ons: list[AddOn]
    missing_products: list[Product]


@cache
def _offer(package_type: PackageType, add_ons: tuple[AddOn, ...]) -> Offer:
    return Offer(
        products=bought_products(package_type, add_ons),
        ranges=tuple(bought_ranges(package_type, add_ons)),
        delivered_ranges=tuple(delivered_ranges(package_type, add_ons)),
        add_ons=list(add_ons),
        purchasable_add_ons=purchasable_add_ons(package_type, add_ons),
        missing_products=missing_products(package_type, add_ons),
    )


def order_read(order: Order, public_url: str) -> OrderRead:
    """Show an order; ``public_url`` is what its absolute URLs begin with."""
    offer = _offer(order.package_type, tuple(order.add_ons))
    return OrderRead(
        id=str(order.id),
        info=_info(order, offer, public_url),
        address=_address(order),
        delivery_assets=_delivery_assets(order, offer.products, public_url),
        model_id=str(order.model_id) if order.model_id else None,
        version=order.version,
        due_at=order.due_at.timestamp() if order.due_at else None,
        open_change_requests=order.open_change_requests,
        products={product_range: _range(order, offer, product_range) for product_range in offer.ranges},
        issues=_issues(order, offer),
        page_url=f"{public_url}{VIEW_PATH}/{order.view_token}",
    )


def _info(order: Order, offer: Offer, public_url: str) -> OrderInfo:
    area_m2 = order.total_scanned_area_m2
    return OrderInfo(
        status=order.status,
        created_by=order.owner_email,
        location=location(street=order.street, city=order.city, number=order.number, suite=order.suite),
        order_type=order.order_type,
        first_delivered_at=order.first_delivered_at.timestamp() if order.first_delivered_at else None,
        created_at=order.created_at.timestamp(),
        is_scan_order=order.is_scan_order,
        total_scanned_area=round(area_m2, 2) if area_m2 else 0,
        go2scan=_go2scan(order, public_url),
        external_id=order.external_id,
        add_info=order.add_info,
        style_template=StyleTemplateRead(**order.style_template) if order.style_template else None,
        product=ProductRead(
            package_type=order.package_type,
            add_ons=offer.add_ons,
            over_limits=over_limits(area_m2, offer.delivered_ranges) if area_m2 else [],
            purchasable_add_ons=offer.purchasable_add_ons,
        ),
    )


def _go2scan(order: Order, public_url: str) -> Go2ScanRead | None:
    found = order.go2scan
    if found is None:
        return None
    return Go2ScanRead(
        link=public_url + found["path"],
        status=found["status"],
        client_name=found["client_name"],
        client_email=found["client_email"],
        client_phone=found["client_phone"],
        expires_at=found["expires_at"],
    )


def _address(order: Order) -> AddressRead:
    return AddressRead(
        full_address=full_address(
            street=order.street,
            city=order.city,
            country=order.country,
            number=order.number,
            suite=order.suite,
            state=order.state,
            postal_code=order.postal_code,
        ),
        street=order.street,
        number=order.number,
        suite=order.suite,
        city=order.city,
        state=order.state,
        postal_code=order.postal_code,
        country=order.country,
        latitude=order.latitude,
        longitude=order.longitude,
    )


def _range(order: Order, offer: Offer, product_range: ProductRange) -> RangeRead:
    if product_range not in offer.delivered_ranges:
        return RangeRead(state="unavailable", version=None)
    is_left_alone = order.status is OrderStatus.FIXING and product_range not in order.fixing_ranges
    status = OrderStatus.READY if is_left_alone else order.status
    return RangeRead(state=_STATE_OF_PRODUCED_RANGE[status], version=order.version)


def _issues(order: Order, offer: Offer) -> list[IssueRead]:
    issues = [IssueRead(code=i["code"], message=i["message"], created_at=i["created_at"]) for i in order.issues]
    if offer.missing_products:
        # Not stored: it holds for as long as this release cannot produce them, whichever way the order came by them.
        message = NOT_PRODUCED.format(", ".join(offer.missing_products))
        issues.append(IssueRead(code="products_not_produced", message=message, created_at=order.created_at.timestamp()))
    return issues


def _tour(order: Order, public_url: str) -> Tour | None:
    """Give the addresses of the order's page, once there is a plan to see on it."""
    if order.version is None:
        return None
    page = f"{public_url}{VIEW_PATH}/{order.view_token}"
    return Tour(link=page, mls_compliance_link=f"{page}{MLS_PATH}")


def _delivery_assets(order: Order, bought: frozenset[Product], public_url: str) -> DeliveryAssets:
    assets = order.assets or {}

    def files(kind: type[Files], product: Product) -> Files:
        stored = assets.get(product)
        if not stored:
            return kind()
        return kind(**{name: [public_url + path for path in paths] for name, paths in stored.items()})

    def files_if_bought(kind: type[Files], product: Product) -> Files | None:
        return files(kind, product) if product in bought else None

    home_report = files_if_bought(HomeReport, Product.HOME_REPORT)
    return DeliveryAssets(
        listing_floorplans=files(ListingFloorplans, Product.LISTING_FLOORPLANS),
        gla_package=files_if_bought(GlaPackage, Product.GLA_PACKAGE),
        home_report=home_report,
        homereport=home_report,
        snapshot=files(Snapshot, Product.SNAPSHOT),
        property_data=files(PropertyData, Product.PROPERTY_DATA),
        tour=_tour(order, public_url) if Product.TOUR in bought else None,
        floorplans_3d=files_if_bought(Floorplans3d, Product.FLOORPLANS_3D),
        video_3d=files_if_bought(Video3d, Product.VIDEO_3D),
        cad_files=files_if_bought(CadFiles, Product.CAD_FILES),
    )
