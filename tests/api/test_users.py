"""The calls about people (contract 2.4 and 3.3)."""

from typing import Any
from uuid import UUID

import pytest
from tests.support.bodies import SMALL_ORDER
from tests.support.clock import FixedClock
from tests.support.customers import Customer
from tests.support.integrate import PUBLIC_URL, IntegrateClient
from tests.support.mailbox import link_in, mails_to
from tests.support.people import make_person, sign_in_manager

from planroom.features.audit.models import audit_entries
from planroom.features.offices.service import create_office
from planroom.features.users.models import account_links
from planroom.features.users.rules import Role
from planroom.infra.database.unit_of_work import Database

PHRASE = "tinned apricots at the lighthouse"
OTHER_PHRASE = "a walrus plays the oboe"
TIM = "tim@example.com"


def invite(client: IntegrateClient, email: str = TIM, **body: Any) -> dict[str, Any]:  # noqa: ANN401 — any JSON value
    reply = client.post("/users", {"email": email, "role": "Collaborator", **body})
    assert reply.status_code == 200, reply.text
    invited: dict[str, Any] = reply.json()
    return invited


def faults_of(reply: Any) -> dict[tuple[str | int, ...], str]:  # noqa: ANN401 — a reply
    assert reply.status_code == 400, reply.text
    return {tuple(fault["loc"]): fault["type"] for fault in reply.json()["validation_error"]["body_params"]}


def actions(database: Database) -> list[str]:
    with database.read() as uow:
        entries = uow.connection.execute(audit_entries.select().order_by(audit_entries.c.id))
        return [entry.action for entry in entries if entry.action.startswith("user.")]


@pytest.fixture
def second_office(database: Database, customer: Customer) -> UUID:
    with database.write() as uow:
        return create_office(uow, company_id=customer.company_id, name="Second office").id


def test_who_gets_no_password_is_invited_by_mail(
    client: IntegrateClient, database: Database, customer: Customer, clock: FixedClock
) -> None:
    invited = invite(client, name="Tim", surname="Berners")

    assert invited == {
        "email": TIM,
        "id": invited["id"],
        "message": "Invitation email was sent to user email and needs to be finished before first login.",
        "role": "Collaborator",
    }
    manager = client.get(f"/users/{customer.manager_id}").json()
    assert client.get(f"/users/{TIM}").json() == {
        "id": invited["id"],
        "email": TIM,
        "name": "Tim",
        "surname": "Berners",
        "role": "Collaborator",
        "email_confirmed": False,
        "created_at": clock.now().timestamp(),
        "office_id": manager["office_id"],
    }
    (mail,) = mails_to(database, TIM)
    assert (mail.kind, mail.subject) == ("user.invitation", "Example Homes invites you to order floor plans")
    assert link_in(mail).startswith(f"{PUBLIC_URL}/account/set-password?token=")
    assert actions(database) == ["user.invited"]


def test_who_gets_a_password_can_sign_in_at_once(client: IntegrateClient, database: Database) -> None:
    made = invite(client, password=PHRASE)

    assert made["message"] == "User was created and can sign in with the given password."
    assert client.get(f"/users/{made['id']}").json()["email_confirmed"] is True
    assert client.with_key(None).post("/auth/token", {"email": TIM, "password": PHRASE}).status_code == 200
    assert mails_to(database, TIM) == []
    assert actions(database) == ["user.created"]


