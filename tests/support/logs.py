"""What a process would log, kept in memory."""

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager

import structlog

from planroom.infra.logging import configure_logging
from planroom.infra.settings import Settings


@contextmanager
def logging_to_memory(settings: Settings) -> Iterator[io.StringIO]:
    """Log as a process with these settings does; afterwards everything is as it was."""
    stream = io.StringIO()
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    root.handlers = []
    configure_logging(settings, stream)
    try:
        yield stream
    finally:
        structlog.reset_defaults()
        root.handlers = handlers
        root.setLevel(level)
