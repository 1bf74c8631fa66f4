"""The same form sent by eight editors at the same moment: one is first, the others are told."""

from __future__ import annotations

from itertools import count
from pathlib import Path

import pytest
from django.test import Client

from careers.certifications.models import CatalogueChange, Certification
from careers.levels.models import Competency, WorkAction
from tests.assessments.test_submitting import a_database_for_threads, in_threads
from tests.certifications.editing import change_url, form_data
from tests.guard.offers import offers_of
from tests.meeting import again

pytestmark = pytest.mark.django_db(transaction=True)
KEY = "p3o-practitioner"
EDITORS = 8


def test_eight_forms_of_a_certification(busy_office: Client, tmp_path: Path) -> None:
    url, number = change_url(KEY), count()
    data = form_data(busy_office, url)

    def send() -> int:
        mine = data | {"course_note": f"Number {next(number)}"}
        return again(busy_office).post(url, mine).status_code

    def versions() -> int:
        return Certification.history.filter(key=KEY).count()

    with a_database_for_threads(tmp_path):
        answers = in_threads(EDITORS, send)
        assert in_threads(1, versions) == [1]
    assert sorted(answers) == [302] + [409] * (EDITORS - 1)


def test_the_same_form_of_a_certification_eight_times(busy_office: Client, tmp_path: Path) -> None:
    url = change_url(KEY)
    data = form_data(busy_office, url) | {"course_days": "9"}
    with a_database_for_threads(tmp_path):
        answers = in_threads(EDITORS, lambda: again(busy_office).post(url, data).status_code)
        assert in_threads(1, CatalogueChange.objects.count) == [1]
    assert answers == [302] * EDITORS


def test_eight_forms_of_a_competency_with_a_new_part(busy_office: Client, tmp_path: Path) -> None:
    competency = Competency.objects.get(code="A1")
    WorkAction.objects.filter(competency=competency, level__number=4).delete()
    level = WorkAction.objects.get(competency__code="A2", level__number=4).level_id
    url, number = f"/admin/levels/competency/{competency.pk}/change/", count()
    offers = offers_of(busy_office.get(url).content.decode())
    data = {name: one.sent for name, one in offers.items() if one.sent and "__pre" not in name}

    def send() -> int:
        mine = data | {"work_actions-3-text": f"Number {next(number)}"}
        mine["work_actions-3-level"] = [str(level)]
        return again(busy_office).post(url, mine).status_code

    def parts() -> int:
        return WorkAction.objects.filter(competency=competency).count()

    with a_database_for_threads(tmp_path):
        answers = in_threads(EDITORS, send)
        assert in_threads(1, parts) == [4]
    assert sorted(answers) == [302] + [409] * (EDITORS - 1)
