"""Addresses that open a roadmap without signing in. No database, no clock.

A token is made from a random part, which is stored, and the secret key, which is not: the owner can
be shown the address again, and the database alone opens nothing. It is looked up by its hash.
"""

from __future__ import annotations

import hashlib
import secrets
from base64 import urlsafe_b64encode
from enum import StrEnum

from django.conf import settings
from django.utils.crypto import salted_hmac

NONCE_BYTES = 16
NONCE = rf"\A[0-9a-f]{{{2 * NONCE_BYTES}}}\Z"
"""What a random part looks like."""


class Purpose(StrEnum):
    """What a token opens; a token of one purpose opens nothing of another."""

    CALENDAR = "careers.roadmaps.calendar"
    LINK = "careers.roadmaps.link"


def new_nonce() -> str:
    """Return a random part for a new token, in hexadecimal digits."""
    return secrets.token_hex(NONCE_BYTES)


def token_of(nonce: str, purpose: Purpose, key: str | None = None) -> str:
    """Return the token of a random part: 43 characters that need no quoting in an address.

    It is made with the secret key, or with the one given.
    """
    made = salted_hmac(purpose, nonce, secret=key, algorithm="sha256").digest()
    return urlsafe_b64encode(made).rstrip(b"=").decode("ascii")


def hash_of(token: str) -> str:
    """Return what is stored of a token, and looked up; any text has one."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def token_to_show(nonce: str, token_hash: str, purpose: Purpose) -> str:
    """Return the token to its owner; empty when none of the secret keys made it."""
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        token = token_of(nonce, purpose, key)
        if secrets.compare_digest(hash_of(token), token_hash):
            return token
    return ""
