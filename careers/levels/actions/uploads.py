"""Tables that are looked at before they are taken over.

SQL statements are counted without the marks of transactions and savepoints.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from careers.levels.documents import Document
from careers.levels.models import TableUpload


@transaction.atomic
def keep_upload(
    *,
    table: str,
    file_name: str,
    why: str,
    documents: Mapping[str, Document],
    bases: Mapping[str, str],
    rows: Mapping[str, int],
    unchanged: int,
    warnings: Sequence[str],
    user: Any,
    now: datetime,
) -> TableUpload:
    """Keep what a file would change; forget what others left lying for more than a day.

    Two SQL statements.
    """
    TableUpload.objects.outdated(now).delete()
    return TableUpload.objects.create(
        table=table,
        file_name=file_name[:255],
        why=why,
        documents=dict(documents),
        bases=dict(bases),
        rows=dict(rows),
        unchanged=unchanged,
        warnings=list(warnings),
        uploaded_at=now,
        uploaded_by=user,
    )


@transaction.atomic
def take_over(
    *, upload: TableUpload, write: Callable[[TableUpload], str], now: datetime
) -> tuple[TableUpload, bool]:
    """Let `write` take the rows over, once however often it is asked for; say whether this was it.

    `write` returns the address of the page that shows what came of it. Two SQL statements, and
    those of `write`. Raises what that raises, or TableUpload.DoesNotExist; nothing is changed then.
    """
    locked = TableUpload.objects.select_for_update().get(pk=upload.pk)
    if locked.taken_at is not None:
        return locked, False
    locked.leads_to, locked.taken_at = write(locked), now
    locked.documents, locked.bases, locked.rows = {}, {}, {}
    locked.save(update_fields=["leads_to", "taken_at", "documents", "bases", "rows"])
    return locked, True
