"""Logs are events with fields, one line each, on standard error: standard output belongs to what commands print.

    log = structlog.get_logger(__name__)
    log.info("order.confirmed", order_id=order_id)

What is bound with ``structlog.contextvars`` (``request_id``, ``job``) is in every line of that request or job. Lines of
libraries that log through the standard library come out in the same shape.
"""

import logging
import sys
from typing import TextIO

import msgspec
import structlog
from structlog.typing import EventDict, Processor

from planroom.infra.settings import Settings

# Libraries that tell at "info" what nobody asked for.
_QUIET = ("httpx", "httpcore", "alembic", "sqlalchemy.engine", "dbos", "fontTools")


def configure_logging(settings: Settings, stream: TextIO | None = None) -> None:
    """Send every log line of this process to ``stream`` (standard error), from the level of the settings up."""
    stream = sys.stderr if stream is None else stream
    level = logging.getLevelNamesMapping()[settings.log_level.upper()]
    shared = _shared_processors()
    structlog.configure(
        processors=[*shared, *_renderers(settings, stream)],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.WriteLoggerFactory(stream),
        cache_logger_on_first_use=False,  # a process may configure twice: the command line, then the server inside it
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.add_logger_name, *shared],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                *_renderers(settings, stream),
            ],
        )
    )
    logging.basicConfig(handlers=[handler], level=level, force=True)
    for name in _QUIET:
        logging.getLogger(name).setLevel(max(level, logging.WARNING))


def _shared_processors() -> list[Processor]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
    ]


def _renderers(settings: Settings, stream: TextIO) -> list[Processor]:
    if settings.log_json:
        return [structlog.processors.format_exc_info, _render_json]
    return [structlog.dev.ConsoleRenderer(colors=stream.isatty(), exception_formatter=structlog.dev.plain_traceback)]


def _render_json(_logger: object, _method: str, event: EventDict) -> str:
    return msgspec.json.encode(event, enc_hook=str).decode()
