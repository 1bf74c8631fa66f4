"""Who comes too late, or had to sign in first, loses nothing."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from careers.assessments.models import Answer, Assessment
from careers.profiles.models import User
from tests.assessments.builders import (
    draft_assessment,
    form_data,
    page_url,
    question_url,
    submitted_assessment,
)

pytestmark = pytest.mark.usefixtures("catalogue")


def test_coming_back_after_signing_in_hands_nothing_in(client: Client, user: User) -> None:
    full = draft_assessment(user, "P3", now=timezone.now())
    asked = client.post(page_url("submit", full))
    assert asked.headers["Location"] == f"/accounts/login/?next={page_url('submit', full)}"
    client.force_login(user)
    back = client.get(page_url("submit", full))
    assert back.headers["Location"] == page_url("check", full)
    assert Assessment.objects.get(pk=full.pk).is_draft
    assert Answer.objects.filter(assessment=full).count() == 12
    client.post(page_url("submit", full))
    late = client.get(page_url("submit", full))
    assert late.headers["Location"] == page_url("result", full)


def test_what_was_written_too_late_is_given_back(signed_in: Client, user: User) -> None:
    assessment = submitted_assessment(user)
    data = form_data(4, evidence="Two lines\r\nof <b>work</b>")
    page = signed_in.post(question_url(assessment, "A1"), data).content.decode()
    assert "What you wrote just now" in page
    assert "<p>Two lines<br>of &lt;b&gt;work&lt;/b&gt;</p>" in page
    assert "<p>Mona Manager</p>" in page
