"""Passwords: hashed with Argon2id, and recognised when they are easy to guess.

Hashing is slow by design, so it happens neither inside a unit of work nor on a database thread.
"""

import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from zxcvbn import zxcvbn

from planroom.infra.database.unit_of_work import forbid_inside_unit_of_work

# The library's parameters follow RFC 9106 and are raised with its releases; hashes made before are renewed when used.
_HASHER = PasswordHasher()
_LOOKED_AT_CHARACTERS = 72  # all that zxcvbn takes; what begins so is not made easier by what follows
_GUESSED_AT_ONCE = 1  # zxcvbn's scores: 0 and 1 are common passwords, their variants, keyboard rows and repeats


class Verdict(NamedTuple):
    """Whether a password is right; ``new_hash`` replaces a hash made with parameters of the past."""

    is_right: bool
    new_hash: str | None = None


def hash_password(password: str) -> str:
    """Hash a password with Argon2id and a salt; the text says with which parameters."""
    forbid_inside_unit_of_work("password hashing")
    return _HASHER.hash(_normal(password))


def check_password(password_hash: str | None, password: str) -> Verdict:
    """Say whether a password is the one of a hash. Where there is no hash, the same time is spent for nothing."""
    forbid_inside_unit_of_work("password hashing")
    if password_hash is None:
        _HASHER.hash(_normal(password))
        return Verdict(is_right=False)
    try:
        _HASHER.verify(password_hash, _normal(password))
    except (VerificationError, InvalidHashError):
        return Verdict(is_right=False)
    outdated = _HASHER.check_needs_rehash(password_hash)
    return Verdict(is_right=True, new_hash=hash_password(password) if outdated else None)


def is_easy_to_guess(password: str, about: Sequence[str] = ()) -> bool:
    """Say whether a password is a common one or made of such, or of the words ``about`` its owner."""
    found = zxcvbn(password[:_LOOKED_AT_CHARACTERS], user_inputs=list(about))
    return int(found["score"]) <= _GUESSED_AT_ONCE


def _normal(password: str) -> str:
    """Give the form in which a password is the same from every keyboard (Unicode NFKC)."""
    return unicodedata.normalize("NFKC", password)
