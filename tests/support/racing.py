"""Calls that start at the same moment, each on a thread of its own."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from planroom.kit.errors import AppError

Result = TypeVar("Result")


def race(calls: Sequence[Callable[[], Result]]) -> list[Result | AppError]:
    """Make the calls at once and give what came of each: its result, or the refusal that it raised."""
    start = threading.Barrier(len(calls))

    def run(call: Callable[[], Result]) -> Result | AppError:
        start.wait()
        try:
            return call()
        except AppError as refusal:
            return refusal

    with ThreadPoolExecutor(len(calls)) as threads:
        return list(threads.map(run, calls))
