"""What an editor cannot mean is refused with a sentence, and nothing typed is lost."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.asserts import assertContains

from careers.certifications.models import AwardingBody, Certification, Prerequisite
from tests.certifications.editing import change_url, form_data, the_change

SUMMARY = re.compile(r'role="alert" tabindex="-1" autofocus>(.*?)</div>', re.DOTALL)
FUTURE = "This day is in the future."


def ways_to_errors(response: Any) -> list[tuple[str, str]]:
    """What is above the form: everything that is wrong with it, and where."""
    assert response.status_code == 422
    page = response.content.decode()
    (found,) = SUMMARY.findall(page)
    links = re.findall(r'<a href="([^"]*)">([^<]*)</a>', found)
    for address, _text in links:
        assert f'id="{address[1:]}"' in page, address
    assert len(links) == found.count("<li>")
    return [(address, unescape(text)) for address, text in links]


pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]


def test_a_cycle_is_refused_and_nothing_is_saved(office: Client) -> None:
    url = change_url("ipmo-foundation")
    expert = Certification.objects.get(key="ipmo-expert")
    data = form_data(office, url) | {"recommended_first": [expert.key], "summary": "Changed."}
    response = office.post(url, data)
    assertContains(
        response,
        "Certifications wait for each other in a circle, so nobody could begin: “IPMO-Foundation” "
        "comes after “IPMO-Expert”, “IPMO-Expert” comes after “IPMO-Practitioner”, "
        "“IPMO-Practitioner” comes after “IPMO-Foundation”.",
        status_code=422,
    )
    assertContains(response, "Changed.", status_code=422)
    row = Certification.objects.get(key="ipmo-foundation")
    assert row.summary != "Changed."
    assert not row.recommended_first.exists()


def test_a_cycle_through_a_prerequisite_is_refused(office: Client) -> None:
    url = change_url("p3o-foundation")
    practitioner = Certification.objects.get(key="p3o-practitioner")
    data = form_data(office, url) | {
        "prerequisites-TOTAL_FORMS": "1",
        "prerequisites-0-certification": Certification.objects.get(key="p3o-foundation").pk,
        "prerequisites-0-number": "1",
        "prerequisites-0-any_of": [practitioner.key],
    }
    response = office.post(url, data)
    assertContains(response, "“P3O Foundation” comes after “P3O Practitioner”", status_code=422)
    assert not Prerequisite.objects.filter(certification__key="p3o-foundation").exists()


def test_certifications_that_replace_each_other_are_refused(office: Client) -> None:
    url = change_url("essentials-for-pmo-managers")
    old = Certification.objects.get(key="ppso-advanced")
    data = form_data(office, url) | {"status": "replaced", "successor": old.key}
    response = office.post(url, data)
    assertContains(
        response,
        "“PPSO Advanced Practitioner” is replaced by “Essentials for PMO Managers”, “Essentials "
        "for PMO Managers” is replaced by “PPSO Advanced Practitioner”.",
        status_code=422,
    )
    assert Certification.objects.get(key="essentials-for-pmo-managers").successor is None


def test_a_prerequisite_of_a_higher_level_is_refused(office: Client) -> None:
    url = change_url("ppso-essentials")
    expert = Certification.objects.get(key="ipmo-expert")
    data = form_data(office, url) | {"recommended_first": [expert.key]}
    assertContains(
        office.post(url, data),
        "What comes before “PPSO Essentials” is meant for a higher level: “IPMO-Expert”.",
        status_code=422,
    )


def test_an_older_fault_does_not_stop_other_work(office: Client) -> None:
    first, second = Certification.objects.filter(key__in=("pmp", "cb-pmo")).order_by("order")
    first.recommended_first.add(second)
    second.recommended_first.add(first)
    url = change_url("ipmo-expert")
    assert office.post(url, form_data(office, url) | {"course_days": "4"}).status_code == 302
    assert list(the_change().documents) == ["ipmo-expert"]


def test_a_catalogue_that_becomes_incomplete_is_only_warned_about(office: Client) -> None:
    url = change_url("ipmo-expert")
    data = form_data(office, url)
    del data["is_enabled"]
    response = office.post(url, data, follow=True)
    assertContains(response, "No certification is meant for level 4.")
    assert the_change().documents["ipmo-expert"]["is_enabled"] is False


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"status": "replaced"}, "A replaced certification needs its successor."),
        ({"level_basis": ""}, "A level needs its basis, and a basis its level."),
        (
            {"name": "a\x00b"},
            "Your text has a character that cannot be saved. Type that part again.",
        ),
    ],
)
def test_what_cannot_be_true_is_said_in_words(
    office: Client, fields: dict[str, str], sentence: str
) -> None:
    url = change_url("ipmo-expert")
    response = office.post(url, form_data(office, url) | fields)
    assertContains(response, sentence, status_code=422)


def test_two_conditions_with_one_number_are_refused(office: Client) -> None:
    url = change_url("p3o-practitioner")
    condition = Prerequisite.objects.get(certification__key="p3o-practitioner")
    data = form_data(office, url) | {
        "prerequisites-TOTAL_FORMS": "2",
        "prerequisites-1-certification": condition.certification_id,
        "prerequisites-1-number": "1",
        "prerequisites-1-any_of": [condition.any_of.get().key],
    }
    response = office.post(url, data)
    sentence = "Two of these have the same: Number."
    assertContains(response, sentence, status_code=422)
    assert ("#prerequisites-heading", f"Prerequisites: {sentence}") in ways_to_errors(response)
    assert Prerequisite.objects.filter(certification__key="p3o-practitioner").count() == 1


def test_everything_that_is_wrong_is_listed_above_the_form_with_the_way_to_it(
    office: Client,
) -> None:
    """Of the certification and of each row of its parts, in words that office people use."""
    url = change_url("ipmo-expert")
    data = form_data(office, url)
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    data |= {"name": "", "verified_on": tomorrow, "cost_on": tomorrow, "status_since_on": tomorrow}
    data |= {"course_days": "-1", "builds-1-up_to": "9", "sources-0-verified_on": tomorrow}
    response = office.post(url, data)
    assert ways_to_errors(response) == [
        ("#id_name", "Name: This field is required."),
        ("#id_course_days", "Course days: Choose 0 or more."),
        ("#id_cost_on", f"Price of: {FUTURE}"),
        ("#id_verified_on", f"Verified on: {FUTURE}"),
        ("#id_builds-1-up_to", "Competencies built 2, Builds up to level: Choose 4 or less."),
        ("#id_sources-0-verified_on", f"Sources 1, Verified on: {FUTURE}"),
    ]
    assert "Please correct the" not in response.content.decode()
    ended = office.post(url.replace("/change/", "/retire/"), {"since_on": "soon"})
    assert ways_to_errors(ended) == [("#id_since_on", "Since: Enter a valid date.")]


def test_a_body_was_not_verified_tomorrow(office: Client) -> None:
    url = f"/admin/certifications/awardingbody/{AwardingBody.objects.get(key='pmi').pk}/change/"
    today = timezone.localdate()
    data = form_data(office, url) | {"verified_on": (today + timedelta(days=1)).isoformat()}
    assert ways_to_errors(office.post(url, data)) == [("#id_verified_on", f"Verified on: {FUTURE}")]
    assert office.post(url, data | {"verified_on": today.isoformat()}).status_code == 302
