"""The demo organisation: the same every time, in every state, and true to the scoring rule."""

from __future__ import annotations

from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
import zeal
from django.core import mail
from django.core.management import CommandError, call_command
from django.db.models import Count, F
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from careers.assessments.models import Answer, Assessment, Result
from careers.certifications.models import Certification
from careers.domain import scoring
from careers.domain.planner import plan, without_limits
from careers.profiles.models import Delegation, HeldCertification, Notice, Profile, User
from careers.roadmaps import queries as roadmaps
from careers.roadmaps.models import Acceptance, Roadmap, RoadmapStep, Scenario
from careers.teams.demo import DOMAIN, EVERY_SIGN_IN, MANAGER, PASSWORD, STAFF
from careers.teams.demo.organisation import SMALLEST

TODAY = date(2027, 3, 14)


def load_demo(people: int = 40, **options: Any) -> str:
    out = StringIO()
    with zeal.zeal_ignore():
        call_command("load_demo", people=people, today=TODAY, stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def demo(catalogue: None, settings: Settings) -> None:
    settings.DEMO = settings.DEBUG = True


def snapshot() -> list[list[tuple[Any, ...]]]:
    """Everything the demo wrote, without keys that a database counts on its own."""
    return [
        sorted(User.objects.values_list("email", "name", "is_staff", "joined_at")),
        sorted(
            Profile.objects.values_list("user__email", "job_title", "manager__user__email"), key=str
        ),
        sorted(
            Assessment.objects.values_list(
                "profile__user__email", "state", "started_at", "submitted_at", "remit__number"
            ),
            key=str,
        ),
        sorted(
            Answer.objects.values_list(
                "assessment__profile__user__email",
                "assessment__started_at",
                "competency__code",
                "value",
                "not_applicable_reason",
                "basis",
                "evidence",
                "evidence_on",
                "evidence_confirmed_by",
                "answered_at",
            ),
            key=str,
        ),
        sorted(
            Result.objects.values_list(
                "assessment__profile__user__email", "computed_at", "level", "is_provisional"
            )
        ),
        sorted(
            HeldCertification.objects.values_list(
                "profile__user__email",
                "certification__key",
                "awarded_on",
                "expires_on",
                "credential_reference",
            ),
            key=str,
        ),
        sorted(
            Roadmap.objects.values_list("profile__user__email", "target__number", "changed_at"),
            key=str,
        ),
        sorted(
            RoadmapStep.objects.values_list(
                "roadmap__profile__user__email",
                "certification__key",
                "status",
                "exam_on",
                "place",
                "ends_on",
                "reason",
                "changed_at",
            ),
            key=str,
        ),
        sorted(Scenario.objects.values_list("roadmap__profile__user__email", "place", "name")),
        sorted(Acceptance.objects.values_list("roadmap__profile__user__email", "accepted_at")),
    ]


def test_the_same_number_and_day_give_the_same_organisation(demo: None) -> None:
    load_demo()
    first = snapshot()
    User.objects.all().delete()
    load_demo()

    assert snapshot() == first
    assert User.objects.count() == 40


@pytest.mark.parametrize("people", [SMALLEST, 40])
def test_every_state_is_there(demo: None, people: int) -> None:
    load_demo(people)

    states = set(Assessment.objects.values_list("state", flat=True))
    assert states == set(Assessment.State.values)
    assert Profile.objects.filter(assessments=None).exists()
    assert set(Result.objects.values_list("level", flat=True)) == {1, 2, 3, 4}
    assert Result.objects.filter(is_provisional=True).exists()
    partly = Assessment.objects.drafts().annotate(number=Count("answers"))
    assert {0 < one.number < 12 for one in partly} == {True}
    several = Profile.objects.annotate(number=Count("assessments")).filter(number__gte=3)
    assert several.exists()
    assert Roadmap.objects.filter(target__isnull=False).exists()
    assert set(RoadmapStep.objects.values_list("status", flat=True)) == set(
        RoadmapStep.Status.values
    )
    assert Roadmap.objects.filter(accepted_at__isnull=False).count() >= 4
    assert Scenario.objects.count() == 2
    assert HeldCertification.objects.filter(expires_on__lt=TODAY).exists()
    soon = TODAY + timedelta(days=90)
    assert HeldCertification.objects.filter(expires_on__range=(TODAY, soon)).exists()
    successors = Certification.objects.filter(predecessors__isnull=False)
    assert HeldCertification.objects.filter(certification__in=successors).exists()
    stale = TODAY - timedelta(days=366)
    assert Assessment.objects.submitted().filter(submitted_at__date__lt=stale).exists()


def test_every_basis_of_an_answer_is_there(demo: None) -> None:
    load_demo()
    assert set(Answer.objects.values_list("basis", flat=True)) == set(Answer.Basis.values)


def outcome_of(result: Result) -> scoring.Outcome:
    answers = result.assessment.answers.select_related("competency").order_by("competency__order")
    return scoring.assess(
        [
            scoring.Answer(
                competency=answer.competency.code,
                value=answer.value,
                basis=scoring.Basis(answer.basis),
                has_evidence=bool(answer.evidence),
            )
            for answer in answers
        ],
        scoring.rule_from_data(result.rule),
    )


def test_results_are_what_the_rule_says(demo: None) -> None:
    load_demo(60)

    specialists = 0
    with zeal.zeal_ignore():
        for result in Result.objects.select_related("assessment"):
            outcome = outcome_of(result)
            assert (result.level, result.is_provisional) == (outcome.level, outcome.is_provisional)
            specialists += outcome.is_specialist
    assert specialists


def test_answers_keep_the_rules_of_the_form(demo: None) -> None:
    load_demo(300)

    assert not Answer.objects.filter(value__gte=3, evidence="").exists()
    assert not Answer.objects.filter(is_not_applicable=True, not_applicable_reason="").exists()
    left_out = Assessment.objects.filter(answers__is_not_applicable=True)
    assert not left_out.annotate(number=Count("answers")).filter(number__gt=3).exists()
    handed_in = Assessment.objects.submitted().annotate(number=Count("answers"))
    assert set(handed_in.values_list("number", flat=True)) == {12}
    assert not Answer.objects.filter(answered_at__lt=F("assessment__started_at")).exists()
    for row in [*Assessment.objects.all()[:50], *HeldCertification.objects.all()[:50]]:
        with zeal.zeal_ignore():
            row.full_clean()


def test_somebody_has_nothing_left_but_work(demo: None) -> None:
    load_demo()

    with zeal.zeal_ignore():
        plans = [
            plan(without_limits(situation.inputs))
            for profile in Profile.objects.select_related("user")
            if (situation := roadmaps.situation_of(profile, TODAY))
        ]
    done = [one for one in plans if one.target and not one.stages[0].plan.steps]
    assert done
    assert all(one.stages[0].uncovered or one.stages[0].gaps for one in done)


def test_the_member_of_staff_is_the_analyst_who_does_not_lead_yet(demo: None) -> None:
    load_demo()
    profile = Profile.objects.get(user__email=STAFF.address)

    result = Result.objects.get(assessment__profile=profile)
    assert result.level == 2
    values = result.assessment.answers.order_by("competency__order").values_list("value", flat=True)
    assert list(values) == [3, 3, 3, 3, 3, 3, 3, 2, 2, 2, 3, 2]
    held = HeldCertification.objects.filter(profile=profile)
    assert list(held.values_list("certification__key", flat=True)) == ["p3o-foundation"]


def test_one_of_each_role_may_sign_in_and_has_that_role(demo: None, client: Client) -> None:
    load_demo()

    for sign_in in EVERY_SIGN_IN.values():
        user = User.objects.get(email=sign_in.address)
        assert user.check_password(PASSWORD)
        assert user.is_superuser is sign_in.is_superuser
        assert user.is_staff is bool(sign_in.role or sign_in.is_superuser)
        roles = [sign_in.role] if sign_in.role else []
        assert list(user.groups.values_list("name", flat=True)) == roles
    assert User.objects.filter(is_staff=True).count() == 4
    response = client.post("/accounts/login/", {"login": STAFF.address, "password": PASSWORD})
    assert response.headers["Location"] == "/"


def test_there_are_prices_and_somebody_stands_in(demo: None) -> None:
    load_demo()

    manager = User.objects.get(email=MANAGER.address)
    line = Profile.objects.in_line_of(manager.pk)
    steps = RoadmapStep.objects.filter(roadmap__profile__in=line, is_agreed=True)
    assert steps.filter(agreed_cost_minor__isnull=False).exists()
    given = Delegation.objects.get()
    assert given.delegate == manager.profile
    assert not line.filter(pk=given.absent_id).exists()
    on = timezone.localdate(given.begins_at), timezone.localdate(given.ends_at)
    assert on == (TODAY, TODAY + timedelta(days=14))


def test_the_manager_leads_the_member_of_staff(demo: None) -> None:
    load_demo()

    manager = User.objects.get(email=MANAGER.address)
    line = Profile.objects.in_line_of(manager.pk).values_list("user__email", flat=True)
    assert STAFF.address in line
    assert len(line) >= 8


def test_what_they_told_each_other_is_not_mailed(
    demo: None, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        load_demo()
    assert Notice.objects.exists()
    assert mail.outbox == []


def test_a_second_time_it_is_refused_or_left_alone(demo: None) -> None:
    load_demo()
    before = snapshot()

    load_demo(60, if_empty=True)
    assert snapshot() == before
    with pytest.raises(CommandError, match=DOMAIN):
        load_demo(60)


@pytest.mark.parametrize("people", [0, SMALLEST - 1, 100_001])
def test_a_number_outside_the_limits_is_refused(demo: None, people: int) -> None:
    with pytest.raises(CommandError, match="--people must be"):
        load_demo(people)


@pytest.mark.django_db
def test_without_a_catalogue_it_says_what_to_do(settings: Settings) -> None:
    settings.DEMO = settings.DEBUG = True
    with pytest.raises(CommandError, match="load_catalogue"):
        load_demo()
    assert not User.objects.exists()


def test_the_sign_ins_are_shown_in_the_demo_only(settings: Settings) -> None:
    settings.DEMO = True
    out = StringIO()
    call_command("show_demo_sign_ins", address="http://127.0.0.1:8123/", stdout=out)
    for text in ("http://127.0.0.1:8123/", PASSWORD, STAFF.address, MANAGER.address):
        assert text in out.getvalue()

    settings.DEMO = False
    with pytest.raises(CommandError, match="DEMO is off"):
        call_command("show_demo_sign_ins", stdout=StringIO())
