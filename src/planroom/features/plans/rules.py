"""When a draft may be delivered by itself, when a failed fetch is tried again, and what the customer is told."""

from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import urlsplit

from planroom.floorplan.model.finding import Finding, Severity
from planroom.floorplan.model.plan import Plan

RETRY_DELAYS_SECONDS = (20.0, 120.0)
"""Waits before the second and the third attempt to fetch a source; the last one stands for any further."""

_SHOWN_URL_LENGTH = 200
_SERVER_ERRORS = range(500, 600)
_ASKED_TO_WAIT = frozenset({408, 425, 429})
_FAILED_BUT_MAY_WORK_LATER = frozenset({"connection_failed", "timed_out", "name_not_resolved", "protocol_error"})


class Trouble(NamedTuple):
    """Why a source or a draft failed: a stable code, and a sentence that tells the customer what to do."""

    code: str
    message: str


def needs_person(plan: Plan, findings: Iterable[Finding], deliver_up_to: Severity) -> bool:
    """Say whether a draft must wait for a person: it has no rooms, or a finding graver than ``deliver_up_to``."""
    has_rooms = any(storey.rooms for storey in plan.storeys)
    return not has_rooms or any(finding.severity.rank > deliver_up_to.rank for finding in findings)


def retry_delay_seconds(attempts_made: int) -> float:
    """Give the wait before the next attempt, after ``attempts_made`` (from 1) that failed."""
    return RETRY_DELAYS_SECONDS[min(attempts_made, len(RETRY_DELAYS_SECONDS)) - 1]


def status_may_change(status: int) -> bool:
    """Say whether an HTTP status that is no success may be another one later."""
    return status in _SERVER_ERRORS or status in _ASKED_TO_WAIT


def failure_may_pass(code: str) -> bool:
    """Say whether a call that failed with this code of the outbound port may work later."""
    return code in _FAILED_BUT_MAY_WORK_LATER


def shown_url(url: str) -> str:
    """Give the URL as a sentence shows it: without query and password, and not too long."""
    try:
        parts = urlsplit(url)
        shown = f"{parts.scheme}://{parts.hostname or ''}{f':{parts.port}' if parts.port else ''}{parts.path}"
    except ValueError:
        shown = url
    return shown if len(shown) <= _SHOWN_URL_LENGTH else shown[: _SHOWN_URL_LENGTH - 1] + "…"


def trouble_of_status(url: str, status: int) -> Trouble:
    """Explain an answer that is no file."""
    where = f"The source {shown_url(url)} could not be fetched: its server answered {status}."
    if status in {404, 410}:
        return Trouble("source_not_found", f"{where} Check the address and that the file is still there.")
    if status in {401, 403}:
        return Trouble("source_not_allowed", f"{where} Give an address that can be opened without signing in.")
    if status_may_change(status):
        return Trouble("source_unavailable", f"{where} We tried several times; send the source again when it is back.")
    return Trouble("source_not_found", f"{where} Give an address that answers with the file itself.")


def trouble_of_call(url: str, code: str) -> Trouble:
    """Explain a call that came to no answer, by the code of the outbound port."""
    issue, what_and_what_to_do = _CALLS.get(code, _CALLS["connection_failed"])
    return Trouble(issue, f"The source {shown_url(url)} {what_and_what_to_do}")


def trouble_of_drafting(url: str, code: str, sentence: str) -> Trouble:
    """Explain a file that could not be drafted; a reader's refusal keeps its own code and sentence."""
    where = f"The source {shown_url(url)}"
    if code in _DRAFTING:
        issue, what_and_what_to_do = _DRAFTING[code]
        return Trouble(issue, f"{where} {what_and_what_to_do}")
    return Trouble(code, f"{where} could not be read. {sentence}")


_ANOTHER_ADDRESS = "Put the file on a server that can be reached from the internet and send its address."
_CALLS = {
    "address_refused": (
        "source_address_refused",
        f"points at a private or special address, which is not fetched. {_ANOTHER_ADDRESS}",
    ),
    "redirect_refused": (
        "source_redirect_refused",
        "redirects to an address that is not fetched, or too often. Send the address of the file itself.",
    ),
    "bad_url": ("source_bad_url", "is not a complete http or https address. Send one that begins with https://."),
    "too_large": (
        "source_too_large",
        "is larger than a source may be. Send a smaller file: a drawing needs no more than 60 megapixels.",
    ),
    "timed_out": (
        "source_timed_out",
        "did not arrive in time, though we tried several times. Send the source again from a faster server.",
    ),
    "name_not_resolved": (
        "source_unavailable",
        "has a server name that cannot be found. Check the address and send the source again.",
    ),
    "connection_failed": (
        "source_unavailable",
        "could not be fetched, though we tried several times: its server takes no connection. Send it again later.",
    ),
    "protocol_error": (
        "source_unavailable",
        "could not be fetched: its server broke off or did not speak HTTP. Send the source again from another server.",
    ),
}
_DRAFTING = {
    "out_of_memory": (
        "drafting_out_of_memory",
        "needs more memory to draft than one plan may use. Send a smaller picture: 300 dots per inch are enough.",
    ),
    "out_of_time": (
        "drafting_out_of_time",
        "takes longer to draft than one plan may take. Send a smaller or cleaner picture of the drawing.",
    ),
    "crashed": (
        "drafting_failed",
        "could not be drafted. Production has been told and looks at it; you can also send another picture.",
    ),
}

TROUBLE_OF_OURS = Trouble(
    "reading_failed",
    "The sources could not be read because of a fault on our side. Production has been told and looks at it.",
)

SCAN_GIVEN = Trouble(
    "scan_needs_person",
    "A scan was handed in. Scans are not read by this version yet, so a person makes the plan from it; there is "
    "nothing that you need to do. If you have a drawing, hand it in as another source and it is read at once.",
)
