"""How much one run of a child process may use."""

from dataclasses import dataclass

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Limits of one child process.

    ``timeout_seconds`` is wall-clock time from start to end; ``memory_bytes`` is address space (RLIMIT_AS), of which a
    child that does nothing needs about 900 MiB; ``answer_bytes`` is the largest sum of what it may hand back.
    """

    timeout_seconds: float
    memory_bytes: int
    answer_bytes: int = 256 * MEBIBYTE
