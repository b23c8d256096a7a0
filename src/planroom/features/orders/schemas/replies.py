"""What an order looks like to clients (contract 2.1 and 2.2)."""

import msgspec

from planroom.features.companies.rules import AddOn, PackageType
from planroom.features.orders.rules import OrderStatus
from planroom.features.products.rules import OverLimit


class ProductRead(msgspec.Struct, frozen=True, kw_only=True):
    """What was bought and what can be added."""

    package_type: PackageType
    add_ons: list[AddOn]
    over_limits: list[OverLimit]
    purchasable_add_ons: list[AddOn]


class StyleTemplateRead(msgspec.Struct, frozen=True, kw_only=True):
    """The style that an order is drawn in."""

    id: str
    name: str


class Go2ScanRead(msgspec.Struct, frozen=True, kw_only=True):
    """The link that your client was sent; status ``sent``, ``opened``, ``submitted`` or ``expired``."""

    link: str
    status: str
    client_name: str | None
    client_email: str | None
    client_phone: str | None
    expires_at: float


class OrderInfo(msgspec.Struct, frozen=True, kw_only=True):
    """Where the order stands and how it came to be. ``total_scanned_area`` is in square metres, 0 without a model."""

    status: OrderStatus
    created_by: str | None
    location: str
    order_type: str
    first_delivered_at: float | None
    created_at: float
    is_scan_order: bool
    total_scanned_area: float | int
    go2scan: Go2ScanRead | None
    external_id: str | None
    add_info: str
    style_template: StyleTemplateRead | None
    product: ProductRead


class AddressRead(msgspec.Struct, frozen=True, kw_only=True):
    """The address as it was sent, and in one line."""

    full_address: str
    street: str
    number: str | None
    suite: str | None
    city: str
    state: str | None
    postal_code: str | None = msgspec.field(name="postalCode")
    country: str
    latitude: float | None
    longitude: float | None


class ListingFloorplans(msgspec.Struct, frozen=True, kw_only=True):
    """2D plans: pictures one per floor, lowest first; one PDF and one ZIP with all. ``_dim``: with dimensions."""

    png_urls: list[str] = []
    png_urls_dim: list[str] = []
    jpg_urls: list[str] = []
    jpg_urls_dim: list[str] = []
    svg_urls: list[str] = []
    svg_urls_dim: list[str] = []
    pdf_urls: list[str] = []
    pdf_urls_dim: list[str] = []
    zip_urls: list[str] = []
    zip_urls_dim: list[str] = []


class GlaPackage(msgspec.Struct, frozen=True, kw_only=True):
    """The gross living area report."""

    pdf_urls: list[str] = []
    json_urls: list[str] = []


class HomeReport(msgspec.Struct, frozen=True, kw_only=True):
    """The home report."""

    pdf_urls: list[str] = []


class Snapshot(msgspec.Struct, frozen=True, kw_only=True):
    """Photos of the scan, or the order's source pictures."""

    image_urls: list[str] | None = []
    pdf_urls: list[str] | None = []


class PropertyData(msgspec.Struct, frozen=True, kw_only=True):
    """The plan for machines."""

    json_urls: list[str] | None = []


class Tour(msgspec.Struct, frozen=True, kw_only=True):
    """The hosted plan page; the second link shows no brand and no contact."""

    link: str
    mls_compliance_link: str
    type: str = "floorplan_tour"


class Floorplans3d(msgspec.Struct, frozen=True, kw_only=True):
    """3D plans."""

    png_urls: list[str] = []
    jpg_urls: list[str] = []
    glb_urls: list[str] = []
    viewer_url: str | None = None


class Video3d(msgspec.Struct, frozen=True, kw_only=True):
    """The 3D video."""

    mp4_urls: list[str] = []


class CadFiles(msgspec.Struct, frozen=True, kw_only=True):
    """CAD files."""

    dxf_urls: list[str] = []
    ifc_urls: list[str] = []
    glb_urls: list[str] = []
    obj_urls: list[str] = []
    zip_urls: list[str] = []


class DeliveryAssets(msgspec.Struct, frozen=True, kw_only=True):
    """The files delivered last. What was not bought is null; what was bought and is not there yet has empty lists."""

    listing_floorplans: ListingFloorplans
    gla_package: GlaPackage | None
    home_report: HomeReport | None
    homereport: HomeReport | None
    snapshot: Snapshot
    property_data: PropertyData
    tour: Tour | None
    floorplans_3d: Floorplans3d | None
    video_3d: Video3d | None
    cad_files: CadFiles | None


class RangeRead(msgspec.Struct, frozen=True, kw_only=True):
    """Where one product range stands: pending, ready, fixing, or unavailable where it cannot be produced here yet.

    A range is fixing while a change request that names it is open.
    """

    state: str
    version: int | None


class IssueRead(msgspec.Struct, frozen=True, kw_only=True):
    """Something about the order that you should know, with what to do about it."""

    code: str
    message: str
    created_at: float


class OrderRead(msgspec.Struct, frozen=True, kw_only=True):
    """An order. Every key is always present; what is absent is null, an empty list, or an object of empty lists."""

    id: str
    info: OrderInfo
    address: AddressRead
    delivery_assets: DeliveryAssets
    model_id: str | None
    version: int | None
    due_at: float | None
    open_change_requests: int
    products: dict[str, RangeRead]
    issues: list[IssueRead]
    page_url: str
