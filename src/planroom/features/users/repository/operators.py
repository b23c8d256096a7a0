"""Rows of operators."""

from planroom.features.users.errors import OperatorExists
from planroom.features.users.models import Operator, operators
from planroom.features.users.repository.unique import insert_unique
from planroom.features.users.rules import email_key
from planroom.infra.database.unit_of_work import UnitOfWork


def insert_operator(uow: UnitOfWork, operator: Operator, key_hash: str) -> None:
    """Store a new operator; OperatorExists when the address is taken."""
    values = {**operator._asdict(), "email_key": email_key(operator.email), "key_hash": key_hash}
    insert_unique(uow, operators, values, OperatorExists)
