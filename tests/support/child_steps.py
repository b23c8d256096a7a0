"""Steps for child processes that misbehave, each in one way."""

import os
import signal
import time
from collections.abc import Callable, Iterator

from planroom.kit.errors import AppError

Send = Callable[[bytes], None]


class Unwelcome(AppError):
    code = "unwelcome"
    message = "This is not for us."


def answer_backwards(parts: Iterator[bytes], send: Send) -> None:
    for part in parts:
        send(part[::-1])


def tell_pid(_parts: Iterator[bytes], send: Send) -> None:
    send(str(os.getpid()).encode())


def hang(_parts: Iterator[bytes], send: Send) -> None:
    send(str(os.getpid()).encode())
    time.sleep(600)


def spin(_parts: Iterator[bytes], _send: Send) -> None:
    while True:
        pass


def stop_itself(_parts: Iterator[bytes], _send: Send) -> None:
    os.kill(os.getpid(), signal.SIGSTOP)


def take_all_memory(_parts: Iterator[bytes], send: Send) -> None:
    taken = []
    while True:
        taken.append(b"x" * 50_000_000)
        send(b"still there")


def die(_parts: Iterator[bytes], send: Send) -> None:
    send(b"last words")
    os.kill(os.getpid(), signal.SIGSEGV)


def leave(_parts: Iterator[bytes], _send: Send) -> None:
    os._exit(3)


def refuse(_parts: Iterator[bytes], _send: Send) -> None:
    raise Unwelcome


def fail(_parts: Iterator[bytes], _send: Send) -> None:
    message = "a library stumbled"
    raise LookupError(message)


def flood(_parts: Iterator[bytes], send: Send) -> None:
    while True:
        send(b"x" * 1_000_000)
