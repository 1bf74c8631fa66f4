"""A faulty review is given back, one from an old form is shown beside the stored one."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from careers.assessments.models import COMMENT_LENGTH, NOTE_LENGTH, Assessment, Rating, Review
from careers.profiles.models import AccessEntry, User
from tests.assessments.builders import submitted_assessment
from tests.assessments.reviews import agree, everything, review, settled, stored
from tests.assessments.test_review_page import text_of
from tests.assessments.test_submitting import (
    AT_ONCE,
    a_database_for_threads,
    in_threads,
    somebody,
)
from tests.factories import NOW, make_user
from tests.teams.review_forms import form_on, page_of, rate


class TestFaults:
    @pytest.mark.parametrize(
        ("changes", "fault"),
        [
            ({"decision": "changes"}, "Say what should change, and why."),
            ({"decision": ""}, "Choose what is to happen with your review."),
            ({"decision": "x"}, "Choose one of the two."),
            ({"manager_c1": "7"}, "Choose one of the values in the list."),
            ({"manager_c1": ""}, "Choose a value."),
            ({"agreed_c1": "-1"}, "Choose one of the values in the list."),
            ({"note_c1": "x" * (NOTE_LENGTH + 1)}, "Write at most 300 characters; you have 301."),
            (
                {"comment": "x" * (COMMENT_LENGTH + 1)},
                "Write at most 1000 characters; you have 1001.",
            ),
            ({"comment": "a\x00b"}, "Your text has a character that cannot be saved."),
        ],
    )
    def test_it_is_said_beside_the_field_and_nothing_is_lost(
        self, mona: Client, owner: User, changes: dict[str, str], fault: str
    ) -> None:
        kept = {"note_a1": "Seen twice.", "manager_b1": "1", "agreed_b2": "2", "back": "level=2"}
        response = rate(mona, owner, **kept, **changes)
        assert response.status_code == 422
        assert text_of(response).count(fault) == 2  # above, and beside the field
        sent = form_on(response, owner)
        assert {name: sent[name] for name in kept} == kept
        assert not Review.objects.exists()

    def test_a_form_that_is_given_back_is_a_look_too(
        self, mona: Client, owner: User, manager: User
    ) -> None:
        for name in ("rate", "agree_plan"):
            assert mona.post(page_of(owner, name)).status_code == 422
        looks = AccessEntry.objects.values_list("subject", "viewer", "what", "times")
        assert list(looks) == [(owner.profile.pk, manager.pk, "review", 2)]

    def test_an_empty_form(self, mona: Client, owner: User) -> None:
        assert mona.post(page_of(owner, "rate")).status_code == 422

    def test_a_faulty_form_that_comes_after_the_agreement(
        self, mona: Client, owner: User, handed_in: Assessment, manager: User
    ) -> None:
        sent = form_on(mona.get(page_of(owner)), owner)
        agree(handed_in, manager, C1=2)
        lost = {"decision": "", "comment": "Look again.", "note_c1": "Not run."}
        response = mona.post(page_of(owner, "rate"), sent | lost)
        assert response.status_code == 422
        text = text_of(response)
        assert "It was agreed before your form arrived." in text
        assert "Look again. PMO services: design and improvement: Not run." in text


class TestConflict:
    def test_both_versions_and_a_way_to_go_on(
        self, mona: Client, owner: User, handed_in: Assessment, manager: User
    ) -> None:
        sent = form_on(mona.get(page_of(owner)), owner)
        lead = make_user("Lea Lead")
        review(handed_in, lead, C1=settled(1, 1, "Theirs."), comment="Stored first.")
        mine = {"manager_c1": "2", "note_c1": "Mine.", "comment": "Sent second."}
        response = mona.post(page_of(owner, "rate"), sent | mine)
        assert response.status_code == 409
        text = text_of(response)
        assert "The review has changed since you opened this page." in text
        assert "The stored version was made by Lea Lead on 16 March 2027 at" in text
        assert (
            "PMO services: design and improvement manager 2, agreed open Mine. "
            "manager 1, agreed 1 Theirs." in text
        )
        assert "Planning" not in text[text.index("Where the two versions differ") :]
        assert "Comment Sent second. Stored first." in text
        assert stored(handed_in)[2] == 1
        response = mona.post(page_of(owner, "rate"), form_on(response, owner))
        assert response.status_code == 302
        made = Review.objects.get()
        assert (made.version, made.reviewer, made.comment) == (2, manager, "Sent second.")
        assert Rating.objects.get(answer__competency__code="C1").note == "Mine."

    def test_after_an_agreement_there_is_no_going_on(
        self, mona: Client, owner: User, handed_in: Assessment, manager: User
    ) -> None:
        sent = form_on(mona.get(page_of(owner)), owner)
        agree(handed_in, manager, C1=2)
        before = everything()
        response = mona.post(page_of(owner, "rate"), sent | {"comment": "Too late."})
        assert response.status_code == 409
        assert AccessEntry.objects.get(subject=owner.profile).times == 2
        assert form_on(response, owner) == {}
        assert "Comment Too late. –" in text_of(response)
        assert everything() == before

    def test_a_newer_self_assessment_gives_the_words_back(self, mona: Client, owner: User) -> None:
        sent = form_on(mona.get(page_of(owner)), owner)
        submitted_assessment(owner, "P2", now=NOW + timedelta(days=30))
        words = {"comment": "About the old one.", "note_c1": "Not run."}
        response = mona.post(page_of(owner, "rate"), sent | words)
        assert response.status_code == 409
        text = text_of(response)
        assert "A newer self-assessment has been handed in." in text
        assert "PMO services: design and improvement Not run. –" in text
        assert "Comment About the old one. –" in text
        assert form_on(response, owner) == {}
        assert not Review.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_same_form_twenty_times_at_once(tmp_path: Path) -> None:
    manager = somebody()
    owner = make_user("Rita Report", manager=manager)
    handed_in = submitted_assessment(owner, "P5", now=timezone.now())
    client = Client()
    client.force_login(manager)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    sent = form_on(client.get(page_of(owner)), owner) | {"manager_c1": "2", "agreed_c1": "2"}
    path = page_of(owner, "rate")

    def send() -> int:
        browser = Client()
        browser.cookies[settings.SESSION_COOKIE_NAME] = cookie
        return browser.post(path, sent).status_code

    def read() -> list[Any]:
        return [list(Review.objects.values_list("assessment", "version")), Rating.objects.count()]

    with a_database_for_threads(tmp_path):
        assert in_threads(AT_ONCE, send) == [302] * AT_ONCE
        assert in_threads(1, read)[0] == [[(handed_in.pk, 1)], 12]
