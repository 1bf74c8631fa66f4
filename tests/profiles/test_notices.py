"""Telling somebody by mail: whom, what the mail says, and once."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import transaction

from careers.profiles.actions import choose_reminders, tell
from careers.profiles.letters import SUBJECT_LENGTH
from careers.profiles.models import Delegation, Notice, Profile, ReminderChoice, User
from careers.profiles.queries import leads_of
from tests.factories import NOW, make_user

Count = Callable[[int], AbstractContextManager[None]]
EVERYTHING = dict.fromkeys(
    ("is_told_at_once", "has_reviews", "has_steps", "has_assessments", "has_certifications"), True
)

SIGNATURE = "-- "
TEXT = f"""\
Hello Ada,

Mona Manager has written about your roadmap.
It is about the step P3O Foundation.

See it in the portal: https://portal.example.org/roadmap/

{SIGNATURE}
PMO career portal
You get this because you are told at once when somebody comments, reviews or agrees.
Choose what you are told, and how often: https://portal.example.org/profile/reminders/
"""


def told(recipient: User, **changes: Any) -> Notice | None:
    content: dict[str, Any] = {
        "key": "comment:1",
        "subject": "A comment on your roadmap",
        "lines": [
            "Mona Manager has written about your roadmap.",
            "It is about the step P3O Foundation.",
        ],
        "path": "/roadmap/",
        "now": NOW,
    }
    return tell(recipient=recipient, **(content | changes))


def stands_in(delegate: User, absent: User, *, days: tuple[int, int] = (-1, 1)) -> None:
    Delegation.objects.create(
        absent=absent.profile,
        delegate=delegate.profile,
        begins_at=NOW + timedelta(days=days[0]),
        ends_at=NOW + timedelta(days=days[1]),
        created_at=NOW,
    )


@pytest.mark.django_db
class TestLeads:
    def test_the_manager_and_who_stands_in_now(self, django_assert_num_queries: Any) -> None:
        boss, manager = make_user("Bea Boss"), make_user("Mona Manager")
        deputy, early, late = make_user("Dee"), make_user("Early"), make_user("Late")
        other, of_other = make_user("Other"), make_user("Of Other")
        Profile.objects.filter(user=manager).update(manager=boss.profile)
        person = make_user("Ada", manager=manager)
        stands_in(deputy, manager)
        stands_in(early, manager, days=(1, 2))
        stands_in(late, manager, days=(-2, 0))
        stands_in(of_other, other)
        with django_assert_num_queries(1):
            assert leads_of(person.profile, NOW) == (manager, deputy)

    def test_an_account_that_is_switched_off_is_none(self) -> None:
        manager, deputy = make_user(is_active=False), make_user("Dee")
        person = make_user("Ada", manager=manager)
        stands_in(deputy, manager)
        assert leads_of(person.profile, NOW) == (deputy,)
        User.objects.filter(pk=deputy.pk).update(is_active=False)
        assert leads_of(person.profile, NOW) == ()

    def test_nobody_leads_themselves(self) -> None:
        manager = make_user("Mona Manager")
        person = make_user("Ada", manager=manager)
        stands_in(person, manager)
        assert leads_of(person.profile, NOW) == (manager,)

    def test_without_a_manager_nobody_does(self, django_assert_num_queries: Any) -> None:
        person = make_user("Ada").profile
        with django_assert_num_queries(0):
            assert leads_of(person, NOW) == ()


@pytest.mark.django_db
class TestTelling:
    def test_what_the_mail_says(
        self, user: User, django_capture_on_commit_callbacks: Any, assert_statements: Count
    ) -> None:
        with django_capture_on_commit_callbacks(execute=True), assert_statements(3):
            notice = told(user)
            assert mail.outbox == []
        assert notice is not None
        [sent] = mail.outbox
        assert sent.to == [user.email]
        assert sent.subject == "A comment on your roadmap"
        assert sent.body == notice.body == TEXT

    def test_the_same_is_told_once(
        self, user: User, django_capture_on_commit_callbacks: Any, assert_statements: Count
    ) -> None:
        with django_capture_on_commit_callbacks(execute=True) as handed_on:
            first = told(user)
            with assert_statements(2):
                assert told(user, subject="In other words") == first
            told(user, key="comment:2")
            told(make_user("Mona Manager"))
        assert len(handed_on) == 3
        assert len(mail.outbox) == 3
        assert Notice.objects.filter(subject="In other words").count() == 0

    def test_who_does_not_want_it_is_not_told(self, user: User, assert_statements: Count) -> None:
        choose_reminders(
            profile=user.profile, every="day", **(EVERYTHING | {"is_told_at_once": False})
        )
        with assert_statements(1):
            assert told(user) is None
        choose_reminders(profile=user.profile, every="never", **EVERYTHING)
        assert told(user) is not None, "a summary is another thing"

    def test_an_account_that_is_switched_off_is_not_told(self, assert_statements: Count) -> None:
        gone = make_user(is_active=False)
        with assert_statements(0):
            assert told(gone) is None
        assert not Notice.objects.exists()

    def test_a_name_cannot_add_a_header(
        self, user: User, django_capture_on_commit_callbacks: Any
    ) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            told(user, subject="From\r\nBcc: spy@example.org\n" + "long " * 100)
        [sent] = mail.outbox
        assert sent.subject.startswith("From Bcc: spy@example.org long long")
        assert len(sent.subject) == SUBJECT_LENGTH
        assert sent.recipients() == [user.email]

    def test_who_has_no_name_is_greeted_by_address(self) -> None:
        nameless = User.objects.create_user("nameless@example.org")
        notice = told(nameless)
        assert notice is not None
        assert notice.body.startswith("Hello nameless@example.org,\n")


@pytest.mark.django_db(transaction=True)
def test_what_is_taken_back_is_not_told(user: User) -> None:
    with transaction.atomic():
        told(user)
        transaction.set_rollback(True)
    assert not Notice.objects.exists()
    assert mail.outbox == []
    with transaction.atomic():
        told(user)
        assert mail.outbox == []
    assert len(mail.outbox) == 1


@pytest.mark.django_db(transaction=True)
def test_what_cannot_be_handed_on_waits(user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """The request that told it ends well: what it stored is stored."""

    def broken(*arguments: Any) -> None:
        raise OSError("No worker can be reached.")

    with monkeypatch.context() as patched:
        patched.setattr("django_tasks.base.Task.enqueue", broken)
        notice = told(user)
    assert notice is not None
    assert list(Notice.objects.values_list("pk", "sent_at", "claimed_at")) == [
        (notice.pk, None, None)
    ]
    assert ReminderChoice.objects.count() == 0
