"""A certification is replaced by another, or retired: one change, looked at first."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.asserts import assertContains

from careers.certifications import actions
from careers.certifications.admin import ending
from careers.certifications.models import CatalogueChange, Certification
from careers.certifications.queries import documents
from careers.profiles.models import Role
from tests.certifications.editing import CATALOGUE, change_url, form_data, impact_url, the_change
from tests.factories import NOW
from tests.guard.offers import offers_of
from tests.roles import make_user_with

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]
KEY = "p3o-practitioner"
URL = "https://provider.example/news"


def page(name: str, key: str = KEY) -> str:
    return f"{CATALOGUE}{Certification.objects.get(key=key).pk}/{name}/"


def test_a_new_certification_takes_the_place_of_another(office: Client) -> None:
    assertContains(office.get(change_url(KEY)), "Replace by another")
    assertContains(office.get(page("replace")), "Show whom it touches")
    before = documents()
    sent = {
        "new_name": "P3O Next",
        "new_body": "pmi",
        "since_on": "2026-10-01",
        "note": "Renewed",
        "source": URL,
        "why": "The provider said so",
    }
    for _ in range(2):  # sent twice, it is one change
        assert office.post(page("replace"), sent)["Location"] == impact_url(the_change())
    change, old = the_change(), before[KEY]
    today = timezone.localdate().isoformat()
    source = {"topic": "status", "url": URL, "note": "", "verified_on": today}
    assert (change.title, change.why) == (
        "P3O Practitioner is replaced by P3O Next",
        "The provider said so",
    )
    ended = change.documents[KEY]
    assert ended | {"sources": old["sources"]} == old | {
        "status": "replaced",
        "successor": "p3o-next",
        "status_since_on": "2026-10-01",
        "status_note": "Renewed",
    }
    assert source in ended["sources"]
    new = change.documents["p3o-next"]
    same = ("level", "builds", "prerequisites", "recommended_first", "suite", "validity_months")
    assert {name: new[name] for name in same} == {name: old[name] for name in same}
    assert (new["body_now"], new["status"], new["cost_minor"], new["is_in_article"]) == (
        "pmi",
        "available",
        None,
        False,
    )
    assert (new["level_basis"], new["level_reason"]) == ("derived", "It replaces P3O Practitioner.")
    assert new["sources"] == [source]
    assert documents() == before
    # The new one is not in the catalogue yet, and can be filled in.
    inside, stored = sorted(ways_in(office, change), key=lambda one: "/add/" not in one)
    assert stored == f"{change_url(KEY)}?change={change.pk}"
    assert inside == f"{CATALOGUE}add/?change={change.pk}&key=p3o-next"
    assert form_data(office, stored)["successor"] == "p3o-next"
    mine = form_data(office, inside) | {"course_days": "5"}
    assert office.post(inside, mine)["Location"] == impact_url(change)
    change = the_change()
    assert change.documents == {KEY: ended, "p3o-next": new | {"course_days": 5}}
    actions.publish_change(change=change, user=None, now=NOW)
    assert documents() == {**before, **change.documents}
    assert ways_in(office, change) == []


def ways_in(office: Client, change: CatalogueChange) -> list[str]:
    """Where the page of a change leads to go on with a certification inside it."""
    page = office.get(impact_url(change)).content.decode()
    return [unescape(one) for one in re.findall(r'href="([^"]+)">Edit in this change', page)]


def test_nobody_else_is_led_into_a_change(office: Client) -> None:
    office.post(page("replace"), {"successor": "ipmo-practitioner"})
    assert len(ways_in(office, the_change())) == 1
    office.force_login(make_user_with(Role.CATALOGUE_EDITOR, "Otto Other"))
    assertContains(office.get(impact_url(the_change())), "What changes")
    assert ways_in(office, the_change()) == []


def test_a_known_certification_takes_the_place_of_another(office: Client) -> None:
    before = documents()[KEY]
    office.post(page("replace"), {"successor": "ipmo-practitioner"})
    assert the_change().documents == {
        KEY: before
        | {
            "status": "replaced",
            "successor": "ipmo-practitioner",
            "status_since_on": None,
            "status_note": "",
        }
    }


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "Choose the successor above, or name the new certification here."),
        ({"new_name": "P3O Foundation"}, "A certification has this key."),
        ({"new_name": "???"}, "Write a key of letters and digits."),
        ({"new_name": "X", "successor": "pmp"}, "A successor is chosen above."),
        ({"new_name": "a\x00b"}, "Your text has a character that cannot be saved."),
        ({"new_name": "X" * 121}, "Write at most 120 characters; you have 121."),
        ({"successor": KEY}, "Select a valid choice."),
        ({"successor": "ppso-advanced", "since_on": "soon"}, "Enter a valid date."),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(
    office: Client, sent: dict[str, str], sentence: str
) -> None:
    response = office.post(page("replace"), {"why": "Typed", **sent})
    assertContains(response, sentence, status_code=422)
    assertContains(response, "Typed", status_code=422)
    assert not CatalogueChange.objects.exists()


def test_a_circle_of_successors_is_refused(office: Client) -> None:
    response = office.post(
        page("replace", "essentials-for-pmo-managers"), {"successor": "ppso-advanced"}
    )
    assertContains(response, "Certifications replace each other in a circle", status_code=422)
    assert not CatalogueChange.objects.exists()


@pytest.mark.parametrize("name", ["retire", "replace"])
def test_what_is_not_touched_stays(office: Client, name: str) -> None:
    key = "ppso-advanced"
    Certification.objects.filter(key=key).update(status_since_on="2021-07-01")
    before = documents()[key]
    assert (before["status"], bool(before["status_note"])) == ("replaced", True)
    offered = offers_of(office.get(page(name, key)).content.decode())
    assert offered["successor"].sent == [before["successor"]]
    untouched = {one: offer.sent for one, offer in offered.items() if offer.sent}
    office.post(page(name, key), untouched | {"source": URL})
    after = the_change().documents[key] if CatalogueChange.objects.exists() else documents()[key]
    ended = "retired" if name == "retire" else "replaced"
    assert after | {"sources": []} == before | {"status": ended, "sources": []}


def test_a_certification_is_retired(office: Client) -> None:
    before = documents()[KEY]
    sent = {"since_on": "2026-10-01", "successor": "ipmo-practitioner", "why": "No longer awarded"}
    response = office.post(page("retire"), sent)
    change = the_change()
    assert response["Location"] == impact_url(change)
    assert change.title == "P3O Practitioner is retired"
    assert change.documents[KEY] == before | {
        "status": "retired",
        "successor": "ipmo-practitioner",
        "status_since_on": "2026-10-01",
        "status_note": "",
    }


@pytest.mark.parametrize(
    ("name", "sent"), [("retire", {}), ("replace", {"successor": "ipmo-practitioner"})]
)
def test_what_somebody_else_saves_at_the_same_moment_is_not_undone(
    office: Client, monkeypatch: pytest.MonkeyPatch, name: str, sent: dict[str, str]
) -> None:
    make = ending.propose_or_save

    def late(**given: Any) -> Any:
        Certification.objects.filter(key=KEY).update(course_note="Said by somebody else")
        return make(**given)

    with monkeypatch.context() as patch:
        patch.setattr(ending, "propose_or_save", late)
        told = office.post(page(name), sent | {"why": "It ends"})
    assertContains(told, "Somebody else has just changed this.", status_code=409)
    assertContains(told, "It ends", status_code=409)
    assert not CatalogueChange.objects.exists()
    office.post(page(name), sent)
    assert the_change().documents[KEY]["course_note"] == "Said by somebody else"


def test_what_touches_nobody_is_retired_at_once(office: Client) -> None:
    row = Certification.objects.get(key=KEY)
    Certification.objects.filter(pk=row.pk).update(is_enabled=False)
    response = office.post(page("retire"), {"why": "Gone"}, follow=True)
    assertContains(response, "It is saved: it touches nobody’s roadmap.")
    row.refresh_from_db()
    assert row.status == "retired"
    assert Certification.history.filter(key=KEY).first().history_change_reason == "Gone"


def test_only_who_may_change_it_may_end_it(signed_in: Client) -> None:
    for name in ("replace", "retire"):
        assert signed_in.get(page(name)).status_code == 302
        assert signed_in.post(page(name), {"why": "x"}).status_code == 302
    assert not CatalogueChange.objects.exists()


def test_one_that_is_not_there_is_said(office: Client) -> None:
    assert office.get(f"{CATALOGUE}999999/retire/").status_code == 404


def test_whoever_retires_a_successor_is_told_what_it_leaves(office: Client) -> None:
    """It is allowed: what is replaced may be retired next, or get another successor."""
    office.post(page("replace"), {"successor": "ipmo-practitioner"})
    actions.publish_change(change=the_change(), user=None, now=NOW)
    CatalogueChange.objects.all().delete()
    told = office.post(page("retire", "ipmo-practitioner"), {"why": "It ends"}, follow=True)
    assert the_change().documents["ipmo-practitioner"]["status"] == "retired"
    sentence = (
        "“P3O Practitioner” is replaced by “IPMO-Practitioner”, which nobody is offered (it is "
        "retired, has no level or is not proposed): there is nothing to book in its place."
    )
    assertContains(told, sentence, 2)  # on arrival, and on the page for as long as it is open
    assertContains(office.get(impact_url(the_change())), sentence, 1)


def test_a_successor_that_nobody_is_offered_says_so_where_it_is_chosen(office: Client) -> None:
    """And once it is chosen, it is not called retired."""
    rows = Certification.objects
    rows.filter(key="ipmo-practitioner").update(is_enabled=False)
    rows.filter(key="pmp").update(status="retired")
    rows.filter(key="p3o-foundation").update(level=None, level_basis="", level_reason="")
    form = office.get(page("retire")).context["adminform"].form
    labels = dict(form.fields["successor"].choices)
    asked = ("ipmo-practitioner", "pmp", "p3o-foundation", "ppso-advanced", "ipmo-expert")
    assert [labels[key] for key in asked] == [
        "IPMO-Practitioner (not proposed)",
        "PMP (retired)",
        "P3O Foundation (without a level)",
        "PPSO Advanced Practitioner (replaced)",
        "IPMO-Expert",
    ]
    told = office.post(page("replace"), {"successor": "ipmo-practitioner"}, follow=True)
    assertContains(told, "“IPMO-Practitioner”, which nobody is offered (it is")
