"""How far the work for a change has come: what has stopped goes on; the list of all changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoCaptureOnCommitCallbacks
from pytest_django.asserts import assertContains, assertRedirects

from careers.profiles.models import User
from careers.roadmaps.models import ImpactRun
from tests.roadmaps.agreed import ESSENTIALS, person_with_plan
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
    words = words_of(desk.get(at(change)))
    assert "0 of 3 dealt with" in words
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
        ("Complete", "1"),
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
