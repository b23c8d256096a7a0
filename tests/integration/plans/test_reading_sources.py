"""Reading an order's sources: what becomes a plan, and what the customer hears when it does not."""

import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from tests.support.blueprints import INFO, blank_png, blueprint_png, huge_png, truncated_png
from tests.support.bodies import NEW_ORDER
from tests.support.customers import Customer
from tests.support.raw_server import Behaviour, RawServer
from tests.support.sample_plans import bungalow
from tests.support.sources import Flaky, file, redirect, serving_sources, silence, status, stream

from planroom.features.deliverables.models import deliveries
from planroom.features.orders.models import Order
from planroom.features.orders.service.looking import get_for_operator
from planroom.features.orders.service.placing import create_order
from planroom.features.plans.jobs import fetch, read
from planroom.features.plans.models import ReadingState, Revision, RevisionOrigin, plan_readings
from planroom.features.plans.service import add_revision, find_current_revision
from planroom.features.workbench.models import work_items
from planroom.infra.database.unit_of_work import Database
from planroom.infra.jobs.context import JobContext
from planroom.infra.jobs.draining import drain
from planroom.infra.outbound.client import CheckedOutbound
from planroom.infra.settings import MEBIBYTE, Settings
from planroom.infra.storage.objects import MemoryStorage

PATIENCE_SECONDS = 60.0
"""A bound for the broken case, not a measure."""

METADATA_SERVICE = "http://169.254.169.254/latest"


@pytest.fixture
def context(database: Database, tmp_path: Path) -> JobContext:
    """What jobs get, with short patience and the loopback allowed."""
    settings = Settings(
        data=tmp_path, allow_private_addresses=True, fetch_timeout_seconds=0.5, max_source_bytes=5 * MEBIBYTE
    )
    return JobContext(database, MemoryStorage(), CheckedOutbound(settings), settings)


@pytest.fixture
def server() -> Iterator[RawServer]:
    addresses: dict[str, Behaviour] = {
        "/house.png": file(blueprint_png()),
        "/upstairs.png": file(blueprint_png(3)),
        "/blank.png": file(blank_png()),
        "/text.png": file(b"no picture"),
        "/empty.png": file(b""),
        "/huge.png": file(huge_png()),
        "/truncated.png": file(truncated_png()),
        "/endless.png": stream(60 * MEBIBYTE),
        "/inside.png": redirect(METADATA_SERVICE),
        "/moved.png": redirect("/house.png"),
        "/silent.png": silence,
        "/down.png": status("503 Service Unavailable"),
        "/secret.png": status("403 Forbidden"),
        "/flaky.png": Flaky(2, blueprint_png()),
    }
    with serving_sources(addresses) as opened:
        yield opened


class Desk:
    """Places orders and reads them, as the service does."""

    def __init__(self, context: JobContext, customer: Customer, server: RawServer) -> None:
        self.context = context
        self.database = context.database
        self._customer = customer
        self._server = server

    def place(self, *paths: str, customer: Customer | None = None) -> UUID:
        urls = [path if "://" in path else self._server.url + path for path in paths]
        with self.database.write() as uow:
            new = NEW_ORDER._replace(source_urls=urls, info=INFO)
            return create_order(uow, (customer or self._customer).actor(uow), new).id

    def read(self, order_id: UUID, attempt: int = 1) -> None:
        with self.database.read() as uow:
            reading_id = uow.connection.scalar(
                sa.select(plan_readings.c.id).where(plan_readings.c.order_id == order_id)
            )
        fetch(self.context, str(reading_id), attempt)
        read(self.context, str(reading_id), attempt)

    def order(self, order_id: UUID) -> Order:
        with self.database.read() as uow:
            return get_for_operator(uow, order_id)

    def revision(self, order_id: UUID) -> Revision | None:
        with self.database.read() as uow:
            return find_current_revision(uow, company_id=self._customer.company_id, order_id=order_id)

    def state(self, order_id: UUID) -> str:
        with self.database.read() as uow:
            query = sa.select(plan_readings.c.state).where(plan_readings.c.order_id == order_id)
            return str(uow.connection.scalar(query))

    def reasons(self, order_id: UUID) -> list[str]:
        with self.database.read() as uow:
            query = sa.select(work_items.c.reason).where(
                work_items.c.order_id == order_id, work_items.c.closed_at.is_(None)
            )
            return [str(reason) for reason in uow.connection.scalars(query)]

    def deliveries(self, order_id: UUID) -> int:
        with self.database.read() as uow:
            query = sa.select(sa.func.count()).where(deliveries.c.order_id == order_id)
            return int(uow.connection.scalar(query) or 0)


