"""The result page and the history: their words, their two voices, what they cost."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from careers.assessments import queries
from careers.assessments.models import Answer, Assessment
from careers.domain.scoring import rule_from_data
from careers.levels.models import Instrument
from careers.profiles.models import User
from tests.assessments.builders import (
    draft_assessment,
    page_url,
    question_url,
    submitted_assessment,
)
from tests.factories import make_user

MOST_QUERIES = 8
HISTORY = "/assessment/history/"


def text_of(html: str) -> str:
    main = html.split('id="main"')[1].split("</main>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))


def result_of(client: Client, assessment: Assessment) -> str:
    text: str = client.get(page_url("result", assessment)).content.decode()
    return text


@pytest.mark.usefixtures("catalogue")
class TestResult:
    def test_one_primary_button_leads_to_the_roadmap(self, signed_in: Client, user: User) -> None:
        html = result_of(signed_in, submitted_assessment(user, "P3"))
        assert html.count("btn-primary") == 1
        address = reverse("roadmaps:detail", args=[user.profile.pk])
        assert f'<a class="btn btn-primary" href="{address}">See my roadmap</a>' in html

    def test_the_chart_and_the_table_say_the_same(self, signed_in: Client, user: User) -> None:
        html = result_of(signed_in, submitted_assessment(user, "P7", could=("A1",)))
        assert html.count('<svg class="profile-chart"') == 3
        described = " ".join(re.findall(r"<desc[^>]*>(.*?)</desc>", html))
        for sentence in (
            "Planning, schedules and dependencies: 3.",
            "Money, business case and benefits: our PMO does not do this.",
            "Portfolio and strategy: 1.",
        ):
            assert sentence in described
        table = html.split("<table")[1].split("</table>")[0]
        assert table.count('<th scope="row">') == 12
        row = re.sub(r"\s+", " ", table.split("Planning, schedules and dependencies")[1])
        assert (
            '<td class="number">4</td> <td class="number">3</td> <td class="number">3</td>' in row
        )
        assert html.count('class="bar-fill-soft"') == 1
        assert "style=" not in html.split("<main")[1]

    def test_the_numbers_of_bars_are_drawn(self, signed_in: Client, user: User) -> None:
        html = result_of(signed_in, submitted_assessment(user, "P2"))
        first = html.split("<svg")[2].split("</svg>")[0]
        assert 'class="bar-fill" x="0" y="23" width="132"' in first  # 2 of 4
        assert 'class="bar-mark" x1="198"' in first  # level 3

    def test_gaps_come_in_two_kinds(self, signed_in: Client, user: User) -> None:
        text = text_of(result_of(signed_in, submitted_assessment(user, "P2")))
        nearly = text.split("Nearly there")[1].split("Development needs")[0]
        development = text.split("Development needs")[1].split("About this result")[0]
        assert nearly.strip().startswith(
            "Governance and decision support 2 now, 3 asked for; a key"
        )
        assert "I design the boards, gates and decision rights" in nearly
        assert "PMO services: design and improvement 1 now, 3 asked for; a key" in development
        assert "I deliver one or more PMO services from request to result" in development

    def test_it_says_where_it_comes_from(self, signed_in: Client, user: User) -> None:
        assessment = submitted_assessment(user, "P4")
        text = text_of(result_of(signed_in, assessment))
        for words in (
            "Self-assessed, not yet reviewed",
            "14 March 2027",
            "9 of 12 answers have evidence.",
            "Version 1",
            "Breadth: 2 of every 3 competencies in scope, rounded up.",
            "Who can see this: only you.",
        ):
            assert words in re.sub(r" ([:.])", r"\1", text)

    @pytest.mark.parametrize(
        ("state", "words"),
        [("reviewed", "Reviewed, not yet agreed"), ("agreed", "Agreed with the manager")],
    )
    def test_the_state_is_said(self, signed_in: Client, user: User, state: str, words: str) -> None:
        assert words in result_of(signed_in, submitted_assessment(user, state=state))

    def test_a_manager_reads_about_somebody(self, client: Client) -> None:
        manager = make_user("Mona Manager")
        user = make_user("Ada Okafor", manager=manager)
        assessment = submitted_assessment(user, "P1", could=("A4",))
        client.force_login(manager)
        html = result_of(client, assessment)
        text = text_of(html)
        assert "See the roadmap of Ada Okafor" in text
        assert "Ada Okafor · Self-assessed, not yet reviewed" in text
        assert "so far there are 0." in text
        assert "One answer counts one lower because it has not been done yet" in text
        assert "The job is at 2, the answers show 1." in text
        assert "Take it again" not in text
        assert not re.search(r"\b(you|your)\b", text.split("Every answer in full")[0], re.I)

    def test_one_key_far_below_is_named(self, signed_in: Client, user: User) -> None:
        html = result_of(signed_in, submitted_assessment(user, "3 3 3 3 3 3 3 3 3 1 3 2"))
        assert (
            "The breadth for level 3 is there (10 of 12), but a key competency is too far below "
            "it: “Leading people and building capability”." in html
        )

    def test_a_long_list_of_changes_is_told_shortly(self, signed_in: Client, user: User) -> None:
        html = result_of(signed_in, submitted_assessment(user, "P2"))
        change = html.split('id="change"')[1].split("</section>")[0]
        assert "These 6 changes together would reach level 3; no smaller set does:" in change
        assert "Raise “PMO services: design and improvement” from 1 to 3" in change
        assert "<q>" not in change

    def test_provisional_says_why(self, signed_in: Client, user: User) -> None:
        assessment = submitted_assessment(user, "2 2 2 2 2 2 2 2 – – 2 2")
        html = text_of(result_of(signed_in, assessment))
        assert assessment.result.is_provisional
        assert "This result is provisional." in html
        assert (
            "There are not enough answers for level 3: 2 of its key competencies are “our PMO "
            "does not do this”, and at most 1 may be." in html
        )
        assert "No change of these answers reaches level 3" in html

    def test_too_many_not_applicable_says_so(self, signed_in: Client, user: User) -> None:
        html = result_of(signed_in, submitted_assessment(user, "2 2 – – 2 2 – – 2 2 2 2"))
        assert "More than 3 answers are “our PMO does not do this”." in html

    def test_a_job_that_was_not_asked_is_not_shown(self, signed_in: Client, user: User) -> None:
        html = result_of(signed_in, submitted_assessment(user, remit=None))
        assert "never scored" not in html

    def test_a_result_keeps_its_rule(self, signed_in: Client, user: User) -> None:
        assessment = submitted_assessment(user, "P3")
        before = result_of(signed_in, assessment)
        Instrument.objects.update(breadth_numerator=1, keys_needed=1, key_slack=2)
        after = result_of(signed_in, assessment)
        strip = r'name="csrfmiddlewaretoken" value="\w+"'
        assert re.sub(strip, "", before) == re.sub(strip, "", after)

    def test_dangerous_text_is_only_text(self, signed_in: Client, user: User) -> None:
        assessment = submitted_assessment(user, "P3")
        Answer.objects.filter(assessment=assessment).update(evidence="<script>x</script>")
        assert "<script>x" not in result_of(signed_in, assessment)


def test_the_newest_result_is_one_query(
    user: User, catalogue: None, django_assert_num_queries: object
) -> None:
    submitted_assessment(user, "P1", now=timezone.now() - timedelta(days=400))
    newest = submitted_assessment(user, "P3", now=timezone.now(), remit=4)
    draft_assessment(user, "P6")
    with django_assert_num_queries(1):  # type: ignore[operator]
        view = queries.latest_result(user.profile)
    assert view is not None
    assert (view.assessment_id, view.level, view.remit, view.state, view.instrument_version) == (
        newest.pk,
        2,
        4,
        "submitted",
        1,
    )
    assert view.rule == rule_from_data(newest.result.rule)


def test_no_result_before_handing_in(user: User, catalogue: None) -> None:
    draft_assessment(user, "P6")
    assert queries.latest_result(user.profile) is None


@pytest.mark.usefixtures("catalogue")
class TestHistory:
    def test_nothing_yet(self, signed_in: Client) -> None:
        assert "You have not handed one in yet" in signed_in.get(HISTORY).content.decode()

    def test_newest_first_with_what_changed(self, signed_in: Client, user: User) -> None:
        now = timezone.now()
        submitted_assessment(user, "P1", now=now - timedelta(days=800))
        submitted_assessment(user, "P8", now=now - timedelta(days=400), could=("B2",))
        submitted_assessment(user, "P2", now=now)
        submitted_assessment(make_user("Sam Stranger"), "P6", now=now)
        rows = queries.history(user.profile)
        assert [(row.level, row.level_text) for row in rows] == [
            (2, "The level stayed at 2."),
            (2, "The level went up from 1 to 2."),
            (1, ""),
        ]
        moves = {move.name: move.text for move in rows[0].moves}
        assert moves == {
            "Money, business case and benefits": "from “our PMO does not do this” to 2",
            "Information, records and tools": "from 2 to 3",
            "Reporting and insight": "from 1 to 3",
            "Resources and capacity": "from “our PMO does not do this” to 1",
            "Portfolio and strategy": "from “our PMO does not do this” to 1",
        }
        text = text_of(signed_in.get(HISTORY).content.decode())
        assert "5 changes since the time before" in text
        assert "Your first one." in text
        assert "Level 4" not in text

    @pytest.mark.parametrize("count", [1, 30])
    def test_the_number_of_queries_is_constant(
        self, signed_in: Client, user: User, count: int, django_assert_num_queries: object
    ) -> None:
        for number in range(count):
            person = f"P{number % 8 + 1}"
            submitted_assessment(user, person, now=timezone.now() - timedelta(days=30 * number))
        with django_assert_num_queries(5):  # type: ignore[operator]
            signed_in.get(HISTORY)


@pytest.mark.usefixtures("catalogue")
def test_pages_are_cheap(
    signed_in: Client, user: User, django_assert_max_num_queries: object
) -> None:
    submitted = submitted_assessment(user, "P3")
    draft = draft_assessment(user, "P3")
    addresses = [
        "/assessment/",
        page_url("remit", draft),
        question_url(draft, "B2"),
        page_url("check", draft),
        page_url("discard", draft),
        page_url("result", submitted),
    ]
    for address in addresses:
        with django_assert_max_num_queries(MOST_QUERIES):  # type: ignore[operator]
            assert signed_in.get(address).status_code == 200
