"""Reminders: one mail about everything, written and sent once, whatever breaks."""

from __future__ import annotations

from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.core.management import call_command
from django.db import DatabaseError
from django.utils import timezone

from careers.certifications.models import Certification
from careers.profiles.models import Notice, Reminded, User
from tests.assessments.test_submitting import a_database_for_threads, in_threads, somebody
from tests.factories import make_user
from tests.postbox import Postbox
from tests.roadmaps.people import hold
from tests.teams.builders import give_result, make_reports
from tests.teams.reminding import (
    MONDAY,
    NOW,
    RECENT,
    agreed,
    days,
    found,
    make_manager,
    make_person,
    plan,
    remind,
    reviewed,
    wants,
)


@pytest.fixture
def manager(catalogue: None) -> User:
    return make_manager()


@pytest.fixture
def person(manager: User) -> User:
    return make_person(manager)


TEXT = """\
Hello Mona,

This waits for you:
- Review the self-assessment of Ada Okafor, handed in on 15 March 2027.
  https://portal.example.org/team/people/{person}/
- Look at the plan of Ada Okafor, accepted on 5 March 2027, and agree to it.
  https://portal.example.org/team/people/{person}/
- Say how it went with P3O Foundation, or choose another day: it was due on 14 March 2027.
  https://portal.example.org/roadmap/steps/p3o-foundation/
- Renew before it expires on 24 March 2027: IPMO-Foundation.
  https://portal.example.org/profile/

This waits for others:
- One person you lead has an overdue step; the next move is theirs.
  https://portal.example.org/team/people/?status=overdue&show=direct

See it in the portal: https://portal.example.org/

--{space}
PMO career portal
You get this because something new needs you, or people you lead.
Choose what you are told, and how often: https://portal.example.org/profile/reminders/
"""


class TestTheMail:
    def test_everything_in_one_mail(
        self, person: User, manager: User, django_capture_on_commit_callbacks: Any
    ) -> None:
        give_result(person.profile, 2, at=NOW)
        plan(person, "p3o-foundation", MONDAY - days(1), is_agreed=False)
        plan(manager, "p3o-foundation", MONDAY - days(1))
        hold(manager.profile, "ipmo-foundation", expires_on=MONDAY + days(9))
        with django_capture_on_commit_callbacks(execute=True):
            assert remind() == 2
        [sent] = [one for one in mail.outbox if one.to == [manager.email]]
        assert sent.subject == "4 things need you"
        assert sent.body == TEXT.format(person=person.profile.pk, space=" ")

    @pytest.mark.parametrize("line", ["first", "stale", "answer"])
    def test_the_other_sentences(self, manager: User, line: str) -> None:
        user = make_user("Ada Okafor")
        if line == "stale":
            agreed(user, at=datetime(2025, 3, 1, 12, tzinfo=UTC))
        if line == "answer":
            assessment = give_result(user.profile, 2, at=RECENT)
            reviewed(assessment, waits_for="owner")
        remind()
        notice = Notice.objects.get(recipient=user)
        assert notice.subject == "One thing needs you"
        start = "https://portal.example.org/assessment/"
        expected = {
            "first": "- Assess yourself for the first time. It takes about ten minutes.",
            "stale": "- Assess yourself again: the last time was on 1 March 2025.",
            "answer": "- Answer the review of your self-assessment, made on 5 March 2027.",
        }
        place = f"{start}{assessment.pk}/result/" if line == "answer" else start
        assert f"\n\nThis waits for you:\n{expected[line]}\n  {place}\n\n" in notice.body

    @pytest.mark.parametrize(
        ("awarded", "is_told_to_renew"),
        [(("p3o-foundation",), True), (("p3o-practitioner",), True), (("ipmo-expert",), False)],
    )
    def test_what_nobody_awards_any_more_is_not_to_be_renewed(
        self, person: User, awarded: tuple[str], is_told_to_renew: bool
    ) -> None:
        """It, or another exam of its suite, is awarded: or none of them."""
        give_result(person.profile, 2, at=RECENT)
        hold(person.profile, "p3o-foundation", expires_on=MONDAY + days(9))
        Certification.objects.exclude(key__in=awarded).update(status="retired")
        remind()
        body = Notice.objects.get(recipient=person).body
        renew = "- Renew before it expires on 24 March 2027: P3O Foundation."
        ends = "- It expires on 24 March 2027 and cannot be renewed any more: P3O Foundation."
        assert (renew in body, ends in body) == (is_told_to_renew, not is_told_to_renew)

    def test_a_manager_of_many_is_not_flooded(self, manager: User) -> None:
        reports = make_reports(manager, 23)
        for report in reports:
            give_result(report, 2, at=NOW)
        remind()
        notice = Notice.objects.get()
        assert notice.subject == "23 things need you"
        assert notice.body.count("- Review the self-assessment of Report ") == 20
        more = "- 3 more like this.\n  https://portal.example.org/team/people/?status=waiting\n"
        assert more in notice.body
        assert Reminded.objects.count() == 23
        assert found(MONDAY + days(1), is_week_due=True) == {}

    def test_only_others_have_to_act(self, person: User) -> None:
        plan(person, "p3o-foundation", MONDAY - days(1))
        remind()
        notice = Notice.objects.get(recipient__name="Mona Manager")
        assert notice.subject == "People you lead have overdue steps"
        assert "This waits for you" not in notice.body


