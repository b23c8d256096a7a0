"""For the rare route that is not one plain function: where each of its steps runs.

The database threads are very few, so nothing may wait on them for the world outside: one customer's name server that
does not answer would hold up every other customer.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import TypeVar

from litestar.concurrency import sync_to_thread

Result = TypeVar("Result")

_OUTSIDE_THREADS = ThreadPoolExecutor(max_workers=8, thread_name_prefix="outside")


async def on_database_thread(step: Callable[[], Result]) -> Result:
    """Run a step that opens a unit of work, as plain routes do."""
    return await sync_to_thread(step)


async def on_outside_thread(step: Callable[[], Result]) -> Result:
    """Run a step that waits for somebody else: a name server, an address that a customer gave."""
    return await asyncio.get_running_loop().run_in_executor(_OUTSIDE_THREADS, copy_context().run, step)
