"""Saving while somebody answers: the part of a page, and the same without a script."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from careers.assessments.models import Answer, Assessment
from tests.assessments.builders import form_data, question_url, save_url
from tests.factories import make_user

HTMX = {"HX-Request": "true"}


def test_saved_says_when(signed_in: Client, draft: Assessment) -> None:
    response = signed_in.post(save_url(draft, "A1"), form_data(2), headers=HTMX)
    assert response.status_code == 200
    assert re.fullmatch(r"Saved \d\d:\d\d", response.content.decode().strip())
    assert Answer.objects.get(assessment=draft).value == 2


def test_an_incomplete_answer_is_saved_too(signed_in: Client, draft: Assessment) -> None:
    data = form_data(4, evidence="", evidence_on="", evidence_confirmed_by="")
    response = signed_in.post(save_url(draft, "A1"), data, headers=HTMX)
    assert response.status_code == 200
    assert Answer.objects.get(assessment=draft).value == 4


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, "Choose the statement that describes what you do."),
        (
            form_data(3, evidence="x" * 601, evidence_on=""),
            "Write at most 600 characters; you have 601.",
        ),
        (form_data(3, evidence="\x00"), "Your text has a character that cannot be saved."),
    ],
)
def test_what_is_not_saved_is_said(
    signed_in: Client, draft: Assessment, data: dict[str, str], words: str
) -> None:
    response = signed_in.post(save_url(draft, "A1"), data, headers=HTMX)
    text = response.content.decode()
    assert response.status_code == 422
    assert "Not saved –" in text
    assert words in text
    assert "Choose when it was" not in text  # only what kept it from being saved
    assert "<html" not in text


def test_the_fourth_not_applicable_is_not_saved(signed_in: Client, draft: Assessment) -> None:
    for code in ("A1", "A2", "A3"):
        signed_in.post(save_url(draft, code), form_data(None), headers=HTMX)
    response = signed_in.post(save_url(draft, "A4"), form_data(None), headers=HTMX)
    assert response.status_code == 422
    assert "at most 3 times" in response.content.decode()
    assert Answer.objects.filter(is_not_applicable=True).count() == 3


def test_without_a_script_it_leads_back_to_the_question(
    signed_in: Client, draft: Assessment
) -> None:
    response = signed_in.post(save_url(draft, "A1"), form_data(2))
    assert response.headers["Location"] == question_url(draft, "A1")
    page = signed_in.get(question_url(draft, "A1")).content.decode()
    assert re.search(r"Saved \d\d:\d\d", page)
    refused = signed_in.post(save_url(draft, "A1"), form_data(3, evidence="x" * 601))
    assert refused.status_code == 422
    assert "<h1>Planning, schedules and dependencies</h1>" in refused.content.decode()


def test_whoever_signs_in_again_comes_back_to_the_question(
    signed_in: Client, draft: Assessment
) -> None:
    signed_in.logout()
    lost = signed_in.post(save_url(draft, "A1"), form_data(2), headers=HTMX)
    assert lost.headers["Location"] == f"/accounts/login/?next={save_url(draft, 'A1')}"
    signed_in.force_login(draft.profile.user)
    back = signed_in.get(save_url(draft, "A1"))
    assert (back.status_code, back.headers["Location"]) == (302, question_url(draft, "A1"))
    assert not Answer.objects.exists()


def test_its_address_tells_nobody_else_anything(client: Client, draft: Assessment) -> None:
    client.force_login(make_user("Sam Stranger"))
    assert client.get(save_url(draft, "A1")).status_code == 404


def test_there_are_no_other_questions(signed_in: Client, draft: Assessment) -> None:
    assert signed_in.get(save_url(draft, "Z9")).status_code == 404


def test_it_says_what_it_is_doing(signed_in: Client, draft: Assessment) -> None:
    page = signed_in.get(question_url(draft, "A1")).content.decode()
    words = dict(re.findall(r'data-(saving|failed|signed-out)="([^"]*)"', page))
    assert words == {
        "saving": "Saving…",
        "failed": "Not saved – the portal could not take it. Your choice stays here; "
        "Continue tries again.",
        "signed-out": "Not saved – you are no longer signed in. Copy what you wrote, then sign in "
        "again.",
    }
