"""The manager's side of a review: one form, three values, conflicts with both versions."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from careers.assessments.models import Assessment, Rating, Review
from careers.profiles.models import Notice, User
from careers.teams.forms import kept_query
from tests.assessments.builders import submitted_assessment
from tests.assessments.reviews import agree, everything, review, settled, stored
from tests.assessments.test_review_page import text_of
from tests.factories import NOW, make_user
from tests.profiles.delegations import stand_in
from tests.teams.builders import make_reports
from tests.teams.review_forms import form_on, page_of, rate

State, Waiting = Assessment.State, Review.Waiting


class TestPage:
    def test_before_the_first_result(self, client: Client, manager: User, owner: User) -> None:
        client.force_login(manager)
        text = text_of(client.get(page_of(owner)))
        assert "Ada Okafor has not handed in a self-assessment yet." in text
        assert "Send to Ada Okafor" not in text

    def test_what_they_say_with_basis_and_evidence(self, mona: Client, owner: User) -> None:
        text = text_of(mona.get(page_of(owner)))
        assert "Ada Okafor PMO manager" in text
        assert "It waits for a review." in text
        assert "Level the answers give 3" in text
        evidence = "Led the monthly review of the north programme. March 2027 · Mona Manager could"
        assert f"3 · I do it regularly {evidence} confirm it" in text
        assert "3 counts 2 · I could do it, but have not" in text
        assert "To discuss" not in text

    def test_everything_is_as_they_say_until_somebody_says_otherwise(
        self, mona: Client, owner: User, handed_in: Assessment
    ) -> None:
        sent = form_on(mona.get(page_of(owner) + "?back=level%3D2"), owner)
        rows = {name for name in sent if name.startswith("manager_")}
        assert len(rows) == 12
        assert {sent[name] for name in rows} == {"same"}
        assert {sent[name.replace("manager", "agreed")] for name in rows} == {""}
        assert (sent["assessment"], sent["version"]) == (str(handed_in.pk), "0")
        assert (sent["decision"], sent["comment"], sent["back"]) == ("send", "", "level=2")

    def test_after_a_review_it_shows_what_was_said(
        self, mona: Client, owner: User, handed_in: Assessment, manager: User
    ) -> None:
        review(
            handed_in, manager, C1=settled(1, 2, "Not run."), A3=settled(None, None), comment="Hm."
        )
        response = mona.get(page_of(owner))
        sent, text = form_on(response, owner), text_of(response)
        assert [sent[f"manager_{code}"] for code in ("c1", "a3", "c2")] == ["1", "na", "same"]
        assert [sent[f"agreed_{code}"] for code in ("c1", "a3", "c2")] == ["2", "na", ""]
        assert (sent["note_c1"], sent["comment"], sent["version"]) == ("Not run.", "Hm.", "1")
        assert "Reviewed by Mona Manager on 16 March 2027" in text
        assert "To discuss Money, business case and benefits: self 2, manager not done" in text

    def test_agreed_is_to_be_read_only(
        self, mona: Client, owner: User, handed_in: Assessment, manager: User
    ) -> None:
        agree(handed_in, manager, C1=2)
        response = mona.get(page_of(owner))
        text = text_of(response)
        assert form_on(response, owner) == {}
        assert "Agreed level 2, agreed on 17 March 2027" in text
        assert "Agreed by both. It does not change any more." in text

    def test_only_the_newest_is_reviewed(self, mona: Client, owner: User) -> None:
        newest = submitted_assessment(owner, "P2", now=NOW + timedelta(days=30))
        sent = form_on(mona.get(page_of(owner)), owner)
        assert sent["assessment"] == str(newest.pk)


class TestRate:
    def test_as_they_say_is_agreed(self, mona: Client, owner: User, handed_in: Assessment) -> None:
        response = rate(mona, owner, back="level=2&page=3")
        assert response.headers["Location"] == page_of(owner) + "?back=level%3D2%26page%3D3"
        assert stored(handed_in) == (State.AGREED, Waiting.NOBODY, 1, 3)
        text = text_of(mona.get(response.headers["Location"]))
        assert "You and Ada Okafor agree. The agreed level is the result now." in text

    def test_other_values(
        self, mona: Client, owner: User, handed_in: Assessment, manager: User
    ) -> None:
        response = rate(
            mona, owner, manager_c1="2", agreed_c1="2", note_c1="Not run.", manager_b1="na",
            comment="Let us talk.\r\nSoon.",
        )  # fmt: skip
        assert response.status_code == 302
        assert stored(handed_in) == (State.REVIEWED, Waiting.OWNER, 1, None)
        rows = Rating.objects.values_list("answer__competency__code", "manager_value")
        other = {code: value for code, value in rows if code in {"A1", "B1", "C1", "C2"}}
        assert other == {"A1": 3, "B1": None, "C1": 2, "C2": 2}
        made = Review.objects.get()
        assert (made.reviewer, made.comment) == (manager, "Let us talk.\nSoon.")
        assert "Your review is sent to Ada Okafor." in text_of(mona.get(page_of(owner)))

    def test_asking_for_changes(self, mona: Client, owner: User, handed_in: Assessment) -> None:
        rate(mona, owner, decision="changes", comment="Look at B2 again.")
        assert Review.objects.get().is_change_asked
        assert stored(handed_in) == (State.REVIEWED, Waiting.OWNER, 1, None)
        assert "Ada Okafor is asked for changes." in text_of(mona.get(page_of(owner)))

    def test_sent_twice_is_once(self, mona: Client, owner: User, handed_in: Assessment) -> None:
        sent = form_on(mona.get(page_of(owner)), owner) | {"manager_c1": "2"}
        for _time in range(2):
            assert mona.post(page_of(owner, "rate"), sent).status_code == 302
        assert stored(handed_in)[2] == 1
        assert Notice.objects.count() == 1

    def test_somebody_who_stands_in(
        self, client: Client, owner: User, handed_in: Assessment, manager: User
    ) -> None:
        vera = make_user("Vera Vice")
        stand_in(manager, vera, first=-1, last=1)
        client.force_login(vera)
        assert rate(client, owner, manager_c1="2").status_code == 302
        assert Review.objects.get().reviewer == vera

    @pytest.mark.parametrize("method", ["get", "post"])
    def test_nobody_else(
        self, client: Client, owner: User, handed_in: Assessment, method: str
    ) -> None:
        before = everything()
        for other in (owner, make_user("Sam Stranger"), make_user("Sue", is_superuser=True)):
            client.force_login(other)
            for name in ("review", "rate"):
                assert getattr(client, method)(page_of(owner, name)).status_code in {404, 405}
        assert everything() == before

    def test_by_get_it_leads_to_the_page(self, mona: Client, owner: User) -> None:
        response = mona.get(page_of(owner, "rate"))
        assert response.headers["Location"] == page_of(owner)

    def test_the_self_assessment_of_another_is_not_there(
        self, mona: Client, owner: User, manager: User
    ) -> None:
        other = submitted_assessment(make_user("Rita Report", manager=manager))
        assert rate(mona, owner, assessment=str(other.pk)).status_code == 404
        assert not Review.objects.exists()


class TestBack:
    @pytest.mark.parametrize(
        ("given", "kept"),
        [
            ("", ""),
            ("level=2&page=3", "level=2&page=3"),
            ("q=Zoë <b>", "q=Zo%C3%AB+%3Cb%3E"),
            ("https://evil.example/", "https%3A%2F%2Fevil.example%2F="),
            ("//evil.example/?a=1#x", "%2F%2Fevil.example%2F%3Fa=1%23x"),
            ("a=\x00", "a=%00"),
            ("q=" + "x" * 600, "q=" + "x" * 498),
            ("&" * 600, ""),
        ],
    )
    def test_it_is_a_query_string_and_nothing_else(self, given: str, kept: str) -> None:
        assert kept_query(given) == kept

    def test_the_link_leads_to_the_list(self, mona: Client, owner: User) -> None:
        response = mona.get(page_of(owner), {"back": "level=2&page=3"})
        assert 'href="/team/people/?level=2&amp;page=3"' in response.content.decode()
        response = mona.get(page_of(owner), {"back": "//evil.example/"})
        assert 'href="/team/people/?%2F%2Fevil.example%2F="' in response.content.decode()


def queries_of(client: Client, user: User) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(page_of(user)).status_code == 200
    return sum("SAVEPOINT" not in query["sql"] for query in captured.captured_queries)


def test_cost_at_one_person_and_at_many(
    mona: Client, owner: User, handed_in: Assessment, manager: User
) -> None:
    mona.get(page_of(owner))  # the first look of a day is recorded
    alone = queries_of(mona, owner)
    make_reports(manager, 60)
    for number in range(5):
        make_user(f"Below {number}", manager=owner)
    assert queries_of(mona, owner) == alone
    assert alone <= 12
    agree(handed_in, manager, C1=2)
    assert queries_of(mona, owner) <= 12
