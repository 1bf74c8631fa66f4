"""Two versions of one row brought back by eight editors at the same moment: one version wins."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from careers.certifications.models import AwardingBody
from tests.assessments.test_submitting import a_database_for_threads, in_threads

pytestmark = pytest.mark.django_db(transaction=True)
EDITORS = 8
WEBSITES = ("https://first.example", "https://second.example", "https://third.example")


def test_two_versions_at_one_moment(busy_office: Client, tmp_path: Path) -> None:
    body, number = AwardingBody.objects.get(key="pmi"), count()
    for hour, website in enumerate(WEBSITES):
        body.website, body._history_date = website, datetime(2026, 1, 5, hour, tzinfo=UTC)  # type: ignore[attr-defined]
        body.save()
    kept = AwardingBody.history.filter(id=body.pk)
    page = f"/admin/certifications/awardingbody/{body.pk}/history/"
    urls = [f"{page}{kept.get(website=one).history_id}/" for one in WEBSITES[:2]]
    sent = {"seen": busy_office.get(urls[0]).context["seen"]}
    session = busy_office.cookies[settings.SESSION_COOKIE_NAME].value

    def send() -> int:
        browser = Client()
        browser.cookies[settings.SESSION_COOKIE_NAME] = session
        return browser.post(urls[next(number) % 2], sent).status_code

    with a_database_for_threads(tmp_path):
        answers = in_threads(EDITORS, send)
        assert in_threads(1, kept.count) == [len(WEBSITES) + 1]
    assert sorted(answers) == [302] * (EDITORS // 2) + [409] * (EDITORS // 2)
