"""What a page of the queue costs, however many orders it shows."""

import pytest
from tests.support.bodies import NEW_ORDER
from tests.support.customers import Customer, make_operator
from tests.support.production import deliver, fail_reading
from tests.support.statements import counted_statements

from planroom.features.change_requests.models import NewChangeRequest
from planroom.features.change_requests.service.asking import request_changes
from planroom.features.deliverables.rules import ProductRange
from planroom.features.orders.service.placing import create_order
from planroom.features.users.service.authenticating import authenticate
from planroom.features.workbench.service import list_queue
from planroom.infra.database.unit_of_work import Database
from planroom.kit.paging import PageRequest


@pytest.mark.parametrize("orders", [1, 4])
def test_a_page_costs_eight_statements(database: Database, customer: Customer, orders: int) -> None:
    operator_key = make_operator(database)
    for number in range(orders):
        with database.write() as uow:
            order_id = create_order(uow, customer.actor(uow), NEW_ORDER).id
        if number % 2:
            fail_reading(database, order_id)
        else:
            deliver(database, order_id)
            asked = NewChangeRequest(products=[ProductRange.PRODUCTS_2D], text="Wider.", img_urls=[])
            with database.write() as uow:
                request_changes(uow, customer.actor(uow), order_id, asked)
    with database.read() as uow:
        operator = authenticate(uow, operator_key, None)
        with counted_statements(uow.connection.engine) as statements:
            page = list_queue(uow, operator, [], PageRequest())
    assert (len(page.items), len(statements)) == (orders, 8)
