"""For the rare route that is not one plain function: where each of its steps runs.

The database threads are very few, so nothing may wait on them for the world outside: one customer's name server that
does not answer would hold up every other customer.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from functools import partial
from typing import TypeVar

from litestar.concurrency import sync_to_thread

from planroom.infra.http.idempotency.running import run_step

Result = TypeVar("Result")

_OUTSIDE_THREADS = ThreadPoolExecutor(max_workers=8, thread_name_prefix="outside")
# A hash takes all the memory and cores it can get: many at once would starve the calls beside them.
_HASHING_THREADS = ThreadPoolExecutor(max_workers=2, thread_name_prefix="hashing")


async def on_database_thread(step: Callable[[], Result]) -> Result:
    """Run a step that opens a unit of work, as plain routes do.

    The step that writes gives what the route answers: for a request with an idempotency key, both are stored at once.
    """
    return await sync_to_thread(partial(run_step, step))


async def on_outside_thread(step: Callable[[], Result]) -> Result:
    """Run a step that waits for somebody else: a name server, an address that a customer gave."""
    return await asyncio.get_running_loop().run_in_executor(_OUTSIDE_THREADS, copy_context().run, step)


async def on_hashing_thread(step: Callable[[], Result]) -> Result:
    """Run a step that hashes a password."""
    return await asyncio.get_running_loop().run_in_executor(_HASHING_THREADS, copy_context().run, step)
