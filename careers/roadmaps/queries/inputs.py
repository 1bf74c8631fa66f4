"""What the planner is given: the newest result, what is held, the choices, the catalogue."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from careers.assessments import queries as assessments
from careers.assessments.queries import ResultView
from careers.certifications import queries as certifications
from careers.domain import planner
from careers.profiles import queries as profiles
from careers.profiles.models import Profile
from careers.roadmaps.models import Roadmap


@dataclass(frozen=True, kw_only=True)
class Excluded:
    key: str
    reason: str
    excluded_at: datetime


@dataclass(frozen=True, kw_only=True)
class Choices:
    """What the person decided: the rows of this package as values."""

    target: int | None
    exclusions: tuple[Excluded, ...]  # in the order of the decisions


def inputs_for(profile: Profile, today: date) -> planner.Inputs | None:
    """Return what the planner needs, or None before the first submitted self-assessment.

    Five SQL queries, one before the first result.
    """
    result = assessments.latest_result(profile)
    if result is None:
        return None
    held, catalogue = profiles.holdings_of(profile), certifications.domain_catalogue()
    return inputs_from(result, held, choices_of(profile), catalogue, today)


def choices_of(profile: Profile) -> Choices:
    """Return what the person decided, if anything. One SQL query."""
    rows = list(
        Roadmap.objects.filter(profile=profile)
        .order_by("steps__changed_at", "steps__id")
        .values_list(
            "target__number",
            "steps__certification__key",
            "steps__reason",
            "steps__changed_at",
        )
    )
    return Choices(
        target=rows[0][0] if rows else None,
        exclusions=tuple(
            Excluded(key=key, reason=reason, excluded_at=excluded_at)
            for _target, key, reason, excluded_at in rows
            if key is not None
        ),
    )


def inputs_from(
    result: ResultView,
    held: tuple[planner.Holding, ...],
    choices: Choices,
    catalogue: tuple[planner.Certification, ...],
    today: date,
) -> planner.Inputs:
    """Return the inputs of the planner. No SQL query.

    A target that has been reached since it was chosen counts as no choice.
    """
    is_above = choices.target is not None and choices.target > result.level
    return planner.Inputs(
        level=result.level,
        target=choices.target if is_above else None,
        counted={answer.competency: answer.counted for answer in result.outcome.answers},
        rule=result.rule,
        catalogue=catalogue,
        held=held,
        today=today,
        constraints=planner.Constraints(
            excluded=frozenset(one.key for one in choices.exclusions),
            currency=_usual_currency(catalogue),
        ),
    )


def _usual_currency(catalogue: Iterable[planner.Certification]) -> str:
    """The currency of most known costs; of equals, the first in the alphabet."""
    counts = Counter(one.cost.currency for one in catalogue if one.cost)
    most = max(counts.values(), default=0)
    found = sorted(currency for currency, count in counts.items() if count == most)
    return found[0] if found else planner.Constraints().currency
