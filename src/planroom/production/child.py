"""One step in a child process: memory, time and answer bounded, and every way to end badly a typed error.

Children are forked from a server process that has the libraries loaded (``multiprocessing``'s forkserver), because a
fresh interpreter needs 0.6 s to load them and a fork 0.02 s. The server has one thread and does no work, so forking it
is safe, which is not true of a worker with its many threads. A child dies with the server, the server with its worker.

A step reads foreign files, so its answer is not trusted: it comes as bytes that the caller decodes with a schema,
never as a pickle.
"""

import math
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from functools import cache
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext
from multiprocessing.process import BaseProcess
from types import ModuleType

import msgspec

from planroom.kit.errors import AppError
from planroom.production.confinement import confine
from planroom.production.errors import AnswerTooLarge, Crashed, OutOfMemory, OutOfTime, ProductionFailed, Refused
from planroom.production.limits import Limits

Send = Callable[[bytes], None]
Step = Callable[[Iterator[bytes], Send], None]
"""A step takes the parts it was given, one at a time, and sends messages back. It is a function of a module, found by
its name. Until it has taken the last part it may send only small messages: its caller is still handing over."""

_MESSAGE, _DONE, _FAILED = b"M", b"D", b"F"
_PRELOADED = ("planroom.production.warm",)
_OPENCV_OUT_OF_MEMORY = -4
_DEATHS_FOR_WANT_OF_MEMORY = frozenset({-signal.SIGKILL, -signal.SIGABRT, 127})
"""SIGKILL that was not ours is the system's, which takes the largest process when the machine has no memory left. The
other two are how native libraries and the C library's loader end when an allocation is refused."""
_FRAME_HEAD = 4096
"""Room for a frame's kind and for the account of a failure, which comes on top of the answer."""
_GOODBYE_SECONDS = 5.0
_starting = threading.Lock()


class _Failure(msgspec.Struct, array_like=True):
    """How a step ended badly, as the child tells it."""

    kind: str
    code: str = ""
    message: str = ""


def run_in_child(step: Step, parts: Iterable[bytes], limits: Limits) -> Iterator[bytes]:
    """Run ``step`` on ``parts`` in a child process and give its messages as they come.

    ``parts`` may be made while they are taken, so that only one of them is in memory.

    Raises:
        OutOfMemory, OutOfTime, Crashed, AnswerTooLarge: the child broke a limit or died.
        Refused: the step raised an AppError; its code and sentence are kept.
    """
    context = _context()
    ours, theirs = context.Pipe(duplex=True)
    process = context.Process(target=_serve, args=(theirs, step, limits), daemon=True)
    overdue = threading.Event()

    def stop() -> None:
        overdue.set()
        process.kill()

    with closing(ours):
        with closing(theirs), _without_main_module():
            process.start()
        # Reading and writing block while the child is stopped or busy, so a watch ends it rather than a poll.
        watch = threading.Timer(limits.timeout_seconds, stop)
        watch.daemon = True
        watch.start()
        try:
            yield from _talk(ours, parts, limits)
            process.join(_GOODBYE_SECONDS)
        except (EOFError, OSError) as error:
            raise _death(process, overdue) from error
        finally:
            watch.cancel()
            watch.join()
            _end(process)


def _talk(connection: Connection, parts: Iterable[bytes], limits: Limits) -> Iterator[bytes]:
    # A child that refuses what it got closes its end while we still hand over; what it said is there to be read.
    with suppress(BrokenPipeError, ConnectionResetError):
        for part in parts:
            connection.send_bytes(_MESSAGE + part)
        connection.send_bytes(_DONE)
    left = limits.answer_bytes
    while True:
        # The child counts its answer itself; a larger frame comes from one that no longer does what it was told.
        frame = connection.recv_bytes(maxlength=left + _FRAME_HEAD)
        kind, body = frame[:1], frame[1:]
        if kind == _DONE:
            return
        if kind == _FAILED:
            raise _failure(body)
        left -= len(body)
        yield body


def _failure(body: bytes) -> ProductionFailed:
    try:
        failure = msgspec.msgpack.decode(body, type=_Failure)
    except msgspec.DecodeError:
        return Crashed()
    if failure.kind == "refused":
        return Refused(failure.code, failure.message)
    return {"memory": OutOfMemory, "large": AnswerTooLarge}.get(failure.kind, Crashed)(failure.message or None)


def _death(process: BaseProcess, overdue: threading.Event) -> ProductionFailed:
    process.join(_GOODBYE_SECONDS)
    if overdue.is_set() or process.exitcode == -signal.SIGXCPU:
        return OutOfTime()
    if process.exitcode in _DEATHS_FOR_WANT_OF_MEMORY:
        return OutOfMemory()
    return Crashed(f"{Crashed.message} (exit code {process.exitcode})")


def _end(process: BaseProcess) -> None:
    if process.is_alive():
        process.kill()
    process.join()
    process.close()


@contextmanager
def _without_main_module() -> Iterator[None]:
    """Start a child that does not import the program of its worker.

    ``multiprocessing`` lets every child import the main module again. Of a worker that is a second of imports, into a
    process that reads foreign files and needs none of them: steps are found by the names of their own modules.
    """
    with _starting:
        main = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            yield
        finally:
            sys.modules["__main__"] = main


@cache
def _context() -> ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(_PRELOADED))
    return context


def warm_up() -> None:
    """Begin to load the libraries into the fork server, so that the first order does not wait for them.

    Comes back at once. When it fails, the first child tells what is wrong.
    """
    threading.Thread(target=_warm_up, name="warm-up", daemon=True).start()


def _warm_up() -> None:
    with suppress(ProductionFailed, OSError):
        list(run_in_child(_nothing, (), Limits(timeout_seconds=60, memory_bytes=0)))


def _nothing(_parts: Iterator[bytes], _send: Send) -> None:
    """Do nothing; the fork itself is what was wanted."""


def _serve(connection: Connection, step: Step, limits: Limits) -> None:
    """Be the child: take the parts, run the step, tell how it ended."""
    cpu_seconds = math.ceil(limits.timeout_seconds) * (os.cpu_count() or 1) + 1
    confine(memory_bytes=limits.memory_bytes, cpu_seconds=cpu_seconds, keep_open=connection.fileno())

    left = limits.answer_bytes

    def send(message: bytes) -> None:
        nonlocal left
        left -= len(message)
        if left < 0:
            raise AnswerTooLarge
        connection.send_bytes(_MESSAGE + message)

    try:
        step(_taken(connection), send)
    except Exception as error:  # noqa: BLE001 — whatever a library throws is the child's answer, not its end
        connection.send_bytes(_FAILED + msgspec.msgpack.encode(_described(error)))
    else:
        connection.send_bytes(_DONE)


def _taken(connection: Connection) -> Iterator[bytes]:
    while (frame := connection.recv_bytes())[:1] == _MESSAGE:
        yield frame[1:]


def _described(error: Exception) -> _Failure:
    if isinstance(error, AnswerTooLarge):
        return _Failure("large")
    if isinstance(error, AppError):
        return _Failure("refused", error.code, error.text)
    if isinstance(error, MemoryError) or getattr(error, "code", None) == _OPENCV_OUT_OF_MEMORY:
        return _Failure("memory")
    return _Failure("crash", "", f"{Crashed.message} ({type(error).__name__}: {error})"[:500])
