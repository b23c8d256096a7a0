"""Use cases of invitations: send a link, open it, hand something in by it, remind of it, let it end.

Whether a link still works is decided by its order being a draft, whose row every change of an invitation locks first:
of two clients who submit at the same moment, one is told that the link has been used.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple
from uuid import UUID

from planroom.features.audit.rules import Subject
from planroom.features.audit.service import record
from planroom.features.companies.service import get_company
from planroom.features.invitations import repository
from planroom.features.invitations.errors import InvitationEnded, InvitationNotFound
from planroom.features.invitations.link_secret import find_secret, make_secret
from planroom.features.invitations.mail_texts import About, invitation_mail, reminder_mail
from planroom.features.invitations.models import Client, Invitation
from planroom.features.invitations.rules import (
    OPEN,
    InvitationStatus,
    expiry,
    make_token,
    read_token,
    reminded_at,
    scan_path,
)
from planroom.features.invitations.wording import words_in, written_day
from planroom.features.mails.service import send_mail
from planroom.features.orders.models import Go2Scan, NewOrder, Order
from planroom.features.orders.rules import OrderStatus
from planroom.features.orders.service import drafting
from planroom.features.orders.service.sources import sources_of_uploads
from planroom.features.orders.service.starting import GOTOSCAN
from planroom.features.plans.models import SourceKind
from planroom.features.uploads.media_types import is_drawing
from planroom.features.uploads.models import KeptFile
from planroom.features.uploads.rules import upload_path
from planroom.features.uploads.service import add_upload, use_uploads
from planroom.infra.database.unit_of_work import UnitOfWork
from planroom.infra.jobs.queue import enqueue
from planroom.kit.actor import Actor
from planroom.kit.ids import new_id

_TOO_SOON_SECONDS = 5.0


class Visit(NamedTuple):
    """What a client sees behind a link, and nothing else: who asks, and where; ``works`` while it can be used."""

    invitation: Invitation
    company_name: str
    address: str
    works: bool


# --- For the company --------------------------------------------------------------------------------------------------


def invite_client(uow: UnitOfWork, actor: Actor, new: NewOrder, client: Client, *, days: int, public_url: str) -> Order:
    """Make a draft that waits for a client, and send them the link where they have an e-mail address.

    Raises as ``drafting.create_draft``. No provider of text messages is built in: to a client with a phone number only,
    the company sends the link itself.
    """
    order = drafting.create_draft(uow, actor, new, order_type=GOTOSCAN)
    now = uow.now()
    invitation = Invitation(
        id=new_id(),
        company_id=order.company_id,
        order_id=order.id,
        status=InvitationStatus.SENT,
        client_name=client.name,
        client_email=client.email,
        client_phone=client.phone,
        language=client.language,
        created_at=now,
        expires_at=expiry(now, days),
        reminded_at=None,
    )
    repository.insert_invitation(uow, invitation)
    order = _show(uow, invitation, InvitationStatus.SENT)
    if client.email is not None:
        _mail(uow, invitation, order, public_url, again=False)
        _call_later(uow, "invitations.remind", invitation, reminded_at(now, invitation.expires_at) - now)
    _call_later(uow, "invitations.expire", invitation, invitation.expires_at - now)
    record(uow, actor, "invitation.sent", Subject.ORDER, order.id, details={"to": client.email or client.phone})
    return order


# --- For the client ---------------------------------------------------------------------------------------------------


def look_behind_link(uow: UnitOfWork, token: str) -> Visit:
    """Give what a client sees behind a link; InvitationNotFound for one that was not made here."""
    secret = find_secret(uow)
    found = read_token(secret, token) if secret is not None else None
    invitation = repository.find_invitation_by_signed_token(uow, found[0]) if found else None
    if invitation is None:
        raise InvitationNotFound
    order = drafting.find_draft_for_client(uow, company_id=invitation.company_id, order_id=invitation.order_id)
    in_time = invitation.status in OPEN and uow.now() < invitation.expires_at
    return Visit(
        invitation=invitation,
        company_name=get_company(uow, invitation.company_id).name,
        address=order.address_line,
        works=in_time and order.status is OrderStatus.DRAFT,
    )


def note_opened(uow: UnitOfWork, invitation: Invitation) -> None:
    """Note that the client has opened the link, once."""
    if invitation.status is InvitationStatus.SENT:
        _move(uow, invitation, InvitationStatus.OPENED, frozenset({InvitationStatus.SENT}))


def hand_in(uow: UnitOfWork, token: str, files: Sequence[KeptFile], *, public_url: str, keep_unused: timedelta) -> None:
    """Take what a client hands in: pictures and papers as drawings in their order, everything else as scans.

    The order is Pending from then on, and the link has been used. Raises InvitationEnded for one that does not work.
    """
    visit = look_behind_link(uow, token)
    invitation = visit.invitation
    order = drafting.lock_draft_for_client(uow, company_id=invitation.company_id, order_id=invitation.order_id)
    if not visit.works or order.status is not OrderStatus.DRAFT:
        raise InvitationEnded
    created_by = invitation.client_email or invitation.client_name or "client"
    taken = [
        add_upload(uow, company_id=order.company_id, created_by=created_by, file=file, keep_unused=keep_unused)
        for file in files
    ]
    use_uploads(uow, order.company_id, taken)
    drawings = [upload for upload in taken if is_drawing(upload.media_type)]
    scans = [upload for upload in taken if not is_drawing(upload.media_type)]
    given = [
        (public_url + upload_path(upload.token, upload.file_name), upload, kind)
        for kind, uploads in ((SourceKind.DRAWING, drawings), (SourceKind.SCAN, scans))
        for upload in uploads
    ]
    _move(uow, invitation, InvitationStatus.SUBMITTED, OPEN)
    drafting.submit_draft_for_client(
        uow, company_id=order.company_id, order_id=order.id, sources=sources_of_uploads(given)
    )


# --- For jobs and listeners -------------------------------------------------------------------------------------------


def remind(uow: UnitOfWork, invitation_id: UUID, public_url: str) -> None:
    """Remind a client, once; nothing happens when the link has been used, has ended or is gone."""
    invitation = repository.find_invitation_for_job(uow, invitation_id)
    if invitation is None or invitation.reminded_at is not None or invitation.status not in OPEN:
        return
    if not reminded_at(invitation.created_at, invitation.expires_at) <= uow.now() < invitation.expires_at:
        return
    order = drafting.lock_draft_for_client(uow, company_id=invitation.company_id, order_id=invitation.order_id)
    if order.status is OrderStatus.DRAFT:
        repository.update_invitation(uow, invitation, reminded_at=uow.now())
        _mail(uow, invitation, order, public_url, again=True)


def expire(uow: UnitOfWork, invitation_id: UUID) -> None:
    """Show on the order that its link has ended unused."""
    invitation = repository.find_invitation_for_job(uow, invitation_id)
    if invitation is not None and uow.now() >= invitation.expires_at:
        _move(uow, invitation, InvitationStatus.EXPIRED, OPEN)


def end_for_submitted(uow: UnitOfWork, *, company_id: UUID, order_id: UUID) -> None:
    """End the link of an order that has got what it waited for in another way."""
    invitation = repository.find_invitation(uow, company_id, order_id)
    if invitation is not None:
        _move(uow, invitation, InvitationStatus.EXPIRED, OPEN)


def _move(uow: UnitOfWork, invitation: Invitation, to: InvitationStatus, allowed: frozenset[InvitationStatus]) -> None:
    """Change the status, on the order too, from one of those ``allowed``; from any other nothing happens."""
    drafting.lock_draft_for_client(uow, company_id=invitation.company_id, order_id=invitation.order_id)
    current = repository.find_invitation(uow, invitation.company_id, invitation.order_id)
    if current is not None and current.status in allowed:
        repository.update_invitation(uow, invitation, status=to)
        _show(uow, invitation, to)


def _show(uow: UnitOfWork, invitation: Invitation, status: InvitationStatus) -> Order:
    token = make_token(make_secret(uow), invitation.id, invitation.expires_at)
    return drafting.set_go2scan(
        uow,
        company_id=invitation.company_id,
        order_id=invitation.order_id,
        go2scan=Go2Scan(
            path=scan_path(token),
            status=status,
            client_name=invitation.client_name,
            client_email=invitation.client_email,
            client_phone=invitation.client_phone,
            expires_at=invitation.expires_at.timestamp(),
        ),
    )


def _mail(uow: UnitOfWork, invitation: Invitation, order: Order, public_url: str, *, again: bool) -> None:
    if invitation.client_email is None or order.go2scan is None:
        return
    words = words_in(invitation.language)
    about = About(
        company=get_company(uow, invitation.company_id).name,
        address=order.address_line,
        client_name=invitation.client_name,
        until=written_day(words, invitation.expires_at),
        link=public_url + order.go2scan["path"],
    )
    mail = reminder_mail(words, about) if again else invitation_mail(words, about)
    send_mail(
        uow,
        company_id=invitation.company_id,
        to=invitation.client_email,
        kind="invitation.reminder" if again else "invitation.link",
        subject=mail.subject,
        text=mail.text,
        html=mail.html,
    )


def _call_later(uow: UnitOfWork, job: str, invitation: Invitation, wait: timedelta) -> None:
    enqueue(
        uow,
        job,
        str(invitation.id),
        key=str(invitation.id),
        delay_seconds=wait.total_seconds() + _TOO_SOON_SECONDS,
    )
