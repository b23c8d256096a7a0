"""``GET /orders`` with a million orders in the database: no page may cost much more than a small company's first.

The sorts of page take turns, on one connection, so that whatever else the machine does hits all of them alike.
Without HTTP: the use case alone, in the process of the benchmark.
"""

import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from typing import NamedTuple
from urllib.parse import urlencode

import httpx
from tests.load.databases import each_database
from tests.load.generator import send
from tests.load.many_orders import ManyOrders, seed_many_orders
from tests.load.seeding import seed_orders
from tests.support.customers import Customer
from tests.support.served import Served, served

from planroom.bootstrap import Planroom, build
from planroom.features.orders.models import OrderFilter
from planroom.features.orders.service.looking import list_orders
from planroom.infra.http.routing import INTEGRATE_PREFIX
from planroom.infra.settings import Settings
from planroom.kit.paging import Cursor, PageRequest, write_cursor

ORDERS = 1_000_000
SMALL_COMPANY_ORDERS = 40
PAGE = 20
ROUNDS = 15
ROUND_SECONDS = 0.3


class Listing(NamedTuple):
    """A sort of page: whose, which, and how many times the small company's first page it may cost."""

    name: str
    customer: Customer
    wanted: OrderFilter
    page: PageRequest
    most: float

    @property
    def query(self) -> dict[str, str | int]:
        """The same as query parameters."""
        asked: dict[str, str | int] = {"limit": self.page.limit}
        if self.page.offset:
            asked["offset"] = self.page.offset
        if self.page.after:
            asked["cursor"] = write_cursor(self.page.after)
        if self.wanted.external_id:
            asked["external_id"] = self.wanted.external_id
        return asked


def run(report: Callable[[str], None] = print, orders: int = ORDERS) -> None:
    """Measure on both databases and report the figures, line by line."""
    report(
        f"GET /orders, pages of {PAGE}, with {orders:,} orders of one company and {SMALL_COMPANY_ORDERS} of another; "
        f"medians of {ROUNDS} rounds, taken in turns, on one connection"
    )
    for name, url in each_database():
        with tempfile.TemporaryDirectory() as folder:
            # The limiter counts as in earnest; it only never refuses.
            settings = Settings(database_url=url, data=Path(folder), rate_limit_per_minute=100_000_000)
            planroom = build(settings)
            began = time.perf_counter()
            small = seed_orders(planroom.database, SMALL_COMPANY_ORDERS)
            large = seed_many_orders(planroom.database, orders)
            report(f"  {name}, seeded in {time.perf_counter() - began:.0f} s      over HTTP        without HTTP")
            listings = _listings(small, large)
            without = _without_http(planroom, listings)
            planroom.close()
            over_http = _over_http(settings, Path(folder) / "log", listings)
        for listing, taken, alone in zip(listings, over_http, without, strict=True):
            verdict = "" if taken <= listing.most * over_http[0] else f"  MORE THAN {listing.most:g}"
            report(
                f"    {listing.name:32}{taken:>8.2f} ms ({taken / over_http[0]:5.2f}x)"
                f"{alone:>8.2f} ms ({alone / without[0]:5.2f}x){verdict}"
            )


def _listings(small: Customer, large: ManyOrders) -> list[Listing]:
    half = large.orders // 2
    cursor = Cursor(large.order_id(large.orders - half + PAGE + 1), half - PAGE)
    first, everything = PageRequest(PAGE), OrderFilter()
    return [
        Listing("first page of the small company", small, everything, first, 1),
        Listing("first page", large.customer, everything, first, 2),
        Listing(f"page {half // PAGE:,} by cursor", large.customer, everything, PageRequest(PAGE, after=cursor), 2),
        Listing("external_id", large.customer, OrderFilter(external_id=f"MANY{half}"), first, 2),
        Listing(f"page by offset {half:,}", large.customer, everything, PageRequest(PAGE, half), 20),
    ]


def _over_http(settings: Settings, log: Path, listings: list[Listing]) -> list[float]:
    """Give the median milliseconds of each sort of page from the real server, on one connection."""
    with served(settings, log) as server:
        requests = [_request(server, listing) for listing in listings]
        return _medians([partial(_ask, server.port, request) for request in requests])


def _request(server: Served, listing: Listing) -> bytes:
    path = f"{INTEGRATE_PREFIX}/orders?{urlencode(listing.query)}"
    with httpx.Client(base_url=server.url, headers={"api-key": listing.customer.api_key}, trust_env=False) as client:
        _check(len(client.get(path).raise_for_status().json()["items"]))
    return f"GET {path} HTTP/1.1\r\nhost: 127.0.0.1\r\napi-key: {listing.customer.api_key}\r\n\r\n".encode()


def _ask(port: int, request: bytes) -> float:
    return 1000 / send(port, request, connections=1, seconds=ROUND_SECONDS).per_second


def _without_http(planroom: Planroom, listings: list[Listing]) -> list[float]:
    """Give the median milliseconds of the use case alone, in this process."""

    def once(listing: Listing) -> float:
        began = time.perf_counter()
        with planroom.database.read() as uow:
            page = list_orders(uow, actors[listing.customer.api_key], listing.wanted, listing.page)
        taken = (time.perf_counter() - began) * 1000
        _check(len(page.items))
        return taken

    with planroom.database.read() as uow:
        actors = {listing.customer.api_key: listing.customer.actor(uow) for listing in listings}
    return _medians([partial(once, listing) for listing in listings])


def _medians(calls: list[Callable[[], float]]) -> list[float]:
    """Let the calls take turns and give the median of what each says; the first round warms up."""
    rounds = [[call() for call in calls] for _ in range(ROUNDS + 1)][1:]
    return [median(taken) for taken in zip(*rounds, strict=True)]


def _check(items: int) -> None:
    if not items:
        message = "a page was empty: the comparison would mean nothing"
        raise RuntimeError(message)
