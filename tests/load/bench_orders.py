"""``GET /orders``, a page of 20, and ``GET /orders/{id}`` against their floors.

The floor is the same server, framework, thread pool, key look-up and reply, with hand-written SQL on the raw driver
for the page query. All variants run in one server process; rounds take turns, so that whatever else the machine does
hits all of them alike; the medians of the rounds are compared.
"""

import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import NamedTuple

import httpx
import psutil
from tests.load.databases import each_database
from tests.load.generator import send
from tests.load.seeding import ORDERS, seed_orders
from tests.support.served import Served, served

from planroom.bootstrap import build
from planroom.infra.http.routing import INTEGRATE_PREFIX
from planroom.infra.settings import Settings

VARIANTS = {"ours": "", "the floor": "/floor", "bare driver": "/bare"}


class Effort(NamedTuple):
    """How much is measured."""

    rounds: int = 25
    seconds: float = 0.6
    connections: int = 32


class Rate(NamedTuple):
    """How fast one variant was: requests a second, and milliseconds of the server's processor time for each."""

    per_second: float
    cpu_milliseconds: float


def run(report: Callable[[str], None] = print, effort: Effort | None = None) -> None:
    """Measure on both databases and report the figures, line by line."""
    effort = effort or Effort()
    report(
        f"Pages of 20 of {ORDERS} delivered orders, and one of them, {effort.connections} connections, one process; "
        f"medians of {effort.rounds} rounds of {effort.seconds:g} s, taken in turns"
    )
    for name, url in each_database():
        for call, rates in measure(url, effort).items():
            report(f"  {name}, {call}")
            for variant, rate in rates.items():
                report(
                    f"    {variant:12}{rate.per_second:>8.0f} requests/s{rate.cpu_milliseconds:>8.2f} ms CPU a request"
                )
            real, floor, bare = rates.values()
            report(f"    it reaches {_share(real, floor)} of the floor, {_share(real, bare)} of the bare driver")


def measure(url: str, effort: Effort) -> dict[str, dict[str, Rate]]:
    """Measure each variant of each call on one database."""
    with tempfile.TemporaryDirectory() as folder:
        # The limiter counts as in earnest; it only never refuses.
        settings = Settings(database_url=url, data=Path(folder), rate_limit_per_minute=100_000_000)
        planroom = build(settings)
        api_key = seed_orders(planroom.database).api_key
        planroom.close()
        with (
            served(settings, Path(folder) / "log", "tests.load.floor_app:create") as server,
            httpx.Client(base_url=server.url, headers={"api-key": api_key}, trust_env=False) as client,
        ):
            one = client.get(f"{INTEGRATE_PREFIX}/orders?limit=1").raise_for_status().json()["items"][0]["id"]
            measured = {}
            for call, path in (("GET /orders", "/orders"), ("GET /orders/{id}", f"/orders/{one}")):
                paths = {name: f"{INTEGRATE_PREFIX}{prefix}{path}" for name, prefix in VARIANTS.items()}
                _check_that_all_answer_alike(client, paths)
                measured[call] = _measure_in_turns(server, api_key, paths, effort)
            return measured


def _share(rate: Rate, of: Rate) -> str:
    return (
        f"{rate.per_second / of.per_second:.2f} (by processor time {of.cpu_milliseconds / rate.cpu_milliseconds:.2f})"
    )


def _check_that_all_answer_alike(client: httpx.Client, paths: dict[str, str]) -> None:
    real, *others = (client.get(path).raise_for_status().content for path in paths.values())
    if any(other != real for other in others):
        message = "the floor answers something else than the real route: the comparison would mean nothing"
        raise RuntimeError(message)


def _measure_in_turns(server: Served, api_key: str, paths: dict[str, str], effort: Effort) -> dict[str, Rate]:
    rates: dict[str, list[Rate]] = {variant: [] for variant in paths}
    for number in range(effort.rounds + 1):
        for variant, path in paths.items():
            request = f"GET {path} HTTP/1.1\r\nhost: 127.0.0.1:{server.port}\r\napi-key: {api_key}\r\n\r\n".encode()
            rate = _measure_once(server, request, effort)
            if number:  # the first round warms up
                rates[variant].append(rate)
    return {
        variant: Rate(*(median(figures) for figures in zip(*measured, strict=True)))
        for variant, measured in rates.items()
    }


def _measure_once(server: Served, request: bytes, effort: Effort) -> Rate:
    before = _cpu_seconds(server)
    load = send(server.port, request, connections=effort.connections, seconds=effort.seconds)
    return Rate(load.per_second, (_cpu_seconds(server) - before) / load.answers * 1000)


def _cpu_seconds(server: Served) -> float:
    """Give the processor time that the server has used so far."""
    parent = psutil.Process(server.process_id)
    used = [process.cpu_times() for process in (parent, *parent.children(recursive=True))]
    return sum(times.user + times.system for times in used)
