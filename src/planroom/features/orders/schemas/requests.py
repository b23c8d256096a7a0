"""What clients send about orders (contract 3.4, the preferences 3.6)."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Any, TypeVar
from uuid import UUID

import msgspec

from planroom.features.companies.rules import AddOn, PackageType
from planroom.features.orders.models import NewOrder, OrderFilter, OrderWishes
from planroom.features.orders.rules import OrderStatus
from planroom.features.styles.options import StyleOptions
from planroom.infra.http.constraints import NOT_BLANK
from planroom.infra.http.paging import PageQuery

MAX_EMAIL_LENGTH = 254
MAX_ADD_ONS = 20
MAX_SOURCES = 20
# The end of the year 9999, which is the last that can be stored.
MAX_UNIX_SECONDS = 253_402_300_799

Kind = TypeVar("Kind", bound=StrEnum)
Line = Annotated[str, msgspec.Meta(min_length=1, max_length=300)]
OptionalLine = Annotated[str, msgspec.Meta(max_length=300)] | None
SourceUrl = Annotated[
    str,
    msgspec.Meta(pattern=r"^https?://\S+$", max_length=4000, description="Absolute http or https URL of a drawing."),
]
Source = SourceUrl | Annotated[list[SourceUrl], msgspec.Meta(min_length=1, max_length=MAX_SOURCES)]
Moment = Annotated[float, msgspec.Meta(ge=0, le=MAX_UNIX_SECONDS)]
SearchText = Annotated[
    str,
    msgspec.Meta(
        min_length=1,
        max_length=100,
        pattern=NOT_BLANK,
        description="Part of the address or of the external id, in any case. Looks through your newest 50,000 orders.",
    ),
]
EmailText = Annotated[str, msgspec.Meta(max_length=MAX_EMAIL_LENGTH)]
Wish = Annotated[str, msgspec.Meta(max_length=1000)] | None


class Style2d(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How the 2D plans should look."""

    style_template_id: Wish = None
    add_info: Wish = None


