"""What the page of a change says of money in another currency, and of what to book instead."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from careers.certifications.models import Certification
from careers.profiles.models import User
from careers.roadmaps import effects
from careers.roadmaps.models import ImpactLine, ImpactRun
from tests.roadmaps.agreed import FOUNDATION
from tests.roadmaps.changing import PRICE, at, look, propose
from tests.roadmaps.reading import words_of

pytestmark = pytest.mark.usefixtures("catalogue")
People = tuple[User, User, User]
EUROS: dict[str, Any] = {**PRICE, "cost_currency": "EUR"}
NAMES = {FOUNDATION: "P3O Foundation", "old": "Offices Then", "new": "Offices Today"}


@pytest.mark.parametrize(("key", "looked_at"), [("ipmo-expert", 0), ("ipmo-foundation", 3)])
def test_a_price_in_another_currency_takes_nobodys_known_cost(
    editor: User, people: People, key: str, looked_at: int
) -> None:
    """As many prices in euros as in pounds: that is nothing to whoever plans in pounds."""
    Certification.objects.filter(key=FOUNDATION).update(**PRICE)
    run = look(propose(editor, key, **EUROS), editor)
    assert (run.people, run.totals["affected"]) == (looked_at, 0)


def test_what_is_booked_instead_is_said_by_its_name(
    desk: Client, editor: User, people: People
) -> None:
    """The successor is in the catalogue, and not in the change."""
    change = propose(editor, status="replaced", successor="ipmo-foundation")
    run = look(change, editor)
    assert run.totals["to_book"] == {FOUNDATION: {"ipmo-foundation": 3}}
    page = desk.get(at(change))
    words = words_of(page)
    assert words.count("Book IPMO-Foundation instead of P3O Foundation") == 3
    assert "P3O Foundation to book now: IPMO-Foundation (3) 3" in words

    # A look that was stored before this was noted.
    for line in ImpactLine.objects.all():
        line.changes = [
            {key: value for key, value in one.items() if "book" not in key} for one in line.changes
        ]
        line.save()
    run.totals.pop("to_book")
    ImpactRun.objects.update(totals=run.totals)
    words = words_of(desk.get(at(change)))
    assert words.count("Something else to book: P3O Foundation.") == 3
    assert "to book now" not in words


@pytest.mark.parametrize(
    ("books", "is_on", "sentence"),
    [
        (("old", "new"), "2027-05-03", "Book Offices Today instead of Offices Then."),
        (
            (FOUNDATION, "new"),
            "2027-05-10",
            "Book Offices Today instead of P3O Foundation, 3 May 2027 → 10 May 2027.",
        ),
        (("new", FOUNDATION), "2027-05-03", "Book P3O Foundation instead of Offices Today."),
    ],
)
def test_what_stands_instead_of_what(books: tuple[str, str], is_on: str, sentence: str) -> None:
    change = {
        "kind": "succeeded",
        "certification": FOUNDATION,
        "was_on": "2027-05-03",
        "is_on": is_on,
        "was_book": books[0],
        "book": books[1],
    }
    assert effects.change_sentences([change], NAMES) == (sentence,)
