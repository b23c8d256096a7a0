"""The fixtures of this folder."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from jsonschema import Draft202012Validator
from tests.support.customer_fixtures import all_jobs_known, customer, listeners
from tests.support.customers import Customer
from tests.support.integrate import IntegrateClient, serving
from tests.support.receiver import Receiver, running_receiver

from planroom.infra.database.unit_of_work import Database

__all__ = ["all_jobs_known", "client", "customer", "fits", "listeners", "receiver"]

_SCHEMA: dict[str, Any] = msgspec.json.decode((Path(__file__).parent / "client-contract.schema.json").read_bytes())


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """The customer's server."""
    with running_receiver() as running:
        yield running


@pytest.fixture
def client(database: Database, customer: Customer, tmp_path: Path) -> Iterator[IntegrateClient]:
    """Calls the Integrate API as ``customer``."""
    with serving(database, tmp_path, customer.api_key, allow_private_addresses=True) as opened:
        yield opened


@pytest.fixture
def fits() -> Callable[[str, object], list[str]]:
    """List where a value breaks a definition of what public clients read; nothing when it fits."""

    def faults(definition: str, value: object) -> list[str]:
        schema = {**_SCHEMA, "$ref": f"#/$defs/{definition}"}
        return [f"{fault.json_path}: {fault.message}" for fault in Draft202012Validator(schema).iter_errors(value)]

    return faults