class Video(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How the video should look: speed slow, normal or fast; layout landscape, portrait or square."""

    speed: Wish = None
    layout: Wish = None


class Style3d(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How the 3D plans should look; furniture set modern, scandinavian or none."""

    video: Video | None = None
    furniture_set: Wish = None
    include_basement: bool | Wish = None
    add_info: Wish = None


class OrderPreferences(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Wishes for the look. Any string is accepted; what is not known is kept and drawn with the default."""

    style_2d: Style2d | None = None
    style_3d: Style3d | None = None


class OrderBody(msgspec.Struct, frozen=True, kw_only=True):
    """What every body that asks for an order may say; drafts and orders by a link add to it."""

    street: Line
    city: Line
    country: Line
    number: OptionalLine = None
    suite: OptionalLine = None
    state: OptionalLine = None
    postal_code: OptionalLine = msgspec.field(default=None, name="postalCode")
    latitude: Annotated[float, msgspec.Meta(ge=-90, le=90)] | None = None
    longitude: Annotated[float, msgspec.Meta(ge=-180, le=180)] | None = None
    info: Annotated[str, msgspec.Meta(max_length=10_000)] | None = None
    external_id: Annotated[str, msgspec.Meta(max_length=300)] | None = None
    owner_email: EmailText | None = None
    package_type: PackageType | None = None
    add_ons: Annotated[list[AddOn], msgspec.Meta(max_length=MAX_ADD_ONS)] | None = None
    order_preferences: OrderPreferences | None = None

    def to_new_order(self, uploads_at: str = "", source_urls: Sequence[str] = ()) -> NewOrder:
        """Give the order as the use case takes it; ``uploads_at`` is what the URLs of our uploads begin with."""
        return NewOrder(
            street=self.street,
            city=self.city,
            country=self.country,
            source_urls=list(source_urls),
            number=self.number,
            suite=self.suite,
            state=self.state,
            postal_code=self.postal_code,
            latitude=self.latitude,
            longitude=self.longitude,
            info=self.info or "",
            external_id=self.external_id,
            owner_email=self.owner_email,
            package_type=self.package_type,
            add_ons=self.add_ons,
            order_preferences=msgspec.to_builtins(self.order_preferences),
            uploads_at=uploads_at,
        )


class OrderCreate(OrderBody, frozen=True, kw_only=True):
    """An order from drawings. ``source`` is one URL, or up to 20, one per floor, lowest first."""

    source: Source


def order_wishes(body: Mapping[str, object], uploads_at: str) -> OrderWishes:
    """Read what can be read of a body that is no OrderCreate; what cannot is left out."""
    package_type, add_ons, email = (body.get(name) for name in ("package_type", "add_ons", "owner_email"))
    source = body.get("source")
    sources = source[:MAX_SOURCES] if isinstance(source, list) else [source]
    known = _member(PackageType, package_type)
    return OrderWishes(
        package_type=known,
        package_is_known=package_type is None or known is not None,
        add_ons=[_member(AddOn, text) for text in add_ons[:MAX_ADD_ONS]] if isinstance(add_ons, list) else [],
        owner_email=email if isinstance(email, str) and len(email) <= MAX_EMAIL_LENGTH and "\0" not in email else None,
        source_urls=[url if isinstance(url, str) and "\0" not in url else "" for url in sources],
        uploads_at=uploads_at,
    )


def _member(kind: type[Kind], value: object) -> Kind | None:
    return next((member for member in kind if member.value == value), None)


class SourceReplace(msgspec.Struct, frozen=True, kw_only=True):
    """Another source for an order whose source could not be read."""

    source: Source

    @property
    def urls(self) -> list[str]:
        """The source as a list."""
        return as_list(self.source)


class OrderCancel(msgspec.Struct, frozen=True, kw_only=True):
    """Why an order is given up, in your words."""

    reason: Annotated[str, msgspec.Meta(max_length=1000)] | None = None


class PostPurchase(msgspec.Struct, frozen=True, kw_only=True):
    """What to buy for a delivered order. ``package_type`` null keeps the package."""

    package_type: PackageType | None = None
    add_ons: Annotated[list[AddOn], msgspec.Meta(max_length=MAX_ADD_ONS)] = []


class Redeliver(msgspec.Struct, frozen=True, kw_only=True):
    """Another look for a delivered order: parts of ``order_preferences``, or single options of a style in ``style``.

    What is left out stays as it is.
    """

    style_2d: Style2d | None = None
    style_3d: Style3d | None = None
    style: StyleOptions | None = None

    @property
    def preferences(self) -> dict[str, Any]:
        """The parts of ``order_preferences`` that are given."""
        given = {"style_2d": self.style_2d, "style_3d": self.style_3d}
        return {name: msgspec.to_builtins(part) for name, part in given.items() if part is not None}

    @property
    def options(self) -> dict[str, Any] | None:
        """The single options that are given."""
        return None if self.style is None else msgspec.to_builtins(self.style)


class OrderQuery(PageQuery, frozen=True, kw_only=True):
    """Which orders are wanted. All that is given must hold; times are Unix seconds."""

    status: Annotated[list[OrderStatus], msgspec.Meta(description="May be repeated: any of these.")] = msgspec.field(
        default_factory=list
    )
    external_id: Annotated[str, msgspec.Meta(description="Your own id of the order, as it was sent.")] | None = None
    updated_since: Annotated[Moment, msgspec.Meta(description="Changed at that time or later.")] | None = None
    created_from: Annotated[Moment, msgspec.Meta(description="Placed at that time or later.")] | None = None
    created_to: Annotated[Moment, msgspec.Meta(description="Placed before that time.")] | None = None
    owner_email: EmailText | None = None
    office_id: UUID | None = None
    q: SearchText | None = None

    @property
    def wanted(self) -> OrderFilter:
        """The filters as the use case takes them."""
        return OrderFilter(
            statuses=self.status or None,
            external_id=self.external_id,
            updated_since=_moment(self.updated_since),
            created_from=_moment(self.created_from),
            created_to=_moment(self.created_to),
            owner_email=self.owner_email,
            office_id=self.office_id,
            text=self.q,
        )


def _moment(seconds: float | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)


def as_list(source: str | list[str]) -> list[str]:
    """Give one URL or several as a list."""
    return [source] if isinstance(source, str) else source
