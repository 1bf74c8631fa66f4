"""Beginning, beginning again, throwing away."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from careers.assessments import actions, queries
from careers.assessments.models import Answer, Assessment
from careers.assessments.months import first_of_month
from careers.levels.models import Competency, Instrument, LevelRule, Statement
from careers.profiles.models import User
from tests.assessments.builders import (
    draft_assessment,
    instrument_now,
    page_url,
    question_url,
    submitted_assessment,
)
from tests.factories import NOW, make_user

START = "/assessment/"


def test_the_first_page_says_what_one_wants_to_know(
    signed_in: Client, user: User, catalogue: None
) -> None:
    html = signed_in.get(START).content.decode()
    for words in (
        "It is not for pay and not for discipline",
        "About ten minutes.",
        "only you, also after you hand it in, as long as no manager is recorded for you.",
        "Start the self-assessment",
    ):
        assert words in html
    assert not Assessment.objects.exists()


def test_the_first_page_names_the_manager(client: Client, catalogue: None) -> None:
    user = make_user("Stan Staff", manager=make_user("Mona Manager"))
    client.force_login(user)
    html = client.get(START).content.decode()
    assert (
        "only you, until you hand it in. After that Mona Manager, the managers above, and whoever"
        " stands in for one of them, too." in html
    )


def test_nothing_to_ask(signed_in: Client, db: None) -> None:
    assert "The questions have not been published." in signed_in.get(START).content.decode()
    assert signed_in.post(START).headers["Location"] == START
    assert not Assessment.objects.exists()


def test_two_clicks_make_one_draft(signed_in: Client, user: User, catalogue: None) -> None:
    addresses = {signed_in.post(START).headers["Location"] for _ in range(2)}
    draft = Assessment.objects.get(profile=user.profile)
    assert addresses == {page_url("remit", draft)}


def test_begun_at_the_same_moment_is_one_draft(
    user: User, catalogue: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first look finds nothing, because the other request has not finished yet."""
    real = queries.draft_of
    answers = [None]
    draft = actions.begin(profile=user.profile, now=NOW)
    monkeypatch.setattr(
        queries, "draft_of", lambda profile: answers.pop() if answers else real(profile)
    )
    assert actions.begin(profile=user.profile, now=NOW) == draft
    assert Assessment.objects.count() == 1


def test_a_draft_is_gone_on_with(signed_in: Client, user: User, catalogue: None) -> None:
    draft = draft_assessment(user, "P1", now=timezone.now())
    Answer.objects.filter(competency__code__in=("B2", "C1")).delete()
    html = signed_in.get(START).content.decode()
    assert "10 answers are saved." in html
    assert f'href="{question_url(draft, "B2")}"' in html
    assert f'href="{page_url("discard", draft)}"' in html
    assert signed_in.post(START).headers["Location"] == question_url(draft, "B2")


def test_throwing_away_asks_first(signed_in: Client, user: User, catalogue: None) -> None:
    kept = submitted_assessment(user, "P1")
    draft = draft_assessment(user, "P2")
    html = signed_in.get(page_url("discard", draft)).content.decode()
    assert "Throw your answers away?" in html
    assert Assessment.objects.count() == 2
    response = signed_in.post(page_url("discard", draft), follow=True)
    assert "Your answers are thrown away." in response.content.decode()
    assert list(Assessment.objects.all()) == [kept]


