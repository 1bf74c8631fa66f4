"""The list of people: whom the filters leave, in which order, and how an address says both."""

from __future__ import annotations

import pytest
from django.test import Client

from careers.assessments.models import Assessment
from careers.profiles.actions import update_profile
from careers.profiles.models import User
from tests.assessments.builders import submitted_assessment
from tests.factories import make_user
from tests.roadmaps.reading import words_of
from tests.teams.builders import NEW, give_result, make_reports
from tests.teams.matrices import make_four, names

pytestmark = pytest.mark.usefixtures("catalogue")
CODES = ("A1", "A2", "A3", "A4", "B1", "B2", "B3", "B4", "C1", "C2", "C3", "C4")


@pytest.fixture
def manager(db: None) -> User:
    return make_user("Mona Manager")


@pytest.fixture
def four(manager: User) -> User:
    return make_four(manager)


def test_filters_narrow_the_list(four: User) -> None:
    everybody = ["Ada Analyst", "Ben Beginner", "Lena Lead", "Nina None"]
    assert names(four) == everybody
    assert names(four, show="direct") == ["Lena Lead", "Nina None"]
    assert names(four, level="3") == ["Lena Lead"]
    assert names(four, level="none") == ["Nina None"]
    assert names(four, status="stale") == ["Ada Analyst"]
    assert names(four, status="waiting") == everybody[:3]
    assert names(four, status="none") == ["Nina None"]
    assert names(four, status="agreed") == []
    assert names(four, is_overdue=True) == []
    assert names(four, q="planN") == ["Ada Analyst", "Ben Beginner"]
    assert names(four, q="%") == []
    assert names(four, q="l", level="2", status="stale", show="") == ["Ada Analyst"]
    assert names(four, competency="A4", value="min3") == ["Ada Analyst", "Lena Lead"]
    assert names(four, competency="C4", value="max0") == ["Ben Beginner"]
    # A1 is at the target of nobody; C1 is outside what level 2 looks at.
    assert names(four, competency="A1") == ["Ada Analyst", "Ben Beginner", "Lena Lead"]
    assert names(four, competency="C1") == ["Ada Analyst", "Lena Lead"]


@pytest.mark.parametrize(
    ("column", "order"),
    [
        ("name", ["Ada", "Ben", "Lena", "Nina"]),
        ("level", ["Ben", "Ada", "Lena", "Nina"]),
        ("gap", ["Ben", "Ada", "Lena", "Nina"]),
        ("date", ["Ada", "Lena", "Ben", "Nina"]),
        ("C2", ["Ben", "Ada", "Lena", "Nina"]),
    ],
)
def test_the_list_is_sorted_both_ways_without_a_value_last(
    four: User, column: str, order: list[str]
) -> None:
    def first_names(sort: str) -> list[str]:
        return [name.split()[0] for name in names(four, sort=sort)]

    falling = order[::-1] if column == "name" else [*order[2::-1], "Nina"]
    assert first_names(column) == order
    assert first_names(f"-{column}") == falling


def test_equals_stand_by_name_whichever_way(manager: User) -> None:
    for name in ("Zoë", "Ada", "Max"):
        give_result(make_user(name, manager=manager).profile, 2)
    assert names(manager, sort="level") == ["Ada", "Max", "Zoë"]
    assert names(manager, sort="-level") == ["Ada", "Max", "Zoë"]


@pytest.mark.parametrize(
    ("query", "field", "words"),
    [
        ({"level": "9"}, "level", "That is no choice here. Take one from the list."),
        ({"status": "x" * 2_000}, "status", "That is no choice here. Take one from the list."),
        ({"competency": "Z9"}, "competency", "That is no choice here. Take one from the list."),
        ({"competency": "A1", "value": "min9"}, "value", "That is no choice here."),
        ({"value": "min3"}, "competency", "Choose the competency that this is about."),
        ({"sort": "user__password"}, "sort", "There is no such order."),
        ({"q": "x" * 81}, "q", "Ensure this value has at most 80 characters"),
    ],
)
def test_what_makes_no_sense_is_said_and_the_rest_shown(
    signed_in: Client, user: User, query: dict[str, str], field: str, words: str
) -> None:
    make_user("Lena Lead", manager=user)
    make_user("Max Moore", manager=make_user("Olaf Other", manager=user))

    response = signed_in.get("/team/people/", {**query, "show": "direct"})

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    text = words_of(response)
    assert "There is a problem" in text
    assert words in text
    # The other filter still holds.
    assert "Lena Lead" in text
    assert "Max Moore" not in text


