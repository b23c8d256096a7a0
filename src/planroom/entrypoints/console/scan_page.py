"""The page behind a client's link, ``/scan/{token}`` (contract 3.7): shows who asks and where, and takes files.

It works without script. The token in the address is all the proof there is, so no cookie is needed; opening the page
does not use the link up, handing something in does.
"""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from typing import Any

from litestar import Request, Response
from litestar.params import FromPath
from litestar.response import Redirect

from planroom.entrypoints.console.rendering import render
from planroom.features.invitations import service
from planroom.features.invitations.errors import InvitationEnded, InvitationNotFound
from planroom.features.invitations.rules import SCAN_PATH, InvitationStatus, scan_path
from planroom.features.invitations.service import Visit
from planroom.features.invitations.wording import DEFAULT_LANGUAGE, Words, language_of, words_in, written_day
from planroom.features.orders.errors import OrderNotDraft
from planroom.features.uploads.media_types import is_drawing, sniff
from planroom.features.uploads.models import KeptFile
from planroom.features.uploads.receiving import kept_files
from planroom.infra.http import request_scope
from planroom.infra.http.forms import FileTooLarge, Form, FormExpected, FormFile, FormLimits, received_form
from planroom.infra.http.gate import RateLimited
from planroom.infra.http.route_options import FORM
from planroom.infra.http.routing import NO_KEY, get_or_head, post_in_steps
from planroom.infra.http.threads import on_database_thread
from planroom.infra.http.tight_limit import take_from_address
from planroom.infra.settings import MEBIBYTE, Settings
from planroom.kit.errors import AppError, InvalidInput

DRAWING, SCAN = "drawing", "scan"
MOST_FILES = 20

_TEMPLATE = "scan.html"
_PATH = f"{SCAN_PATH}/{{token:str}}"
_FIELDS = {DRAWING: "Photos of a drawing.", SCAN: "What a scanning app exports."}


@get_or_head(_PATH, opt={NO_KEY: True})
def show_scan_page(request: Request[Any, Any, Any], token: FromPath[str]) -> Response[str]:
    """Show the form, a thank-you once it was used, or that the link has ended."""
    try:
        with request_scope.read_without_key(request) as uow:
            visit = service.look_behind_link(uow, token)
    except InvitationNotFound:
        return _unknown()
    if visit.works and visit.invitation.status is InvitationStatus.SENT and request.method == "GET":
        with request_scope.write_without_key(request) as uow:
            service.note_opened(uow, visit.invitation)
    return _page(visit)


@post_in_steps(_PATH, opt={NO_KEY: True, FORM: _FIELDS}, request_max_body_size=None)
async def hand_in(request: Request[Any, Any, Any], token: FromPath[str]) -> Response[Any]:
    """Take the form: keep the files and let the order go on, or show what is wrong."""
    settings = request_scope.settings(request)
    try:
        visit = await on_database_thread(partial(_look, request, token))
    except InvitationNotFound:
        return _unknown()
    if not visit.works:
        return _page(visit)
    words = words_in(visit.invitation.language)
    try:
        take_from_address(request)
        async with received_form(request, _limits(settings)) as form:
            fault = _fault_in(form, words)
            if fault is not None:
                return _page(visit, fault, 400)
            async with kept_files(request_scope.storage(request), _in_order(form)) as kept:
                await on_database_thread(partial(_store, request, token, kept))
    except (InvitationEnded, OrderNotDraft):
        return _page(await on_database_thread(partial(_look, request, token)))
    except (FileTooLarge, FormExpected, InvalidInput, RateLimited) as error:
        return _page(visit, *_explained(error, words, settings))
    # Sent again by a reload, the form would be sent again; the page that thanks may be reloaded.
    return Redirect(scan_path(token), status_code=303)


routes = [show_scan_page, hand_in]


def _look(request: Request[Any, Any, Any], token: str) -> Visit:
    with request_scope.read_without_key(request) as uow:
        return service.look_behind_link(uow, token)


def _store(request: Request[Any, Any, Any], token: str, kept: Sequence[KeptFile]) -> None:
    settings = request_scope.settings(request)
    keep_unused = timedelta(hours=settings.keep_unused_uploads_hours)
    with request_scope.write_without_key(request) as uow:
        service.hand_in(uow, token, kept, public_url=settings.resolved_public_url, keep_unused=keep_unused)


def _limits(settings: Settings) -> FormLimits:
    return FormLimits(files=MOST_FILES, file_bytes=settings.max_scan_bytes, all_files_bytes=settings.max_scan_bytes)


def _in_order(form: Form) -> list[FormFile]:
    """Give the drawings first, each kind in the order in which it was chosen."""
    return sorted((file for file in form.files if file.size), key=lambda file: file.field_name != DRAWING)


def _fault_in(form: Form, words: Words) -> str | None:
    """Say what is wrong with what was chosen; None when nothing is."""
    chosen = [file for file in form.files if file.size]
    if not chosen:
        return words.nothing_chosen
    unreadable = [file for file in chosen if file.field_name == DRAWING and not is_drawing(sniff(file.head))]
    return words.no_drawing.format(file=unreadable[0].file_name[:80]) if unreadable else None


def _explained(error: AppError, words: Words, settings: Settings) -> tuple[str, int]:
    """Say a refusal in the client's language, with its status."""
    if isinstance(error, FileTooLarge):
        return words.too_large.format(megabytes=settings.max_scan_bytes // MEBIBYTE, files=MOST_FILES), 413
    return (words.too_often, 429) if isinstance(error, RateLimited) else (words.broken, 400)


def _page(visit: Visit, fault: str | None = None, status_code: int = 200) -> Response[str]:
    invitation = visit.invitation
    words = words_in(invitation.language)
    state = "form" if visit.works else "done" if invitation.status is InvitationStatus.SUBMITTED else "ended"
    return render(
        _TEMPLATE,
        status_code=410 if state == "ended" else status_code,
        has_form=state == "form",
        state=state,
        language=language_of(invitation.language),
        words=words,
        company=visit.company_name,
        address=visit.address if state != "ended" else None,
        until=written_day(words, invitation.expires_at),
        fault=fault,
    )


def _unknown() -> Response[str]:
    return render(
        _TEMPLATE,
        status_code=404,
        state="unknown",
        language=DEFAULT_LANGUAGE,
        words=words_in(DEFAULT_LANGUAGE),
        company=None,
        address=None,
        until=None,
        fault=None,
    )
