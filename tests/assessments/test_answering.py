"""One question a page: what is accepted, what is refused, and that nothing is lost."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from careers.assessments.models import Answer, Assessment
from careers.assessments.months import first_of_month
from careers.profiles.models import User
from tests.assessments.builders import form_data, page_url, question_url

LONG = "x" * 1_000_000


def answer(assessment: Assessment, code: str) -> Answer:
    return Answer.objects.get(assessment=assessment, competency__code=code)


def html_of(response: Any) -> str:
    text: str = response.content.decode()
    return text


def test_a_page_asks_one_question(signed_in: Client, draft: Assessment) -> None:
    html = html_of(signed_in.get(question_url(draft, "A3")))
    assert (
        "<title>Question 3 of 12 – Money, business case and benefits – PMO career portal</title>"
        in html
    )
    assert html.count("<h1>") == 1
    assert "Which statement describes what you do at work now?" in html
    assert '<progress max="12" value="3"' in html
    assert html.index("I do not do this yet.") < html.index("I collect hours, invoices")
    assert html.index("I advise where the organisation") < html.index("Our PMO does not do this.")
    choices = html.split('class="choice-cards"')[1].split("</fieldset>")[0]
    assert "checked" not in choices
    assert "evel" not in choices  # neither a level number nor the name of a level
    assert question_url(draft, "A2") in html


def test_an_answer_is_saved_and_leads_to_the_next_open_question(
    signed_in: Client, draft: Assessment
) -> None:
    signed_in.post(question_url(draft, "A2"), form_data(1))
    response = signed_in.post(question_url(draft, "A1"), form_data(2, basis="could"))
    assert response.headers["Location"] == question_url(draft, "A3")
    saved = answer(draft, "A1")
    assert (saved.value, saved.is_not_applicable, saved.basis) == (2, False, "could")


def test_the_last_question_leads_back_to_one_that_was_passed_over(
    signed_in: Client, draft: Assessment
) -> None:
    response = signed_in.post(question_url(draft, "C4"), form_data(0))
    assert response.headers["Location"] == question_url(draft, "A1")


def test_change_returns_to_the_check(signed_in: Client, draft: Assessment) -> None:
    response = signed_in.post(question_url(draft, "A1") + "?from=check", form_data(2))
    assert response.headers["Location"] == page_url("check", draft)


def test_evidence_is_kept(signed_in: Client, draft: Assessment) -> None:
    data = form_data(4, evidence="First line\r\nSecond line")
    assert signed_in.post(question_url(draft, "A1"), data).status_code == 302
    saved = answer(draft, "A1")
    assert (saved.evidence, saved.evidence_on, saved.evidence_confirmed_by) == (
        "First line\nSecond line",
        first_of_month(timezone.localdate()),
        "Mona Manager",
    )
    html = html_of(signed_in.get(question_url(draft, "A1")))
    assert ">First line\nSecond line</textarea>" in html
    assert 'value="Mona Manager"' in html
    assert f'<option value="{saved.evidence_on}" selected>' in html


def test_months_go_back_two_years(signed_in: Client, draft: Assessment) -> None:
    html = html_of(signed_in.get(question_url(draft, "A1")))
    today = timezone.localdate()
    assert html.count("<option") == 25
    assert f'value="{first_of_month(today)}"' in html
    assert f'value="{first_of_month(today, months_ago=23)}"' in html
    assert f'value="{first_of_month(today, months_ago=24)}"' not in html


NOTHING_CHOSEN = "Choose the statement that describes what you do."
WHAT = "Write what you did. This answer needs evidence."
WHEN = "Choose when it was. This answer needs evidence of the last 24 months."
WHO = "Name somebody who could confirm it."
REASON = "Say in a few words why your PMO does not do this."
NUL = "Your text has a character that cannot be saved. Type that part again."


@pytest.mark.parametrize(
    ("data", "faults"),
    [
        ({}, {"choice": NOTHING_CHOSEN}),
        (form_data(2) | {"choice": ""}, {"choice": NOTHING_CHOSEN}),
        (form_data(2) | {"choice": "5"}, {"choice": "Choose one of the answers on this page."}),
        (form_data(2) | {"choice": "-1"}, {"choice": "Choose one of the answers on this page."}),
        (form_data(2) | {"choice": "\x00"}, {"choice": "Choose one of the answers on this page."}),
        (form_data(2, basis="often"), {"basis": "Choose one of the three."}),
        (form_data(3, evidence=" "), {"evidence": WHAT}),
        (form_data(4, evidence_on=""), {"evidence_on": WHEN}),
        (form_data(3, evidence_confirmed_by=""), {"evidence_confirmed_by": WHO}),
        (
            form_data(3, evidence="", evidence_on="", evidence_confirmed_by=""),
            {"evidence": WHAT, "evidence_on": WHEN, "evidence_confirmed_by": WHO},
        ),
        (form_data(4, evidence_on="1999-01-01"), {"evidence_on": "Choose a month from the list."}),
        (form_data(4, evidence_on="soon"), {"evidence_on": "Choose a month from the list."}),
        (form_data(None, not_applicable_reason=""), {"not_applicable_reason": REASON}),
        (form_data(3, evidence="a\x00b"), {"evidence": NUL}),
        (form_data(2, evidence="a\x00b"), {"evidence": NUL}),
        (form_data(3, evidence_confirmed_by="\x00"), {"evidence_confirmed_by": NUL}),
        (form_data(None, not_applicable_reason="\x00"), {"not_applicable_reason": NUL}),
        (
            form_data(3, evidence=LONG),
            {"evidence": "Write at most 600 characters; you have 1000000."},
        ),
        (
            form_data(None, not_applicable_reason="x" * 301),
            {"not_applicable_reason": "Write at most 300 characters; you have 301."},
        ),
        (
            form_data(3, evidence_confirmed_by="x" * 121),
            {"evidence_confirmed_by": "Write at most 120 characters; you have 121."},
        ),
    ],
)
def test_bad_input_is_said_twice_and_nothing_is_lost(
    signed_in: Client, draft: Assessment, data: dict[str, str], faults: dict[str, str]
) -> None:
    response = signed_in.post(question_url(draft, "A1"), data)
    html = html_of(response)
    assert response.status_code == 422
    assert "<title>Problem: Question 1 of 12" in html
    summary = html.split('class="error-summary"')[1].split("</ul>")[0]
    for field, text in faults.items():
        target = {"choice": "id_choice_0", "basis": "id_basis_0"}.get(field, f"id_{field}")
        assert f'<a href="#{target}">{text}</a>' in summary
        assert f'id="{target}"' in html
        assert f"<p>{text}</p>" in html.split(f'id="id_{field}_error"')[1].split("</div>")[0]
    assert summary.count("<li>") == len(faults)
    for name in ("evidence", "evidence_confirmed_by", "not_applicable_reason"):
        assert data.get(name, "") in html
    if data.get("choice") in {"3", "4", "na"}:
        assert f'value="{data["choice"]}"' in html.split("checked")[0][-200:]
        saved = answer(draft, "A1")
        assert saved.choice == data["choice"]


def test_what_is_incomplete_is_kept_and_asked_again(signed_in: Client, draft: Assessment) -> None:
    data = form_data(3, evidence_on="", evidence_confirmed_by="")
    assert signed_in.post(question_url(draft, "A1"), data).status_code == 422
    saved = answer(draft, "A1")
    assert (saved.value, saved.evidence) == (3, "Led the monthly review of the north programme.")
    start = html_of(signed_in.get(reverse("assessments:start")))
    assert question_url(draft, "A1") in start


def test_a_text_that_is_taken_back_is_gone(signed_in: Client, draft: Assessment) -> None:
    signed_in.post(question_url(draft, "A1"), form_data(3))
    signed_in.post(question_url(draft, "A1"), form_data(3, evidence=""))
    assert answer(draft, "A1").evidence == ""


def test_a_text_that_cannot_be_kept_leaves_the_one_before(
    signed_in: Client, draft: Assessment
) -> None:
    signed_in.post(question_url(draft, "A1"), form_data(3))
    signed_in.post(question_url(draft, "A1"), form_data(4, evidence=LONG))
    saved = answer(draft, "A1")
    assert (saved.value, saved.evidence) == (4, "Led the monthly review of the north programme.")


def test_the_fourth_not_applicable_is_refused(signed_in: Client, draft: Assessment) -> None:
    for code in ("A1", "A2", "A3"):
        assert signed_in.post(question_url(draft, code), form_data(None)).status_code == 302
    signed_in.post(question_url(draft, "A4"), form_data(1))
    response = signed_in.post(question_url(draft, "A4"), form_data(None))
    text = "You can say “our PMO does not do this” at most 3 times, and you have."
    assert response.status_code == 422
    assert html_of(response).count(text) == 2
    assert answer(draft, "A4").value == 1
    # Those that were given can still be changed, and given again.
    assert signed_in.post(question_url(draft, "A1"), form_data(None)).status_code == 302
    assert signed_in.post(question_url(draft, "A1"), form_data(1)).status_code == 302
    assert signed_in.post(question_url(draft, "A4"), form_data(None)).status_code == 302


def test_a_form_that_is_too_large_is_refused(signed_in: Client, draft: Assessment) -> None:
    data = form_data(3, evidence="x" * 2_000_000)
    response = signed_in.post(question_url(draft, "A1"), data)
    assert 400 <= response.status_code < 500
    assert not Answer.objects.exists()


@pytest.mark.parametrize("method", ["get", "post"])
def test_what_is_not_asked_is_not_there(signed_in: Client, draft: Assessment, method: str) -> None:
    assert getattr(signed_in, method)(question_url(draft, "Z9")).status_code == 404


def test_the_job_is_asked_first_and_required(
    signed_in: Client, user: User, catalogue: None
) -> None:
    response = signed_in.post(reverse("assessments:start"))
    draft = Assessment.objects.get(profile=user.profile)
    assert response.headers["Location"] == page_url("remit", draft)
    for data in ({}, {"remit": "5"}, {"remit": "\x00"}):
        refused = signed_in.post(page_url("remit", draft), data)
        assert refused.status_code == 422
        assert html_of(refused).count("Choose what your job is meant to be.") == 2
    taken = signed_in.post(page_url("remit", draft), {"remit": "3"})
    assert taken.headers["Location"] == question_url(draft, "A1")
    draft.refresh_from_db()
    assert draft.remit is not None
    assert draft.remit.number == 3
    html = html_of(signed_in.get(page_url("remit", draft)))
    assert "It is never scored." in html
    assert "Leads and manages a group of PMOs" not in html
