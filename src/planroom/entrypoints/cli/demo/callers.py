"""The two people of the story, as HTTP callers: the customer's program and the operator at the production desk."""

from typing import Any

import httpx

from planroom.entrypoints.cli.demo.screen import Screen, StoryStopped

INTEGRATE = "/api/integrate/v3"
PRODUCTION = "/api/production/v1"


class Caller:
    """Calls one of the two interfaces with a key and shows each call."""

    def __init__(self, screen: Screen, base_url: str, prefix: str, key: str) -> None:
        """Call ``base_url + prefix`` with the header ``api-key``."""
        self._screen = screen
        self._prefix = prefix
        self._client = httpx.Client(base_url=base_url, headers={"api-key": key}, trust_env=False, timeout=30)

    def call(self, method: str, path: str, body: object = None, *, quiet: bool = False) -> Any:  # noqa: ANN401 — JSON
        """Make one call; StoryStopped with the service's own words when it is refused."""
        response = self._client.request(method, self._prefix + path, json=body)
        if not quiet:
            self._screen.request(method, self._prefix + path, response.status_code)
        if response.is_error:
            message = f"{method} {path} was refused: {response.text}"
            raise StoryStopped(message)
        return response.json()

    def close(self) -> None:
        """Close the connection."""
        self._client.close()