def test_a_known_address_is_refused_and_an_unconfirmed_one_is_invited_again(
    client: IntegrateClient, database: Database, customer: Customer, stranger: Customer, second_office: UUID
) -> None:
    invited = invite(client, name="Tim")
    again = invite(client, "TIM@example.com", role="User", office_id=str(second_office))

    assert again["id"] == invited["id"]
    user = client.get(f"/users/{TIM}").json()
    assert (user["role"], user["name"], user["office_id"]) == ("User", "Tim", str(second_office))
    assert len(mails_to(database, TIM)) == 2
    other = client.with_key(stranger.api_key)
    for refused in (
        client.post("/users", {"email": customer.email.upper(), "role": "User"}),
        client.post("/users", {"email": stranger.email, "role": "User", "password": PHRASE}),
        other.post("/users", {"email": TIM, "role": "User"}),
    ):
        assert (refused.status_code, refused.json()["code"]) == (409, "user_exists")


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ({}, {("email",): "value_error.missing", ("role",): "value_error.missing"}),
        (
            {"email": "nobody", "role": "Boss", "office_id": str(UUID(int=7)), "password": "short"},
            {
                ("email",): "value_error.email",
                ("role",): "type_error.enum",
                ("office_id",): "value_error.unknown_office",
                ("password",): "value_error.any_str.min_length",
            },
        ),
        (
            {"email": "nobody", "role": "User", "office_id": str(UUID(int=7))},
            {("email",): "value_error.email", ("office_id",): "value_error.unknown_office"},
        ),
        (
            {"email": TIM, "role": "User", "password": "password1234"},
            {("password",): "value_error.password_too_common"},
        ),
        (
            {"email": "nobody", "role": "User", "password": "password1234"},
            {("email",): "value_error.email", ("password",): "value_error.password_too_common"},
        ),
        (
            {"email": TIM, "password": "password1234"},
            {("role",): "value_error.missing", ("password",): "value_error.password_too_common"},
        ),
        ({"email": TIM, "role": "User", "password": TIM}, {("password",): "value_error.password_too_common"}),
    ],
)
def test_all_that_is_wrong_with_a_new_user_is_told_at_once(
    client: IntegrateClient, body: dict[str, Any], found: dict[tuple[str | int, ...], str]
) -> None:
    assert faults_of(client.post("/users", body)) == found
    assert client.get("/users", email=TIM).json()["items"] == []


def test_an_office_of_another_company_is_unknown(
    client: IntegrateClient, customer: Customer, stranger: Customer
) -> None:
    foreign = client.with_key(stranger.api_key).get(f"/users/{stranger.email}").json()["office_id"]

    refused = client.post("/users", {"email": TIM, "role": "User", "office_id": foreign})

    assert faults_of(refused) == {("office_id",): "value_error.unknown_office"}
    assert (
        client.patch(f"/users/{client.get('/users').json()['items'][0]['id']}", {"office_id": foreign}).status_code
        == 400
    )


def test_users_are_listed_newest_first_and_found_by_address_role_and_office(
    client: IntegrateClient, customer: Customer, stranger: Customer, second_office: UUID
) -> None:
    invite(client)
    invite(client, "ada@example.com", role="User", office_id=str(second_office))

    def emails(**query: Any) -> list[str]:  # noqa: ANN401 — any query
        return [user["email"] for user in client.get("/users", **query).json()["items"]]

    assert emails() == ["ada@example.com", TIM, customer.email]
    assert emails(email="TIM@example.com") == [TIM]
    assert emails(role="Manager") == [customer.email]
    assert emails(office_id=str(second_office)) == ["ada@example.com"]
    assert emails(limit=1, offset=2) == [TIM]
    assert emails(email=stranger.email) == []
    assert client.get("/users", role="Boss").status_code == 400


def test_a_user_is_named_by_address_or_id_and_belongs_to_the_company(
    client: IntegrateClient, customer: Customer, stranger: Customer
) -> None:
    assert client.get(f"/users/{customer.email.upper()}").json() == client.get(f"/users/{customer.manager_id}").json()
    for name in (stranger.email, str(stranger.manager_id), "nobody", str(UUID(int=7))):
        for reply in (
            client.get(f"/users/{name}"),
            client.patch(f"/users/{name}", {}),
            client.delete(f"/users/{name}"),
        ):
            assert (reply.status_code, reply.json()["code"]) == (404, "user_not_found")


def test_what_is_given_of_a_user_is_changed_and_the_rest_stays(
    client: IntegrateClient, database: Database, second_office: UUID
) -> None:
    before = invite(client, name="Tim", surname="Berners")

    changed = client.patch(f"/users/{TIM}", {"role": "User", "surname": None, "office_id": str(second_office)})

    assert changed.status_code == 200, changed.text
    user = changed.json()
    assert (user["id"], user["name"], user["surname"]) == (before["id"], "Tim", None)
    assert (user["role"], user["office_id"]) == ("User", str(second_office))
    assert client.get(f"/users/{TIM}").json() == user
    assert client.patch(f"/users/{TIM}", {}).json() == user
    assert faults_of(client.patch(f"/users/{TIM}", {"role": None})) == {("role",): "type_error.enum"}
    assert actions(database) == ["user.invited", "user.role_changed", "user.changed"]


