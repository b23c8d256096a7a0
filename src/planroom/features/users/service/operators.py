"""The operators of the installation."""

from planroom.features.users.models import NewOperator, Operator
from planroom.features.users.repository import operators
from planroom.features.users.rules import OPERATOR_KEY_PREFIX
from planroom.features.users.service.addresses import checked_email
from planroom.infra.database.unit_of_work import UnitOfWork
from planroom.kit.ids import new_id
from planroom.kit.secrets import hash_key, new_key


def create_operator(uow: UnitOfWork, *, email: str) -> NewOperator:
    """Make an operator of the installation with a key; OperatorExists when the address has one."""
    secret = new_key(OPERATOR_KEY_PREFIX)
    operator = Operator(id=new_id(), email=checked_email(email), created_at=uow.now(), revoked_at=None)
    operators.insert_operator(uow, operator, hash_key(secret))
    return NewOperator(operator, secret)
