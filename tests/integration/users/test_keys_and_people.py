"""Keys, operators and Managers, as the command line makes them."""

from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from tests.support.clock import FixedClock
from tests.support.customers import Customer, make_operator
from tests.support.people import make_person
from tests.support.statements import counted_statements

from planroom.features.companies.errors import CompanyNotFound
from planroom.features.companies.service import get_company
from planroom.features.offices.errors import OfficeExists
from planroom.features.offices.service import create_office
from planroom.features.users.errors import ApiKeyNotFound, BadEmail, OperatorExists, UserExists
from planroom.features.users.models import api_keys, operators, users
from planroom.features.users.rules import PERMISSIONS_OF_ROLE, Permission, Role
from planroom.features.users.service.authenticating import authenticate, command_line_actor
from planroom.features.users.service.keys import create_api_key, list_api_keys, revoke_api_key, rotate_api_key
from planroom.features.users.service.operators import create_operator
from planroom.features.users.service.people import create_manager
from planroom.infra.database.unit_of_work import Database
from planroom.kit.actor import Actor, Sight
from planroom.kit.errors import ApiKeyInvalid, ApiKeyMissing
from planroom.kit.ids import new_id
from planroom.kit.paging import PageRequest

A_DAY_SECONDS = 86_400.0


def call(database: Database, key: str | None, bearer: str | None = None) -> Actor:
    with database.read() as uow:
        return authenticate(uow, key, bearer)


def at_the_command_line(customer: Customer) -> Actor:
    return command_line_actor(customer.company_id)


def key_ids(database: Database, customer: Customer) -> list[UUID]:
    with database.read() as uow:
        return [key.id for key in list_api_keys(uow, at_the_command_line(customer), PageRequest()).items]


def test_an_api_key_acts_as_a_manager_of_its_company(database: Database, customer: Customer) -> None:
    actor = call(database, customer.api_key)

    assert (actor.company_id, actor.user_id) == (customer.company_id, customer.manager_id)
    assert actor.permissions == set(Permission) - {Permission.PRODUCE}


def test_the_first_manager_is_the_one_who_was_there_first(database: Database, customer: Customer) -> None:
    with database.write() as uow:
        office = create_office(uow, company_id=customer.company_id, name="Second office")
        create_manager(uow, company_id=customer.company_id, office_id=office.id, email="later@example.com")

    assert call(database, customer.api_key).user_id == customer.manager_id


def test_an_operator_may_do_production_work_and_nothing_else(database: Database) -> None:
    actor = call(database, make_operator(database))

    assert (actor.company_id, actor.name) == (None, "operator@example.com")
    assert actor.permissions == frozenset({Permission.PRODUCE})


@pytest.mark.parametrize("of_operator", [False, True])
def test_a_caller_is_looked_up_in_one_statement(database: Database, customer: Customer, *, of_operator: bool) -> None:
    key = make_operator(database) if of_operator else customer.api_key

    with counted_statements(database.engines.reader) as statements:
        call(database, key)

    assert len(statements) == 1


@pytest.mark.parametrize(
    ("role", "sight"), [(Role.MANAGER, Sight.COMPANY), (Role.USER, Sight.OFFICE), (Role.COLLABORATOR, Sight.OWN)]
)
def test_a_user_token_acts_by_role_until_it_ends(
    database: Database, customer: Customer, clock: FixedClock, role: Role, sight: Sight
) -> None:
    person = make_person(database, customer, role)

    with counted_statements(database.engines.reader) as statements:
        actor = call(database, None, person.token)

    assert len(statements) == 1
    assert (actor.company_id, actor.user_id, actor.name) == (customer.company_id, person.user_id, person.email)
    assert (actor.sight, actor.office_id) == (sight, person.office_id)
    assert actor.permissions == PERMISSIONS_OF_ROLE[role]
    clock.advance(A_DAY_SECONDS)
    with pytest.raises(ApiKeyInvalid):
        call(database, None, person.token)


def test_a_user_token_is_no_api_key(database: Database, customer: Customer) -> None:
    person = make_person(database, customer, Role.MANAGER)

    with pytest.raises(ApiKeyInvalid):
        call(database, person.token)


def test_no_credential_is_missing_and_a_token_is_not_valid(database: Database, customer: Customer) -> None:
    with pytest.raises(ApiKeyMissing):
        call(database, None)
    with pytest.raises(ApiKeyInvalid):
        call(database, None, customer.api_key)


