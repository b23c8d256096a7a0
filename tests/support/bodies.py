"""Bodies that clients send."""

from typing import Any

from planroom.features.orders.models import NewOrder

ORDER: dict[str, Any] = {
    "street": "North Washington Avenue",
    "number": "121",
    "suite": "4",
    "city": "Minneapolis",
    "state": "MN",
    "postalCode": "55401",
    "country": "United States",
    "latitude": 44.98,
    "longitude": -93.27,
    "source": "https://drawings.example.com/first-floor.png?v=2",
    "info": "width 38'6\"",
    "external_id": "EXT10005",
}
"""Everything that an order of the contract's example names."""

SMALL_ORDER: dict[str, Any] = {
    "street": "Washington Avenue",
    "city": "Minneapolis",
    "country": "United States",
    "source": ["https://drawings.example.com/1.png"],
}
"""No more than what is required."""

DRAFT: dict[str, Any] = {
    "street": "Washington Avenue",
    "city": "Minneapolis",
    "country": "United States",
    "owner_email": "manager@example.com",
}
"""No more than what a draft requires."""

GOTOSCAN: dict[str, Any] = {**DRAFT, "client_name": "Ada Lovelace", "client_email": "ada@client.example"}
"""An order for which a client hands something in."""

CHANGE_REQUEST: dict[str, Any] = {
    "products": ["products_2d"],
    "text": "The room beside the kitchen is a pantry.",
    "img_urls": ["string"],
}
"""The body of the contract's example."""

NEW_ORDER = NewOrder(
    street="Washington Avenue",
    city="Minneapolis",
    country="United States",
    source_urls=["https://drawings.example.com/1.png"],
)
"""What the use case gets for SMALL_ORDER."""
