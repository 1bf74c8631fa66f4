"""How far the work for a change has come: what has stopped goes on; the list of all changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from careers.certifications.actions import propose_change, write_documents
from careers.certifications.documents import fingerprint
from careers.certifications.queries import documents
from careers.profiles.models import AccessEntry, User
from careers.roadmaps.models import ImpactRun
from careers.roadmaps.queries import change_page
from tests.roadmaps.agreed import ESSENTIALS, FOUNDATION, person_with_plan
from tests.roadmaps.changing import CHOSEN, LIST, at, look, propose
from tests.roadmaps.reading import words_of

pytestmark = pytest.mark.usefixtures("catalogue")


def test_a_look_that_has_stopped_says_why_and_goes_on(
    desk: Client,
    editor: User,
    people: tuple[User, User, User],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    change = propose(editor)
    run = look(change, editor)
    ImpactRun.objects.update(state="failed", fault="ValueError: it broke", looked=1, people=3)
    words = words_of(desk.get(at(change)))
    assert "The work has stopped: ValueError: it broke 1 of 3 looked at" in words
    ImpactRun.objects.update(state="working", fault="")
    page = desk.get(at(change))
    assertContains(page, '<progress max="3" value="1"')
    assertContains(page, 'hx-trigger="every 3s"')
    assert "Look again" in words_of(page)
    with django_capture_on_commit_callbacks(execute=True):
        assertRedirects(desk.post(at(change, "resume")), at(change))
    run.refresh_from_db()
    assert run.state == ImpactRun.State.DONE


def test_settling_goes_on_by_a_button(
    desk: Client,
    editor: User,
    people: tuple[User, User, User],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    change = propose(editor)
    run = look(change, editor)
    desk.post(at(change, "publish"), {"looked_at": run.basis, **CHOSEN})  # no worker comes
    page = desk.get(at(change))
    assertContains(page, 'hx-trigger="every 3s"')
    assert "0 of 3 dealt with" in words_of(page)
    # It is asked for again and again: nobody is on it, and nobody is said to have been looked at.
    assertNotContains(page, "Ada Accepted")
    assert not AccessEntry.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(at(change, "settle"))
    assert "Everybody it touches has been dealt with: 3." in words_of(desk.get(at(change)))


def test_the_list_says_how_far_each_change_is(desk: Client, editor: User) -> None:
    person_with_plan()
    new, seen = propose(editor, ESSENTIALS), propose(editor)
    look(seen, editor)
    cells = desk.get(LIST).context["cl"].result_list
    page = desk.get(LIST).context["cl"].model_admin
    assert [(page.state(one), page.people(one)) for one in cells] == [
        ("Ready to publish", "1"),
        ("New", "not known yet"),
    ]
    assertRedirects(desk.get(f"{LIST}{new.pk}/change/"), at(new))
    assert list(desk.get(LIST, {"state": "published"}).context["cl"].queryset) == []
    assert desk.get(f"{LIST}add/").status_code == 403
    assert desk.get(f"{LIST}{new.pk}/delete/").status_code == 403


def queries_of(read: Callable[[], Any]) -> int:
    with CaptureQueriesContext(connection) as captured:
        read()
    return len(captured)


def test_the_number_of_queries_does_not_grow(desk: Client, editor: User, manager: User) -> None:
    change = propose(editor)
    person_with_plan(manager=manager)
    look(change, editor)
    desk.get(at(change))  # the access log has a row for this person now
    one = queries_of(lambda: desk.get(at(change)))
    for _number in range(9):
        person_with_plan(manager=manager)
    ImpactRun.objects.all().delete()
    look(change, editor)
    desk.get(at(change))
    assert queries_of(lambda: desk.get(at(change))) == one


def test_what_others_have_changed_since_is_found_in_no_more_queries(
    editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(change_page, "MOST_COMPARED", 1)
    keys, now = [FOUNDATION, ESSENTIALS, "p3o-practitioner"], documents()
    builds = now[FOUNDATION]["builds"]
    assert builds != builds[::-1]
    new = {key: now[key] | {"course_days": 9} for key in keys}
    new[FOUNDATION]["builds"] = builds[::-1]
    bases = {key: fingerprint(now[key]) for key in keys}
    signed: dict[str, Any] = {"user": editor, "why": "", "now": timezone.now()}
    change = propose_change(documents=new, bases=bases, title="Days", **signed)

    def since() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as captured:
            page = change_page.change_page(change, timezone.localdate())
        return len(page.since), len(captured)

    def others_write(key: str, **values: Any) -> None:
        write_documents(documents={key: now[key] | values}, bases=bases, **signed)

    others_write(FOUNDATION, course_days=9)  # just what the change says: lists have no order
    assert since()[0] == 0
    others_write(ESSENTIALS, course_days=7)
    number, one = since()
    others_write("p3o-practitioner", course_days=7)
    assert (number, since()) == (1, (2, one))
