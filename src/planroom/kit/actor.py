"""Who is asking: ids and permissions, nothing else, so that every feature may take an actor."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from planroom.kit.errors import RoleNotAllowed


class Sight(StrEnum):
    """How much of a company's work an actor sees; what it does not see is not found for it."""

    COMPANY = "company"
    OFFICE = "office"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Actor:
    """The caller of a use case.

    ``company_id`` is None for an operator of the installation, who belongs to no company. ``user_id`` is the person
    whose things it makes: for a key the company's first Manager. ``name`` is what records show: an e-mail address, or
    the name of the key. ``sight`` says how much of the company's work it sees, with ``office_id`` for the office's.
    """

    company_id: UUID | None
    user_id: UUID | None
    name: str
    permissions: frozenset[str]
    sight: Sight = Sight.COMPANY
    office_id: UUID | None = None

    def require(self, permission: str) -> None:
        """Raise RoleNotAllowed unless the actor has ``permission``."""
        if permission not in self.permissions:
            raise RoleNotAllowed

    @property
    def is_operator(self) -> bool:
        """Whether the actor works for the installation and not for one company."""
        return self.company_id is None

    @property
    def company(self) -> UUID:
        """The actor's company; RoleNotAllowed for an actor without one."""
        if self.company_id is None:
            raise RoleNotAllowed
        return self.company_id
