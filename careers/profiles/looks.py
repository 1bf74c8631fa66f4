"""The access log as it is written: one entry a person, a thing and a day, counted up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Case, F, QuerySet, TextField, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _

from careers.levels.documents import difference_sentence
from careers.profiles.models import AccessEntry, Profile, User

PEOPLE_AT_ONCE = 500


def lines_of(before: Mapping[str, str], after: Mapping[str, str]) -> str:
    """What is another value than before, a line each; values by what they are called."""
    none = _("none")
    return "\n".join(
        difference_sentence(label, before.get(label) or none, text or none)
        for label, text in after.items()
        if text != before.get(label, "")
    )


def count_looks(
    *, viewer: User, profiles: Iterable[int], what: AccessEntry.What, now: datetime
) -> None:
    """Count the same of many people, given by the keys of their profiles; one's own is left out."""
    own = set(Profile.objects.filter(user_id=viewer.pk).order_by().values_list("pk", flat=True))
    # In the order of the keys, or two lists taken out at once would wait for one another.
    others = sorted(set(profiles) - own)
    for first in range(0, len(others), PEOPLE_AT_ONCE):
        count_look(
            viewer=viewer, profiles=others[first : first + PEOPLE_AT_ONCE], what=what, now=now
        )


@transaction.atomic
def count_look(
    *, viewer: User, profiles: Iterable[int], what: AccessEntry.What, now: datetime
) -> None:
    """Make the entries of the day that are missing, at no times, then count all of them up."""
    entries = _of_today(viewer, dict.fromkeys(profiles, ""), what, now)
    rows = entries.select_for_update().values("pk")
    _count_up(AccessEntry.objects.filter(pk__in=rows), viewer, now)


def count_changes(
    *, viewer: User, details: Mapping[int, str], what: AccessEntry.What, now: datetime
) -> None:
    """Write down what was changed of many people, oneself included, by keys of profiles.

    Three SQL statements for every 500 people.
    """
    keys = sorted(details)
    for first in range(0, len(keys), PEOPLE_AT_ONCE):
        some = {key: details[key] for key in keys[first : first + PEOPLE_AT_ONCE]}
        _count_change(viewer, some, what, now)


@transaction.atomic
def _count_change(
    viewer: User, details: Mapping[int, str], what: AccessEntry.What, now: datetime
) -> None:
    """A new entry says what was changed; one that was there already says it below the rest."""
    entries = _of_today(viewer, details, what, now)
    held = entries.select_for_update().values_list("pk", "subject_id", "times", "detail")
    keys, added = [], []
    for pk, subject, times, detail in held:
        keys.append(pk)
        if times and details[subject]:
            text = "\n".join(filter(None, (detail, details[subject])))
            added.append(When(pk=pk, then=Value(text)))
    more = {"detail": Case(*added, default=F("detail"), output_field=TextField())} if added else {}
    _count_up(AccessEntry.objects.filter(pk__in=keys), viewer, now, **more)


def _of_today(
    viewer: User, details: Mapping[int, str], what: AccessEntry.What, now: datetime
) -> QuerySet[AccessEntry]:
    """The entries of the day about these people; those that are missing are made, at no times."""
    day = timezone.localdate(now)
    AccessEntry.objects.bulk_create(
        (
            AccessEntry(
                subject_id=pk,
                viewer=viewer,
                viewer_name=str(viewer),
                what=what,
                viewed_on=day,
                times=0,
                last_viewed_at=now,
                detail=detail,
            )
            for pk, detail in details.items()
        ),
        ignore_conflicts=True,
    )
    return AccessEntry.objects.filter(
        subject__in=list(details), viewer=viewer, what=what, viewed_on=day
    ).order_by("subject_id")


def _count_up(entries: QuerySet[AccessEntry], viewer: User, now: datetime, **more: Any) -> None:
    entries.update(times=F("times") + 1, last_viewed_at=now, viewer_name=str(viewer), **more)
