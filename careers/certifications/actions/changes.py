"""A change of the catalogue from its proposal to its publication.

SQL statements are counted without the marks of transactions and savepoints.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from careers.certifications.actions.writing import write_documents
from careers.certifications.documents import Document, fingerprint
from careers.certifications.models import CatalogueChange
from careers.levels.actions.signing import ChangedMeanwhile, Written, hold_catalogue
from careers.levels.models import LONGEST_TEXT


@transaction.atomic
def hold_change(*, change: CatalogueChange) -> CatalogueChange | None:
    """Hold a change as it is now, published or not; None for one that was given up.

    Whoever computes, publishes, adds to or gives up a change waits here for the others. The order
    is the same everywhere, or two would wait for each other: the catalogue, the change, and last
    what was computed of it, which its worker holds alone. Two SQL statements.
    """
    hold_catalogue()
    return CatalogueChange.objects.select_for_update().filter(pk=change.pk).order_by().first()


@transaction.atomic
def propose_change(
    *,
    documents: Mapping[str, Document],
    bases: Mapping[str, str],
    title: str,
    why: str,
    user: Any,
    now: datetime,
) -> CatalogueChange:
    """Keep what certifications would be, until somebody publishes it or gives it up.

    The catalogue stays as it is. Proposed again by the same person while it is open, it is the same
    change. Three SQL statements, and one for each of theirs that was made from the same.
    """
    hold_catalogue()
    if user is not None:
        own = CatalogueChange.objects.open().filter(proposed_by=user, why=why)
        # What they hold is read one at a time: it may be a thousand certifications each.
        for pk, held in own.values_list("pk", "bases"):
            if held == dict(bases) and (one := own.get(pk=pk)).documents == dict(documents):
                return one
    return CatalogueChange.objects.create(
        title=title[:200],
        why=why,
        documents=dict(documents),
        bases=dict(bases),
        proposed_at=now,
        proposed_by=user,
        proposed_by_name=str(user)[:254],
    )


@transaction.atomic
def add_to_change(
    *,
    change: CatalogueChange,
    documents: Mapping[str, Document],
    bases: Mapping[str, str],
    seen: Mapping[str, str],
    why: str,
) -> CatalogueChange:
    """Put more certifications into a change that waits, or others of those that are in it.

    `bases` are fingerprints of what each is in the catalogue, `seen` of what the change held of
    them when the editor began; empty for none. What was computed of the change is old then. Three
    SQL statements. Raises ChangedMeanwhile when the change holds something else by now, and
    CatalogueChange.DoesNotExist when it was published or given up.
    """
    locked = hold_change(change=change)
    if locked is None or locked.is_published:
        raise CatalogueChange.DoesNotExist
    held = {key: fingerprint(locked.documents.get(key)) for key in documents}
    late = [key for key in documents if held[key] != seen.get(key, "")]
    if any(locked.documents.get(key) != documents[key] for key in late):
        raise ChangedMeanwhile(tuple(late))
    locked.documents = {**locked.documents, **documents}
    locked.bases = {**locked.bases, **bases}
    if why and why not in locked.why:
        locked.why = f"{locked.why}\n{why}".strip()[:LONGEST_TEXT]
    locked.save(update_fields=["documents", "bases", "why"])
    return locked


@transaction.atomic
def publish_change(*, change: CatalogueChange, user: Any, now: datetime) -> Written | None:
    """Write the documents of a change into the catalogue. None when it was published before.

    What they replace is kept with the change. Those of `write_documents` and three SQL statements
    more. Raises ChangedMeanwhile, DocumentInvalid or Contradiction, and
    CatalogueChange.DoesNotExist for one that was given up; nothing is changed then.
    """
    locked = hold_change(change=change)
    if locked is None:
        raise CatalogueChange.DoesNotExist
    if locked.is_published:
        return None
    written = write_documents(
        documents=locked.documents,
        bases=locked.bases,
        user=user,
        why=locked.why or locked.title,
        now=now,
    )
    locked.before = dict(written.before)
    locked.published_at, locked.published_by = now, user
    locked.published_by_name = str(user)[:254]
    locked.save(update_fields=["before", "published_at", "published_by", "published_by_name"])
    return written


@transaction.atomic
def withdraw_change(*, change: CatalogueChange) -> None:
    """Give a change up: nothing of it is left. One that was published stays.

    Three SQL statements, and those of what hangs on it.
    """
    hold_change(change=change)
    CatalogueChange.objects.open().filter(pk=change.pk).delete()
