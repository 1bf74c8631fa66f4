"""What an editor cannot mean is refused with a sentence, and nothing typed is lost."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django.asserts import assertContains

from careers.certifications.models import Certification, Prerequisite
from tests.certifications.editing import change_url, form_data, the_change

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
    )
    assertContains(response, "Changed.")
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
    assertContains(response, "“P3O Foundation” comes after “P3O Practitioner”")
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
    )
    assert Certification.objects.get(key="essentials-for-pmo-managers").successor is None


def test_a_prerequisite_of_a_higher_level_is_refused(office: Client) -> None:
    url = change_url("ppso-essentials")
    expert = Certification.objects.get(key="ipmo-expert")
    data = form_data(office, url) | {"recommended_first": [expert.key]}
    assertContains(
        office.post(url, data),
        "What comes before “PPSO Essentials” is meant for a higher level: “IPMO-Expert”.",
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
    assertContains(office.post(url, form_data(office, url) | fields), sentence)


def test_two_conditions_with_one_number_are_refused(office: Client) -> None:
    url = change_url("p3o-practitioner")
    condition = Prerequisite.objects.get(certification__key="p3o-practitioner")
    data = form_data(office, url) | {
        "prerequisites-TOTAL_FORMS": "2",
        "prerequisites-1-certification": condition.certification_id,
        "prerequisites-1-number": "1",
        "prerequisites-1-any_of": [condition.any_of.get().key],
    }
    assertContains(office.post(url, data), "Please correct the")
    assert Prerequisite.objects.filter(certification__key="p3o-practitioner").count() == 1
