"""Rows of the catalogue as documents, by stable keys. No database, no clock."""

from __future__ import annotations

import json
from datetime import date
from hashlib import sha256
from typing import Any

Document = dict[str, Any]
"""Plain values as JSON holds them: dates as 2026-11-30, other rows by their keys, None = empty."""


def plain(value: Any) -> Any:
    """A value as JSON holds it."""
    return value.isoformat() if isinstance(value, date) else value


def fingerprint(document: Document | None) -> str:
    """A mark of what a document says, the same in every process; empty for none."""
    if document is None:
        return ""
    return sha256(json.dumps(document, sort_keys=True).encode()).hexdigest()