def test_a_user_is_changed_only_in_the_version_that_was_seen(client: IntegrateClient) -> None:
    invite(client)
    path = f"/users/{TIM}"
    seen = {"if-match": client.get(path).headers["etag"]}

    assert client.send("PATCH", path, b'{"name": "Tim"}', seen).status_code == 200
    for stale in (client.send("PATCH", path, b'{"name": "Tom"}', seen), client.send("DELETE", path, headers=seen)):
        assert (stale.status_code, stale.json()["code"]) == (412, "precondition_failed")
    assert client.get(path).json()["name"] == "Tim"


def test_another_role_counts_at_once(client: IntegrateClient, database: Database, customer: Customer) -> None:
    person = make_person(database, customer, Role.COLLABORATOR)
    signed_in = client.with_token(person.token)
    assert signed_in.get("/users").status_code == 403

    client.patch(f"/users/{person.email}", {"role": "Manager"})

    assert signed_in.get("/users").status_code == 200


def test_the_last_manager_stays(client: IntegrateClient, database: Database, customer: Customer) -> None:
    invite(client, "invited@example.com", role="Manager")
    for refused in (
        client.delete(f"/users/{customer.email}"),
        client.patch(f"/users/{customer.email}", {"role": "User"}),
    ):
        assert (refused.status_code, refused.json()["code"]) == (409, "last_manager")

    make_person(database, customer, Role.MANAGER, email="second@example.com")

    assert client.patch(f"/users/{customer.email}", {"role": "User"}).json()["role"] == "User"
    assert client.delete(f"/users/{customer.email}").status_code == 200
    assert client.delete("/users/second@example.com").json()["code"] == "last_manager"


def test_the_orders_of_a_deleted_user_stay_and_belong_to_nobody(client: IntegrateClient, database: Database) -> None:
    invite(client, password=PHRASE)
    order = client.post("/orders", {**SMALL_ORDER, "owner_email": TIM}).json()
    token = client.with_key(None).post("/auth/token", {"email": TIM, "password": PHRASE}).json()["access_token"]

    deleted = client.delete(f"/users/{TIM}")

    assert (deleted.status_code, list(deleted.json())) == (200, ["message"])
    assert client.get(f"/users/{TIM}").status_code == 404
    assert client.get(f"/orders/{order['id']}").json()["info"]["created_by"] is None
    assert client.with_token(token).get("/orders").status_code == 401
    assert actions(database) == ["user.created", "user.deleted"]
    invite(client)


def test_an_invited_user_may_own_orders(client: IntegrateClient) -> None:
    invite(client)

    order = client.post("/orders", {**SMALL_ORDER, "owner_email": TIM}).json()

    assert order["info"]["created_by"] == TIM


@pytest.mark.parametrize("role", [Role.USER, Role.COLLABORATOR])
def test_only_a_manager_works_with_people(
    client: IntegrateClient, database: Database, customer: Customer, role: Role
) -> None:
    person = make_person(database, customer, role)
    signed_in = client.with_token(person.token)

    replies = [
        signed_in.get("/users"),
        signed_in.get(f"/users/{person.email}"),
        signed_in.patch(f"/users/{person.email}", {"role": "Manager"}),
        signed_in.delete(f"/users/{customer.email}"),
        signed_in.post("/users", {"email": TIM, "role": "Manager"}),
        signed_in.post("/users", {"email": TIM, "role": "Manager", "password": PHRASE}),
    ]

    assert [(reply.status_code, reply.json()["code"]) for reply in replies] == [(403, "role_not_allowed")] * 6


