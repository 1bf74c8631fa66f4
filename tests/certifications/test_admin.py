"""The administration of the catalogue: usable pages, and contradictions refused with a sentence."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils.html import escape
from pytest_django import DjangoAssertNumQueries
from pytest_django.asserts import assertContains

from careers.certifications.models import (
    AwardingBody,
    Build,
    Certification,
    Prerequisite,
    RenewalSuite,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]

CATALOGUE = "/admin/certifications/certification/"


def change_url(key: str) -> str:
    return f"{CATALOGUE}{Certification.objects.get(key=key).pk}/change/"


def form_data(client: Client, url: str) -> dict[str, Any]:
    """What the browser would send if nobody touched the form."""
    context = client.get(url).context
    forms = [context["adminform"].form]
    for inline in context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    data: dict[str, Any] = {}
    for form in forms:
        for field in form:
            value = field.value()
            if value is None or value is False:
                continue
            data[field.html_name] = "on" if value is True else value
            if isinstance(value, list):
                data[field.html_name] = [getattr(one, "pk", one) for one in value]
    return data


@pytest.mark.parametrize("model", [AwardingBody, Certification, RenewalSuite])
def test_pages_of_a_row_name_it(office: Client, model: Any) -> None:
    row = model.objects.order_by("pk").first()
    for page in ("change", "delete", "history"):
        response = office.get(f"/admin/certifications/{model._meta.model_name}/{row.pk}/{page}/")
        assertContains(response, escape(str(row)))


def test_a_change_is_saved(office: Client) -> None:
    url = change_url("ipmo-expert")
    data = form_data(office, url) | {"course_days": "4", "course_note": "Four days."}
    assert office.post(url, data).status_code == 302
    row = Certification.objects.get(key="ipmo-expert")
    assert (row.course_days, row.course_note, row.recommended_first.get().key) == (
        4,
        "Four days.",
        "ipmo-practitioner",
    )


def test_a_cycle_is_refused_and_nothing_is_saved(office: Client) -> None:
    url = change_url("ipmo-foundation")
    expert = Certification.objects.get(key="ipmo-expert")
    data = form_data(office, url) | {"recommended_first": [expert.pk], "summary": "Changed."}
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
        "prerequisites-0-any_of": [practitioner.pk],
    }
    response = office.post(url, data)
    assertContains(response, "“P3O Foundation” comes after “P3O Practitioner”")
    assert not Prerequisite.objects.filter(certification__key="p3o-foundation").exists()


def test_certifications_that_replace_each_other_are_refused(office: Client) -> None:
    url = change_url("essentials-for-pmo-managers")
    old = Certification.objects.get(key="ppso-advanced")
    data = form_data(office, url) | {"status": "replaced", "successor": old.pk}
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
    data = form_data(office, url) | {"recommended_first": [expert.pk]}
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


def test_a_catalogue_that_becomes_incomplete_is_only_warned_about(office: Client) -> None:
    url = change_url("ipmo-expert")
    data = form_data(office, url)
    del data["is_enabled"]
    response = office.post(url, data, follow=True)
    assertContains(response, "No certification is meant for level 4.")
    assert not Certification.objects.get(key="ipmo-expert").is_enabled


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"status": "replaced"}, "A replaced certification needs its successor."),
        ({"cost_minor": "24500"}, "A cost needs its currency and its date."),
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
        "prerequisites-1-any_of": [condition.any_of.get().pk],
    }
    assertContains(office.post(url, data), "Please correct the")
    assert Prerequisite.objects.filter(certification__key="p3o-practitioner").count() == 1


def numbers_of_conditions() -> list[int]:
    rows = Prerequisite.objects.filter(certification__key="p3o-practitioner")
    return list(rows.order_by("number").values_list("number", flat=True))


def test_the_empty_form_brings_the_next_number(office: Client) -> None:
    url = change_url("p3o-practitioner")
    data = form_data(office, url)
    assert (data["prerequisites-0-number"], data["prerequisites-1-number"]) == (1, 2)
    chosen = Certification.objects.get(key="prince2-practitioner").pk
    assert office.post(url, data | {"prerequisites-1-any_of": [chosen]}).status_code == 302
    assert numbers_of_conditions() == [1, 2]


def test_a_number_alone_is_no_condition(office: Client) -> None:
    url = change_url("p3o-practitioner")
    data = form_data(office, url) | {"prerequisites-1-number": "7"}
    assert office.post(url, data).status_code == 302
    assert numbers_of_conditions() == [1]


def test_what_is_in_use_is_not_deleted(office: Client) -> None:
    url = change_url("essentials-for-pmo-managers").replace("change", "delete")
    response = office.post(url, {"post": "yes"})
    assertContains(response, "would require deleting the following protected related objects")
    assert Certification.objects.filter(key="essentials-for-pmo-managers").exists()


@pytest.mark.parametrize(
    ("key", "reason"),
    [
        ("pmp", "PMI-PMOCP asks for it as a prerequisite"),
        ("ipmo-foundation", "IPMO-Practitioner recommends it first"),
        ("ipmo-expert", "IPMO-Expert is named in the article: set its status to “retired”"),
    ],
)
def test_what_others_rest_on_is_not_deleted(office: Client, key: str, reason: str) -> None:
    url = change_url(key).replace("change", "delete")
    assertContains(office.post(url, {"post": "yes"}), reason)
    assert Certification.objects.filter(key=key).exists()
    chosen = {
        "action": "delete_selected",
        "_selected_action": [Certification.objects.get(key=key).pk],
    }
    assertContains(office.post(CATALOGUE, chosen | {"post": "yes"}), reason)
    assert Certification.objects.filter(key=key).exists()


def test_none_is_its_own_successor(office: Client) -> None:
    url = change_url("cb-pmo")
    own = Certification.objects.get(key="cb-pmo").pk
    response = office.post(url, form_data(office, url) | {"successor": str(own)})
    assertContains(response, "A certification cannot be its own successor.")
    assert Certification.objects.get(key="cb-pmo").successor is None


@pytest.mark.parametrize(
    "query",
    [
        {"q": "a+" * 1200},
        {"q": "a" * 60_000},
        {"q": " ".join("ab" for _ in range(500))},
    ],
)
def test_a_search_of_any_length_is_answered(office: Client, query: dict[str, str]) -> None:
    assert office.get(CATALOGUE, query).status_code == 200


@pytest.mark.parametrize(
    "query", ["id__in=" + "9" * 30, "id__range=1", "builds__isnull=False", "name__regex=("]
)
def test_only_the_filters_beside_the_list_filter(office: Client, query: str) -> None:
    assert office.get(f"{CATALOGUE}?{query}").status_code == 400


def test_a_new_one_is_added(office: Client) -> None:
    body = AwardingBody.objects.get(key="pmi")
    data = form_data(office, f"{CATALOGUE}add/") | {
        "name": "New",
        "key": "new",
        "order": "20",
        "body_now": body.pk,
    }
    assert office.post(f"{CATALOGUE}add/", data).status_code == 302
    assert Certification.objects.get(key="new").body_now == body


def test_queries_do_not_grow_with_the_list(
    office: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    body = AwardingBody.objects.get(key="pmi")
    for round_ in range(2):
        with django_assert_max_num_queries(10):
            assert office.get(CATALOGUE).status_code == 200
        if round_ == 0:
            Certification.objects.bulk_create(
                Certification(key=f"m{n}", name=f"More {n}", order=100 + n, body_now=body)
                for n in range(30)
            )


def test_only_the_office_gets_in(signed_in: Client) -> None:
    assert signed_in.get(CATALOGUE).status_code == 302


def test_builds_print_their_strength_and_end() -> None:
    assert str(Build(strength=2, up_to=3)) == "Mainly → 3"
