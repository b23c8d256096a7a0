"""Limits that a child process puts on itself before it touches a foreign file."""

import ctypes
import os
import resource
import signal
import sys

_PR_SET_PDEATHSIG = 1
_FIRST_INHERITED = 3
_MOST_FILES = 1 << 16
_LARGEST_FILE_BYTES = 512 * 1024 * 1024


def confine(*, memory_bytes: int, cpu_seconds: int, keep_open: int) -> None:
    """Limit this process for good: address space (0: no limit), processor time, no core dump, death with its parent.

    Of the files it inherited only the standard streams and ``keep_open`` stay open. Among the others is the line by
    which the fork server learns of its worker's death: a child that kept it would keep the server, and itself, alive.
    Interrupts from the terminal are left to the parent, which ends its children itself.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.closerange(_FIRST_INHERITED, keep_open)
    os.closerange(keep_open + 1, _highest_file())
    if sys.platform == "linux":
        _die_with_parent()
        # Other systems do not keep this limit, or refuse it.
        if memory_bytes:
            _limit(resource.RLIMIT_AS, memory_bytes)
    _limit(resource.RLIMIT_CPU, cpu_seconds)
    _limit(resource.RLIMIT_FSIZE, _LARGEST_FILE_BYTES)
    _limit(resource.RLIMIT_CORE, 0)


def _highest_file() -> int:
    limit, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return _MOST_FILES if limit == resource.RLIM_INFINITY else limit


def _limit(kind: int, value: int) -> None:
    _, hard = resource.getrlimit(kind)
    wanted = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(kind, (wanted, wanted))


def _die_with_parent() -> None:
    parent = os.getppid()
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        # The parent died between the two calls, so the signal will not come.
        os._exit(1)
