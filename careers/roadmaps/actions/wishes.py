"""Limits and wishes: of the roadmap, and of the scenarios beside it. Safe to send twice.

SQL statements are counted without the marks of transactions and savepoints.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from careers.certifications.models import Certification
from careers.levels.models import Level
from careers.profiles.models import Profile
from careers.roadmaps.actions.problems import TooManyScenarios, WrongWishes
from careers.roadmaps.actions.rows import locked_roadmap
from careers.roadmaps.choices import Wishes, contradictions
from careers.roadmaps.models import MOST_SCENARIOS, PlanInputs, Roadmap, RoadmapStep, Scenario

OF_ROW = ("budget_minor", "currency", "hours_a_week", "begins_on", "finish_on")


@transaction.atomic
def set_wishes(*, profile: Profile, wishes: Wishes, now: datetime) -> Roadmap:
    """Plan with these limits and wishes from now on; an accepted plan stays until another is.

    Eight SQL statements at most, and two more for each certification newly named. Raises
    WrongWishes when they contradict one another or what is set aside.
    """
    roadmap = locked_roadmap(profile=profile, now=now)
    rows = {
        row.certification.key: row
        for row in RoadmapStep.objects.filter(roadmap=roadmap).select_related("certification")
    }
    dropped = [key for key, row in rows.items() if row.status == RoadmapStep.Status.DROPPED]
    _check(wishes, dropped)
    _write(roadmap, wishes)
    roadmap.changed_at = now
    roadmap.save()
    named = {*wishes.pinned, *wishes.preferred}
    for one in Certification.objects.filter(key__in=named - rows.keys()):
        rows[one.key] = RoadmapStep(roadmap=roadmap, certification=one, changed_at=now)
    for key, row in rows.items():
        said = (key in wishes.pinned, key in wishes.preferred)
        if (row.is_pinned, row.is_preferred) != said:
            row.is_pinned, row.is_preferred = said
            row.save()
    return roadmap


def _check(wishes: Wishes, dropped: Iterable[str] = ()) -> None:
    for field, text in contradictions(wishes, dropped):
        raise WrongWishes(text, field)


def _write(row: PlanInputs, wishes: Wishes) -> None:
    target = wishes.target
    row.target = Level.objects.filter(number=target).first() if target is not None else None
    for name in OF_ROW:
        setattr(row, name, getattr(wishes, name))
    row.preferred_bodies = list(wishes.preferred_bodies)
    row.excluded_bodies = list(wishes.excluded_bodies)


@transaction.atomic
def add_scenario(*, profile: Profile, name: str, wishes: Wishes, now: datetime) -> Scenario:
    """Put a plan on trial beside the roadmap; the same one sent twice is one.

    Five SQL statements. Raises TooManyScenarios, WrongWishes.
    """
    roadmap = locked_roadmap(profile=profile, now=now)
    _check(wishes)
    present = {row.place: row for row in Scenario.objects.filter(roadmap=roadmap)}
    made = Scenario(roadmap=roadmap, name=name, changed_at=now)
    _write_scenario(made, wishes)
    for row in present.values():
        if row.name == name and _told(row) == _told(made):
            return row
    free = [place for place in range(1, MOST_SCENARIOS + 1) if place not in present]
    if not free:
        text = _("You have %(most)s scenarios. Remove one before you add another.")
        raise TooManyScenarios(text % {"most": MOST_SCENARIOS})
    made.place = free[0]
    made.save()
    return made


@transaction.atomic
def change_scenario(*, scenario: Scenario, name: str, wishes: Wishes, now: datetime) -> Scenario:
    """Change what a scenario is made from.

    Three SQL statements at most. Raises WrongWishes, Scenario.DoesNotExist if it was removed.
    """
    _check(wishes)
    row = Scenario.objects.select_for_update().get(pk=scenario.pk)
    row.name, row.changed_at = name, now
    _write_scenario(row, wishes)
    row.save()
    return row


@transaction.atomic
def remove_scenario(*, scenario: Scenario) -> None:
    """Throw a scenario away, if it is still there. One SQL statement."""
    Scenario.objects.filter(pk=scenario.pk).delete()


def _write_scenario(row: Scenario, wishes: Wishes) -> None:
    _write(row, wishes)
    row.pinned, row.preferred = list(wishes.pinned), list(wishes.preferred)


def _told(row: Scenario) -> tuple[object, ...]:
    names = (*OF_ROW, "target_id", "preferred_bodies", "excluded_bodies", "pinned", "preferred")
    return tuple(getattr(row, name) for name in names)
