"""What somebody was quoted for an exam that is no longer the one to book.

SQL statements are counted without the marks of transactions and savepoints.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Q

from careers.roadmaps.models import Roadmap, RoadmapStep

FIGURES = ("cost_minor", "cost_currency", "study_hours")
NOTHING = {"cost_minor": None, "cost_currency": "", "study_hours": None}

Quotes = Mapping[str, Mapping[str, Any]]
"""Own figures by the key of the certification, as JSON holds them."""


@transaction.atomic
def forget_quotes(*, roadmap: Roadmap, keys: Iterable[str]) -> Quotes:
    """Take the own figures of these steps away, and return what they were.

    Two SQL statements, none without keys.
    """
    wanted = list(keys)
    if not wanted:
        return {}
    quoted = Q(cost_minor__isnull=False) | Q(study_hours__isnull=False)
    rows = RoadmapStep.objects.filter(quoted, roadmap=roadmap, certification__key__in=wanted)
    found = {
        row.pop("certification__key"): row for row in rows.values("certification__key", *FIGURES)
    }
    RoadmapStep.objects.filter(roadmap=roadmap, certification__key__in=wanted).update(**NOTHING)
    return found


@transaction.atomic
def bring_quotes_back(*, roadmap: Roadmap, quotes: Quotes) -> None:
    """Give steps their own figures back, unless others have been said since.

    One SQL statement for each step.
    """
    for key, figures in quotes.items():
        unsaid = RoadmapStep.objects.filter(cost_minor=None, study_hours=None)
        unsaid.filter(roadmap=roadmap, certification__key=key).update(**figures)
