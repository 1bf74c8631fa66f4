"""What every way of writing the catalogue from documents has in common.

SQL statements are counted without the marks of transactions and savepoints.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from careers.levels.models import Level


class ChangedMeanwhile(Exception):
    """Somebody else has changed some of these rows since they were read."""

    def __init__(self, keys: tuple[str, ...]) -> None:
        self.keys = keys
        super().__init__(", ".join(keys))


class DocumentInvalid(Exception):
    """Documents that cannot be: sentences by key and field; "" stands for all, or the whole row."""

    def __init__(self, faults: Mapping[str, Mapping[str, list[str]]]) -> None:
        self.faults = faults
        super().__init__(str(faults))


@dataclass(frozen=True, kw_only=True)
class Written:
    changed: tuple[str, ...]  # rows that are different now, by their keys
    warnings: tuple[str, ...] = ()  # what is incomplete since, in sentences
    # What was replaced, by key, where documents were written; nothing for a new one.
    before: Mapping[str, Any] = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, kw_only=True)
class Author:
    """What every version of one change has in common."""

    user: Any
    why: str
    now: datetime

    def sign(self, row: Any) -> Any:
        row._history_user, row._history_date = self.user, self.now
        row._change_reason = self.why
        return row


@transaction.atomic
def hold_catalogue() -> None:
    """Let changes of the catalogue wait for one another: two could make a circle neither sees.

    Held until the transaction around it ends. Rows that point to a level are written all the same.
    One SQL statement.
    """
    levels = Level.objects.select_for_update(no_key=True).order_by("pk")
    levels.values_list("pk", flat=True).first()
