"""Logs are events with fields."""

import json
import logging

import structlog
from tests.support.logs import logging_to_memory

from planroom.infra.settings import LogLevel, Settings

JSON = Settings(log_json=True)


def test_an_event_is_one_json_line_with_its_fields() -> None:
    with logging_to_memory(JSON) as stream:
        structlog.get_logger("orders").info("order.confirmed", order_id=7, what="line\nbreak")
    (line,) = stream.getvalue().splitlines()
    told = json.loads(line)
    assert told.pop("timestamp").endswith("Z")
    assert told == {"event": "order.confirmed", "level": "info", "order_id": 7, "what": "line\nbreak"}


def test_fields_that_json_does_not_know_are_written_as_text() -> None:
    with logging_to_memory(JSON) as stream:
        structlog.get_logger("orders").info("order.confirmed", what=complex(1, 2))
    assert json.loads(stream.getvalue())["what"] == "(1+2j)"


def test_what_is_bound_to_the_request_is_in_every_line() -> None:
    with logging_to_memory(JSON) as stream, structlog.contextvars.bound_contextvars(request_id="a-7"):
        structlog.get_logger("orders").info("order.confirmed")
        logging.getLogger("some.library").warning("it is %s", "late")
    lines = [json.loads(text) for text in stream.getvalue().splitlines()]
    assert [line["request_id"] for line in lines] == ["a-7", "a-7"]
    assert (lines[1]["event"], lines[1]["level"], lines[1]["logger"]) == ("it is late", "warning", "some.library")


def test_events_below_the_level_are_not_written() -> None:
    with logging_to_memory(Settings(log_json=True, log_level=LogLevel.ERROR)) as stream:
        structlog.get_logger("orders").warning("order.late")
        logging.getLogger("some.library").warning("late")
    assert stream.getvalue() == ""


def test_talkative_libraries_are_heard_only_when_they_warn() -> None:
    with logging_to_memory(JSON) as stream:
        logging.getLogger("httpx").info("GET http://example.com?key=secret")
        logging.getLogger("httpx").warning("odd")
    assert [json.loads(text)["event"] for text in stream.getvalue().splitlines()] == ["odd"]


def test_an_error_carries_its_trace() -> None:
    with logging_to_memory(JSON) as stream:
        try:
            _ = 1 // 0
        except ZeroDivisionError:
            structlog.get_logger("orders").exception("order.failed")
    assert "ZeroDivisionError" in json.loads(stream.getvalue())["exception"]


def test_without_json_a_line_is_for_people() -> None:
    with logging_to_memory(Settings()) as stream:
        structlog.get_logger("orders").info("order.confirmed", order_id=7)
    assert "order.confirmed" in stream.getvalue()
    assert "order_id=7" in stream.getvalue()
    assert "\x1b[" not in stream.getvalue()