class TestChangingAPassword:
    def change(self, client: IntegrateClient, old: str = PHRASE, new: str = OTHER_PHRASE, email: str = TIM) -> Any:  # noqa: ANN401 — a reply
        return client.post("/users/change-password", {"email": email, "old_password": old, "new_password": new})

    def sign_in(self, client: IntegrateClient, password: str) -> Any:  # noqa: ANN401 — a reply
        return client.with_key(None).post("/auth/token", {"email": TIM, "password": password})

    def test_a_user_changes_their_own_and_is_signed_out_everywhere(
        self, client: IntegrateClient, database: Database
    ) -> None:
        invite(client, password=PHRASE)
        signed_in = client.with_token(self.sign_in(client, PHRASE).json()["access_token"])

        reply = self.change(signed_in)

        assert (reply.status_code, reply.json()) == (200, {"message": "Your password has been changed."})
        assert signed_in.get("/orders").status_code == 401
        assert self.sign_in(client, PHRASE).status_code == 401
        assert self.sign_in(client, OTHER_PHRASE).status_code == 200
        assert actions(database) == ["user.created", "user.password_changed"]

    def test_a_wrong_old_password_is_a_fault_of_that_field(self, client: IntegrateClient) -> None:
        invite(client, password=PHRASE)

        assert faults_of(self.change(client, old="wrong")) == {("old_password",): "value_error.wrong_password"}
        assert faults_of(self.change(client, old="wrong", new="password1234")) == {
            ("old_password",): "value_error.wrong_password",
            ("new_password",): "value_error.password_too_common",
        }
        assert faults_of(client.post("/users/change-password", {"email": TIM, "new_password": "password1234"})) == {
            ("old_password",): "value_error.missing",
            ("new_password",): "value_error.password_too_common",
        }
        assert self.sign_in(client, PHRASE).status_code == 200

    def test_guessing_here_locks_as_it_does_at_signing_in(self, client: IntegrateClient) -> None:
        invite(client, password=PHRASE)

        assert [self.change(client, old="wrong").status_code for _ in range(6)] == [400] * 5 + [429]
        assert self.sign_in(client, PHRASE).json()["code"] == "sign_in_locked"

    def test_a_weak_new_password_is_no_wrong_guess(self, client: IntegrateClient) -> None:
        invite(client, password=PHRASE)

        assert [self.change(client, new="password1234").status_code for _ in range(6)] == [400] * 6
        assert self.change(client).status_code == 200

    def test_nobody_changes_that_of_another_but_a_manager_of_the_company(
        self, client: IntegrateClient, database: Database, customer: Customer, stranger: Customer
    ) -> None:
        invite(client, password=PHRASE)
        colleague = client.with_token(make_person(database, customer, Role.USER).token)
        manager = client.with_token(sign_in_manager(database, customer).token)

        for stranger_to_it in (colleague, client.with_key(stranger.api_key)):
            assert faults_of(self.change(stranger_to_it)) == {("email",): "value_error.unknown_user"}
        assert self.change(manager).status_code == 200

    def test_who_has_no_password_yet_cannot_change_it(self, client: IntegrateClient) -> None:
        invite(client)

        assert faults_of(self.change(client, old="")) == {("old_password",): "value_error.wrong_password"}


class TestResettingAPassword:
    def reset(self, client: IntegrateClient, email: str = TIM) -> Any:  # noqa: ANN401 — a reply
        return client.post("/users/reset-password", {"email": email})

    def test_the_reply_is_the_same_for_everybody_and_only_a_user_gets_mail(
        self, client: IntegrateClient, database: Database, stranger: Customer
    ) -> None:
        invite(client, password=PHRASE)
        replies = [
            self.reset(client),
            self.reset(client.with_key(None), "Tim@Example.com"),
            self.reset(client.with_key(None), "nobody@example.com"),
            self.reset(client, "no address"),
            self.reset(client.with_key(stranger.api_key), "else@example.com"),
        ]

        assert [(reply.status_code, reply.json()) for reply in replies] == [
            (200, {"message": "Send reset password email successfully."})
        ] * 5
        mails = mails_to(database, TIM)
        assert [mail.kind for mail in mails] == ["user.password_reset"] * 2
        assert link_in(mails[0]) != link_in(mails[1])
        assert mails_to(database, "nobody@example.com") == []

    def test_a_wrong_key_is_refused_as_everywhere(self, client: IntegrateClient) -> None:
        assert self.reset(client.with_key("pk_live_wrong")).status_code == 401

    def test_nobody_is_pestered_with_mails(
        self, client: IntegrateClient, database: Database, clock: FixedClock
    ) -> None:
        invite(client, password=PHRASE)
        for _ in range(5):
            self.reset(client)
        assert len(mails_to(database, TIM)) == 3

        clock.advance(3600)
        self.reset(client)
        assert len(mails_to(database, TIM)) == 4
        with database.read() as uow:
            assert len(uow.connection.execute(account_links.select()).all()) == 1, "links that have ended are removed"
