"""Idempotency keys where it matters: many clients, several processes, a server that is killed."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import httpx
from tests.support.bodies import SMALL_ORDER
from tests.support.customers import Customer
from tests.support.served import Served, served

from planroom.infra.http.routing import INTEGRATE_PREFIX
from planroom.infra.settings import Settings

ORDERS = f"{INTEGRATE_PREFIX}/orders"
REQUESTS = 1000
THREADS = 16
KEYS = 60


def _settings(database_url: str, folder: Path, processes: int) -> Settings:
    return Settings(data=folder, database_url=database_url, processes=processes, rate_limit_per_minute=0)


def _client(server: Served, customer: Customer) -> httpx.Client:
    return httpx.Client(base_url=server.url, headers={"api-key": customer.api_key}, timeout=60)


def _place(client: httpx.Client, number: int) -> httpx.Response:
    body = {**SMALL_ORDER, "external_id": f"EXT-{number}"}
    return client.post(ORDERS, json=body, headers={"idempotency-key": f"key {number}"})


def _all_orders(client: httpx.Client) -> list[dict[str, Any]]:
    return list(client.get(ORDERS, params={"limit": 100}).json()["items"])


def test_a_thousand_equal_requests_make_one_order_and_a_restart_forgets_nothing(
    database_url: str, customer: Customer, tmp_path: Path
) -> None:
    with (
        served(_settings(database_url, tmp_path, 2), tmp_path / "log") as server,
        _client(server, customer) as client,
        ThreadPoolExecutor(THREADS) as threads,
    ):
        replies = list(threads.map(lambda _: _place(client, 1), range(REQUESTS)))
        [order] = _all_orders(client)

    carried_out = [
        reply for reply in replies if reply.status_code == 200 and "idempotency-replayed" not in reply.headers
    ]
    refused = [reply for reply in replies if reply.status_code != 200]
    assert [reply.json()["id"] for reply in carried_out] == [order["id"]]
    assert {reply.content for reply in replies if reply.status_code == 200} == {carried_out[0].content}
    assert {reply.json()["code"] for reply in refused} <= {"request_still_running"}
    assert all(int(reply.headers["retry-after"]) > 0 for reply in refused)

    with served(_settings(database_url, tmp_path, 1), tmp_path / "log") as server, _client(server, customer) as client:
        again = _place(client, 1)
        assert (again.content, again.headers["idempotency-replayed"]) == (carried_out[0].content, "true")
        assert len(_all_orders(client)) == 1


def test_a_server_that_is_killed_has_done_all_of_a_request_or_nothing(
    database_url: str, customer: Customer, tmp_path: Path
) -> None:
    heard: dict[int, bytes] = {}

    def place(client: httpx.Client, server: Served, number: int) -> None:
        try:
            reply = _place(client, number)
        except httpx.TransportError:
            return
        heard[number] = reply.content
        if len(heard) == KEYS // 3:
            server.kill()

    with (
        served(_settings(database_url, tmp_path, 2), tmp_path / "log") as server,
        _client(server, customer) as client,
        ThreadPoolExecutor(THREADS) as threads,
    ):
        list(threads.map(partial(place, client, server), range(KEYS)))

    assert KEYS // 3 <= len(heard) < KEYS
    with served(_settings(database_url, tmp_path, 1), tmp_path / "log") as server, _client(server, customer) as client:
        replies = {number: _place(client, number) for number in range(KEYS)}
        orders = _all_orders(client)
    assert sorted(order["info"]["external_id"] for order in orders) == sorted(f"EXT-{number}" for number in range(KEYS))
    assert {number: replies[number].content for number in heard} == heard
