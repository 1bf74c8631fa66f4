"""Who can see this: the sentence for each kind of page, for its owner and for those above."""

from __future__ import annotations

from typing import Any

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.html import strip_tags

from careers.profiles import queries
from careers.profiles.models import User
from careers.profiles.privacy import FOR_EVERYBODY, OF_ANOTHER, OWN, OWN_WITHOUT_MANAGER, Shown
from tests.factories import make_user

pytestmark = pytest.mark.django_db
TOTALS = (
    "managers it is known only within totals of five people or more. Before new questions are"
    " published, catalogue editors see whose level they would change."
)
EDITORS = (
    " Before a change of the catalogue is published, its editors see whose plan it would change."
)
WHO_CHANGED = "Administrators of people see who changed what, and no looks. Nobody can change it."


def line(viewer: User, tag: str, **values: Any) -> str:
    """The line as a page of this viewer has it, with the account read as a request reads it."""
    request = RequestFactory().get("/")
    account = queries.account(viewer.pk)
    assert account is not None
    request.user = account
    page = Template("{% load privacy %}{% who_sees " + tag + " %}")
    return strip_tags(page.render(Context({"request": request, **values}))).strip()


@pytest.mark.parametrize(
    ("shown", "with_manager", "without"),
    [
        (
            "profile",
            "you, Mona, the managers above, whoever stands in for one of them, and the portal’s"
            " administrators.",
            "you and the portal’s administrators. No manager is recorded for you.",
        ),
        (
            "draft",
            "only you, until you hand it in. After that Mona, the managers above, and whoever"
            " stands in for one of them, too.",
            "only you, also after you hand it in, as long as no manager is recorded for you.",
        ),
        (
            "result",
            "you, Mona, the managers above, and whoever stands in for one of them. To other "
            + TOTALS,
            "only you. No manager is recorded for you. To " + TOTALS,
        ),
        (
            "plan",
            "you, Mona, the managers above, whoever stands in for one of them, and anybody to whom"
            " you gave a link. Only you can change it." + EDITORS,
            "only you, and anybody to whom you gave a link. No manager is recorded for you."
            + EDITORS,
        ),
        ("private", "only you.", "only you."),
        (
            "log",
            *["you, and the portal’s auditors and superusers. " + WHO_CHANGED] * 2,
        ),
    ],
)
def test_of_ones_own(user: User, shown: str, with_manager: str, without: str) -> None:
    report = make_user("Ben", manager=make_user("Mona"))
    assert line(report, f'"{shown}"') == f"Who can see this: {with_manager}"
    assert line(user, f'"{shown}"') == f"Who can see this: {without}"


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        (
            "result",
            "Ben, the managers above, and whoever stands in for one of them. To other " + TOTALS,
        ),
        (
            "plan",
            "Ben, the managers above, whoever stands in for one of them, and anybody to whom Ben"
            " gave a link. Only Ben can change it." + EDITORS,
        ),
    ],
)
def test_of_somebody_one_leads(shown: str, words: str) -> None:
    mona = make_user("Mona")
    ben = make_user("Ben", manager=mona).profile
    assert line(mona, f'"{shown}" ben', ben=ben) == f"Who can see this: {words}"


def test_a_page_about_oneself_costs_no_query_more(
    user: User, django_assert_num_queries: Any
) -> None:
    report = make_user("Ben", manager=make_user("Mona"))
    with django_assert_num_queries(1):  # the account, which every request reads
        line(report, '"plan"')


def test_every_kind_has_its_sentence() -> None:
    assert {*FOR_EVERYBODY, *OWN} == set(Shown)
    assert set(OWN) == set(OWN_WITHOUT_MANAGER)
    assert set(OF_ANOTHER) <= set(OWN)
