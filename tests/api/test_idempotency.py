"""The same POST twice does its work once (contract 1.3)."""

import json
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest
import sqlalchemy as sa
from tests.support.bodies import CHANGE_REQUEST, SMALL_ORDER
from tests.support.clock import FixedClock
from tests.support.customers import Customer, make_operator
from tests.support.desk import serving_desk
from tests.support.forms import BOUNDARY, CONTENT_TYPE, file_part, form
from tests.support.integrate import IntegrateClient
from tests.support.production import deliver, make_model

from planroom.infra.database.unit_of_work import Database
from planroom.infra.http.idempotency.keys import name_request
from planroom.infra.http.idempotency.records import CLAIMED_FOR, KEPT_FOR, claim, remove_expired
from planroom.infra.http.models import kept_replies
from planroom.infra.http.routing import INTEGRATE_PREFIX
from planroom.infra.storage.objects import MemoryStorage
from planroom.kit.ids import new_id

KEY = "8e03978e-40d5-43dd-bc93-6894a57f9324"
REPLAYED = "idempotency-replayed"


def post(client: IntegrateClient, path: str, body: dict[str, Any], key: str = KEY) -> httpx.Response:
    return client.post_raw(path, json.dumps(body).encode(), {"idempotency-key": key})


def count_orders(client: IntegrateClient) -> int:
    return len(client.get("/orders").json()["items"])


def test_the_second_of_two_equal_requests_gets_the_reply_of_the_first(client: IntegrateClient) -> None:
    first, second = post(client, "/orders", SMALL_ORDER), post(client, "/orders", SMALL_ORDER)

    assert (first.status_code, second.status_code) == (200, 200)
    assert (REPLAYED in first.headers, second.headers[REPLAYED]) == (False, "true")
    assert second.content == first.content
    assert second.headers["content-type"] == first.headers["content-type"] == "application/json"
    assert count_orders(client) == 1


def test_without_a_key_every_request_counts(client: IntegrateClient) -> None:
    replies = [client.post("/orders", SMALL_ORDER) for _ in range(2)]

    assert replies[0].json()["id"] != replies[1].json()["id"]
    assert count_orders(client) == 2


def test_the_reply_to_a_request_with_a_key_is_that_to_one_without(client: IntegrateClient) -> None:
    bare, keyed = client.post("/orders", SMALL_ORDER), post(client, "/orders", SMALL_ORDER)

    assert keyed.json().keys() == bare.json().keys()
    assert set(keyed.headers) == set(bare.headers)


def test_the_key_with_another_body_is_refused(client: IntegrateClient) -> None:
    post(client, "/orders", SMALL_ORDER)
    refused = post(client, "/orders", {**SMALL_ORDER, "city": "Saint Paul"})

    assert (refused.status_code, refused.json()["code"]) == (409, "idempotency_key_reused")
    assert count_orders(client) == 1
    assert post(client, "/orders", SMALL_ORDER).headers[REPLAYED] == "true", "the refusal is not what is kept"


def test_a_body_is_compared_by_what_it_says(client: IntegrateClient) -> None:
    headers = {"idempotency-key": KEY}
    body = b'{"street":"A","city":"B","country":"C","source":"https://drawings.example.com/1.png"}'
    spaced = b'{ "country":"C","city":"B","street":"A","source":"https:\\/\\/drawings.example.com\\/1.png"}'
    placed = client.post_raw("/orders", body, headers)

    assert client.post_raw("/orders", spaced, headers).json() == placed.json()


def test_quoted_and_bare_keys_are_the_same(client: IntegrateClient) -> None:
    bare, quoted = post(client, "/orders", SMALL_ORDER), post(client, "/orders", SMALL_ORDER, f'"{KEY}"')

    assert quoted.json() == bare.json()


@pytest.mark.parametrize("key", ["", '""', "k" * 256, "é", "tab\tbed"])
def test_a_key_that_cannot_be_one_is_refused(client: IntegrateClient, key: str) -> None:
    refused = post(client, "/orders", SMALL_ORDER, key)

    [fault] = refused.json()["validation_error"]["header_params"]
    assert (refused.status_code, fault["loc"], fault["type"]) == (
        400,
        ["idempotency-key"],
        "value_error.idempotency_key",
    )
    assert post(client.with_key(None), "/orders", SMALL_ORDER, key).status_code == 401


def test_a_key_of_255_characters_will_do(client: IntegrateClient) -> None:
    assert post(client, "/orders", SMALL_ORDER, "k" * 255).status_code == 200


def test_keys_of_other_companies_and_other_paths_are_other_keys(
    client: IntegrateClient, database: Database, stranger: Customer
) -> None:
    mine = post(client, "/orders", SMALL_ORDER).json()["id"]
    theirs = post(client.with_key(stranger.api_key), "/orders", SMALL_ORDER)
    deliver(database, UUID(mine))
    asked = post(client, f"/orders/{mine}/change-requests", CHANGE_REQUEST)

    assert (theirs.json()["id"] != mine, REPLAYED in theirs.headers) == (True, False)
    assert (asked.status_code, REPLAYED in asked.headers) == (200, False)


def test_a_conflict_is_kept_and_nothing_else_that_is_refused(client: IntegrateClient, database: Database) -> None:
    order_id = client.post("/orders", SMALL_ORDER).json()["id"]
    path = f"/orders/{order_id}/change-requests"
    assert post(client, path, {}).status_code == 400
    assert post(client.with_key("pk_live_wrong"), path, CHANGE_REQUEST).status_code == 401
    conflict = post(client, path, CHANGE_REQUEST)
    assert (conflict.status_code, conflict.json()["code"]) == (409, "order_not_delivered")

    deliver(database, UUID(order_id))
    again = post(client, path, CHANGE_REQUEST)
    assert (again.status_code, again.headers[REPLAYED], again.json()) == (409, "true", conflict.json())
    assert post(client, path, CHANGE_REQUEST, "another key").status_code == 200


