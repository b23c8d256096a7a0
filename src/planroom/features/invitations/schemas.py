"""What clients of the API send to invite a client of theirs (contract 3.7)."""

from typing import Annotated

import msgspec

from planroom.features.invitations.models import Client
from planroom.features.invitations.rules import DEFAULT_DAYS, LEAST_DAYS, MOST_DAYS
from planroom.features.invitations.wording import DEFAULT_LANGUAGE
from planroom.features.orders.schemas.requests import MAX_EMAIL_LENGTH, EmailText, OrderBody
from planroom.features.users.rules import EMAIL_PATTERN
from planroom.infra.http.fault_texts import told_as

ClientEmail = Annotated[
    str,
    msgspec.Meta(
        pattern=EMAIL_PATTERN,
        max_length=MAX_EMAIL_LENGTH,
        extra=told_as("value is not a valid email address", "value_error.email"),
    ),
]
ClientPhone = Annotated[
    str,
    msgspec.Meta(
        pattern=r"^\+?[0-9][0-9 ()./-]{4,28}$",
        extra=told_as("value is not a valid phone number", "value_error.phone"),
    ),
]
Days = Annotated[int, msgspec.Meta(ge=LEAST_DAYS, le=MOST_DAYS)]


class GoToScanCreate(OrderBody, frozen=True, kw_only=True):
    """An order for which your client hands in a scan or photos of a drawing, by a link.

    At least one of ``client_email`` and ``client_phone`` is needed. ``language`` is the client's (``en``, ``de``); in
    any other, English is written. ``expires_in_days`` is how long the link works.
    """

    owner_email: EmailText
    client_name: Annotated[str, msgspec.Meta(max_length=300)] | None = None
    client_email: ClientEmail | None = None
    client_phone: ClientPhone | None = None
    expires_in_days: Days | None = None
    language: Annotated[str, msgspec.Meta(max_length=35)] | None = None

    @property
    def days(self) -> int:
        """How long the link works."""
        return self.expires_in_days or DEFAULT_DAYS

    def to_client(self) -> Client:
        """Give who is invited as the use case takes it."""
        # Patterns let a line feed at the end pass, which is no part of an address.
        email = self.client_email.strip() if self.client_email is not None else None
        phone = self.client_phone.strip() if self.client_phone is not None else None
        return Client(self.client_name, email, phone, self.language or DEFAULT_LANGUAGE)
