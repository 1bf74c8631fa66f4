"""Twenty editors who save at the same moment: one is first, the others are told."""

from __future__ import annotations

from itertools import count
from pathlib import Path
from typing import Any

import pytest

from careers.certifications import actions, rehearsing
from careers.certifications.documents import fingerprint
from careers.certifications.models import CatalogueChange, Certification
from careers.certifications.queries import documents
from careers.profiles.models import User
from tests.assessments.test_submitting import AT_ONCE, a_database_for_threads, in_threads
from tests.factories import NOW, make_user
from tests.meeting import Meeting
from tests.shipped import put_catalogue

pytestmark = pytest.mark.django_db(transaction=True)
KEY = "p3o-practitioner"


def propose(**values: Any) -> CatalogueChange:
    now = documents([KEY])[KEY]
    return actions.propose_change(
        documents={KEY: now | values},
        bases={KEY: fingerprint(now)},
        title="A change",
        why="",
        user=None,
        now=NOW,
    )


def published(change: CatalogueChange, user: User) -> str:
    try:
        written = actions.publish_change(change=change, user=user, now=NOW)
    except actions.ChangedMeanwhile:
        return "told"
    return "published" if written else "published before"


def history_length() -> int:
    return Certification.history.filter(key=KEY).count()


def test_twenty_different_changes(tmp_path: Path) -> None:
    put_catalogue()
    changes = [propose(course_days=number) for number in range(50, 50 + AT_ONCE)]
    user, number = make_user("Edda Editor"), count()

    def publish() -> tuple[str, int]:
        change = changes[next(number)]
        return published(change, user), change.documents[KEY]["course_days"]

    with a_database_for_threads(tmp_path):
        answers = in_threads(AT_ONCE, publish)
        left = in_threads(1, lambda: (history_length(), documents([KEY])[KEY]["course_days"]))[0]
    assert sorted(told for told, _days in answers) == ["published"] + ["told"] * (AT_ONCE - 1)
    assert left == (1, dict(answers)["published"])


def test_one_change_published_twenty_times(tmp_path: Path) -> None:
    put_catalogue()
    change, user = propose(course_days=9), make_user("Edda Editor")
    with a_database_for_threads(tmp_path):
        answers = in_threads(AT_ONCE, lambda: published(change, user))
        left = in_threads(1, history_length)[0]
    assert sorted(answers) == ["published"] + ["published before"] * (AT_ONCE - 1)
    assert left == 1


def test_a_form_that_is_filled_in_while_somebody_publishes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is only looked at collides with nobody: it was an answer 500 to whoever opened it."""
    put_catalogue()
    change, user = propose(course_days=9), make_user("Edda Editor")
    mine = {KEY: documents([KEY])[KEY] | {"course_days": 12}}

    def days() -> int:
        made, _written = rehearsing.rehearse(documents=mine, now=NOW)
        return made[KEY]["course_days"]

    answers, left = Meeting(folder=tmp_path, patch=monkeypatch).of(
        days,
        lambda: published(change, user),
        pause_before=(rehearsing, "fingerprint"),
        read=lambda: documents([KEY])[KEY]["course_days"],
    )
    assert (answers, left) == ([12, "published"], 9)
