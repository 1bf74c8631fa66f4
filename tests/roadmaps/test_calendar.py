"""The calendar feed, read by the library that writes it and by another one."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import vobject
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from careers.certifications.models import Certification
from careers.profiles.models import User
from careers.roadmaps import actions, ical, queries
from careers.roadmaps.choices import Wishes
from careers.roadmaps.diary import diary_of
from tests.factories import NOW
from tests.roadmaps.busy import make_busy
from tests.roadmaps.links import book, make_feed
from tests.roadmaps.people import assess, hold

pytestmark = pytest.mark.usefixtures("catalogue")
TODAY = NOW.date()
FEED = ical.Feed(
    profile_id=7,
    site_name="PMO career portal",
    address="https://portal.example.org/roadmap/7/",
    changed_at=NOW,
)


@pytest.fixture
def planned(user: User) -> User:
    assess(user, "P2")
    hold(user.profile, "p3o-foundation", expires_on=date(2028, 2, 29))
    return user


def written(user: User, feed: ical.Feed = FEED) -> bytes:
    return ical.calendar_of(queries.roadmap_of(user.profile, TODAY), feed)


def events(content: bytes) -> list[Any]:
    return list(Calendar.from_ical(content).walk("VEVENT"))


def test_one_event_for_each_exam_and_each_renewal(planned: User) -> None:
    page = queries.roadmap_of(planned.profile, TODAY)
    assert page is not None
    found = {str(one["summary"]): one["dtstart"].dt for one in events(written(planned))}
    assert found == {
        **{f"Exam: {step.name} (planned)": step.ends_on for step in page.steps},
        "Renew: P3O Foundation": date(2028, 2, 29),
    }
    assert len(found) > 1


def test_another_reader_reads_the_same(planned: User) -> None:
    content = written(planned)
    ours = {(str(one["uid"]), str(one["summary"]), one["dtstart"].dt) for one in events(content)}
    read = vobject.readOne(content.decode())
    theirs = {(one.uid.value, one.summary.value, one.dtstart.value) for one in read.vevent_list}
    assert theirs == ours
    descriptions = {one.description.value for one in read.vevent_list}
    assert descriptions == {str(one["description"]) for one in events(content)}


def test_an_event_says_what_to_book_and_where_it_comes_from(user: User) -> None:
    assess(user, "newcomer")
    event = events(written(user))[0]
    assert event["summary"] == "Exam: PPSO Essentials (planned)"
    assert event["description"].split("\n") == [
        "To book: Essentials for PMO Administrators",
        "Provider: House of PMO, examined by APMG",
        "Replaced: book Essentials for PMO Administrators",
        "https://portal.example.org/roadmap/7/",
    ]
    assert event["url"] == FEED.address
    assert event["status"] == "TENTATIVE"
    assert event["transp"] == "TRANSPARENT"


def test_reminders(planned: User) -> None:
    alarms = {str(one["summary"]): one.walk("VALARM") for one in events(written(planned))}
    (alarm,) = alarms["Renew: P3O Foundation"]
    assert alarm["trigger"].dt == timedelta(days=-14)
    assert [name for name, found in alarms.items() if found] == ["Renew: P3O Foundation"]


def test_a_booked_exam_is_reminded_of(planned: User) -> None:
    page = queries.roadmap_of(planned.profile, TODAY)
    assert page is not None
    key, on = page.steps[0].key, TODAY + timedelta(days=200)
    book(planned, key, on)
    (event,) = [one for one in events(written(planned)) if one.get("status") == "CONFIRMED"]
    assert event["summary"] == f"Exam: {page.steps[0].name} (booked)"
    assert event["dtstart"].dt == on
    assert event.walk("VALARM")[0]["trigger"].dt == timedelta(days=-7)


def test_the_calendar_says_how_often_to_ask(planned: User) -> None:
    calendar: Any = Calendar.from_ical(written(planned))
    assert calendar["x-wr-calname"] == "Exams and renewals"
    assert calendar["refresh-interval"].dt == timedelta(days=1)
    assert calendar["x-published-ttl"] == "P1D"
    assert calendar["version"] == "2.0"
    assert calendar["prodid"] == "-//PMO career portal//Roadmap//EN"


def test_the_same_roadmap_is_the_same_calendar_byte_for_byte(planned: User) -> None:
    assert written(planned) == written(planned)
    later = ical.Feed(**{**FEED.__dict__, "changed_at": datetime(2028, 1, 1, tzinfo=UTC)})
    assert {one["dtstamp"].dt for one in events(written(planned, later))} == {later.changed_at}
    earlier = ical.Feed(**{**FEED.__dict__, "changed_at": datetime(2020, 1, 1, tzinfo=UTC)})
    assert {one["dtstamp"].dt for one in events(written(planned, earlier))} == {NOW}


def test_an_event_keeps_its_identity_and_names_nobody(planned: User) -> None:
    before = {str(one["uid"]) for one in events(written(planned))}
    page = queries.roadmap_of(planned.profile, TODAY)
    assert page is not None
    book(planned, page.steps[0].key, TODAY + timedelta(days=300))
    assert {str(one["uid"]) for one in events(written(planned))} == before
    assert all(uid.endswith("@pmo-career-portal") for uid in before)
    assert planned.email not in written(planned).decode()
    other = ical.Feed(**{**FEED.__dict__, "profile_id": 8})
    assert before.isdisjoint(str(one["uid"]) for one in events(written(planned, other)))


@pytest.mark.parametrize("name", ["Портал", "", "门户", "-–-"])
def test_a_site_without_latin_letters_has_whole_identities(planned: User, name: str) -> None:
    feed = ical.Feed(**{**FEED.__dict__, "site_name": name})
    assert {str(one["uid"]).split("@")[1] for one in events(written(planned, feed))} == {"portal"}


class TestWhatBecomesOfAPlan:
    @pytest.fixture
    def found(self, user: User) -> dict[str, Any]:
        make_busy(user)
        page = queries.roadmap_of(user.profile, timezone.localdate())
        return {str(one["summary"]): one for one in events(ical.calendar_of(page, FEED))}

    def test_what_is_set_aside_has_no_event_and_what_is_overdue_was_planned(
        self, found: dict[str, Any]
    ) -> None:
        assert list(found) == [
            "Exam: P3O Foundation (was planned)",
            "Exam: P3O Practitioner (booked)",
            "Exam: IPMO-Expert (planned)",
            "Renew: Essentials for PMO Administrators",
        ]
        assert [str(one.get("status")) for one in found.values()] == [
            *("TENTATIVE", "CONFIRMED", "TENTATIVE", "None"),
        ]
        assert [bool(one.walk("VALARM")) for one in found.values()] == [False, True, False, True]

    def test_the_list_of_days_says_the_same(self, user: User, found: dict[str, Any]) -> None:
        page = queries.roadmap_of(user.profile, timezone.localdate())
        assert page is not None
        listed = diary_of(page.steps, page.renewals)
        assert {entry.text for entry in listed} == set(found)

    def test_an_accepted_plan_is_not_called_one_without_limits(self, found: dict[str, Any]) -> None:
        assert all("limits" not in str(one["description"]) for one in found.values())


@pytest.mark.parametrize(("ago", "said"), [(-30, "Expires"), (30, "Expired")])
def test_what_cannot_be_renewed_runs_out_without_a_reminder(
    user: User, ago: int, said: str
) -> None:
    assess(user, "P6")
    hold(user.profile, "p3o-foundation", expires_on=TODAY - timedelta(days=ago))
    # Another exam of its suite would renew it.
    Certification.objects.filter(suite__key="peoplecert-ppm").update(status="retired")
    (event,) = events(written(user))
    assert event["summary"] == f"{said}: P3O Foundation"
    assert event.walk("VALARM") == []
    page = queries.roadmap_of(user.profile, TODAY)
    assert page is not None
    assert [entry.text for entry in diary_of((), page.renewals)] == [f"{said}: P3O Foundation"]


def test_a_plan_beyond_the_limits_is_tentative_and_says_so(user: User) -> None:
    assess(user, "P2")
    wishes = Wishes(finish_on=TODAY + timedelta(days=2))
    actions.set_wishes(profile=user.profile, wishes=wishes, now=NOW)
    page = queries.roadmap_of(user.profile, TODAY)
    assert page is not None
    assert page.conflict
    found = events(written(user))
    assert found
    for event in found:
        assert event["status"] == "TENTATIVE"
        assert "This plan does not fit the limits: it is the one without" in event["description"]


def test_lines_are_folded_and_text_is_escaped(planned: User) -> None:
    Certification.objects.filter(key="p3o-foundation").update(name="P3O; a, b\\c – " + "é" * 100)
    content = written(planned)
    lines = content.split(b"\r\n")
    assert b"\n" not in b"".join(lines)
    assert all(len(line) <= 75 for line in lines)
    names = [one.summary.value for one in vobject.readOne(content.decode()).vevent_list]
    assert "Renew: P3O; a, b\\c – " + "é" * 100 in names


def test_no_cost_and_no_level_is_in_it(planned: User) -> None:
    Certification.objects.update(cost_minor=98_765, cost_currency="GBP", cost_on=TODAY)
    text = written(planned).decode().replace("\r\n ", "").lower()
    for word in ("987.65", "£", "cost", "level", "key competency", "now at", "supports portfolios"):
        assert word not in text


def test_before_the_first_result_it_has_no_events(client: Client, user: User) -> None:
    response = client.get(make_feed(user, timezone.now()))
    assert response.status_code == 200
    assert events(response.content) == []


def test_by_its_address(client: Client, planned: User) -> None:
    address = make_feed(planned, timezone.now())
    response = client.get(address)
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert events(response.content)
    assert f"http://testserver/roadmap/{planned.profile.pk}/" in {
        str(one["url"]) for one in events(response.content)
    }
    assert client.get(address).content == response.content
    assert client.head(address).status_code == 200


def test_the_last_day_there_is_breaks_nothing(user: User) -> None:
    assess(user, "P6")
    hold(user.profile, "p3o-foundation", expires_on=date.max)
    assert [one["dtstart"].dt for one in events(written(user))] == [date.max]
