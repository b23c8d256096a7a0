"""When a draft needs a person, when a fetch is tried again, and what the customer is told."""

import pytest

from planroom.features.plans.rules import (
    failure_may_pass,
    needs_person,
    retry_delay_seconds,
    shown_url,
    status_may_change,
    trouble_of_call,
    trouble_of_drafting,
    trouble_of_status,
)
from planroom.floorplan.geometry.points import Point
from planroom.floorplan.model.finding import Finding, Severity
from planroom.floorplan.model.plan import Plan, Storey
from planroom.floorplan.model.room import Room
from planroom.infra.outbound.port import OutboundCode

WITH_ROOM = Plan(storeys=(Storey(id="s", name="s", rooms=(Room(id="r", seed=Point(0, 0), label="r"),)),))
URL = "https://user:secret@files.example.com:8443/a/house.png?token=secret"


def _findings(*severities: Severity) -> list[Finding]:
    return [Finding(code="test-1", severity=severity, message="") for severity in severities]


@pytest.mark.parametrize(
    ("severities", "up_to", "expected"),
    [
        ([], Severity.INFO, False),
        ([Severity.INFO], Severity.INFO, False),
        ([Severity.INFO, Severity.WARNING], Severity.INFO, True),
        ([Severity.WARNING], Severity.WARNING, False),
        ([Severity.INFO, Severity.ERROR], Severity.WARNING, True),
        ([Severity.ERROR], Severity.ERROR, False),
    ],
)
def test_a_draft_needs_a_person_when_a_finding_is_graver_than_allowed(
    severities: list[Severity], up_to: Severity, *, expected: bool
) -> None:
    assert needs_person(WITH_ROOM, _findings(*severities), up_to) is expected


@pytest.mark.parametrize("plan", [Plan(), Plan(storeys=(Storey(id="s", name="s"),))])
def test_a_draft_without_rooms_needs_a_person(plan: Plan) -> None:
    assert needs_person(plan, [], Severity.ERROR)


def test_waits_between_attempts_grow_and_stay() -> None:
    waits = [retry_delay_seconds(made) for made in (1, 2, 3, 9)]
    assert waits == [20.0, 120.0, 120.0, 120.0]


def test_a_server_error_may_pass_and_a_missing_file_does_not() -> None:
    assert [status for status in (301, 400, 403, 404, 408, 410, 429, 500, 503) if status_may_change(status)] == [
        408,
        429,
        500,
        503,
    ]


@pytest.mark.parametrize("code", OutboundCode)
def test_every_way_in_which_a_call_fails_has_words_of_its_own(code: OutboundCode) -> None:
    trouble = trouble_of_call(URL, code)
    sentences = {trouble_of_call(URL, other).message for other in OutboundCode if other is not code}
    assert trouble.message not in sentences
    assert trouble.code.startswith("source_")


def test_only_what_may_pass_is_tried_again() -> None:
    assert {code for code in OutboundCode if failure_may_pass(code)} == {
        OutboundCode.NAME_NOT_RESOLVED,
        OutboundCode.CONNECTION_FAILED,
        OutboundCode.PROTOCOL_ERROR,
        OutboundCode.TIMED_OUT,
    }


def test_an_address_is_shown_without_its_secrets() -> None:
    assert shown_url(URL) == "https://files.example.com:8443/a/house.png"
    assert shown_url("http://[half") == "http://[half"
    assert len(shown_url("https://files.example.com/" + "x" * 5000)) == 200


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (404, "source_not_found"),
        (410, "source_not_found"),
        (401, "source_not_allowed"),
        (403, "source_not_allowed"),
        (503, "source_unavailable"),
        (429, "source_unavailable"),
        (418, "source_not_found"),
    ],
)
def test_an_answer_that_is_no_file_is_explained(status: int, code: str) -> None:
    trouble = trouble_of_status(URL, status)
    assert trouble.code == code
    assert f"answered {status}" in trouble.message
    assert "secret" not in trouble.message


def test_a_reader_keeps_its_own_words() -> None:
    trouble = trouble_of_drafting(URL, "source_not_a_picture", "It is a text.")
    assert trouble == (
        "source_not_a_picture",
        "The source https://files.example.com:8443/a/house.png could not be read. It is a text.",
    )


@pytest.mark.parametrize("code", ["out_of_memory", "out_of_time", "crashed"])
def test_a_limit_that_was_broken_is_explained(code: str) -> None:
    trouble = trouble_of_drafting(URL, code, "exit code 3")
    assert trouble.code.startswith("drafting_")
    assert "exit code" not in trouble.message