@pytest.mark.django_db(transaction=True)
class TestOnce:
    """The command itself, with a real mail server."""

    PEOPLE = 6

    @pytest.fixture
    def people(self) -> list[User]:
        somebody()
        User.objects.all().delete()
        return [make_user(f"Person {number}", joined_at=NOW - days(999)) for number in range(6)]

    def run(self) -> str:
        out = StringIO()
        call_command("send_reminders", weekly=True, stdout=out)
        return out.getvalue()

    def addresses(self, people: list[User]) -> list[str]:
        return sorted(user.email for user in people)

    def test_run_twice(self, people: list[User], postbox: Postbox) -> None:
        assert self.run() == "Reminded people: 6; of things: 6.\n"
        assert postbox.recipients() == self.addresses(people)
        assert self.run() == "Reminded people: 0; of things: 0.\n"
        assert len(postbox.mails) == 6

    def test_a_day_without_weekly_ones(self, people: list[User], postbox: Postbox) -> None:
        wants(people[0], every="day")
        wants(people[1], every="never")
        call_command("send_reminders", stdout=StringIO())
        is_monday = timezone.localdate().weekday() == 0
        assert len(postbox.mails) == (5 if is_monday else 1)

    def test_two_runs_at_the_same_moment(
        self, people: list[User], postbox: Postbox, tmp_path: Path
    ) -> None:
        with a_database_for_threads(tmp_path):
            answers = in_threads(3, self.run)
            rows = in_threads(1, lambda: (Notice.objects.count(), Reminded.objects.count()))[0]
        assert rows == (6, 6)
        assert postbox.recipients() == self.addresses(people)
        assert sum(int(one.split(";")[0].split()[-1]) for one in answers) == 6

    @pytest.mark.parametrize("fault", [SystemExit, KeyboardInterrupt, DatabaseError])
    def test_a_run_that_dies_while_writing(
        self,
        people: list[User],
        postbox: Postbox,
        monkeypatch: pytest.MonkeyPatch,
        fault: type[BaseException],
    ) -> None:
        """Between the message and what it is remembered by: neither is left."""
        write, calls = Reminded.objects.bulk_create, []

        def die_at_the_third(*arguments: Any, **options: Any) -> Any:
            calls.append(1)
            if len(calls) == 3:
                raise fault
            return write(*arguments, **options)

        with monkeypatch.context() as patched:
            patched.setattr(Reminded.objects, "bulk_create", die_at_the_third)
            with pytest.raises(fault):
                self.run()
        assert (Notice.objects.count(), Reminded.objects.count(), len(postbox.mails)) == (2, 2, 2)
        assert self.run() == "Reminded people: 4; of things: 4.\n"
        assert postbox.recipients() == self.addresses(people)

    def test_a_run_that_dies_while_sending(
        self, people: list[User], postbox: Postbox, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        send, calls = EmailMessage.send, []

        def die_at_the_third(message: EmailMessage) -> None:
            calls.append(1)
            if len(calls) == 3:
                raise KeyboardInterrupt
            send(message)

        with monkeypatch.context() as patched:
            patched.setattr(EmailMessage, "send", die_at_the_third)
            with pytest.raises(KeyboardInterrupt):
                self.run()
        assert len(postbox.mails) == 2
        self.run()
        assert len(postbox.mails) == 5, "the third is written, and claimed"
        Notice.objects.filter(sent_at=None).update(claimed_at=timezone.now() - days(1))
        call_command("send_notices", stdout=StringIO())
        assert postbox.recipients() == self.addresses(people)

    def test_a_mail_server_that_is_down(self, people: list[User], postbox: Postbox) -> None:
        postbox.refuses = "451 Come back later"
        assert self.run() == "Reminded people: 6; of things: 6.\n"
        assert postbox.mails == []
        postbox.refuses = ""
        assert self.run() == "Reminded people: 0; of things: 0.\n"
        call_command("send_notices", stdout=StringIO())
        assert postbox.recipients() == self.addresses(people)
