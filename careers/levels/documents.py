"""Rows of the catalogue as documents, by stable keys. No database, no clock."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

Document = dict[str, Any]
"""Plain values as JSON holds them: dates as 2026-11-30, other rows by their keys, None = empty."""


def plain(value: Any) -> Any:
    """A value as JSON holds it."""
    return value.isoformat() if isinstance(value, date) else value


def mark_of_row(row: Any, names: Iterable[str]) -> str:
    """A fingerprint of what a row says in these columns; others are named by their numbers."""
    wanted = set(names)
    columns = [field for field in row._meta.fields if field.name in wanted]
    return fingerprint({one.name: plain(getattr(row, one.attname)) for one in columns})


def fingerprint(document: Document | None) -> str:
    """A mark of what a document says, the same in every process; empty for none.

    The order of a list says nothing: databases sort texts each in their own way, and a place in the
    catalogue may change.
    """
    if document is None:
        return ""
    return sha256(_as_text(document).encode()).hexdigest()


def is_same(one: Document | None, other: Document | None) -> bool:
    """Whether two documents say the same."""
    return fingerprint(one) == fingerprint(other)


def _as_text(value: Any) -> str:
    if isinstance(value, dict):
        parts = sorted(f"{json.dumps(name)}:{_as_text(one)}" for name, one in value.items())
        return f"{{{','.join(parts)}}}"
    if isinstance(value, list):
        return f"[{','.join(sorted(_as_text(one) for one in value))}]"
    return json.dumps(value)


def sentences_by_field(refused: ValidationError) -> dict[str, list[str]]:
    """What a validation said, by field; "" for the whole row."""
    if not hasattr(refused, "error_dict"):
        return {"": list(refused.messages)}
    told = refused.message_dict
    return {"" if name == "__all__" else name: sentences for name, sentences in told.items()}


def difference_sentence(label: str, before: str, after: str) -> str:
    """What something was and is; what is added has no `before`, what is removed no `after`."""
    if before and after:
        words = {"label": label, "before": before, "after": after}
        return _("%(label)s: %(before)s → %(after)s") % words
    return _("%(label)s: %(text)s") % {"label": label, "text": before or after}
