"""What the HTTP layer needs of the built application; bootstrap hands it over and tests may hand over their own."""

from typing import Any, Protocol, cast

from litestar import Request

from planroom.infra.database.unit_of_work import Database
from planroom.infra.http.credentials import Authenticator
from planroom.infra.outbound.port import Outbound
from planroom.infra.settings import Settings
from planroom.infra.storage.port import Storage

STATE_KEY = "planroom"


class HttpParts(Protocol):
    """The built parts that routes use."""

    @property
    def settings(self) -> Settings:
        """The settings of this process."""
        ...

    @property
    def database(self) -> Database:
        """Opens units of work."""
        ...

    @property
    def storage(self) -> Storage:
        """Keeps the files."""
        ...

    @property
    def outbound(self) -> Outbound:
        """Makes calls to addresses that customers gave."""
        ...

    @property
    def authenticate(self) -> Authenticator:
        """Turns a credential into an actor."""
        ...


def parts_of(request: Request[Any, Any, Any]) -> HttpParts:
    """Give the parts that the application was made with."""
    return cast("HttpParts", request.app.state[STATE_KEY])
