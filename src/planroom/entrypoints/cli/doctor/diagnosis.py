"""What the doctor says about one thing."""

from enum import StrEnum

import msgspec


class Outcome(StrEnum):
    """Fine; works but should be seen to; or does not work."""

    OK = "ok"
    WARNING = "warning"
    FAILURE = "failure"


class Diagnosis(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that was looked at: what was found, and what to do when that is not well."""

    name: str
    outcome: Outcome
    found: str
    advice: str = ""


def healthy(name: str, found: str) -> Diagnosis:
    """Say that a thing is as it should be."""
    return Diagnosis(name=name, outcome=Outcome.OK, found=found)


def warning(name: str, found: str, advice: str) -> Diagnosis:
    """Say that a thing works and should be seen to."""
    return Diagnosis(name=name, outcome=Outcome.WARNING, found=found, advice=advice)


def failure(name: str, found: str, advice: str) -> Diagnosis:
    """Say that a thing does not work."""
    return Diagnosis(name=name, outcome=Outcome.FAILURE, found=found, advice=advice)
