"""Two editors with the same certification: the second is told, and nothing typed is lost."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django.asserts import assertContains

from careers.certifications import actions
from careers.certifications.documents import fingerprint
from careers.certifications.merging import merge
from careers.certifications.models import CatalogueChange
from careers.certifications.queries import documents
from careers.profiles.models import User
from tests.certifications.editing import (
    begin_history,
    change_url,
    data_of,
    form_data,
    impact_url,
    the_change,
)
from tests.factories import NOW, make_user
from tests.roadmaps.changing import propose

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]
KEY = "p3o-practitioner"


def stored() -> dict[str, Any]:
    return documents([KEY])[KEY]


def somebody_else_writes(**values: Any) -> None:
    before = stored()
    actions.write_documents(
        documents={KEY: before | values},
        bases={KEY: fingerprint(before)},
        user=make_user("Edda Editor"),
        why="",
        now=NOW,
    )


def lines(response: Any) -> list[tuple[str, str, str, str]]:
    return [
        (one.label, one.before, one.now, one.in_form) for one in response.context["conflict"].lines
    ]


def test_the_second_is_told_and_keeps_what_was_typed(office: Client) -> None:
    url = change_url(KEY)
    mine = form_data(office, url) | {
        "course_note": "Mine",
        "exam_note": "Mine too",
        "aliases-0-name": "My alias",
        "why": "My reason",
    }
    old = stored()
    new_source = {
        "topic": "cost",
        "url": "https://a.example/",
        "note": "",
        "verified_on": "2026-11-02",
    }
    somebody_else_writes(
        course_note="Theirs",
        status_note="Theirs as well",
        sources=[*old["sources"][1:], new_source],
        aliases=old["aliases"][1:],
    )
    between = stored()
    response = office.post(url, mine)
    assert response.status_code == 409
    assertContains(response, "Edda Editor has changed this since you opened it", status_code=409)
    told = {line[0]: line[1:] for line in lines(response)}
    assert told["Note on the course"] == (old["course_note"] or "nothing", "Theirs", "Mine")
    assert told["Note on the status"][1:] == ("Theirs as well", "Theirs as well")
    assert told["Source removed"][1:] == ("nothing", "nothing")
    assert told["Source added"][1:] == (told["Source added"][1], told["Source added"][1])
    assert stored() == between
    again = data_of(response)
    assert (again["course_note"], again["status_note"], again["why"]) == (
        "Mine",
        "Theirs as well",
        "My reason",
    )
    assert office.post(url, again).status_code == 302
    assert stored() == between | {
        "course_note": "Mine",
        "exam_note": "Mine too",
        "aliases": sorted(["My alias", *old["aliases"][1:]]),
    }


def test_who_sends_the_same_twice_is_told_nothing(office: Client) -> None:
    url = change_url(KEY)
    mine = form_data(office, url) | {"course_note": "Mine"}
    assert [office.post(url, mine).status_code for _ in range(2)] == [302, 302]
    assert stored()["course_note"] == "Mine"


@pytest.mark.parametrize("seen", ["", "forged", None])
def test_a_form_that_does_not_say_what_it_showed_is_not_taken(
    office: Client, seen: str | None
) -> None:
    url, before = change_url(KEY), stored()
    mine = form_data(office, url) | {"course_note": "Mine", "seen": seen}
    if seen is None:
        del mine["seen"]
    response = office.post(url, mine)
    assert response.status_code == 409
    assert ("Note on the course", "not known", before["course_note"] or "nothing", "Mine") in lines(
        response
    )
    assert stored() == before


def test_a_change_that_holds_it_already_is_said_and_can_be_gone_on_with(office: Client) -> None:
    url = change_url(KEY)
    office.post(url, form_data(office, url) | {"course_days": "9"})
    change = the_change()
    page = office.get(url)
    assertContains(page, "waits for publication: “P3O Practitioner”, by")
    assertContains(page, f'href="?change={change.pk}"')
    inside = f"{url}?change={change.pk}"
    mine = form_data(office, inside)
    assert mine["course_days"] == 9
    response = office.post(inside, mine | {"course_note": "Nine days", "why": "Read again"})
    assert response["Location"] == impact_url(change)
    change = the_change()
    assert change.documents == {KEY: stored() | {"course_days": 9, "course_note": "Nine days"}}
    assert (change.bases, change.why) == ({KEY: fingerprint(stored())}, "Read again")
    # Another tab still shows what the change said before.
    response = office.post(inside, mine | {"course_note": "Ten days"})
    assert response.status_code == 409
    assert (
        "Note on the course",
        stored()["course_note"] or "nothing",
        "Nine days",
        "Ten days",
    ) in (lines(response))
    assert the_change() == change


def test_a_change_goes_on_when_somebody_else_has_saved_since(office: Client) -> None:
    """It could not be published any more; going on with it puts both together."""
    begin_history(NOW - timedelta(days=1))
    url = change_url(KEY)
    office.post(url, form_data(office, url) | {"course_days": "9", "course_note": "Mine"})
    change = the_change()
    somebody_else_writes(course_note="Theirs", exam_note="Theirs too")
    with pytest.raises(actions.ChangedMeanwhile):
        actions.publish_change(change=change, user=None, now=NOW)
    inside = f"{url}?change={change.pk}"
    page = office.get(inside)
    assertContains(page, "Somebody else has changed this since your change was begun.")
    assert {line[0]: line[2:] for line in lines(page)} == {
        "Note on the course": ("Theirs", "Mine"),
        "Exam: note": ("Theirs too", "Theirs too"),
    }
    # Once more, while the page is open.
    somebody_else_writes(exam_note="Theirs again")
    response = office.post(inside, data_of(page))
    assert response.status_code == 409
    assert office.post(inside, data_of(response))["Location"] == impact_url(change)
    wanted = stored() | {"course_days": 9, "course_note": "Mine"}
    assert the_change().documents == {KEY: wanted}
    actions.publish_change(change=change, user=None, now=NOW)
    assert stored() == wanted


def test_two_certifications_go_into_one_change(office: Client) -> None:
    first = change_url(KEY)
    assert "into" not in form_data(office, first)
    office.post(first, form_data(office, first) | {"course_days": "9"})
    change = the_change()
    url = change_url("ipmo-expert")
    mine = form_data(office, url) | {"course_days": "8", "into": str(change.pk)}
    assert office.post(url, mine)["Location"] == impact_url(change)
    assert {key: one["course_days"] for key, one in the_change().documents.items()} == {
        KEY: 9,
        "ipmo-expert": 8,
    }


def test_the_change_of_somebody_else_is_looked_at_and_not_gone_on_with(office: Client) -> None:
    before = stored()
    change = actions.propose_change(
        documents={KEY: before | {"course_days": 9}},
        bases={KEY: fingerprint(before)},
        title="Theirs",
        why="",
        user=make_user("Edda Editor"),
        now=NOW,
    )
    url = change_url(KEY)
    page = office.get(f"{url}?change={change.pk}")
    assertContains(page, "That change is not open any more.")
    assertContains(page, "“Theirs”, by")
    assert data_of(page)["course_days"] == before["course_days"] or "course_days" not in data_of(
        page
    )
    for forged in ("x", "9" * 40, "-1"):
        assert office.get(f"{url}?change={forged}").status_code == 200
    assert CatalogueChange.objects.count() == 1


def test_both_changes_are_put_together_part_by_part() -> None:
    def build(code: str, up_to: int) -> dict[str, Any]:
        return {"competency": code, "strength": 1, "up_to": up_to}

    base = stored() | {"builds": [build("A1", 2), build("A2", 2), build("A3", 2)], "course_days": 1}
    base |= {"cost_minor": 100, "cost_currency": "GBP", "cost_on": "2026-01-01"}
    mine = base | {"builds": [build("A1", 3), build("A2", 2), build("B1", 1)], "course_days": 2}
    theirs = base | {"builds": [build("A1", 4), build("A2", 3), build("A3", 2), build("B2", 1)]}
    theirs |= {"exam_note": "Theirs", "cost_minor": 200, "cost_on": "2026-02-02"}
    found = merge(base, mine, theirs)
    assert found == theirs | {
        "course_days": 2,
        "builds": [build("A1", 3), build("A2", 3), build("B2", 1), build("B1", 1)],
    }
    dearer = mine | {"cost_minor": 300}
    assert [merge(base, dearer, theirs)[name] for name in ("cost_minor", "cost_on")] == [
        300,
        "2026-01-01",
    ]
    assert merge(None, mine, theirs) == mine


def test_conditions_that_both_added_are_both_there() -> None:
    """Both forms proposed the same number; what both say alike is there once."""

    def condition(number: int, key: str) -> dict[str, Any]:
        return {"number": number, "any_of": [key], "or_experience": "", "is_official": True}

    first, both = condition(1, "pmp"), condition(4, "ipmo-expert")
    base = stored() | {"prerequisites": [first]}
    mine = base | {"prerequisites": [first, condition(2, "a"), both, condition(3, "b")]}
    theirs = base | {"prerequisites": [first, condition(2, "c"), both]}
    assert merge(base, mine, theirs)["prerequisites"] == [
        first,
        condition(2, "c"),
        both,
        condition(5, "a"),
        condition(3, "b"),
    ]


class TestAChangeThatContradictsWhatWasPublishedSince:
    """It says that A is replaced by B, and a colleague has published that B is replaced by A."""

    @pytest.fixture
    def url(self, office: Client) -> str:
        begin_history(NOW)
        change = propose(
            User.objects.get(name="Olu Office"), KEY, status="replaced", successor="pmp"
        )
        return f"{change_url(KEY)}?change={change.pk}"

    @pytest.fixture
    def typed(self, office: Client, url: str) -> dict[str, Any]:
        mine = form_data(office, url) | {"course_note": "A long text of mine"}
        before = documents(["pmp"])["pmp"]
        actions.write_documents(
            documents={"pmp": before | {"status": "replaced", "successor": KEY}},
            bases={"pmp": fingerprint(before)},
            user=make_user("Edda Editor"),
            why="",
            now=NOW + timedelta(days=1),
        )
        return mine

    @pytest.mark.parametrize("cost", ["", "a lot"])
    def test_says_so_and_nothing_typed_is_lost(
        self, office: Client, url: str, typed: dict[str, Any], cost: str
    ) -> None:
        """Opened, sent as it is, and sent with a fault of its own besides."""
        sentence, told = "replace each other in a circle", "cannot be published any more"
        page = office.get(url)
        assertContains(page, sentence)
        assertContains(page, told)
        assert page.context["adminform"].form["status"].value() == "replaced"
        response = office.post(url, typed | {"cost": cost} if cost else typed)
        assertContains(response, sentence, status_code=422)
        assertContains(response, "A long text of mine", status_code=422)
        assert the_change().documents[KEY]["course_note"] != "A long text of mine"

    def test_is_mended_in_its_form(self, office: Client, url: str, typed: dict[str, Any]) -> None:
        response = office.post(url, typed | {"status": "available", "successor": ""})
        assert (response.status_code, response["Location"]) == (302, impact_url(the_change()))
        held = the_change().documents[KEY]
        assert (held["course_note"], held["status"]) == ("A long text of mine", "available")
        assert "cannot be published" not in office.get(url).content.decode()