@pytest.mark.parametrize("key", ["", "pk_live", "pk_live_", "op_live_", "pk_live_ключ"])
def test_a_key_that_nobody_has_is_not_valid(database: Database, customer: Customer, key: str) -> None:
    with pytest.raises(ApiKeyInvalid):
        call(database, key)


def test_a_key_is_stored_as_a_hash_only(database: Database, customer: Customer) -> None:
    operator_key = make_operator(database)
    with database.read() as uow:
        stored = [
            str(value)
            for table in (api_keys, operators, users)
            for row in uow.connection.execute(sa.select(table))
            for value in row
        ]

    for key in (customer.api_key, operator_key):
        assert not [value for value in stored if key in value]
    assert customer.api_key[:14] in stored


def test_a_rotated_key_goes_on_for_seven_days(database: Database, customer: Customer, clock: FixedClock) -> None:
    (old,) = key_ids(database, customer)
    with database.write() as uow:
        new = rotate_api_key(uow, at_the_command_line(customer), old)

    clock.advance(7 * A_DAY_SECONDS - 1)
    assert call(database, customer.api_key).company_id == customer.company_id
    clock.advance(1)
    with pytest.raises(ApiKeyInvalid):
        call(database, customer.api_key)
    assert call(database, new.secret).company_id == customer.company_id
    assert new.key.name == "API key"
    assert key_ids(database, customer) == [new.key.id, old]


def test_rotating_again_does_not_prolong_the_old_key(database: Database, customer: Customer, clock: FixedClock) -> None:
    (old,) = key_ids(database, customer)
    for _ in range(2):
        with database.write() as uow:
            rotate_api_key(uow, at_the_command_line(customer), old)
        clock.advance(4 * A_DAY_SECONDS)

    with pytest.raises(ApiKeyInvalid):
        call(database, customer.api_key)


def test_a_revoked_key_ends_at_once_and_for_good(database: Database, customer: Customer) -> None:
    (key_id,) = key_ids(database, customer)
    with database.write() as uow:
        revoke_api_key(uow, at_the_command_line(customer), key_id)

    with pytest.raises(ApiKeyInvalid):
        call(database, customer.api_key)
    with database.write() as uow:
        with pytest.raises(ApiKeyNotFound):
            revoke_api_key(uow, at_the_command_line(customer), key_id)
        with pytest.raises(ApiKeyNotFound):
            rotate_api_key(uow, at_the_command_line(customer), key_id)


def test_another_companys_key_cannot_be_touched(database: Database, customer: Customer, stranger: Customer) -> None:
    (key_id,) = key_ids(database, stranger)

    with database.write() as uow:
        for touch in (revoke_api_key, rotate_api_key):
            with pytest.raises(ApiKeyNotFound):
                touch(uow, at_the_command_line(customer), key_id)

    assert call(database, stranger.api_key).company_id == stranger.company_id


def test_a_company_has_several_keys(database: Database, customer: Customer) -> None:
    with database.write() as uow:
        second = create_api_key(uow, at_the_command_line(customer), name="Second")

    assert call(database, second.secret).name == "Second"
    assert call(database, customer.api_key).name == "API key"


def test_an_address_is_taken_in_the_whole_installation(database: Database, customer: Customer) -> None:
    def make(values: dict[str, Any]) -> None:
        with database.write() as uow:
            office = create_office(uow, company_id=customer.company_id, name="Another office")
            create_manager(uow, company_id=customer.company_id, office_id=office.id, **values)

    with pytest.raises(UserExists):
        make({"email": customer.email.upper()})
    make({"email": "free@example.com"})


def test_an_operator_has_one_key(database: Database) -> None:
    make_operator(database)

    with pytest.raises(OperatorExists):
        make_operator(database, email="OPERATOR@example.com")


def test_what_is_no_address_is_refused(database: Database, customer: Customer) -> None:
    with database.write() as uow, pytest.raises(BadEmail):
        create_operator(uow, email="no address")


def test_an_office_name_is_unique_in_its_company(database: Database, customer: Customer, stranger: Customer) -> None:
    with pytest.raises(OfficeExists), database.write() as uow:
        create_office(uow, company_id=customer.company_id)


def test_a_company_that_does_not_exist_is_not_found(database: Database) -> None:
    with database.read() as uow, pytest.raises(CompanyNotFound):
        get_company(uow, new_id())