@pytest.fixture
def desk(context: JobContext, customer: Customer, server: RawServer) -> Desk:
    return Desk(context, customer, server)


def test_a_clean_blueprint_becomes_a_plan_that_is_delivered(desk: Desk) -> None:
    order_id = desk.place("/house.png")
    desk.read(order_id)
    revision = desk.revision(order_id)
    assert revision is not None
    assert (revision.number, revision.origin, revision.created_by) == (1, RevisionOrigin.DRAFTED, "planroom")
    assert [len(storey.rooms) for storey in revision.plan.storeys] == [2]
    assert (desk.deliveries(order_id), desk.reasons(order_id)) == (1, [])


def test_several_sources_are_the_storeys_of_one_plan_in_their_order(desk: Desk) -> None:
    order_id = desk.place("/house.png", "/upstairs.png")
    desk.read(order_id)
    revision = desk.revision(order_id)
    assert revision is not None
    assert [(storey.level, len(storey.rooms)) for storey in revision.plan.storeys] == [(0, 2), (1, 3)]
    ids = [wall.id for storey in revision.plan.storeys for wall in storey.walls]
    assert len(ids) == len(set(ids))


def test_a_redirect_to_a_public_file_is_followed(desk: Desk) -> None:
    order_id = desk.place("/moved.png")
    desk.read(order_id)
    assert desk.revision(order_id) is not None


def test_a_second_run_changes_nothing(desk: Desk, server: RawServer) -> None:
    order_id = desk.place("/house.png")
    desk.read(order_id)
    first = desk.revision(order_id)
    desk.read(order_id)
    assert desk.revision(order_id) == first
    assert (desk.deliveries(order_id), len(server.requests)) == (1, 1)


def test_a_draft_without_rooms_waits_for_a_person(desk: Desk) -> None:
    order_id = desk.place("/blank.png")
    desk.read(order_id)
    assert (desk.deliveries(order_id), desk.reasons(order_id)) == (0, ["draft_needs_person"])
    assert desk.order(order_id).issues == []


def test_a_person_who_was_faster_than_the_draft_wins(desk: Desk, customer: Customer) -> None:
    order_id = desk.place("/house.png")
    with desk.database.write() as uow:
        add_revision(
            uow,
            company_id=customer.company_id,
            order_id=order_id,
            expected_number=0,
            plan=bungalow(),
            findings=[],
            created_by="operator@example.com",
        )
    desk.read(order_id)
    revision = desk.revision(order_id)
    assert revision is not None
    assert (revision.number, revision.created_by, desk.state(order_id)) == (
        1,
        "operator@example.com",
        ReadingState.SUPERSEDED,
    )


