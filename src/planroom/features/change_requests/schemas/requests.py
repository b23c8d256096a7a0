"""What customers send about change requests."""

from collections.abc import Mapping
from typing import Annotated
from uuid import UUID

import msgspec

from planroom.features.change_requests.models import ChangeRequestWishes, ItemWish, NewChangeRequest, NewItem
from planroom.features.change_requests.rules import (
    MAX_IMAGE_URL_LENGTH,
    MAX_IMAGES,
    MAX_ITEM_TEXT_LENGTH,
    MAX_ITEMS,
    MAX_TEXT_LENGTH,
    ChangeRequestStatus,
    ItemKind,
)
from planroom.features.deliverables.rules import ProductRange
from planroom.floorplan.geometry.box import Box
from planroom.floorplan.geometry.points import Coordinate, Point
from planroom.floorplan.model.limits import MAX_STOREYS
from planroom.infra.http.constraints import NOT_BLANK
from planroom.infra.http.paging import PageQuery
from planroom.kit.ids import parse_id

MAX_PRODUCTS = 20

Words = Annotated[str, msgspec.Meta(min_length=1, max_length=MAX_TEXT_LENGTH, pattern=NOT_BLANK)]
FloorIndex = Annotated[int, msgspec.Meta(ge=0, lt=MAX_STOREYS)]


class PlacePoint(msgspec.Struct, frozen=True, kw_only=True):
    """A point on a floor, in millimetres from the model's origin; x to the right, y up."""

    x_mm: Coordinate
    y_mm: Coordinate


class PlaceBox(msgspec.Struct, frozen=True, kw_only=True):
    """A rectangle on a floor, by any two opposite corners."""

    corner: PlacePoint = msgspec.field(name="from")
    opposite: PlacePoint = msgspec.field(name="to")


class ItemCreate(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that you ask for. ``floor`` counts from 0, lowest first, as the pictures in ``png_urls`` stand.

    ``point`` or ``box`` say where on that floor it is, in the millimetres of the order's model.
    """

    kind: ItemKind
    text: Annotated[str, msgspec.Meta(min_length=1, max_length=MAX_ITEM_TEXT_LENGTH, pattern=NOT_BLANK)]
    floor: FloorIndex | None = None
    point: PlacePoint | None = None
    box: PlaceBox | None = None

    @property
    def place(self) -> Box | None:
        """The point as a box without size, or the box."""
        if self.box is not None:
            return _box(self.box.corner, self.box.opposite)
        return _box(self.point, self.point) if self.point is not None else None


class ChangeRequestCreate(msgspec.Struct, frozen=True, kw_only=True):
    """A correction that you ask for. ``img_urls`` are pictures that explain it; any string is taken.

    ``items`` name single things, each of which gets an answer of its own.
    """

    products: Annotated[list[ProductRange], msgspec.Meta(min_length=1, max_length=MAX_PRODUCTS)]
    text: Words
    img_urls: (
        Annotated[
            list[Annotated[str, msgspec.Meta(max_length=MAX_IMAGE_URL_LENGTH)]],
            msgspec.Meta(max_length=MAX_IMAGES),
        ]
        | None
    ) = None
    items: Annotated[list[ItemCreate], msgspec.Meta(max_length=MAX_ITEMS)] | None = None

    def to_new_change_request(self, uploads_at: str) -> NewChangeRequest:
        """Give the request as the use case takes it; ``uploads_at`` is what the URLs of uploads begin with."""
        items = [NewItem(item.kind, item.text, item.floor, item.place) for item in self.items or []]
        return NewChangeRequest(self.products, self.text, self.img_urls or [], items, uploads_at)

    @property
    def wishes(self) -> ChangeRequestWishes:
        """What the order must be asked about."""
        items = [ItemWish(item.floor, (item.point is not None) + (item.box is not None)) for item in self.items or []]
        return ChangeRequestWishes(list(self.products), items)


def change_request_wishes(body: Mapping[str, object]) -> ChangeRequestWishes:
    """Read what can be read of a body that is no ChangeRequestCreate; what cannot is left out."""
    products, items = body.get("products"), body.get("items")
    return ChangeRequestWishes(
        products=[_range(text) for text in products[:MAX_PRODUCTS]] if isinstance(products, list) else [],
        items=[_item_wish(item) for item in items[:MAX_ITEMS]] if isinstance(items, list) else [],
    )


class Reopen(msgspec.Struct, frozen=True, kw_only=True):
    """Why an answer is not what you asked for. ``items`` are the ids of the items to open again; without any, all."""

    reason: Words
    items: Annotated[list[str], msgspec.Meta(max_length=MAX_ITEMS)] | None = None

    @property
    def item_ids(self) -> list[UUID | None]:
        """The ids; None stands for a text that is none."""
        return [parse_id(text) for text in self.items or []]


class CommentCreate(msgspec.Struct, frozen=True, kw_only=True):
    """What you want to say about a change request."""

    text: Words


class ChangeRequestQuery(PageQuery, frozen=True, kw_only=True):
    """Which change requests are wanted; ``status`` may be repeated."""

    status: list[ChangeRequestStatus] = msgspec.field(default_factory=list)


def _box(a: PlacePoint, b: PlacePoint) -> Box:
    xs, ys = sorted((a.x_mm, b.x_mm)), sorted((a.y_mm, b.y_mm))
    return Box(Point(xs[0], ys[0]), Point(xs[1], ys[1]))


def _range(text: object) -> ProductRange | None:
    return next((member for member in ProductRange if member.value == text), None)


def _item_wish(item: object) -> ItemWish:
    if not isinstance(item, Mapping):
        return ItemWish(None, 0)
    floor = item.get("floor")
    is_index = isinstance(floor, int) and not isinstance(floor, bool) and 0 <= floor < MAX_STOREYS
    places = sum(item.get(name) is not None for name in ("point", "box"))
    # A floor that is there and wrong has been told; it is not missing.
    return ItemWish(floor if is_index else None, places if floor is None or is_index else 0)
