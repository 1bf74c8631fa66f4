"""The same decision sent twenty times at the same moment is one decision."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from careers.profiles.models import HeldCertification, Notice, Profile, User
from careers.roadmaps import actions, queries
from careers.roadmaps.models import (
    Acceptance,
    AgreedPlan,
    Comment,
    ReadMark,
    Roadmap,
    RoadmapStep,
    Scenario,
)
from tests.assessments.test_submitting import (
    AT_ONCE,
    a_database_for_threads,
    in_threads,
    somebody,
)
from tests.factories import make_user
from tests.roadmaps import agreed
from tests.roadmaps.people import assess

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def person() -> User:
    user = somebody()
    assess(user, "P1")
    return user


def sender(user: User, path: str, **fields: str) -> Callable[[], int]:
    client = Client()
    client.force_login(user)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value

    def send() -> int:
        browser = Client()
        browser.cookies[settings.SESSION_COOKIE_NAME] = cookie
        return browser.post(path, fields).status_code

    return send


def sent_at_once(folder: Path, send: Callable[[], int], read: Callable[[], Any]) -> Any:
    with a_database_for_threads(folder):
        answers = in_threads(AT_ONCE, send)
        found = in_threads(1, read)[0]
    assert set(answers) <= {302, 422}, answers
    return found


def test_accepting(person: User, tmp_path: Path) -> None:
    situation = queries.situation_of(person.profile, timezone.localdate())
    assert situation is not None
    send = sender(person, "/roadmap/accept/", proposal=situation.digest)
    found = sent_at_once(
        tmp_path,
        send,
        lambda: (
            Acceptance.objects.count(),
            Roadmap.objects.count(),
            RoadmapStep.objects.filter(place__isnull=False).count(),
        ),
    )
    assert found == (1, 1, 2)


def test_the_first_decision_of_all(person: User, tmp_path: Path) -> None:
    send = sender(person, "/roadmap/steps/p3o-foundation/pin/")
    found = sent_at_once(
        tmp_path, send, lambda: (Roadmap.objects.count(), RoadmapStep.objects.count())
    )
    assert found == (1, 1)


def test_a_scenario(person: User, tmp_path: Path) -> None:
    send = sender(person, "/roadmap/scenarios/add/", name="Fast", target="2", hours_a_week="9")
    assert sent_at_once(tmp_path, send, Scenario.objects.count) == 1


def test_booking(person: User, tmp_path: Path) -> None:
    on = timezone.localdate() + timedelta(days=60)
    send = sender(person, "/roadmap/steps/p3o-foundation/book/", booked_on=on.isoformat())
    found = sent_at_once(
        tmp_path, send, lambda: list(RoadmapStep.objects.values_list("status", "exam_on"))
    )
    assert found == [("booked", on)]


def test_passing(person: User, tmp_path: Path) -> None:
    today = timezone.localdate().isoformat()
    path = "/roadmap/steps/p3o-foundation/passed/"
    send = sender(person, path, awarded_on=today, ends="none")
    assert sent_at_once(tmp_path, send, HeldCertification.objects.count) == 1


def test_agreeing(person: User, tmp_path: Path) -> None:
    manager = make_user("Mona Manager")
    Profile.objects.filter(pk=person.profile.pk).update(manager=manager.profile)
    agreed.accept(person.profile)
    mark = agreed.review_of(person.profile, manager).mark
    path = f"/team/people/{person.profile.pk}/agree/"
    send = sender(manager, path, mark=mark, comment="Yes")

    def read() -> Any:
        steps = RoadmapStep.objects.filter(is_agreed=True).count()
        letters = Notice.objects.filter(key__startswith="agreed:").count()
        return list(AgreedPlan.objects.values_list("number", "comment")), steps, letters

    assert sent_at_once(tmp_path, send, read) == ([(1, "Yes")], 2, 1)


def test_commenting(person: User, tmp_path: Path) -> None:
    path = f"/roadmap/{person.profile.pk}/comments/"
    send = sender(person, path, text="When shall I start?", nonce="0" * 32)
    found = sent_at_once(
        tmp_path, send, lambda: list(Comment.objects.values_list("text", "author"))
    )
    assert found == [("When shall I start?", person.pk)]


def test_marking_as_read(person: User, tmp_path: Path) -> None:
    comment = actions.add_comment(
        profile=person.profile,
        author=make_user("Mona Manager"),
        key=None,
        text="Well done",
        nonce="1" * 32,
        now=timezone.now(),
    )
    send = sender(person, f"/roadmap/{person.profile.pk}/read/", seen=str(comment.pk))
    found = sent_at_once(tmp_path, send, lambda: list(ReadMark.objects.values_list("read_at")))
    assert found == [(comment.written_at,)]
