"""P3O Foundation gets a successor, or is retired; and what a roadmap says of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from careers.certifications.models import Build, Certification
from careers.profiles.models import Profile, User
from careers.roadmaps import queries
from careers.roadmaps.page import ChangeLine, RoadmapView, StepView
from tests.roadmaps.agreed import FOUNDATION

SINCE = date(2027, 3, 2)
WAS_REPLACED = "P3O Foundation was replaced by Offices Today on 2 March 2027."
BOOK_IT = "Book Offices Today in its place."


def make_new(**facts: Any) -> Certification:
    """A certification that builds what P3O Foundation builds, and nobody plans by itself."""
    old = Certification.objects.get(key=FOUNDATION)
    builds = list(Build.objects.filter(certification=old))
    told: dict[str, Any] = {"name": "Offices Today", "course_days": old.course_days}
    new = Certification.objects.create(
        key="offices-today",
        order=900,
        body_now=old.body_now,
        level=old.level,
        level_basis=old.level_basis,
        suite=old.suite,
        **{**told, **facts},
    )
    for build in builds:
        build.pk, build.certification = None, new
        build.save()
    return new


def replace_it(**facts: Any) -> None:
    """What an editor publishes: P3O Foundation has a successor."""
    new = Certification.objects.filter(key="offices-today").first() or make_new(**facts)
    end("replaced", new)


def end(status: str, successor: Certification | None, since: date | None = SINCE) -> None:
    Certification.objects.filter(key=FOUNDATION).update(
        status=status, status_since_on=since, successor=successor
    )


def page_of(profile: Profile, reader: User | None = None) -> RoadmapView:
    page = queries.roadmap_of(profile, timezone.localdate(), reader=reader)
    assert page is not None
    return page


def changes(profile: Profile) -> tuple[ChangeLine, ...]:
    proposal = page_of(profile).proposal
    return proposal.changes if proposal else ()


def foundation(profile: Profile) -> StepView:
    (step,) = (step for step in page_of(profile).steps if step.key == FOUNDATION)
    return step


def succeeded(sentence: str, label: str = "Replaced") -> ChangeLine:
    return ChangeLine(kind="succeeded", label=label, name="P3O Foundation", sentence=sentence)
