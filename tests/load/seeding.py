"""A company with delivered orders, as its list shows them after some months."""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from tests.support.customers import Customer, make_customer

from planroom.features.deliverables.models import DeliveryState, deliveries
from planroom.features.deliverables.rules import ProductRange
from planroom.features.orders.models import orders
from planroom.features.orders.rules import OrderStatus
from planroom.features.plans.models import RevisionOrigin, plan_revisions
from planroom.infra.database.unit_of_work import Database, UnitOfWork
from planroom.kit.ids import new_id, new_token

ORDERS = 2000
_FIRST_DAY = datetime(2026, 1, 5, 9, 30, 12, 345678, tzinfo=UTC)
_KINDS = ("png", "jpg", "svg", "pdf", "zip")


def seed_orders(database: Database, count: int = ORDERS, email: str = "manager@example.com") -> Customer:
    """Fill the database with a company whose every order is Ready, with files for two floors."""
    customer = make_customer(database, email)
    make_customer(database, email=f"other.{email}")
    with database.write() as uow:
        for number in range(count):
            _insert_delivered_order(uow, customer, number)
    return customer


def _insert_delivered_order(uow: UnitOfWork, customer: Customer, number: int) -> None:
    order_id, revision_id, delivery_id = new_id(), new_id(), new_id()
    at = _FIRST_DAY + timedelta(hours=number)
    owned = {"company_id": customer.company_id}
    uow.connection.execute(
        sa.insert(plan_revisions).values(
            id=revision_id,
            order_id=order_id,
            number=1,
            plan="{}",
            findings=[],
            origin=RevisionOrigin.DRAFTED,
            created_by="Planroom",
            created_at=at,
            **owned,
        )
    )
    uow.connection.execute(
        sa.insert(deliveries).values(
            id=delivery_id,
            order_id=order_id,
            revision_id=revision_id,
            version=1,
            product_range=ProductRange.PRODUCTS_2D,
            state=DeliveryState.RENDERED,
            assets=_assets(),
            total_scanned_area_m2=182.25,
            requested_at=at,
            finished_at=at,
            **owned,
        )
    )
    uow.connection.execute(
        sa.insert(orders).values(
            id=order_id,
            owner_id=customer.manager_id,
            model_id=revision_id,
            delivery_id=delivery_id,
            **_order_columns(number, at),
            **owned,
        )
    )


def _order_columns(number: int, at: datetime) -> dict[str, object]:
    return {
        "status": OrderStatus.READY,
        "order_type": "redraw",
        "external_id": f"EXT{number:05}",
        "add_info": "width 38'6\"",
        "package_type": "base",
        "add_ons": [],
        "street": "North Washington Avenue",
        "number": str(number),
        "suite": "4",
        "city": "Minneapolis",
        "state": "MN",
        "postal_code": "55401",
        "country": "United States",
        "latitude": 44.98,
        "longitude": -93.27,
        "version": 1,
        "issues": [],
        "open_change_requests": 0,
        "change_requests_made": 0,
        "fixing_ranges": [],
        "view_token": new_token(),
        "created_at": at,
        "updated_at": at,
        "due_at": at + timedelta(hours=24),
        "first_delivered_at": at + timedelta(hours=1),
    }


def _assets() -> dict[str, dict[str, list[str]]]:
    """Name the files of two floors, of each kind with and without dimensions; one PDF and one ZIP for both."""
    names = [f"{kind}_urls{suffix}" for kind in _KINDS for suffix in ("", "_dim")]
    files = {name: _paths(name, floors=1 if name.startswith(("pdf", "zip")) else 2) for name in names}
    return {"listing_floorplans": files}


def _paths(name: str, floors: int) -> list[str]:
    return [f"/files/{new_token()}/floor-{floor}.{name[:3]}" for floor in range(1, floors + 1)]