@pytest.mark.parametrize(
    ("path", "code", "advice"),
    [
        ("/nowhere.png", "source_not_found", "Check the address"),
        ("/secret.png", "source_not_allowed", "without signing in"),
        ("/text.png", "source_not_a_picture", "PNG, JPEG, TIFF or PDF"),
        ("/empty.png", "source_not_a_picture", "PNG, JPEG, TIFF or PDF"),
        ("/truncated.png", "source_not_a_picture", "Send the file again"),
        ("/huge.png", "source_too_large", "Send it smaller"),
        ("/endless.png", "source_too_large", "Send a smaller file"),
        ("/inside.png", "source_address_refused", "can be reached from the internet"),
        (METADATA_SERVICE, "source_address_refused", "can be reached from the internet"),
    ],
)
def test_a_bad_source_fails_at_once_and_says_what_to_do(desk: Desk, path: str, code: str, advice: str) -> None:
    order_id = desk.place(path)
    desk.read(order_id)
    order = desk.order(order_id)
    assert [issue["code"] for issue in order.issues] == [code]
    assert advice in order.issues[0]["message"]
    assert (order.status, desk.state(order_id), desk.reasons(order_id)) == (
        "Pending",
        ReadingState.FAILED,
        ["reading_failed"],
    )


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/down.png", "source_unavailable"),
        ("/silent.png", "source_timed_out"),
        ("http://127.0.0.1:1/closed.png", "source_unavailable"),
        ("http://no-such-host.invalid/house.png", "source_unavailable"),
    ],
)
def test_a_source_that_may_come_back_is_tried_three_times(desk: Desk, path: str, code: str) -> None:
    order_id = desk.place(path)
    for attempt in (1, 2):
        desk.read(order_id, attempt)
        assert (desk.order(order_id).issues, desk.state(order_id)) == ([], ReadingState.WAITING)
    desk.read(order_id, 3)
    assert [issue["code"] for issue in desk.order(order_id).issues] == [code]
    assert desk.state(order_id) == ReadingState.FAILED


def test_an_attempt_that_was_made_is_not_made_again(desk: Desk, server: RawServer) -> None:
    order_id = desk.place("/down.png")
    desk.read(order_id, 1)
    desk.read(order_id, 1)
    assert len(server.requests) == 1


def test_a_source_that_comes_back_is_read(desk: Desk, server: RawServer) -> None:
    order_id = desk.place("/flaky.png")
    drain(desk.context, hurry=True)
    assert (desk.order(order_id).issues, len(server.requests)) == ([], 3)
    assert desk.revision(order_id) is not None


def test_files_that_were_fetched_are_not_fetched_again(desk: Desk, server: RawServer) -> None:
    order_id = desk.place("/house.png", "/flaky.png")
    for attempt in (1, 2, 3):
        desk.read(order_id, attempt)
    assert desk.revision(order_id) is not None
    paths = [request.split(b" ")[1] for request in server.requests]
    assert paths == [b"/house.png", b"/flaky.png", b"/flaky.png", b"/flaky.png"]


def test_a_server_that_keeps_one_company_waiting_does_not_keep_others_waiting(desk: Desk, stranger: Customer) -> None:
    other_was_served = threading.Event()
    house = file(blueprint_png())

    def answer_last(connection: socket.socket, request: bytes) -> None:
        if other_was_served.wait(PATIENCE_SECONDS):
            house(connection, request)

    def answer_at_once(connection: socket.socket, request: bytes) -> None:
        other_was_served.set()
        house(connection, request)

    patient = replace(desk.context.settings, fetch_timeout_seconds=PATIENCE_SECONDS)
    desk.context = replace(desk.context, settings=patient, outbound=CheckedOutbound(patient))
    with serving_sources({"/last.png": answer_last, "/at-once.png": answer_at_once}) as slow:
        waiting = desk.place(f"{slow.url}/last.png")
        other = desk.place(f"{slow.url}/at-once.png", customer=stranger)
        drain(desk.context, timeout_seconds=4 * PATIENCE_SECONDS)
    assert {desk.state(waiting), desk.state(other)} == {ReadingState.DONE}


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        ({"draft_timeout_seconds": 0.05}, "drafting_out_of_time"),
        ({"draft_memory_bytes": 300 * MEBIBYTE}, "drafting_out_of_memory"),
    ],
)
def test_a_draft_beyond_its_limits_is_told_and_the_next_order_works(
    desk: Desk, limits: dict[str, Any], code: str
) -> None:
    order_id = desk.place("/house.png")
    usual = desk.context
    desk.context = replace(usual, settings=replace(usual.settings, **limits))
    desk.read(order_id)
    assert [issue["code"] for issue in desk.order(order_id).issues] == [code]
    desk.context = usual
    next_id = desk.place("/house.png")
    desk.read(next_id)
    assert desk.revision(next_id) is not None
