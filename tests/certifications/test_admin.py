"""The administration of the catalogue: usable pages, and contradictions refused with a sentence."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.utils import timezone
from django.utils.html import escape
from pytest_django import DjangoAssertNumQueries
from pytest_django.asserts import assertContains

from careers.certifications.documents import fingerprint
from careers.certifications.models import (
    AwardingBody,
    Build,
    CatalogueChange,
    Certification,
    RenewalSuite,
)
from careers.certifications.queries import documents
from tests.certifications.editing import (
    CATALOGUE,
    change_url,
    form_data,
    impact_url,
    the_change,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]


@pytest.mark.parametrize("model", [AwardingBody, Certification, RenewalSuite])
def test_pages_of_a_row_name_it(office: Client, model: Any) -> None:
    row = model.objects.order_by("pk").first()
    pages = ("change", "history") if model is Certification else ("change", "delete", "history")
    for page in pages:
        response = office.get(f"/admin/certifications/{model._meta.model_name}/{row.pk}/{page}/")
        assertContains(response, escape(str(row)))


def test_what_touches_no_roadmap_is_saved_at_once(office: Client) -> None:
    url = change_url("ipmo-expert")
    data = form_data(office, url) | {"course_note": "Four days.", "why": "Read on their page"}
    assert office.post(url, data, follow=True).redirect_chain == [(CATALOGUE, 302)]
    row = Certification.objects.get(key="ipmo-expert")
    assert (row.course_note, row.recommended_first.get().key) == ("Four days.", "ipmo-practitioner")
    version = Certification.history.filter(key="ipmo-expert").first()
    assert version.history_change_reason == "Read on their page"
    assert str(version.history_user) == "Olu Office"
    assert not CatalogueChange.objects.exists()
    assert LogEntry.objects.get().get_change_message() == "Note on the course"


def test_what_can_touch_a_roadmap_becomes_a_change(office: Client) -> None:
    url, before = change_url("ipmo-expert"), documents()
    data = form_data(office, url) | {"course_days": "4", "why": "Longer now"}
    for _ in range(2):  # sent twice, it is one change
        response = office.post(url, data)
        change = the_change()
        assert (response.status_code, response["Location"]) == (302, impact_url(change))
    assert documents() == before
    assert change.documents == {"ipmo-expert": before["ipmo-expert"] | {"course_days": 4}}
    assert change.bases == {"ipmo-expert": fingerprint(before["ipmo-expert"])}
    assert (change.title, change.why, change.proposed_by_name) == (
        "IPMO-Expert",
        "Longer now",
        "Olu Office",
    )


def test_an_untouched_form_changes_nothing(office: Client) -> None:
    before = documents()
    for key in ("p3o-practitioner", "ppso-essentials", "pmi-pmocp"):
        url = change_url(key)
        text = "says that already"
        assertContains(office.post(url, form_data(office, url), follow=True), text)
    assert documents() == before
    assert not CatalogueChange.objects.exists()
    assert not LogEntry.objects.exists()


def test_a_tick_says_that_the_facts_were_compared_today(office: Client) -> None:
    url = change_url("ipmo-expert")
    office.post(url, form_data(office, url) | {"is_verified_today": "on"})
    assert Certification.objects.get(key="ipmo-expert").verified_on == timezone.localdate()


@pytest.mark.parametrize(
    ("cost", "currency", "minor", "sentence"),
    [
        ("245", "GBP", 24_500, ""),
        ("1245.5", " gbp", 124_550, ""),
        ("245", "JPY", 245, ""),
        ("245.50", "JPY", None, "This currency has no smaller unit: write a whole number."),
        ("245.505", "GBP", None, "Write at most two digits after the point."),
        ("245", "", None, "A cost needs its currency and its date."),
    ],
)
def test_a_cost_is_written_as_an_amount(
    office: Client, cost: str, currency: str, minor: int | None, sentence: str
) -> None:
    url = change_url("ipmo-expert")
    data = {"cost": cost, "cost_currency": currency, "cost_on": "2026-11-02"}
    response = office.post(url, form_data(office, url) | data)
    if sentence:
        assertContains(response, sentence, status_code=422)
        assertContains(response, f'value="{cost}"', status_code=422)
        assert not CatalogueChange.objects.exists()
    else:
        change = the_change()
        document = change.documents["ipmo-expert"]
        written = currency.strip().upper()
        assert (document["cost_minor"], document["cost_currency"]) == (minor, written)
        again = office.get(f"{url}?change={change.pk}").context["adminform"].form
        assert again["cost"].value() == ("245" if currency == "JPY" else f"{float(cost):.2f}")


def test_the_empty_form_brings_the_next_number(office: Client) -> None:
    url = change_url("p3o-practitioner")
    data = form_data(office, url)
    assert (data["prerequisites-0-number"], data["prerequisites-1-number"]) == (1, 2)
    added = data | {"prerequisites-1-any_of": ["prince2-practitioner"]}
    assert office.post(url, added).status_code == 302
    conditions = the_change().documents["p3o-practitioner"]["prerequisites"]
    assert [(one["number"], one["any_of"]) for one in conditions] == [
        (1, ["p3o-foundation"]),
        (2, ["prince2-practitioner"]),
    ]


def test_each_kind_of_part_has_one_empty_form_more(office: Client) -> None:
    data, document = form_data(office, change_url("p3o-practitioner")), documents()
    for kind in ("prerequisites", "builds", "sources", "aliases"):
        stored = len(document["p3o-practitioner"][kind])
        forms = [data[f"{kind}-{name}_FORMS"] for name in ("TOTAL", "INITIAL")]
        assert forms == [stored + 1, 0], kind


def test_a_number_alone_is_no_condition(office: Client) -> None:
    url = change_url("p3o-practitioner")
    data = form_data(office, url) | {"prerequisites-1-number": "7"}
    assert office.post(url, data).status_code == 302
    assert not CatalogueChange.objects.exists()


def test_a_part_is_taken_out_with_its_box(office: Client) -> None:
    url = change_url("p3o-practitioner")
    assertContains(office.get(url), 'name="builds-0-DELETE"')
    before = documents()["p3o-practitioner"]
    office.post(url, form_data(office, url) | {"builds-0-DELETE": "on"})
    after = the_change().documents["p3o-practitioner"]
    assert after == before | {"builds": before["builds"][1:]}


def test_a_certification_is_never_deleted(office: Client) -> None:
    row = Certification.objects.get(key="cb-pmo")
    assert office.post(f"{CATALOGUE}{row.pk}/delete/", {"post": "yes"}).status_code == 403
    chosen = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
    office.post(CATALOGUE, chosen)
    assert Certification.objects.filter(pk=row.pk).exists()
    assert "delete_selected" not in office.get(CATALOGUE).content.decode()


def test_a_body_in_use_is_not_deleted_and_another_is(office: Client) -> None:
    used = AwardingBody.objects.get(key="pmi")
    url = "/admin/certifications/awardingbody/"
    response = office.post(f"{url}{used.pk}/delete/", {"post": "yes"})
    assertContains(response, "would require deleting the following protected related objects")
    free = AwardingBody.objects.create(key="free", name="Free", short_name="Free")
    assert office.post(f"{url}{free.pk}/delete/", {"post": "yes"}).status_code == 302
    assert list(AwardingBody.objects.filter(key__in=("pmi", "free"))) == [used]


def test_none_is_its_own_successor(office: Client) -> None:
    url = change_url("cb-pmo")
    response = office.post(url, form_data(office, url) | {"successor": "cb-pmo"})
    assertContains(response, "A certification cannot be its own successor.", status_code=422)
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
    data = form_data(office, f"{CATALOGUE}add/")
    last = Certification.objects.order_by("order").last()
    assert last is not None
    assert data["order"] == last.order + 1
    data |= {"name": "New", "key": "new", "body_now": "pmi"}
    office.post(f"{CATALOGUE}add/", data)
    office.post(f"{CATALOGUE}add/", data)  # sent twice
    change = the_change()
    assert change.bases == {"new": ""}
    assert (change.documents["new"]["name"], change.documents["new"]["body_now"]) == ("New", "pmi")
    assert not Certification.objects.filter(key="new").exists()


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
