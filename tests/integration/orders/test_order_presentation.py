"""How a new order's plans will look."""

import pytest
from tests.support.bodies import NEW_ORDER
from tests.support.customers import Customer

from planroom.features.deliverables.service import find_presentation
from planroom.features.orders.service.placing import create_order
from planroom.floorplan.drawing.style import Units
from planroom.infra.database.unit_of_work import Database
from planroom.kit.ids import new_id
from planroom.production.presentation import Presentation


@pytest.mark.parametrize(
    ("country", "units"),
    [("United States", Units.FEET), ("U.S.A.", Units.FEET), ("us", Units.FEET), ("Finland", Units.METRES)],
)
def test_plans_are_drawn_in_the_units_of_the_country_under_the_address(
    database: Database, customer: Customer, country: str, units: Units
) -> None:
    with database.write() as uow:
        order = create_order(uow, customer.actor(uow), NEW_ORDER._replace(country=country))
        found = find_presentation(uow, company_id=order.company_id, order_id=order.id)
    assert found.units is units
    assert found.address.endswith(f", {country}")
    assert NEW_ORDER.street in found.address


def test_an_order_that_nobody_spoke_for_is_presented_by_default(database: Database, customer: Customer) -> None:
    with database.read() as uow:
        company_id = customer.actor(uow).company
        assert find_presentation(uow, company_id=company_id, order_id=new_id()) == Presentation()
