"""A draft is its owner's alone; a result is for the line above; everybody else finds nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from careers.assessments.models import Answer, Assessment
from careers.profiles.models import User
from tests.assessments.builders import (
    draft_assessment,
    form_data,
    page_url,
    question_url,
    save_url,
    submitted_assessment,
)
from tests.factories import make_user

ADDRESSES: dict[str, Callable[[Assessment], str]] = {
    "remit": lambda one: page_url("remit", one),
    "question": lambda one: question_url(one, "A1"),
    "save_answer": lambda one: save_url(one, "A1"),
    "check": lambda one: page_url("check", one),
    "submit": lambda one: page_url("submit", one),
    "discard": lambda one: page_url("discard", one),
    "result": lambda one: page_url("result", one),
}
REDIRECTS = {"submit", "save_answer", "result"}
READS = {"check", "result"}


@pytest.fixture
def people(catalogue: None) -> dict[str, User]:
    director = make_user("Dora Director")
    manager = make_user("Mona Manager", manager=director)
    owner = make_user("Ada Okafor", manager=manager)
    return {
        "owner": owner,
        "manager": manager,
        "director": director,
        "colleague": make_user("Cole League", manager=manager),
        "report": make_user("Rita Report", manager=owner),
        "stranger": make_user("Sam Stranger"),
        "superuser": make_user("Sue Super", is_staff=True, is_superuser=True),
    }


def rows() -> list[Any]:
    return [
        *Assessment.objects.order_by("pk").values_list(),
        *Answer.objects.order_by("pk").values_list(),
    ]


@pytest.mark.parametrize("method", ["get", "head", "post"])
@pytest.mark.parametrize("name", ADDRESSES)
@pytest.mark.parametrize(
    "who", ["manager", "director", "colleague", "report", "stranger", "superuser"]
)
def test_a_draft_is_for_nobody_else(
    client: Client, people: dict[str, User], who: str, name: str, method: str
) -> None:
    draft = draft_assessment(people["owner"])
    client.force_login(people[who])
    before = rows()
    send = getattr(client, method)
    data = form_data(1) | {"remit": "4"} if method == "post" else None
    is_refused_earlier = name in READS and method == "post"
    response = send(ADDRESSES[name](draft), data)
    assert response.status_code == (405 if is_refused_earlier else 404)
    assert rows() == before


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("owner", 200),
        ("manager", 200),
        ("director", 200),
        ("colleague", 404),
        ("report", 404),
        ("stranger", 404),
        ("superuser", 404),
    ],
)
def test_a_result_is_for_the_line_above(
    client: Client, people: dict[str, User], who: str, status: int
) -> None:
    assessment = submitted_assessment(people["owner"])
    client.force_login(people[who])
    assert client.get(page_url("result", assessment)).status_code == status


def test_a_manager_hands_nothing_in(client: Client, people: dict[str, User]) -> None:
    assessment = submitted_assessment(people["owner"])
    client.force_login(people["manager"])
    for name in ("remit", "question", "check", "discard"):
        assert client.get(ADDRESSES[name](assessment)).status_code == 404
    assert client.post(page_url("submit", assessment)).status_code == 404


def test_reading_writes_nothing(client: Client, people: dict[str, User]) -> None:
    owner = people["owner"]
    submitted_assessment(owner)
    draft = draft_assessment(owner)
    client.force_login(owner)
    before = rows()
    for address in ("/assessment/", "/assessment/history/"):
        assert client.get(address).status_code == 200
    for name in set(ADDRESSES) - REDIRECTS:
        assert client.get(ADDRESSES[name](draft)).status_code == 200
    assert client.get(save_url(draft, "A1")).headers["Location"] == question_url(draft, "A1")
    assert client.get(page_url("result", draft)).headers["Location"] == page_url("check", draft)
    assert rows() == before


def test_whoever_is_not_signed_in_signs_in_first(client: Client, people: dict[str, User]) -> None:
    draft = draft_assessment(people["owner"])
    for name, address in ADDRESSES.items():
        response = client.post(address(draft)) if name == "submit" else client.get(address(draft))
        assert response.headers["Location"].startswith("/accounts/login/"), name
