"""How an anonymous author is kept: sealed with a key from the environment, never in the clear."""

from __future__ import annotations

import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken

SEALED = "sealed:"
_MARKED = "marked:"


def seal(key: str, user: str) -> str:
    return SEALED + Fernet(key).encrypt(user.encode()).decode()


def unseal(key: str | None, sealed: str) -> str | None:
    """Whom it names; None without the right key."""
    if not key:
        return None
    try:
        return Fernet(key).decrypt(sealed.removeprefix(SEALED).encode()).decode()
    except InvalidToken:
        return None


def person_at(key: str | None, address: str) -> str | None:
    """The user that an address names; a sealed one only to who has the key."""
    return unseal(key, address) if address.startswith(SEALED) else address


def name_of(address: str) -> str:
    """For a key: a user as they are, a seal by its print, so that no two share one and none tells who it is."""
    return hashlib.sha256(address.encode()).hexdigest()[:16] if address.startswith(SEALED) else address


def mark(key: str, channel: str, ts: str) -> str:
    """Where a message to an anonymous author stands: who has the key can recognize it, nobody can read it.

    The message itself is part of it, so that two items of one author do not look alike.
    """
    return _MARKED + hmac.new(key.encode(), f"{channel}/{ts}".encode(), hashlib.sha256).hexdigest()
