"""Messages reach a real mail server: once, whoever else sends, and whatever breaks."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from careers.profiles import sending, tasks
from careers.profiles.actions import write_notice
from careers.profiles.models import Notice, User
from careers.profiles.sending import CLAIM_HOLDS, TRIED_FOR, Sending, deliver
from tests.assessments.test_submitting import a_database_for_threads, in_threads
from tests.factories import NOW, make_user
from tests.postbox import Postbox
from tests.profiles.test_notices import TEXT, told

pytestmark = pytest.mark.django_db(transaction=True)
WORKERS = 8


@pytest.fixture
def worker(settings: Settings) -> Iterator[None]:
    """Work is left to a worker, as in a real installation; its signals are put back."""
    names = (signal.SIGINT, signal.SIGTERM, signal.SIGQUIT)
    before = {name: signal.getsignal(name) for name in names}
    settings.TASKS = {"default": {"BACKEND": settings.TASK_BACKENDS["database"]}}
    yield
    for name, handler in before.items():
        signal.signal(name, handler)


def work() -> None:
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)


def written(user: User, number: int = 1, *, now: datetime = NOW) -> Notice:
    """A message that nobody was asked to send."""
    return Notice.objects.create(
        recipient=user,
        key=f"comment:{number}",
        subject=f"Number {number}",
        body=f"Text {number}.\n",
        created_at=now,
    )


def state(notice: Notice) -> tuple[Any, ...]:
    notice.refresh_from_db()
    return notice.claimed_at, notice.sent_at, notice.attempts, notice.fault


class TestOneMessage:
    def test_what_the_mail_server_gets(self, user: User, postbox: Postbox) -> None:
        notice = told(user)
        assert notice is not None
        [mail] = postbox.mails
        assert mail["To"] == user.email
        assert mail["From"] == "PMO career portal <portal@localhost>"
        assert mail["Subject"] == "A comment on your roadmap"
        assert mail["Message-ID"] == f"<notice.{notice.pk}.20270314093000000000@portal.example.org>"
        assert mail["Auto-Submitted"] == "auto-generated"
        assert mail.get_content().replace("\r\n", "\n") == TEXT

    def test_it_is_marked_and_never_sent_again(
        self, user: User, postbox: Postbox, django_assert_num_queries: Any
    ) -> None:
        notice = written(user)
        with django_assert_num_queries(3):
            assert deliver(notice.pk, now=NOW) == Sending.SENT
        assert state(notice) == (NOW, NOW, 1, "")
        with django_assert_num_queries(2):
            assert deliver(notice.pk, now=NOW + timedelta(days=1)) == Sending.NOT_OURS
        assert state(notice) == (NOW, NOW, 1, "")
        assert len(postbox.mails) == 1

    def test_whoever_has_left_is_sent_nothing(self, user: User, postbox: Postbox) -> None:
        notice = written(user)
        User.objects.update(is_active=False)
        assert deliver(notice.pk, now=NOW) == Sending.NOT_OURS
        assert sending.waiting(NOW) == []
        assert state(notice) == (None, None, 0, "")
        assert postbox.mails == []

    def test_a_message_that_is_gone_is_nobodys(self, postbox: Postbox) -> None:
        assert deliver(987_654, now=NOW) == Sending.NOT_OURS

    def test_a_refusal_is_noted_and_it_is_tried_again(self, user: User, postbox: Postbox) -> None:
        notice = written(user)
        postbox.refuses = "451 Come back later"
        assert deliver(notice.pk, now=NOW) == Sending.FAILED
        fault = "SMTPDataError: (451, b'Come back later')"
        assert state(notice) == (None, None, 1, fault)
        postbox.refuses = ""
        later = NOW + timedelta(seconds=1)
        assert deliver(notice.pk, now=later) == Sending.SENT
        assert state(notice) == (later, later, 2, "")
        assert len(postbox.mails) == 1

    def test_an_address_that_nobody_can_write_to(self, user: User, postbox: Postbox) -> None:
        notice = written(user)
        User.objects.update(email="ada\n" + "x" * 230 + "@example.org")
        assert deliver(notice.pk, now=NOW) == Sending.FAILED
        assert state(notice)[:3] == (None, None, 1)
        assert 0 < len(notice.fault) <= 200

    def test_whoever_told_it_sees_no_fault_of_the_mail_server(
        self, user: User, settings: Settings
    ) -> None:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
        notice = told(user)
        assert notice is not None
        assert state(notice)[:3] == (None, None, 1)
        assert notice.fault.startswith("ConnectionRefusedError: ")


class TestDyingSenders:
    def test_a_claim_is_respected_for_ten_minutes(self, user: User, postbox: Postbox) -> None:
        notice = written(user)
        Notice.objects.update(claimed_at=NOW, attempts=1)
        soon = NOW + CLAIM_HOLDS - timedelta(seconds=1)
        assert deliver(notice.pk, now=soon) == Sending.NOT_OURS
        assert sending.waiting(soon) == []
        assert sending.waiting(NOW + CLAIM_HOLDS) == [notice.pk]
        assert deliver(notice.pk, now=NOW + CLAIM_HOLDS) == Sending.SENT

    def test_what_may_have_been_sent_goes_out_under_the_same_name(
        self, user: User, postbox: Postbox, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        notice = written(user)
        send = EmailMessage.send

        def send_and_die(message: EmailMessage) -> None:
            send(message)
            raise SystemExit

        with monkeypatch.context() as patched:
            patched.setattr(EmailMessage, "send", send_and_die)
            with pytest.raises(SystemExit):
                deliver(notice.pk, now=NOW)
        assert state(notice) == (NOW, None, 1, "")
        assert deliver(notice.pk, now=NOW + CLAIM_HOLDS) == Sending.SENT
        first, second = postbox.mails
        assert first["Message-ID"] == second["Message-ID"]

    def test_a_slow_sender_does_not_release_what_another_has_claimed(
        self, user: User, postbox: Postbox, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        notice = written(user)
        later = NOW + CLAIM_HOLDS

        def overtaken(message: EmailMessage) -> None:
            Notice.objects.update(claimed_at=later)
            raise OSError("timed out")

        monkeypatch.setattr(EmailMessage, "send", overtaken)
        assert deliver(notice.pk, now=NOW) == Sending.FAILED
        assert state(notice) == (later, None, 1, "")

    def test_a_run_that_dies_half_way_is_taken_up_by_the_next(
        self, user: User, postbox: Postbox, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        notices = [written(user, number, now=timezone.now()) for number in range(5)]
        send = EmailMessage.send

        def die_at_the_third(message: EmailMessage) -> None:
            if message.subject == "Number 2":
                raise SystemExit
            send(message)

        with monkeypatch.context() as patched:
            patched.setattr(EmailMessage, "send", die_at_the_third)
            with pytest.raises(SystemExit):
                call_command("send_notices")
        assert len(postbox.mails) == 2
        call_command("send_notices", stdout=StringIO())
        assert len(postbox.mails) == 4, "the third is still claimed"
        hung = notices[2]
        Notice.objects.filter(pk=hung.pk).update(claimed_at=timezone.now() - CLAIM_HOLDS)
        call_command("send_notices", stdout=StringIO())
        subjects = sorted(mail["Subject"] for mail in postbox.mails)
        assert subjects == [f"Number {number}" for number in range(5)]


class TestTheCommand:
    def test_it_sends_what_waits_and_says_so(self, user: User, postbox: Postbox) -> None:
        for number in range(3):
            written(user, number, now=timezone.now())
        out = StringIO()
        call_command("send_notices", stdout=out)
        assert out.getvalue() == "Sent 3.\n"
        call_command("send_notices", stdout=out)
        assert out.getvalue() == "Sent 3.\n", "nothing to send is nothing to say"
        assert len(postbox.mails) == 3

    def test_it_gives_up_on_a_server_that_is_down(self, user: User, postbox: Postbox) -> None:
        for number in range(8):
            written(user, number, now=timezone.now())
        postbox.refuses = "421 Closed"
        with pytest.raises(CommandError, match="5 not sent; the next run tries again"):
            call_command("send_notices")
        assert sorted(Notice.objects.values_list("attempts", flat=True)) == [0] * 3 + [1] * 5
        postbox.refuses = ""
        out = StringIO()
        call_command("send_notices", stdout=out)
        assert out.getvalue() == "Sent 8.\n"
        assert len({mail["Subject"] for mail in postbox.mails}) == len(postbox.mails) == 8

    def test_what_is_old_is_news_no_more(self, user: User) -> None:
        notice = written(user)
        assert sending.waiting(NOW + TRIED_FOR - timedelta(seconds=1)) == [notice.pk]
        assert sending.waiting(NOW + TRIED_FOR) == []


class TestWorkers:
    def test_a_real_worker_sends_it_once(self, user: User, worker: None, postbox: Postbox) -> None:
        with transaction.atomic():
            told(user)
        with transaction.atomic():
            told(user, key="comment:2")
            transaction.set_rollback(True)
        assert postbox.mails == []
        assert list(DBTaskResult.objects.values_list("status", flat=True)) == ["READY"]
        work()
        assert postbox.recipients() == [user.email]
        work()
        assert len(postbox.mails) == 1
        assert list(DBTaskResult.objects.values_list("status", flat=True)) == ["SUCCESSFUL"]

    def test_the_same_work_twice_is_one_mail(
        self, user: User, worker: None, postbox: Postbox
    ) -> None:
        notice = told(user)
        assert notice is not None
        tasks.send_notice.enqueue(notice.pk)
        work()
        results = [one.task_result.return_value for one in DBTaskResult.objects.all()]
        assert sorted(results) == ["not ours", "sent"]
        assert len(postbox.mails) == 1

    def test_workers_at_the_same_moment(self, user: User, postbox: Postbox, tmp_path: Path) -> None:
        notice = written(user)
        with a_database_for_threads(tmp_path):
            outcomes = in_threads(WORKERS, lambda: deliver(notice.pk, now=timezone.now()))
        assert sorted(outcomes) == [Sending.NOT_OURS] * (WORKERS - 1) + [Sending.SENT]
        assert len(postbox.mails) == 1

    def test_told_at_the_same_moment(self, user: User, postbox: Postbox, tmp_path: Path) -> None:
        with a_database_for_threads(tmp_path):
            notices = in_threads(WORKERS, lambda: told(user))
        assert len({notice.pk for notice in notices}) == 1
        assert len(postbox.mails) == 1


def test_a_summary_of_somebody_else_is_another_message(postbox: Postbox) -> None:
    for name in ("Ada", "Bea"):
        write_notice(
            recipient=make_user(name), key="digest:2027-03-15", subject="S", body="B", now=NOW
        )
    assert len(postbox.mails) == len(set(postbox.recipients())) == 2