def test_the_heads_say_how_the_list_is_sorted_and_turn_it_round(
    signed_in: Client, user: User
) -> None:
    make_user("Lena Lead", manager=user)

    heads = signed_in.get("/team/people/?show=direct").context["heads"]
    assert (heads.name.order, heads.name.query) == ("ascending", "show=direct&sort=-name")
    assert (heads.gap.order, heads.gap.query) == ("", "show=direct&sort=gap")
    response = signed_in.get("/team/people/?sort=C2")
    found = {
        head.label: (head.order, head.query) for head in response.context["heads"].competencies
    }
    assert found["C2"] == ("ascending", "sort=-C2")
    assert found["C1"] == ("", "sort=C1")
    page = response.content.decode()
    assert page.count("aria-sort=") == 1
    assert 'scope="col" aria-sort="ascending"' in page
    assert 'aria-sort="descending"' in signed_in.get("/team/people/?sort=-C2").content.decode()


def test_what_was_asked_for_is_said_in_words_for_paper(signed_in: Client, user: User) -> None:
    submitted_assessment(make_user("Lena Lead", manager=user), "P2", now=NEW)
    response = signed_in.get(
        "/team/people/?q=lena&show=direct&level=2&status=waiting&competency=C1&sort=-gap"
    )
    assert response.context["form"].in_words() == (
        "Name or job title: lena",
        "People: Your direct reports",
        "Level: Level 2",
        "Status: Waiting for your review",
        "Competency: C1 PMO services",
        "Order: Gap to target, falling",
        "In that competency: Below their target",
    )
    assert "1 of 1 people Name or job title: lena People: Your direct" in words_of(response)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("elodie", ["Élodie Ångström"]),
        ("ångstrom", ["Élodie Ångström"]),
        ("müller", ["Ada Muller", "Zoë MÜLLER"]),
        ("büro", ["Ada Muller"]),
        ("o'brien (", ["Mary O'Brien (temp)"]),
        ("_", []),
        (".*", []),
    ],
)
def test_names_and_titles_are_found_whatever_their_accents(
    manager: User, text: str, found: list[str]
) -> None:
    make_user("Zoë MÜLLER", manager=manager)
    make_user("Ada Muller", manager=manager, job_title="Leitung Projektbüro")
    make_user("Élodie Ångström", manager=manager)
    make_user("Mary O'Brien (temp)", manager=manager)
    assert names(manager, q=text) == found


def test_people_stand_in_the_order_of_names_on_every_database(manager: User) -> None:
    order = ["adam", "Anna Lee", "Annabel", "Élodie", "Eve", "Oz", "Özil", "Zoë"]
    for name in ("Zoë", "Élodie", "adam", "Anna Lee", "Annabel", "Özil", "Eve", "Oz"):
        make_user(name, manager=manager)
    assert names(manager) == order
    assert names(manager, sort="-name") == order[::-1]


def test_a_changed_name_is_found_under_the_new_one(manager: User) -> None:
    person = make_user("Anna Lee", manager=manager)
    update_profile(profile=person.profile, name="Zoë Lee", job_title="")
    assert names(manager, q="zoe") == ["Zoë Lee"]
    assert names(manager, q="anna") == []


def test_who_leads_nobody_or_finds_nobody_reads_why(signed_in: Client, user: User) -> None:
    assert "Nobody reports to you" in words_of(signed_in.get("/team/people/"))
    make_user("Lena Lead", manager=user)
    text = words_of(signed_in.get("/team/people/?q=zzz"))
    assert "Nobody matches" in text
    assert "Show everybody" in text


def test_fifty_people_on_a_page_and_what_was_asked_stays(manager: User, client: Client) -> None:
    make_reports(manager, 120)
    client.force_login(manager)

    first = client.get("/team/people/?show=direct&q=Report&sort=-name").content.decode()
    assert first.count('class="matrix-name" scope="row">\n            <a') == 50
    assert "Page 1 of 3" in first
    assert "?q=Report&amp;show=direct&amp;sort=-name&amp;page=2" in first
    last = client.get("/team/people/?show=direct&page=3")
    assert [row.name for row in last.context["team"].rows] == [
        f"Report {number:04}" for number in range(100, 120)
    ]
    for odd, page in (("0", 3), ("-1", 3), ("999", 3), ("x", 1), ("1.5", 1), ("9" * 5_000, 1)):
        response = client.get("/team/people/", {"page": odd})
        assert (response.status_code, response.context["team"].page.number) == (200, page)


def test_what_waits_for_a_review_says_so_in_its_row(signed_in: Client, user: User) -> None:
    for name in ("Ada", "Ben"):
        submitted_assessment(make_user(name, manager=user), "P5", now=NEW)
    Assessment.objects.filter(profile__user__name="Ben").update(state=Assessment.State.AGREED)

    response = signed_in.get("/team/people/")
    found = {row.name: row.is_waiting for row in response.context["team"].rows}
    assert found == {"Ada": True, "Ben": False}
    assert response.content.decode().count('<span class="tag tag-info">Review</span>') == 1
