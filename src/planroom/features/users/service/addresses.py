"""E-mail addresses, checked before they are kept."""

from planroom.features.users.errors import BadEmail
from planroom.features.users.rules import is_email


def checked_email(email: str) -> str:
    """Give the address without white space around it; BadEmail when it is none."""
    email = email.strip()
    if not is_email(email):
        raise BadEmail
    return email
