"""A draft of the questions is rehearsed on real results before it is published."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks as Commits
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from careers.assessments.models import Result
from careers.levels.actions import copy_to_draft
from careers.levels.models import Instrument, Statement
from careers.profiles.models import AccessEntry, Role, User
from careers.roadmaps.models import ImpactLine, ImpactRun
from tests.factories import NOW, make_user
from tests.roadmaps.people import assess
from tests.roadmaps.reading import words_of
from tests.roles import make_user_with

pytestmark = pytest.mark.usefixtures("catalogue")


@pytest.fixture
def draft(db: None, catalogue: None) -> Instrument:
    """A version that asks for all competencies and both key ones, in other words at one place."""
    found = copy_to_draft(instrument=Instrument.objects.get(version=1), now=NOW)
    found.breadth_numerator = found.breadth_denominator
    found.save()
    statement = Statement.objects.get(instrument=found, competency__code="A1", level__number=2)
    statement.text = "I say it in other words."
    statement.save()
    return found


@pytest.fixture
def commits(django_capture_on_commit_callbacks: Commits) -> Commits:
    return django_capture_on_commit_callbacks


def at(draft: Instrument, page: str = "rehearsal") -> str:
    return reverse(f"admin:levels_instrument_{page}", args=[draft.pk])


def test_a_draft_is_rehearsed_and_published(
    desk: Client,
    draft: Instrument,
    commits: Commits,
) -> None:
    levels = {}
    for person in ("P1", "P2", "P3", "P4", "P5", "P6"):
        user = make_user(f"Somebody {person}", manager=make_user())
        levels[str(user)] = Result.objects.get(assessment=assess(user, person)).level
    page = desk.get(at(draft))
    words = words_of(page)
    assert "Compared with Version 1." in words
    assert "Breadth: numerator: before: 2 → after: 3" in words
    assert "A1 Planning, schedules and dependencies, level 2:" in words
    assert "after: I say it in other words." in words
    assert "Publish without knowing whose level changes" in words
    assert not AccessEntry.objects.exists()

    with commits(execute=True):
        assertRedirects(desk.post(at(draft, "rehearse")), at(draft))
    page = desk.get(at(draft))
    moved = {one.name: (one.before, one.after) for one in page.context["moved"].people}
    assert moved
    assert {name: before for name, (before, _after) in moved.items()} == {
        name: levels[name] for name in moved
    }
    assert all(after < before for before, after in moved.values())
    words = words_of(page)
    people = len(moved)
    noun = "people change" if people > 1 else "person changes"
    assert f"{people} {noun} level: 0 up, {people} down." in words
    assert (
        "6 people have answered Planning, schedules and dependencies, whose words change." in words
    )
    assert sum(move.people for move in page.context["page"].moves) == people
    seen = AccessEntry.objects.filter(what=AccessEntry.What.IMPACT)
    assert {str(one.subject) for one in seen.select_related("subject__user")} == set(moved)
    assertNotContains(page, "Publish without knowing")

    sent = {"looked_at": page.context["form"].initial["looked_at"]}
    response = desk.post(at(draft, "publish"), sent, follow=True)
    words = words_of(response)
    assert "Version 2 is published. New assessments begin with it." in words
    assert "Results that people have stay under the version they were computed with." in words
    assert "Compared with Version 1." in words
    # Nobody needs names any more: the totals alone are kept.
    assert f"{people} {noun} level: 0 up, {people} down." in words
    assert sum(move.people for move in response.context["page"].moves) == people
    assert not any(name in response.text for name in moved)
    assert not ImpactLine.objects.exists()
    assert {str(one.assessment.profile): one.level for one in Result.objects.all()} == levels
    again = desk.post(at(draft, "publish"), sent, follow=True)
    assert "Version 2 is published already." in words_of(again)


def test_without_a_rehearsal_it_is_published_only_knowingly(
    desk: Client, draft: Instrument
) -> None:
    refused = desk.post(at(draft, "publish"), {"looked_at": ""})
    assertContains(refused, "Look first at whom it touches", status_code=409)
    Statement.objects.filter(instrument=draft, competency__code="B2", level__number=4).delete()
    knowingly = {"looked_at": "", "is_unseen_accepted": "on"}
    incomplete = desk.post(at(draft, "publish"), knowingly)
    assertContains(incomplete, "The statement of B2 for level 4 is missing.", status_code=409)
    draft.refresh_from_db()
    assert not draft.is_published
    other = copy_to_draft(instrument=Instrument.objects.get(version=1), now=NOW)
    desk.post(at(other, "rehearse"))  # no worker comes
    ImpactRun.objects.update(state="working", claimed_at=timezone.now())
    desk.post(at(other, "publish"), knowingly)
    other.refresh_from_db()
    assert other.is_published
    assert not ImpactRun.objects.exists()  # its worker will find that, and store nobody
    told = "It was published without knowing whose level changes."
    assertContains(desk.get(at(other)), told)


def test_an_old_rehearsal_is_said_to_be_old(
    desk: Client,
    draft: Instrument,
    commits: Commits,
) -> None:
    assess(make_user("Somebody"), "P3", at=timezone.now())
    with commits(execute=True):
        desk.post(at(draft, "rehearse"))
    sent = {"looked_at": desk.get(at(draft)).context["form"].initial["looked_at"]}
    draft.keys_needed = 1
    draft.save()
    page = desk.get(at(draft))
    assertContains(page, "These numbers are old")
    assertContains(page, "Rehearse again")
    refused = desk.post(at(draft, "publish"), sent)
    assert refused.status_code == 409
    draft.refresh_from_db()
    assert not draft.is_published


def test_an_auditor_sees_totals_alone(
    desk: Client,
    draft: Instrument,
    commits: Commits,
) -> None:
    assess(make_user("Somebody"), "P3", at=timezone.now())
    with commits(execute=True):
        desk.post(at(draft, "rehearse"))
    auditor: User = make_user_with(Role.AUDITOR, "Aud Auditor")
    desk.force_login(auditor)
    page = desk.get(at(draft))
    assert "Whose level would change" in words_of(page)
    assertNotContains(page, "Somebody")
    assertNotContains(page, "<form method")
    for name in ("rehearse", "resume", "publish"):
        assert desk.post(at(draft, name)).status_code == 403
