"""The stage of the demonstration: accounts, the customer's server, the service; then the story; then what to open."""

from contextlib import AbstractContextManager, ExitStack, closing
from dataclasses import dataclass, replace
from typing import Any

from planroom.entrypoints.cli.application import built_application
from planroom.entrypoints.cli.company.account import open_account
from planroom.entrypoints.cli.demo.callers import INTEGRATE, PRODUCTION, Caller
from planroom.entrypoints.cli.demo.customer_server import customer_server
from planroom.entrypoints.cli.demo.drawing import demo_drawing
from planroom.entrypoints.cli.demo.screen import Screen, StoryStopped
from planroom.entrypoints.cli.demo.service import RunningService, free_port, running_service
from planroom.entrypoints.cli.demo.story import Story
from planroom.entrypoints.cli.refusals import Refused
from planroom.features.users.service.operators import create_operator
from planroom.infra.settings import environment_for, read_settings
from planroom.kit.ids import new_token

COMPANY_NAME = "Demo Photography"
LOG_NAME = "demo-service.log"


@dataclass(frozen=True)
class DemoKeys:
    """The keys of the two callers, made anew for every demonstration."""

    company_id: str
    api_key: str
    operator_key: str


def run_demo(screen: Screen, *, serve_on: bool) -> int:
    """Tell the story once; with ``serve_on`` keep the service up until it is interrupted. Gives the exit status."""
    try:
        with ExitStack() as stack:
            screen.step("A company, its API key, and an operator of the production desk")
            keys = _make_accounts(screen)
            drawing = demo_drawing()
            server = stack.enter_context(customer_server(drawing.blueprint()))
            screen.step("API and worker start")
            service = stack.enter_context(_service(screen))
            customer = stack.enter_context(closing(Caller(screen, service.base_url, INTEGRATE, keys.api_key)))
            operator = stack.enter_context(closing(Caller(screen, service.base_url, PRODUCTION, keys.operator_key)))
            order = Story(screen, customer, operator, server, drawing, service.log).tell()
            _say_what_to_open(screen, service, keys, order)
            if serve_on:
                _serve_on(screen, service)
    except StoryStopped as stopped:
        raise Refused(str(stopped)) from None
    return 0


def _make_accounts(screen: Screen) -> DemoKeys:
    # A mark in the addresses, because an e-mail address is unique in the installation and the data folder stays.
    mark = new_token(6).lower()
    with built_application() as planroom, planroom.database.write() as uow:
        account = open_account(uow, name=COMPANY_NAME, email=f"manager+{mark}@example.com")
        operator = create_operator(uow, email=f"operator+{mark}@example.com")
    screen.say(f"company {account.company_id} ({COMPANY_NAME})")
    return DemoKeys(str(account.company_id), account.api_key, operator.secret)


def _service(screen: Screen) -> AbstractContextManager[RunningService]:
    settings = read_settings()
    # The customer's server of this story stands on loopback, which an installation refuses unless told otherwise.
    settings = replace(
        settings, allow_private_addresses=True, log_json=True, host="127.0.0.1", port=free_port(settings.port)
    )
    log = settings.data / LOG_NAME
    screen.say(f"log: {log}")
    return running_service(screen, environment_for(settings), f"http://127.0.0.1:{settings.port}", log)


def _say_what_to_open(screen: Screen, service: RunningService, keys: DemoKeys, order: dict[str, Any]) -> None:
    files = order["delivery_assets"]["listing_floorplans"]
    screen.step("Open these")
    screen.say(f"the order's page  {order['page_url']}")
    screen.say(f"the plan          {files['png_urls_dim'][0]}")
    screen.say(f"all files         {files['zip_urls_dim'][0]}")
    screen.say(f"the interface     {service.base_url}/docs")
    screen.say(f"api-key           {keys.api_key}")
    screen.say(f"operator key      {keys.operator_key}")


def _serve_on(screen: Screen, service: RunningService) -> None:
    screen.step("Serving until you press Ctrl-C")
    try:
        service.wait()
    except KeyboardInterrupt:
        screen.say("stopping …")
