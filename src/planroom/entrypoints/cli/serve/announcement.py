"""Says once that the service answers, so that nobody has to guess when it may be called."""

import http.client
from dataclasses import dataclass

from planroom.entrypoints.cli.output import say

READY_PATH = "/health/ready"
ASK_SECONDS = 1.0


@dataclass
class Announcement:
    """Asks the service whether it is ready, until it is."""

    address: str
    port: int
    text: str
    made: bool = False

    def __call__(self) -> None:
        """Say ``text`` on the first call that finds the service ready."""
        if not self.made and self._is_ready():
            self.made = True
            say(self.text)

    def _is_ready(self) -> bool:
        connection = http.client.HTTPConnection(self.address, self.port, timeout=ASK_SECONDS)
        try:
            connection.request("GET", READY_PATH)
            return connection.getresponse().status == http.HTTPStatus.OK
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()
