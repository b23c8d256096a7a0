"""Sign-ins, links and removals that race."""

from functools import partial
from uuid import UUID

import pytest
import sqlalchemy as sa
from tests.support.customers import Customer
from tests.support.mailbox import link_in, mails_to
from tests.support.people import make_person
from tests.support.racing import race

from planroom.features.users.errors import LastManager, LinkNotValid, SignInLocked
from planroom.features.users.models import NewUser, sign_in_failures
from planroom.features.users.rules import FREE_FAILURES, Role
from planroom.features.users.service.inviting import create_user_with_password, invite_user
from planroom.features.users.service.passwords import change_password, find_account, set_password
from planroom.features.users.service.people import change_user, remove_user
from planroom.features.users.service.signing_in import begin_sign_in
from planroom.infra.database.unit_of_work import Database
from planroom.infra.passwords import check_password, hash_password
from planroom.kit.errors import InvalidInput

RACERS = 8
TIM = "tim@example.com"


@pytest.mark.parametrize("email", ["manager@example.com", "nobody@example.com"])
def test_tries_at_once_get_no_more_guesses_than_tries_one_by_one(
    database: Database, customer: Customer, email: str
) -> None:
    def guess() -> str:
        with database.write() as uow:
            return begin_sign_in(uow, email).email

    outcomes = race([guess] * RACERS)

    assert outcomes.count(email) == FREE_FAILURES + 1
    assert sum(isinstance(outcome, SignInLocked) for outcome in outcomes) == RACERS - FREE_FAILURES - 1
    with database.read() as uow:
        assert uow.connection.execute(sa.select(sign_in_failures.c.failures)).scalars().all() == [FREE_FAILURES + 1]


def test_a_link_sets_one_password(database: Database, customer: Customer) -> None:
    with database.write() as uow:
        new = NewUser(TIM, Role.USER, None, None, None)
        invite_user(uow, customer.actor(uow), new, page_url="https://plans.example.com/account/set-password")
    token = link_in(mails_to(database, TIM)[0]).partition("token=")[2]

    def follow(number: int) -> UUID:
        with database.write() as uow:
            return set_password(uow, token, f"hash {number}").id

    outcomes = race([partial(follow, number) for number in range(RACERS)])

    assert sum(isinstance(outcome, UUID) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, LinkNotValid) for outcome in outcomes) == RACERS - 1


def test_a_password_that_was_replaced_while_it_was_checked_changes_nothing(
    database: Database, customer: Customer
) -> None:
    with database.write() as uow:
        actor = customer.actor(uow)
        create_user_with_password(uow, actor, NewUser(TIM, Role.USER, None, None, None), "first")
        checked = find_account(uow, actor, TIM)
    outcomes = []
    for password_hash in ("second", "third"):
        try:
            with database.write() as uow:
                change_password(uow, customer.actor(uow), checked, password_hash)
            outcomes.append("changed")
        except InvalidInput as refusal:
            outcomes.append(refusal.faults[0].type)

    assert outcomes == ["changed", "value_error.wrong_password"]


def test_nothing_is_hashed_while_a_unit_of_work_is_open(database: Database) -> None:
    with database.read(), pytest.raises(RuntimeError, match="password hashing"):
        hash_password(TIM)
    with database.read(), pytest.raises(RuntimeError, match="password hashing"):
        check_password(None, TIM)


def test_two_managers_do_not_remove_each_other(database: Database, customer: Customer) -> None:
    second = make_person(database, customer, Role.MANAGER)

    def remove(email: str) -> str:
        with database.write() as uow:
            remove_user(uow, customer.actor(uow), email)
        return "removed"

    def demote(email: str) -> str:
        with database.write() as uow:
            change_user(uow, customer.actor(uow), email, {"role": Role.USER})
        return "demoted"

    outcomes = race([partial(remove, customer.email), partial(demote, second.email)])

    assert sum(isinstance(outcome, LastManager) for outcome in outcomes) == 1
