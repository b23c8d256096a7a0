"""Schemathesis against a served installation: requests made up from the OpenAPI document, alone and along its links."""

import subprocess
import sys
from pathlib import Path

from tests.support.bodies import NEW_ORDER
from tests.support.customers import Customer
from tests.support.production import deliver
from tests.support.served import Served

from planroom.features.orders.service.placing import create_order
from planroom.infra.database.unit_of_work import Database
from planroom.infra.http.routing import INTEGRATE_PREFIX

SEED = 6522
CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
)
_ENDS_ALL = "/companies/erase$"
"""After this call nothing is left to be tried."""
_CONFIG = Path(__file__).parents[1] / "fuzz" / "schemathesis.toml"


def make_work(database: Database, customer: Customer) -> None:
    """Give the customer orders in every state of life, so that calls about them get somewhere."""
    for _ in range(3):
        with database.write() as uow:
            order = create_order(uow, customer.actor(uow), NEW_ORDER)
        deliver(database, order.id)


def fuzz(server: Served, api_key: str, prefix: str, *options: str) -> subprocess.CompletedProcess[str]:
    """Try the calls under ``prefix``; the status is 0 when every reply was as the document says."""
    tool = str(Path(sys.executable).with_name("schemathesis"))
    document = f"{server.url}{INTEGRATE_PREFIX}/openapi.json"
    words = ["--no-color", "--config-file", str(_CONFIG), "run", document, "--checks", ",".join(CHECKS)]
    return subprocess.run(  # noqa: S603 — a tool of ours, with our own words
        [
            tool,
            *words,
            "--header",
            f"api-key: {api_key}",
            "--include-path-regex",
            f"^{prefix}",
            "--exclude-path-regex",
            _ENDS_ALL,
            *options,
        ],
        cwd=_CONFIG.parent,
        capture_output=True,
        text=True,
        check=False,
    )
