"""Keys that are shown once and kept as a hash.

A key carries 256 bits of randomness, so one round of SHA-256 is enough: there is nothing to guess. Passwords, which
people choose, are hashed with Argon2id elsewhere.
"""

import hashlib
import secrets


def new_key(prefix: str) -> str:
    """Make a key such as ``pk_live_…`` from 32 random bytes; it is shown to its owner once and never stored."""
    return f"{prefix}_{secrets.token_urlsafe(32)}"


def hash_key(key: str) -> str:
    """Give the hash under which a key is stored: SHA-256, 64 hexadecimal digits."""
    return hashlib.sha256(key.encode()).hexdigest()
