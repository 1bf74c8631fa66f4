"""The page of a change in the administration: what changes, whom it touches, what is done."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from careers.certifications.actions import write_documents
from careers.certifications.documents import fingerprint
from careers.certifications.models import CatalogueChange, Certification
from careers.certifications.queries import documents
from careers.profiles.models import AccessEntry, Role, User
from careers.roadmaps import runs
from careers.roadmaps.actions.impact import begin_impact
from careers.roadmaps.models import ImpactLine, ImpactRun
from tests.roadmaps.agreed import ESSENTIALS, FOUNDATION
from tests.roadmaps.changing import CHOSEN, LIST, PRICE, WHY, at, look, propose, said_by
from tests.roadmaps.reading import words_of
from tests.roles import make_user_with

pytestmark = pytest.mark.usefixtures("catalogue")
Change = CatalogueChange


def write(key: str, user: User, **values: Any) -> None:
    """What somebody else saves meanwhile."""
    now = documents([key])[key]
    write_documents(
        documents={key: now | values},
        bases={key: fingerprint(now)},
        user=user,
        why="Read anew",
        now=timezone.now(),
    )


def test_a_change_is_looked_at_published_and_settled(
    desk: Client,
    editor: User,
    people: tuple[User, User, User],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    change = propose(editor)
    page = desk.get(at(change))
    words = words_of(page)
    assert f"Why: {WHY}" in words
    assert "P3O Foundation Status:" in words
    assert "Nobody has looked yet. Nothing is saved by looking." in words
    assertNotContains(page, 'name="accepted"')
    assert not AccessEntry.objects.exists()

    with django_capture_on_commit_callbacks(execute=True):
        assertRedirects(desk.post(at(change, "compute")), at(change))
    page = desk.get(at(change))
    words = words_of(page)
    assert (
        "It touches the roadmaps of 3 people. "
        "1 has no accepted plan and simply gets the new proposal. "
        "1 has accepted a plan that could change. "
        "1 has a plan agreed with a manager that could change."
    ) in words
    for user in people:
        assert str(user) in words
    assert "Out: P3O Foundation." in words
    assert "Plans agreed with a manager (1 person)" in words
    assert page.context["form"].initial == {"looked_at": ImpactRun.objects.get().basis}

    sent = {"looked_at": page.context["form"].initial["looked_at"], **CHOSEN}
    with django_capture_on_commit_callbacks(execute=True):
        assert desk.post(at(change, "publish"), sent).status_code == 302
    response = desk.get(at(change))
    assert said_by(response) == ["“P3O Foundation changes” is published."]
    words = words_of(response)
    assert "by Edda Editor." in words
    assert "Everybody it touches has been dealt with: 3." in words
    assert "Accepted plans 1: Ask the owners" in words
    assert "Plans agreed with a manager 1: Leave these plans alone" in words
    assertNotContains(response, 'name="accepted"')
    assert Certification.objects.get(key=FOUNDATION).status == "retired"

    again = desk.post(at(change, "publish"), sent, follow=True)
    assert said_by(again) == ["“P3O Foundation changes” is published already."]
    assert Certification.history.filter(key=FOUNDATION).count() == 1


def test_whoever_is_shown_is_recorded_and_an_auditor_sees_totals_alone(
    desk: Client, editor: User, people: tuple[User, User, User]
) -> None:
    change = propose(editor)
    look(change, editor)
    desk.head(at(change))
    assert not AccessEntry.objects.exists()
    desk.get(at(change))
    desk.get(at(change), {"kind": "agreed"})
    seen = AccessEntry.objects.order_by("subject__user__name")
    assert [(str(one.subject), one.what, one.times) for one in seen] == [
        ("Ada Accepted", AccessEntry.What.IMPACT, 1),
        ("Ben Bound", AccessEntry.What.IMPACT, 2),
        ("Cai Carefree", AccessEntry.What.IMPACT, 1),
    ]

    desk.force_login(make_user_with(Role.AUDITOR, "Aud Auditor"))
    page = desk.get(at(change))
    words = words_of(page)
    assert "It touches the roadmaps of 3 people." in words
    assert "Ada Accepted" not in words
    assertNotContains(page, "<form method")
    assert seen.count() == 3
    for name in ("compute", "resume", "publish", "settle", "withdraw"):
        assert desk.post(at(change, name)).status_code == 403
    assert desk.get(at(change, "withdraw")).status_code == 403


@pytest.mark.parametrize("query", [{"kind": "x" * 9000}, {"kind": "agreed\0"}, {"page": "-9e9"}])
def test_an_address_that_nobody_offers_shows_everybody(
    desk: Client, editor: User, people: tuple[User, User, User], query: dict[str, str]
) -> None:
    change = propose(editor)
    look(change, editor)
    response = desk.get(at(change), query)
    if "\0" in query.get("kind", ""):
        assert response.status_code == 400
    else:
        assert len(response.context["touched"].people) == 3


def test_old_numbers_are_said_to_be_old_and_nothing_is_published_with_them(
    desk: Client, editor: User, people: tuple[User, User, User]
) -> None:
    change = propose(editor)
    run = look(change, editor)
    write(ESSENTIALS, editor, course_days=9)
    page = desk.get(at(change))
    assertContains(page, "These numbers are old")
    assertContains(desk.get(LIST), "Numbers are old")
    assertContains(page, "Compute again")
    assertNotContains(page, 'name="accepted"')
    assertNotContains(page, "Ada Accepted")  # nothing is decided about anybody by old numbers
    assert not AccessEntry.objects.exists()
    sent = {"looked_at": run.basis, **CHOSEN}
    refused = desk.post(at(change, "publish"), sent)
    assertContains(refused, "The catalogue has changed since these numbers", status_code=409)
    assert Certification.objects.get(key=FOUNDATION).status != "retired"
    look(change, editor)
    page = desk.get(at(change))
    assertNotContains(page, "These numbers are old")
    assertContains(page, "Ada Accepted")


def test_numbers_of_another_day_are_computed_again_first(
    desk: Client, editor: User, people: tuple[User, User, User]
) -> None:
    change = propose(editor)
    begin_impact(change=change, asked_by=editor, now=timezone.now() - timedelta(days=1))
    run = ImpactRun.objects.get()
    runs.work(run.pk, clock=timezone.now)
    page = desk.get(at(change))
    assertContains(page, "These numbers are old: they are of another day.")
    assertContains(desk.get(LIST), "Numbers are old")
    assertContains(page, "Compute again")
    assertNotContains(page, 'name="accepted"')
    sent = {"looked_at": run.basis, **CHOSEN}
    refused = desk.post(at(change, "publish"), sent)
    assertContains(refused, "These numbers are of another day", status_code=409)
    look(change, editor)
    refused = desk.post(at(change, "publish"), sent)
    assertContains(refused, "has computed the numbers again", status_code=409)
    assert not Change.objects.published().exists()
    assertNotContains(desk.get(at(change)), "These numbers are old")
    listed = desk.get(LIST)
    assertContains(listed, "Ready to publish")
    assertNotContains(listed, "Complete")


def test_plans_in_which_no_step_changes_are_told_apart(
    desk: Client, editor: User, people: tuple[User, User, User]
) -> None:
    change = propose(editor, **PRICE)
    look(change, editor)
    assert (
        "It touches the roadmaps of 3 people. "
        "1 has no accepted plan and simply gets the new proposal. "
        "1 has accepted a plan for which nothing new is proposed: its cost, a renewal, or whether a"
        " plan fits the limits is different. "
        "1 has a plan agreed with a manager for which nothing new is proposed: its cost, a renewal,"
        " or whether a plan fits the limits is different."
    ) in words_of(desk.get(at(change)))


def test_what_somebody_else_changed_since_is_shown(
    desk: Client, editor: User, people: tuple[User, User, User]
) -> None:
    change = propose(editor, course_days=8)
    run = look(change, editor)
    write(FOUNDATION, make_user_with(Role.CATALOGUE_EDITOR, "Otto Other"), course_days=9)
    words = words_of(desk.get(at(change)))
    assert "Changed by somebody else since" in words
    assert "By Otto Other on" in words
    assert "Open P3O Foundation with both put together" in words
    desk.force_login(make_user_with(Role.CATALOGUE_EDITOR, "Ida Idle"))
    theirs = words_of(desk.get(at(change)))
    assert "Edda Editor can put both together in this change." in theirs
    assert "Open P3O Foundation with both put together" not in theirs
    desk.force_login(editor)
    refused = desk.post(at(change, "publish"), {"looked_at": run.basis, **CHOSEN})
    assert refused.status_code == 409
    assert documents([FOUNDATION])[FOUNDATION]["course_days"] == 9


def test_a_contradiction_is_said_in_sentences(desk: Client, editor: User) -> None:
    now = documents(["p3o-practitioner", FOUNDATION])
    change = propose(
        editor,
        prerequisites=[
            {
                "number": 1,
                "any_of": ["p3o-practitioner"],
                "or_experience": "",
                "is_official": True,
            }
        ],
    )
    run = look(change, editor)
    refused = desk.post(at(change, "publish"), {"looked_at": run.basis, **CHOSEN})
    assert refused.status_code == 409
    sentences = " ".join(refused.context["problems"])
    assert "P3O Foundation" in sentences
    assert "P3O Practitioner" in sentences
    assert documents(["p3o-practitioner", FOUNDATION]) == now


def test_a_choice_that_is_missing_is_asked_for(desk: Client, editor: User) -> None:
    change = propose(editor)
    run = look(change, editor)
    response = desk.post(at(change, "publish"), {"looked_at": run.basis, "agreed": "leave"})
    assertContains(response, "Choose what becomes of accepted plans.", status_code=422)
    assert not Change.objects.published().exists()


def test_one_that_is_given_up_leaves_no_trace(
    desk: Client, editor: User, people: tuple[User, User, User]
) -> None:
    change = propose(editor)
    look(change, editor)
    before, number = documents(), change.pk
    assertContains(desk.get(at(change, "withdraw")), "Yes, give it up")
    assert Change.objects.exists()
    response = desk.post(at(change, "withdraw"), follow=True)
    assert said_by(response) == ["“P3O Foundation changes” is given up."]
    assert not Change.objects.exists()
    assert not ImpactRun.objects.exists()
    assert not ImpactLine.objects.exists()
    assert documents() == before
    again = desk.post(f"{LIST}{number}/withdraw/", follow=True)
    assert said_by(again) == ["The change is given up already."]
    assert desk.get(f"{LIST}{number}/impact/").status_code == 404