class TestFromLast:
    """Only what is stale is asked again."""

    def begin(self, client: Client, user: User) -> Assessment:
        client.post(START, {"from_last": "on"})
        return Assessment.objects.drafts().get(profile=user.profile)

    def codes(self, assessment: Assessment) -> list[str]:
        rows = Answer.objects.filter(assessment=assessment).order_by("competency__order")
        return list(rows.values_list("competency__code", flat=True))

    def test_it_is_offered(self, signed_in: Client, user: User, catalogue: None) -> None:
        submitted_assessment(user, "P4", now=timezone.now())
        html = signed_in.get(START).content.decode()
        assert "your answers showed level 3" in html
        assert "Start from my last answers" in html
        assert "Start afresh" in html

    def test_fresh_answers_are_copied(self, signed_in: Client, user: User, catalogue: None) -> None:
        now = timezone.now() - timedelta(days=40)
        last = submitted_assessment(user, "P8", now=now, could=("A1",), remit=3)
        response = signed_in.post(START, {"from_last": "on"})
        draft = Assessment.objects.drafts().get()
        assert response.headers["Location"] == page_url("check", draft)
        assert len(self.codes(draft)) == 12
        copied, original = (
            list(
                Answer.objects.filter(assessment=one)
                .order_by("competency__order")
                .values_list("value", "basis", "not_applicable_reason", "answered_at")
            )
            for one in (draft, last)
        )
        assert copied == original
        assert draft.remit is not None
        assert draft.remit.number == 3

    def test_afresh_is_afresh(self, signed_in: Client, user: User, catalogue: None) -> None:
        submitted_assessment(user, "P4", now=timezone.now())
        signed_in.post(START)
        draft = Assessment.objects.drafts().get()
        assert (self.codes(draft), draft.remit) == ([], None)

    def test_old_answers_are_asked_again(
        self, signed_in: Client, user: User, catalogue: None
    ) -> None:
        old = timezone.now() - timedelta(days=370)
        last = submitted_assessment(user, "P1", now=timezone.now())
        Answer.objects.filter(assessment=last, competency__code="B1").update(answered_at=old)
        draft = self.begin(signed_in, user)
        assert set(self.codes(draft)) == {*self.codes(last)} - {"B1"}
        assert signed_in.post(START).headers["Location"] == question_url(draft, "B1")

    def test_an_old_job_is_asked_again(
        self, signed_in: Client, user: User, catalogue: None
    ) -> None:
        old = timezone.now() - timedelta(days=370)
        submitted_assessment(user, "P1", now=old)
        draft = self.begin(signed_in, user)
        assert (self.codes(draft), draft.remit) == ([], None)

    def test_old_evidence_is_asked_again(
        self, signed_in: Client, user: User, catalogue: None
    ) -> None:
        today = timezone.localdate()
        last = submitted_assessment(user, "P2", now=timezone.now())
        just, too_old = (first_of_month(today, months_ago=ago) for ago in (23, 24))
        for code, evidence_on in (("A4", just), ("B2", too_old)):
            rows = Answer.objects.filter(assessment=last, competency__code=code)
            rows.update(evidence_on=evidence_on)
        draft = self.begin(signed_in, user)
        assert set(self.codes(last)) - set(self.codes(draft)) == {"B2"}

    def test_words_that_changed_are_asked_again(
        self, signed_in: Client, user: User, catalogue: None
    ) -> None:
        submitted_assessment(user, "P1", now=timezone.now())
        new = publish_next_version(changed="A2")
        draft = self.begin(signed_in, user)
        assert draft.instrument == new
        assert "A2" not in self.codes(draft)
        assert len(self.codes(draft)) == 11

    def test_a_stricter_limit_holds(self, signed_in: Client, user: User, catalogue: None) -> None:
        submitted_assessment(user, "P8", now=timezone.now())
        new = publish_next_version()
        Instrument.objects.filter(pk=new.pk).update(max_not_applicable=1)
        draft = self.begin(signed_in, user)
        assert Answer.objects.filter(assessment=draft, is_not_applicable=True).count() == 1


def publish_next_version(*, changed: str = "") -> Instrument:
    """A copy of the instrument, with other words about one competency."""
    old = instrument_now()
    new = Instrument.objects.create(
        version=old.version + 1, question=old.question, published_at=NOW
    )
    Statement.objects.bulk_create(
        Statement(
            instrument=new,
            competency_id=row.competency_id,
            level_id=row.level_id,
            text=row.text + (" Differently." if row.competency.code == changed else ""),
        )
        for row in Statement.objects.filter(instrument=old).select_related("competency")
    )
    for rule in LevelRule.objects.filter(instrument=old).prefetch_related("groups", "keys"):
        copy = LevelRule.objects.create(instrument=new, level_id=rule.level_id, why=rule.why)
        copy.groups.set(rule.groups.all())
        copy.keys.set(rule.keys.all())
    return new


def test_a_draft_keeps_the_version_it_was_begun_with(
    signed_in: Client, user: User, catalogue: None
) -> None:
    draft = draft_assessment(user, "P2", now=timezone.now())
    publish_next_version(changed="A2")
    html = signed_in.get(question_url(draft, "A2")).content.decode()
    assert "Differently." not in html
    signed_in.post(page_url("submit", draft))
    draft.refresh_from_db()
    assert draft.instrument.version == 1
    assert draft.result.level == 2


class TestConstraints:
    @pytest.fixture
    def competency(self, catalogue: None) -> Competency:
        return Competency.objects.get(code="A1")

    def test_one_draft_each(self, user: User, catalogue: None) -> None:
        draft_assessment(user)
        with pytest.raises(IntegrityError), transaction.atomic():
            Assessment.objects.create(
                profile=user.profile, instrument=instrument_now(), started_at=NOW
            )

    def test_submitted_exactly_when_dated(self, user: User, catalogue: None) -> None:
        draft = draft_assessment(user)
        for change in ({"submitted_at": NOW}, {"state": "submitted"}):
            with pytest.raises(IntegrityError), transaction.atomic():
                Assessment.objects.filter(pk=draft.pk).update(**change)

    def test_answers(self, user: User, competency: Competency) -> None:
        draft = Assessment.objects.create(
            profile=user.profile, instrument=instrument_now(), started_at=NOW
        )
        for values in (
            {},
            {"value": 5},
            {"value": 1, "is_not_applicable": True},
        ):
            with pytest.raises(IntegrityError), transaction.atomic():
                Answer.objects.create(
                    assessment=draft, competency=competency, answered_at=NOW, **values
                )
        Answer.objects.create(assessment=draft, competency=competency, answered_at=NOW, value=1)
        with pytest.raises(IntegrityError), transaction.atomic():
            Answer.objects.create(assessment=draft, competency=competency, answered_at=NOW, value=2)

    def test_results(self, user: User, catalogue: None) -> None:
        result = submitted_assessment(user).result
        for level in (0, 5):
            with pytest.raises(IntegrityError), transaction.atomic():
                type(result).objects.filter(pk=result.pk).update(level=level)
        with pytest.raises(IntegrityError), transaction.atomic():
            type(result).objects.create(
                assessment=result.assessment, level=2, rule={}, scoring_version=1, computed_at=NOW
            )


def test_start_is_named() -> None:
    assert reverse("assessments:start") == START