def test_what_was_not_found_is_looked_for_again(client: IntegrateClient, stranger: Customer) -> None:
    order_id = client.with_key(stranger.api_key).post("/orders", SMALL_ORDER).json()["id"]
    replies = [post(client, f"/orders/{order_id}/change-requests", CHANGE_REQUEST) for _ in range(2)]

    assert [(reply.status_code, REPLAYED in reply.headers) for reply in replies] == [(404, False)] * 2


def test_a_reply_is_kept_for_a_day_and_then_removed(
    client: IntegrateClient, database: Database, clock: FixedClock
) -> None:
    first = post(client, "/orders", SMALL_ORDER)
    clock.advance(24 * 3600 - 1)
    assert post(client, "/orders", SMALL_ORDER).json() == first.json()

    clock.advance(1)
    assert REPLAYED not in post(client, "/orders", SMALL_ORDER, "another key").headers
    with database.read() as uow:
        assert uow.connection.execute(sa.select(sa.func.count()).select_from(kept_replies)).scalar_one() == 1
    assert post(client, "/orders", SMALL_ORDER).json()["id"] != first.json()["id"]


def test_nobody_can_read_a_kept_reply_in_the_database(client: IntegrateClient, database: Database) -> None:
    order_id = post(client, "/orders", SMALL_ORDER).json()["id"]

    with database.read() as uow:
        [row] = uow.connection.execute(sa.select(kept_replies)).all()
    assert order_id.encode() not in row.sealed_reply
    assert KEY not in str(row)


def test_the_desk_has_keys_too_for_plain_routes_and_for_those_in_steps(
    client: IntegrateClient, database: Database, tmp_path: Path
) -> None:
    order_id = client.post("/orders", SMALL_ORDER).json()["id"]
    make_model(database, UUID(order_id))
    headers = {"idempotency-key": KEY}
    with serving_desk(database, tmp_path, make_operator(database), MemoryStorage()) as desk:
        claimed = [desk.post(f"/orders/{order_id}/claim", headers=headers) for _ in range(2)]
        assert [REPLAYED in reply.headers for reply in claimed] == [False, True]
        assert claimed[0].json() == claimed[1].json()

        room = desk.get(f"/orders/{order_id}/model").json()["plan"]["storeys"][0]["rooms"][0]
        edits = {"version": 1, "edits": [{"op": "set_room_label", "room_id": room["id"], "label": "Pantry"}]}
        edited = [desk.post(f"/orders/{order_id}/edits", edits, headers=headers) for _ in range(2)]
        assert [(reply.status_code, REPLAYED in reply.headers) for reply in edited] == [(200, False), (200, True)]
        assert edited[0].content == edited[1].content
        assert edited[0].headers["etag"] == edited[1].headers["etag"]

        wrong = {**edits, "version": 7}
        refused = [desk.post(f"/orders/{order_id}/edits", wrong, headers={"idempotency-key": "b"}) for _ in range(2)]
        assert [(reply.status_code, REPLAYED in reply.headers) for reply in refused] == [(409, False), (409, True)]


def test_a_form_is_compared_by_its_files_not_by_how_it_is_wrapped(client: IntegrateClient) -> None:
    def hand_in(content: bytes, boundary: str) -> httpx.Response:
        body = form(file_part(content)).replace(BOUNDARY.encode(), boundary.encode())
        headers = {"idempotency-key": KEY, "content-type": f"multipart/form-data; boundary={boundary}"}
        return client.post_raw("/uploads", body, headers)

    first, again, other = hand_in(b"plan", "one"), hand_in(b"plan", "two"), hand_in(b"flan", "three")
    assert (first.status_code, REPLAYED in first.headers) == (200, False)
    assert (again.content, again.headers[REPLAYED]) == (first.content, "true")
    assert (other.status_code, other.json()["code"]) == (409, "idempotency_key_reused")


def test_a_form_that_is_refused_leaves_its_key_free(client: IntegrateClient) -> None:
    headers = {"idempotency-key": KEY, "content-type": CONTENT_TYPE}
    assert client.post_raw("/uploads", form(file_part(b"")), headers).status_code == 400
    assert client.post_raw("/uploads", form(file_part(b"plan")), headers).status_code == 200


def test_a_request_in_steps_holds_its_key_while_it_runs(
    client: IntegrateClient, database: Database, customer: Customer, clock: FixedClock
) -> None:
    with database.read() as uow:
        path = f"{INTEGRATE_PREFIX}/uploads"
        request = name_request(customer.actor(uow), "POST", path, KEY, "")
    with database.write() as uow:
        claim(uow, request, new_id())
    headers = {"idempotency-key": KEY, "content-type": CONTENT_TYPE}

    refused = client.post_raw("/uploads", form(file_part(b"plan")), headers)
    assert (refused.status_code, refused.json()["code"]) == (409, "request_still_running")
    assert 1 <= int(refused.headers["retry-after"]) <= 5
    clock.advance(CLAIMED_FOR.total_seconds())
    assert client.post_raw("/uploads", form(file_part(b"plan")), headers).status_code == 200, "its process has died"


def test_what_is_kept_is_removed_when_it_has_expired(
    client: IntegrateClient, database: Database, clock: FixedClock
) -> None:
    post(client, "/orders", SMALL_ORDER)
    clock.advance(KEPT_FOR.total_seconds() - 1)
    post(client, "/orders", SMALL_ORDER, "another key")
    clock.advance(1)
    with database.write() as uow:
        assert (remove_expired(uow), remove_expired(uow)) == (1, 0)
