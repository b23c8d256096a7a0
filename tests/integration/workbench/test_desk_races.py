"""Two operators at the same moment: exactly one of them wins, on both databases."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID

import pytest
from tests.support.bodies import NEW_ORDER
from tests.support.customers import Customer, make_operator
from tests.support.production import make_model
from tests.support.sample_plans import bungalow

from planroom.features.orders.service.placing import create_order
from planroom.features.plans.errors import ModelChanged
from planroom.features.plans.service import find_current_revision
from planroom.features.users.service.authenticating import authenticate
from planroom.features.workbench import service
from planroom.features.workbench.errors import ClaimedByAnother
from planroom.infra.database.unit_of_work import Database, UnitOfWork
from planroom.kit.actor import Actor
from planroom.kit.errors import AppError

OPERATORS = 4

Act = Callable[[UnitOfWork, Actor], object]


@pytest.fixture
def order_id(database: Database, customer: Customer) -> UUID:
    with database.write() as uow:
        return create_order(uow, customer.actor(uow), NEW_ORDER).id


def _all_at_once(database: Database, act: Act) -> list[object]:
    """Let several operators do the same at the same moment; gives what each got, or why not."""
    keys = [make_operator(database, f"operator-{number}@example.com") for number in range(OPERATORS)]
    together = Barrier(OPERATORS)

    def one(key: str) -> object:
        together.wait()
        try:
            with database.write() as uow:
                return act(uow, authenticate(uow, key, None))
        except AppError as refusal:
            return type(refusal)

    with ThreadPoolExecutor(OPERATORS) as threads:
        return list(threads.map(one, keys))


@pytest.mark.parametrize("version", [0, 1])
def test_of_several_changes_of_one_version_one_is_kept(
    database: Database, customer: Customer, order_id: UUID, version: int
) -> None:
    if version:
        make_model(database, order_id)

    def change(uow: UnitOfWork, actor: Actor) -> object:
        revision = service.store_model(uow, actor, order_id, version=version, plan=bungalow(), findings=[])
        return revision.created_by

    outcomes = _all_at_once(database, change)
    winners = [outcome for outcome in outcomes if outcome is not ModelChanged]
    assert (len(winners), outcomes.count(ModelChanged)) == (1, OPERATORS - 1)
    with database.read() as uow:
        current = find_current_revision(uow, company_id=customer.company_id, order_id=order_id)
    assert current is not None
    assert (current.number, current.created_by) == (version + 1, winners[0])


def test_of_several_claims_of_one_order_one_holds(database: Database, order_id: UUID) -> None:
    outcomes = _all_at_once(database, lambda uow, actor: service.claim_order(uow, actor, order_id).operator)
    holders = [outcome for outcome in outcomes if outcome is not ClaimedByAnother]
    assert (len(holders), outcomes.count(ClaimedByAnother)) == (1, OPERATORS - 1)


def test_several_requests_to_deliver_one_model_make_one_delivery(database: Database, order_id: UUID) -> None:
    make_model(database, order_id)
    outcomes = _all_at_once(database, lambda uow, actor: service.deliver_order(uow, actor, order_id).version)
    assert set(outcomes) == {1}
