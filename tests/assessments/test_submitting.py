"""Checking and handing in: once, complete, and never changed afterwards."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import zeal
from django.conf import settings
from django.db import connection, connections, transaction
from django.test import Client
from django.utils import timezone

from careers.assessments import actions, queries
from careers.assessments.models import Answer, Assessment, Result
from careers.assessments.months import first_of_month
from careers.domain import scoring
from careers.levels.queries import rule_of
from careers.profiles.models import User
from tests.assessments.builders import (
    draft_assessment,
    form_data,
    instrument_now,
    page_url,
    question_url,
    save_url,
    submitted_assessment,
)
from tests.factories import NOW, make_user
from tests.shipped import put_catalogue

AT_ONCE = 20


@pytest.fixture
def full(catalogue: None, user: User) -> Assessment:
    return draft_assessment(user, "P3", now=timezone.now())


def state_of_everything(assessment: Assessment) -> list[Any]:
    return [
        *Assessment.objects.filter(pk=assessment.pk).values_list(),
        *Answer.objects.filter(assessment=assessment).order_by("pk").values_list(),
        *Result.objects.filter(assessment=assessment).values_list(),
    ]


class TestCheck:
    def test_it_shows_every_answer(self, signed_in: Client, full: Assessment) -> None:
        html = signed_in.get(page_url("check", full)).content.decode()
        assert "Everything is answered" in html
        assert "12 of 12 questions, 8 with evidence." in html
        assert html.count("?from=check") == 13
        assert "I coach new starters and project staff in PMO practice" in html
        assert "I do it regularly · with evidence, " in html
        assert "Runs support services without close guidance" in html

    def test_it_lists_what_is_missing(self, signed_in: Client, full: Assessment) -> None:
        Answer.objects.filter(competency__code="B4").delete()
        Answer.objects.filter(competency__code="A1").update(evidence="")
        Assessment.objects.update(remit=None)
        html = signed_in.get(page_url("check", full)).content.decode()
        missing = html.split('id="missing"')[1].split("</ul>")[0]
        assert missing.count("<li>") == 3
        assert f'href="{page_url("remit", full)}?from=check"' in missing
        assert f'href="{question_url(full, "A1")}?from=check"' in missing
        assert f'href="{question_url(full, "B4")}?from=check"' in missing
        assert "Everything is answered" not in html

    def test_evidence_grows_old_while_a_draft_waits(
        self, signed_in: Client, full: Assessment
    ) -> None:
        old = first_of_month(timezone.localdate(), months_ago=24)
        Answer.objects.filter(competency__code="A1").update(evidence_on=old)
        html = signed_in.get(page_url("check", full)).content.decode()
        assert "This answer needs evidence of the last 24 months." in html
        assert signed_in.post(page_url("submit", full)).status_code == 422


class TestHandingIn:
    def test_it_writes_the_result(self, signed_in: Client, full: Assessment) -> None:
        response = signed_in.post(page_url("submit", full))
        assert response.headers["Location"] == page_url("result", full)
        full.refresh_from_db()
        result = full.result
        rule = rule_of(instrument_now())
        assert full.state == Assessment.State.SUBMITTED
        assert full.submitted_at == result.computed_at
        assert (result.level, result.is_provisional) == (2, False)
        assert scoring.rule_from_data(result.rule) == rule
        assert result.scoring_version == scoring.SCORING_VERSION

    def test_incomplete_is_refused_and_keeps_everything(
        self, signed_in: Client, full: Assessment
    ) -> None:
        Answer.objects.filter(competency__code="B4").delete()
        Answer.objects.filter(competency__code="A1").update(evidence_confirmed_by="")
        before = state_of_everything(full)
        response = signed_in.post(page_url("submit", full))
        html = response.content.decode()
        assert response.status_code == 422
        assert "<title>Problem: Check your answers" in html
        summary = html.split('class="error-summary"')[1].split("</ul>")[0]
        for code, text in (
            ("A1", "Name somebody who could confirm it."),
            ("B4", "Choose the statement that describes what you do."),
        ):
            assert f'<a href="{question_url(full, code)}?from=check">' in summary
            assert text in summary
        assert state_of_everything(full) == before

    def test_a_second_time_gives_the_same(self, signed_in: Client, full: Assessment) -> None:
        signed_in.post(page_url("submit", full))
        before = state_of_everything(full)
        again = signed_in.post(page_url("submit", full))
        assert again.headers["Location"] == page_url("result", full)
        assert state_of_everything(full) == before


SAY = "This self-assessment is already handed in"
Send = Callable[[Client, Assessment], Any]
LATE: dict[str, Send] = {
    "question": lambda client, one: client.get(question_url(one, "A1")),
    "answer": lambda client, one: client.post(question_url(one, "A1"), form_data(0)),
    "save": lambda client, one: client.post(save_url(one, "A1"), form_data(0)),
    "save by htmx": lambda client, one: client.post(
        save_url(one, "A1"), form_data(0), headers={"HX-Request": "true"}
    ),
    "remit": lambda client, one: client.post(page_url("remit", one), {"remit": "4"}),
    "check": lambda client, one: client.get(page_url("check", one)),
    "discard": lambda client, one: client.post(page_url("discard", one)),
}


@pytest.mark.parametrize("late", LATE)
def test_after_handing_in_nothing_changes(
    signed_in: Client, user: User, catalogue: None, late: str
) -> None:
    assessment = submitted_assessment(user)
    before = state_of_everything(assessment)
    response = LATE[late](signed_in, assessment)
    assert response.status_code == 409
    assert SAY in response.content.decode()
    assert page_url("result", assessment) in response.content.decode()
    assert state_of_everything(assessment) == before


def test_actions_refuse_what_comes_late(user: User, catalogue: None) -> None:
    assessment = submitted_assessment(user)
    stale = Assessment.objects.get(pk=assessment.pk)
    stale.state = Assessment.State.DRAFT  # as a request that looked before it was handed in
    for write in (
        lambda: actions.record_answer(assessment=stale, competency_code="A1", choice="0", now=NOW),
        lambda: actions.record_remit(assessment=stale, level=1, now=NOW),
        lambda: actions.discard(assessment=stale),
    ):
        with pytest.raises(actions.AlreadySubmitted):
            write()
    assert actions.submit(assessment=stale, now=NOW) == assessment.result


class TestMeanwhile:
    """Between looking and writing, another tab did something else."""

    @pytest.fixture
    def meanwhile(self, monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], Any]], None]:
        real = queries.question_page

        def arrange(do: Callable[[], Any]) -> None:
            def look(assessment: Assessment, code: str) -> Any:
                page = real(assessment, code)
                with zeal.zeal_ignore():  # stands for another request
                    do()
                return page

            monkeypatch.setattr(queries, "question_page", look)

        return arrange

    def test_handed_in(
        self, signed_in: Client, full: Assessment, meanwhile: Callable[[Callable[[], Any]], None]
    ) -> None:
        meanwhile(lambda: actions.submit(assessment=full, now=timezone.now()))
        response = signed_in.post(question_url(full, "A1"), form_data(0))
        assert response.status_code == 409
        assert Answer.objects.get(assessment=full, competency__code="A1").value == 3

    def test_thrown_away(
        self, signed_in: Client, full: Assessment, meanwhile: Callable[[Callable[[], Any]], None]
    ) -> None:
        meanwhile(lambda: actions.discard(assessment=full))
        response = signed_in.post(question_url(full, "A1"), form_data(0))
        assert response.status_code == 404
        assert not Answer.objects.exists()

    def test_thrown_away_before_handing_in(
        self, signed_in: Client, full: Assessment, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        real = actions.submit

        def late(**values: Any) -> Result:
            with zeal.zeal_ignore():  # stands for another request
                actions.discard(assessment=full)
            return real(**values)

        monkeypatch.setattr(actions, "submit", late)
        assert signed_in.post(page_url("submit", full)).status_code == 404


def test_a_competency_nobody_asks_about(user: User, catalogue: None) -> None:
    with pytest.raises(actions.UnknownCompetency):
        actions.record_answer(
            assessment=draft_assessment(user), competency_code="Z9", choice="0", now=NOW
        )


@contextmanager
def a_database_for_threads(folder: Path) -> Iterator[None]:
    """PostgreSQL as it is; of SQLite in memory a copy in a file, as an installation has it."""
    if connection.vendor != "sqlite":
        yield
        return
    file = folder / "copy.sqlite3"
    target = sqlite3.connect(file)
    connection.ensure_connection()
    connection.connection.backup(target)
    target.close()
    shared = connections.settings["default"]
    name, shared["NAME"] = shared["NAME"], str(file)
    try:
        yield
    finally:
        shared["NAME"] = name


def somebody() -> User:
    with transaction.atomic():  # the rows point at each other
        put_catalogue()
    return make_user("Ada Okafor")


def in_threads(count: int, work: Callable[[], Any]) -> list[Any]:
    """Call it in so many threads, each with a connection of its own."""

    def call(_number: int) -> Any:
        try:
            return work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(call, range(count)))


@pytest.mark.django_db(transaction=True)
def test_handed_in_twenty_times_at_once_gives_one_result(tmp_path: Path) -> None:
    user = somebody()
    full = draft_assessment(user, "P3", now=timezone.now())
    client = Client()
    client.force_login(user)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value

    def hand_in() -> tuple[int, str]:
        browser = Client()
        browser.cookies[settings.SESSION_COOKIE_NAME] = cookie
        response = browser.post(page_url("submit", full))
        return response.status_code, response.headers.get("Location", "")

    def read() -> list[Any]:
        return list(Result.objects.values_list("assessment", "level"))

    with a_database_for_threads(tmp_path):
        answers = in_threads(AT_ONCE, hand_in)
        results = in_threads(1, read)[0]
    assert answers == [(302, page_url("result", full))] * AT_ONCE
    assert results == [(full.pk, 2)]


@pytest.mark.django_db(transaction=True)
def test_begun_twenty_times_at_once_is_one_draft(tmp_path: Path) -> None:
    user = somebody()

    def begin() -> int:
        return actions.begin(profile=user.profile, now=NOW).pk

    def count() -> int:
        return Assessment.objects.count()

    with a_database_for_threads(tmp_path):
        drafts = in_threads(AT_ONCE, begin)
        assert in_threads(1, count) == [1]
    assert len(set(drafts)) == 1
