"""Two editors with one row of any table: the second is told, and nothing typed is lost."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings
from pytest_django.asserts import assertContains

from careers.certifications.models import Certification
from careers.levels import actions
from careers.levels.models import Competency, Instrument, Statement, WorkAction
from careers.profiles.models import HeldCertification, Profile
from tests.factories import NOW, make_user
from tests.guard.offers import offers_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]


@pytest.fixture
def second(office: Client) -> Client:
    """Another editor, in another browser."""
    client = Client()
    client.force_login(make_user("Edda Editor", is_staff=True, is_superuser=True))
    return client


def sent_by(response: Any) -> dict[str, Any]:
    """What a browser would send from this page if nobody touched it."""
    offers = offers_of(response.content.decode())
    return {
        name: offer.sent
        for name, offer in offers.items()
        if offer.sent and "__prefix__" not in name and name != "q"
    }


def opened(client: Client, url: str) -> dict[str, Any]:
    return sent_by(client.get(url))


def lines(response: Any) -> list[tuple[str, str, str, str]]:
    return [
        (one.label, one.before, one.now, one.in_form) for one in response.context["conflict"].lines
    ]


def test_a_competency_with_its_work_actions(office: Client, second: Client) -> None:
    """Fields put together; of the parts one is changed twice, one deleted, one both."""
    competency = Competency.objects.get(code="A1")
    url = f"/admin/levels/competency/{competency.pk}/change/"
    mine, theirs = opened(office, url), opened(second, url)
    old = dict(
        WorkAction.objects.filter(competency=competency).values_list("level__number", "text")
    )
    mine |= {
        "short_name": "Mine",
        "work_actions-0-text": "My first",
        "work_actions-2-text": "My third",
    }
    theirs |= {"name": "Their name", "short_name": "Theirs", "work_actions-0-text": "Their first"}
    theirs |= {"work_actions-1-DELETE": "on", "work_actions-2-DELETE": "on"}
    assert second.post(url, theirs).status_code == 302
    response = office.post(url, mine)
    assert response.status_code == 409
    assertContains(response, "Edda Editor has changed this since you opened it", status_code=409)
    told = lines(response)
    assert told[:2] == [
        ("Name", competency.name, "Their name", "Their name"),
        ("Short name", competency.short_name, "Theirs", "Mine"),
    ]
    texts = [[text.rpartition("; ")[2] for text in line[1:]] for line in told[2:]]
    assert texts == [
        [old[1], "Their first", "My first"],
        [old[2], "nothing", "nothing"],
        [old[3], "nothing", "My third"],
    ]
    competency.refresh_from_db()
    assert (competency.name, competency.short_name) == ("Their name", "Theirs")
    assert office.post(url, sent_by(response)).status_code == 302
    competency.refresh_from_db()
    assert (competency.name, competency.short_name) == ("Their name", "Mine")
    assert dict(
        WorkAction.objects.filter(competency=competency).values_list("level__number", "text")
    ) == {
        1: "My first",
        3: "My third",
        4: old[4],
    }


def test_a_draft_of_the_instrument(office: Client, second: Client) -> None:
    draft = actions.copy_to_draft(instrument=Instrument.objects.get(version=1), now=NOW)
    url = f"/admin/levels/instrument/{draft.pk}/change/"
    mine, theirs = opened(office, url), opened(second, url)
    mine |= {"breadth_numerator": "3", "statements-5-text": "Mine"}
    theirs |= {"keys_needed": "1", "statements-6-text": "Theirs"}
    theirs["level_rules-0-keys"] = theirs["level_rules-0-keys"][:1]
    assert second.post(url, theirs).status_code == 302
    response = office.post(url, mine)
    assert response.status_code == 409
    assert [line[0] for line in lines(response)] == [
        "Key competencies needed",
        "rule for a level",
        "statement",
    ]
    assert office.post(url, sent_by(response)).status_code == 302
    draft.refresh_from_db()
    assert (draft.breadth_numerator, draft.keys_needed) == (3, 1)
    texts = [one.text for one in draft.statements.order_by("competency__order", "level__number")]
    assert (texts[5], texts[6]) == ("Mine", "Theirs")
    assert draft.level_rules.get(level__number=2).keys.count() == 1


def test_a_profile_with_a_certification_that_came_meanwhile(
    office: Client, second: Client, settings: Settings
) -> None:
    """The person records something on the portal while the office edits the profile."""
    profile: Profile = make_user("Sam Staff", job_title="Planner").profile
    certification = Certification.objects.get(key="pmp")
    url = f"/admin/profiles/profile/{profile.pk}/change/"
    mine = opened(office, url) | {"job_title": "Analyst"}
    held = HeldCertification.objects.create(
        profile=profile, certification=certification, awarded_on=date(2026, 1, 2)
    )
    response = office.post(url, mine)
    assert response.status_code == 409
    assert [(line[1], line[3]) for line in lines(response)] == [
        ("nothing", lines(response)[0][2]),
    ]
    assert office.post(url, sent_by(response)).status_code == 302
    profile.refresh_from_db()
    assert (profile.job_title, list(HeldCertification.objects.all())) == ("Analyst", [held])
    # A sign-in in between is no change of what the form shows.
    url = f"/admin/profiles/user/{profile.user_id}/change/"
    mine = opened(office, url) | {"name": "Sam Staffer"}
    Client().force_login(profile.user)
    assert office.post(url, mine).status_code == 302


def test_the_same_sent_twice_is_saved_once(office: Client) -> None:
    competency = Competency.objects.get(code="A1")
    WorkAction.objects.filter(competency=competency, level__number=4).delete()
    url = f"/admin/levels/competency/{competency.pk}/change/"
    level = WorkAction.objects.filter(competency__code="A2", level__number=4).get().level_id
    mine = opened(office, url)
    mine |= {"work_actions-3-level": str(level), "work_actions-3-text": "Added"}
    assert [office.post(url, mine).status_code for _ in range(2)] == [302, 302]
    assert WorkAction.objects.filter(competency=competency).count() == 4


@pytest.mark.parametrize("seen", ["", "forged", "a" * 5000])
def test_a_form_that_does_not_say_what_it_showed_is_not_taken(office: Client, seen: str) -> None:
    statement = Statement.objects.filter(instrument__version=1)[0]
    work = WorkAction.objects.filter(competency=statement.competency)[0]
    url = f"/admin/levels/workaction/{work.pk}/change/"
    mine = opened(office, url) | {"text": "Mine", "seen": seen}
    response = office.post(url, mine)
    assert response.status_code == 409
    assert lines(response) == [("Work action", "not known", work.text, "Mine")]
    assert not WorkAction.objects.filter(text="Mine").exists()
    assert office.post(url, sent_by(response)).status_code == 302
    assert WorkAction.objects.get(pk=work.pk).text == "Mine"
