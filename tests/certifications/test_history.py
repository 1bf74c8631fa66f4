"""The history of a certification: its versions, compared and restored."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains

from careers.certifications import actions
from careers.certifications.admin import history
from careers.certifications.documents import fingerprint
from careers.certifications.models import (
    AwardingBody,
    CatalogueChange,
    Certification,
)
from careers.certifications.queries import documents
from careers.certifications.queries.history import document_at, versions_of
from tests.certifications.editing import CATALOGUE, begin_history, the_change
from tests.factories import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]
KEY = "p3o-practitioner"
BEGUN = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)  # before today, as every version is
HOUR = timedelta(hours=1)
Statements = Callable[[int], AbstractContextManager[None]]


def stored() -> dict[str, Any]:
    return documents([KEY])[KEY]


def write(hours: int, user: Any = None, why: str = "", **values: Any) -> dict[str, Any]:
    changed = stored() | values
    bases = {KEY: fingerprint(stored())}
    actions.write_documents(
        documents={KEY: changed}, bases=bases, user=user, why=why, now=BEGUN + hours * HOUR
    )
    return stored()


@pytest.fixture
def three() -> list[dict[str, Any]]:
    """As it was shipped, and two changes of every kind of part."""
    begin_history(BEGUN)
    first = stored()
    condition = {"number": 2, "any_of": ["pmp"], "or_experience": "", "is_official": True}
    second = write(
        1,
        make_user("Edda Editor"),
        "Read anew",
        course_days=9,
        recommended_first=["ipmo-foundation"],
        prerequisites=[*first["prerequisites"], condition],
        builds=first["builds"][1:],
        aliases=["P3OP"],
    )
    third = write(2, sources=[], prerequisites=[condition | {"any_of": ["pmp", "cb-pmo"]}])
    return [first, second, third]


def test_every_version_is_found_whole(
    three: list[dict[str, Any]], assert_statements: Statements
) -> None:
    with assert_statements(18):
        versions = versions_of(KEY)
    assert [one.document for one in versions] == three
    assert [(one.number, one.at, one.who, one.why) for one in versions] == [
        (1, BEGUN, "", "Begun"),
        (2, BEGUN + HOUR, "Edda Editor", "Read anew"),
        (3, BEGUN + 2 * HOUR, "", ""),
    ]
    assert document_at(KEY, BEGUN + HOUR) == three[1]
    assert document_at(KEY, BEGUN - HOUR) is None
    assert versions_of("nobody") == ()


def test_the_pages_say_who_changed_what_and_why(
    office: Client, three: list[dict[str, Any]]
) -> None:
    url = f"{CATALOGUE}{Certification.objects.get(key=KEY).pk}/history/"
    response = office.get(url)
    assertContains(response, "Edda Editor")
    assertContains(response, "Why: Read anew")
    lines = response.context["page"].object_list
    assert [one.number for one in lines] == [3, 2, 1]
    assert "Other name added: P3OP" in lines[1].what
    assert "Recommendation added: IPMO-Foundation" in lines[1].what
    assert lines[2].what == ()
    response = office.get(f"{url}compare/", {"first": "2", "second": "1"})
    assertContains(response, "Course days")
    assert response.context["found"].older.number == 1
    for forged in ({}, {"first": "9", "second": "1"}, {"first": "a", "second": "\U0001f600"}):
        assert office.get(f"{url}compare/", forged).status_code == 422


def test_a_version_is_restored_as_a_change(office: Client, three: list[dict[str, Any]]) -> None:
    url = f"{CATALOGUE}{Certification.objects.get(key=KEY).pk}/history/1/restore/"
    page = office.get(url)
    assertContains(page, "This is what would be different from today:")
    sent = {"why": "It was right", "seen": page.context["form"]["seen"].value()}
    old = office.post(url, sent | {"seen": "0" * 64})
    assertContains(old, "Somebody else has changed this.", status_code=409)
    assertContains(old, "It was right", status_code=409)
    office.post(url, sent)
    change = the_change()
    assert change.documents == {KEY: three[0]}
    assert (change.title, change.why) == ("P3O Practitioner as in version 1", "It was right")
    assert stored() == three[2]
    for number in (0, 4, 99):
        assert office.get(url.replace("/1/", f"/{number}/")).status_code == 404


def test_what_somebody_else_saves_at_the_same_moment_is_not_undone(
    office: Client, three: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the look at what is stored and the change that is made of it."""
    url = f"{CATALOGUE}{Certification.objects.get(key=KEY).pk}/history/1/restore/"
    sent = {"why": "It was right", "seen": office.get(url).context["form"]["seen"].value()}
    make = history.propose_or_save

    def late(**given: Any) -> Any:
        write(3, course_note="Said by somebody else")
        return make(**given)

    with monkeypatch.context() as patch:
        patch.setattr(history, "propose_or_save", late)
        told = office.post(url, sent)
    assertContains(told, "Somebody else has changed this.", status_code=409)
    assertContains(told, "Said by somebody else", status_code=409)
    assertContains(told, "It was right", status_code=409)
    assert not CatalogueChange.objects.exists()
    office.post(url, sent | {"seen": told.context["form"]["seen"].value()})
    assert the_change().documents == {KEY: three[0]}


def test_a_version_that_touches_nobody_is_restored_at_once(office: Client) -> None:
    begin_history(BEGUN)
    write(1, course_note="First")
    write(2, course_note="Second")
    url = f"{CATALOGUE}{Certification.objects.get(key=KEY).pk}/history/2/restore/"
    sent = {"seen": office.get(url).context["form"]["seen"].value()}
    assertContains(office.post(url, sent, follow=True), "It is saved")
    assert stored()["course_note"] == "First"
    assert not CatalogueChange.objects.exists()
    assertContains(office.get(url), "there is nothing to restore")


def test_what_rests_on_something_gone_is_said_and_not_restored(office: Client) -> None:
    AwardingBody.objects.create(key="gone", name="Gone", short_name="Gone")
    now = stored()["body_now"]
    write(1, body_now="gone")
    write(2, body_now=now)
    AwardingBody.objects.get(key="gone").delete()
    assert versions_of(KEY)[0].document["body_now"] == "gone"
    url = f"{CATALOGUE}{Certification.objects.get(key=KEY).pk}/history/1/restore/"
    sent = {"seen": office.get(url).context["form"]["seen"].value()}
    response = office.post(url, sent)
    assertContains(response, "“gone” is not in the list: awarding body.", status_code=422)
    assert stored()["body_now"] == now


def test_without_a_history_the_page_says_so(office: Client) -> None:
    response = office.get(f"{CATALOGUE}{Certification.objects.get(key=KEY).pk}/history/")
    assertContains(response, "Nothing has been recorded of it yet.")
    assertNotContains(response, "Show what differs")
