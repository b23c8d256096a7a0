"""A request with a key while it runs.

A route opens its unit of work as always. With a key given, that unit is kept open after the route's block has ended:
the wrapper of the route encodes the answer, stores it on the same connection, and commits both at once. What a route
does slowly stays outside of its block, before it, as without a key.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from dataclasses import replace
from typing import TypeVar
from uuid import UUID

from litestar import Response
from litestar.concurrency import sync_to_thread
from litestar.serialization import encode_json

from planroom.infra.database.unit_of_work import Database, UnitOfWork
from planroom.infra.http.idempotency import records
from planroom.infra.http.idempotency.keys import KeyedRequest, digest_pieces
from planroom.infra.http.idempotency.sealing import Reply
from planroom.kit.ids import new_id

Result = TypeVar("Result")

_JSON = "application/json"

current: ContextVar["Running | None"] = ContextVar("request_with_key", default=None)
"""The request with a key that this code runs for."""


class AnsweredBefore(Exception):
    """The reply of an equal request stands already."""

    def __init__(self, reply: Reply) -> None:
        """Carry the reply."""
        super().__init__()
        self.reply = reply


class Running:
    """One request with a key, from the look for a kept reply to the commit that keeps its own."""

    def __init__(self, database: Database, request: KeyedRequest, *, in_steps: bool) -> None:
        """Run ``request``; ``in_steps`` when its work is done in several transactions."""
        self._database = database
        self._request = request
        self._me: UUID | None = new_id() if in_steps else None
        self._open = ExitStack()
        self._uow: UnitOfWork | None = None
        self.kept: Reply | None = None

    def claim(self) -> None:
        """Hold the place of a request in steps from now on; raises AnsweredBefore, or that another is running.

        For a form, whose body is not known yet, a kept reply is left alone until ``compare``.
        """
        if self._me is not None:
            with self._database.write() as uow:
                records.lock(uow, self._request)
                if not self._request.body_digest and records.exists(uow, self._request):
                    return
                self._look(uow)
                records.claim(uow, self._request, self._me)

    def compare(self, body_digest: str) -> None:
        """Say what the form was that has been received; raises AnsweredBefore and IdempotencyKeyReused."""
        self._request = replace(self._request, body_digest=body_digest)
        with self._database.read() as uow:
            if reply := records.find(uow, self._request, me=self._me):
                raise AnsweredBefore(reply)

    @contextmanager
    def write(self) -> Iterator[UnitOfWork]:
        """Give a block of the route the unit that ``keep`` or ``leave`` will end; a block that fails is undone."""
        uow = self._opened()
        with uow.savepoint():
            yield uow

    @contextmanager
    def read(self) -> Iterator[UnitOfWork]:
        """Give a reading block what was written before it."""
        if self._uow is not None:
            yield self._uow
            return
        with self._database.read() as uow:
            yield uow

    def run_step(self, step: Callable[[], Result]) -> Result:
        """Run a step of a route in steps. What it writes is committed with what it gives, as the reply."""
        try:
            result = step()
        except BaseException:
            self.leave()
            raise
        if self._uow is not None:
            self.keep(encoded(result))
        return result

    def keep(self, reply: Reply) -> None:
        """Store the reply and commit; raises AnsweredBefore when another request was first."""
        if reply == self.kept:
            return
        try:
            uow = self._opened()
            records.keep(uow, self._request, reply, me=self._me)
        except BaseException as error:
            self._end(error)
            raise
        self._end()
        self.kept = reply

    def leave(self) -> None:
        """Commit what blocks of the route wrote before it failed elsewhere, and keep no reply."""
        self._end()

    def release(self) -> None:
        """Let another request with the key run, after this one has failed."""
        if self._me is not None and self.kept is None:
            with self._database.write() as uow:
                records.release(uow, self._request, self._me)

    def _opened(self) -> UnitOfWork:
        if self._uow is None:
            uow = self._open.enter_context(self._database.write())
            try:
                self._look(uow)
            except BaseException as error:
                self._end(error)
                raise
            self._uow = uow
        return self._uow

    def _look(self, uow: UnitOfWork) -> None:
        records.lock(uow, self._request)
        if reply := records.find(uow, self._request, me=self._me):
            raise AnsweredBefore(reply)

    def _end(self, error: BaseException | None = None) -> None:
        self._uow = None
        if error is None:
            self._open.close()
        else:
            self._open.__exit__(type(error), error, error.__traceback__)


@contextmanager
def open_write(database: Database) -> Iterator[UnitOfWork]:
    """Open a transaction that may write; for a request with a key, the one that keeps its reply."""
    running = current.get()
    with database.write() if running is None else running.write() as uow:
        yield uow


@contextmanager
def open_read(database: Database) -> Iterator[UnitOfWork]:
    """Open a unit that only reads."""
    running = current.get()
    with database.read() if running is None else running.read() as uow:
        yield uow


def run_step(step: Callable[[], Result]) -> Result:
    """Run a step of a route on a database thread."""
    running = current.get()
    return step() if running is None else running.run_step(step)


async def form_received(pieces: Iterable[str]) -> None:
    """Compare a form that has been received, told by all that matters of it, with that of the first request."""
    running = current.get()
    if running is not None:
        await sync_to_thread(running.compare, digest_pieces(piece.encode() for piece in pieces))


def encoded(outcome: object) -> Reply:
    """Write what a route gives as the framework would."""
    if not isinstance(outcome, Response):
        return Reply(200, {"content-type": _JSON}, encode_json(outcome))
    content = outcome.content
    headers = {"content-type": str(outcome.media_type or _JSON), **outcome.headers}
    return Reply(outcome.status_code or 200, headers, content if isinstance(content, bytes) else encode_json(content))
