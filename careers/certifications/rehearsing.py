"""Documents written for a look and taken back: what the catalogue would be.

SQL statements are counted without the marks of transactions and savepoints.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction

from careers.certifications.actions import Written, write_documents
from careers.certifications.documents import Document, fingerprint
from careers.certifications.queries import documents as read
from careers.levels.actions.signing import hold_catalogue


@contextmanager
def as_if(*, documents: Mapping[str, Document], now: datetime) -> Iterator[Written]:
    """Inside, the catalogue is as these documents say; after it, as it was.

    Those of `write_documents` and eight SQL statements more. Raises DocumentInvalid or
    Contradiction.
    """
    with transaction.atomic():
        hold_catalogue()  # before it is read: what is written between would count as a collision
        bases = {key: fingerprint(one) for key, one in read(documents).items()}
        yield write_documents(documents=documents, bases=bases, user=None, why="", now=now)
        transaction.set_rollback(True)


def rehearse(
    *, documents: Mapping[str, Document], now: datetime
) -> tuple[dict[str, Document], Written]:
    """Return these documents as they would be read once written, and what would be said of it.

    Nothing is written. Those of `as_if` and seven SQL statements more. Raises the same.
    """
    with as_if(documents=documents, now=now) as written:
        return read(documents), written
