"""Every table and column is decided: what goes with an order, a person, a company, and what an export leaves out."""

import pytest

from planroom.features.privacy.repository.dumping import EXPORTED_FILES
from planroom.features.privacy.rules import (
    BELOW_ORDER_ROWS,
    COMPANY_ROWS,
    ERASED,
    KEPT_OF_COMPANY,
    KEPT_OF_ORDER,
    NOT_EXPORTED_COLUMNS,
    ORDER_ROWS,
    OTHER_ORDER_ROWS,
    PERSON_COLUMNS,
    file_place,
    without_person,
)
from planroom.features.stored_files.rules import FILE_TABLES
from planroom.infra.database.base import metadata
from planroom.infra.discovery import import_modules

NO_PERSON_OF_A_COMPANY = {
    ("companies", "email"): "goes with the company",
    ("mails", "recipient"): "the mail itself goes",
    ("users", "email"): "the user goes",
    ("users", "email_key"): "the user goes",
    ("users", "email_confirmed"): "says yes or no",
    ("invitations", "client_email"): "a client of an order, who goes with the order",
    ("kept_replies", "claimed_by"): "a request, not a person",
    ("audit_entries", "actor_id"): "an id without a name",
}


@pytest.fixture(autouse=True)
def all_tables_known() -> None:
    import_modules("planroom.features", "models")
    import_modules("planroom.infra", "models")


def test_every_table_about_an_order_is_decided_to_go_with_it_or_to_stay() -> None:
    about_orders = {table.name for table in metadata.sorted_tables if "order_id" in table.c}
    assert about_orders == {*ORDER_ROWS, *OTHER_ORDER_ROWS, *KEPT_OF_ORDER}


def test_every_table_below_the_rows_of_an_order_goes_with_them() -> None:
    parents = {*ORDER_ROWS, *OTHER_ORDER_ROWS}
    below = {
        (table.name, key.parent.name, key.column.table.name)
        for table in metadata.sorted_tables
        for key in table.foreign_keys
        if key.column.table.name in parents and "order_id" not in table.c
    }
    assert below == set(BELOW_ORDER_ROWS)


def test_every_table_of_a_company_goes_with_it_or_is_kept_for_a_reason() -> None:
    of_company = {table.name for table in metadata.sorted_tables if "company_id" in table.c}
    with_orders = {"orders", *ORDER_ROWS, "invitations", *(name for name, _, _ in BELOW_ORDER_ROWS)}
    assert of_company == {*COMPANY_ROWS, *KEPT_OF_COMPANY, *(of_company & with_orders)}
    assert not set(COMPANY_ROWS) & with_orders


def test_nothing_is_deleted_before_what_points_at_it() -> None:
    sequence = [*(name for name, _, _ in BELOW_ORDER_ROWS), *ORDER_ROWS, "orders", *COMPANY_ROWS]
    for name in sequence:
        for key in metadata.tables[name].foreign_keys:
            pointed_at = key.column.table.name
            if pointed_at in sequence and pointed_at != name:
                assert sequence.index(name) < sequence.index(pointed_at), f"{name} points at {pointed_at}"


def test_every_column_that_names_a_person_is_decided() -> None:
    words = ("_by", "email", "author", "actor", "recipient")
    naming = {
        (table.name, column.name)
        for table in metadata.sorted_tables
        for column in table.c
        if "company_id" in table.c and any(word in column.name for word in words)
    }
    assert naming == {*PERSON_COLUMNS, *(naming & set(NO_PERSON_OF_A_COMPANY))}


def test_every_table_with_stored_files_is_known_to_who_deletes_them() -> None:
    assert {table.name for table in metadata.sorted_tables if "storage_key" in table.c} == set(FILE_TABLES)


def test_every_stored_file_of_a_company_is_exported_but_the_exports_themselves() -> None:
    assert {*EXPORTED_FILES, "company_exports"} == set(FILE_TABLES)


def test_no_secret_is_exported() -> None:
    words = ("hash", "token", "secret", "sealed", "password")
    secret = {
        column.name
        for table in metadata.sorted_tables
        if "company_id" in table.c
        for column in table.c
        if any(word in column.name for word in words)
    }
    assert secret <= NOT_EXPORTED_COLUMNS


def test_a_person_is_taken_out_of_every_depth_of_a_value() -> None:
    told = {"email": "A@x.example", "of": ["a@X.example and b", {"n": 1, "other": "b@x.example"}], "none": None}
    assert without_person(told, "a@x.example") == {
        "email": ERASED,
        "of": [f"{ERASED} and b", {"n": 1, "other": "b@x.example"}],
        "none": None,
    }


@pytest.mark.parametrize("other", ["aa@x.example", "x.a@x.example", "a@x.example.org", "a@x.examples", "a+b@x.example"])
def test_another_address_that_begins_or_ends_like_it_stays(other: str) -> None:
    assert without_person(other, "a@x.example") == other
    assert without_person(f"By a@x.example. Not {other}", "a@x.example") == f"By {ERASED}. Not {other}"


def test_files_lie_below_their_order() -> None:
    assert file_place("asset_files", "o", 2, "plan.png") == "files/orders/o/delivered-2/plan.png"
    assert file_place("plan_sources", "o", "s", "source") == "files/orders/o/sources/s"
    assert file_place("change_request_images", "o", "c", 0) == "files/orders/o/change-requests/c/image-0"
    assert file_place("uploads", "u", "", "drawing.pdf") == "files/uploads/u/drawing.pdf"
