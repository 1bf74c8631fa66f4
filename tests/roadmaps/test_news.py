"""What a roadmap says of published changes: what is different now of what the plan is about."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from careers.certifications.actions import propose_change, publish_change
from careers.certifications.documents import fingerprint
from careers.certifications.models import CatalogueChange
from careers.certifications.queries import documents
from careers.profiles.models import User
from careers.roadmaps.models import ImpactLine, ImpactRun
from tests.factories import make_user
from tests.roadmaps.agreed import FOUNDATION, person_with_plan
from tests.roadmaps.succeeding import page_of

pytestmark = pytest.mark.usefixtures("catalogue")

ELSEWHERE = "ipmo-expert"
"""In no plan of P1."""

Parts = dict[str, dict[str, Any]]


@pytest.fixture
def owner(catalogue: None) -> User:
    return person_with_plan("Ada Accepted")


def change(owner: User, parts: Parts, why: str = "") -> CatalogueChange:
    """Publish a change of certifications that touches the owner."""
    stored = documents()
    made = propose_change(
        documents={key: {**stored.get(key, {}), **values} for key, values in parts.items()},
        bases={key: fingerprint(stored.get(key)) for key in parts},
        title="Import of price.csv. Was wrong",
        why=why,
        user=owner,
        now=timezone.now(),
    )
    publish_change(change=made, user=make_user(), now=timezone.now())
    run = ImpactRun.objects.create(
        change=made, asked_at=timezone.now(), counted_on=timezone.localdate(), state="done"
    )
    ImpactLine.objects.create(run=run, profile=owner.profile, kind="accepted")
    made.refresh_from_db()
    return made


def told(owner: User) -> list[str]:
    return [one.text for one in page_of(owner.profile, owner).news]


def test_what_is_told_is_what_still_holds(owner: User) -> None:
    retired = change(owner, {FOUNDATION: {"status": "retired"}}, "No more exams are held.")
    assert retired.before[FOUNDATION]["status"] == "renamed"
    assert told(owner) == ["P3O Foundation is retired. No more exams are held."]
    price = {"cost_minor": 30000, "cost_currency": "GBP", "cost_on": "2026-07-01"}
    change(owner, {FOUNDATION: price}, "A new list of prices.")
    assert told(owner) == ["P3O Foundation is retired. No more exams are held."]
    # Restored: nothing is left of the retirement, nor of its reason and that of the way back.
    change(owner, {FOUNDATION: {"status": "renamed"}}, "Was wrong.")
    assert told(owner) == [
        "What is known of P3O Foundation has changed (cost). A new list of prices."
    ]
    nothing = {"cost_minor": None, "cost_currency": "", "cost_on": None}
    change(owner, {FOUNDATION: nothing}, "Not known after all.")
    assert told(owner) == []


def test_a_successor_is_named_and_others_are_left_out(owner: User) -> None:
    new = documents([FOUNDATION])[FOUNDATION] | {
        "key": "offices-today",
        "name": "Offices Today",
        "name_now": "",
        "order": 900,
        "aliases": [],
    }
    replaced = {"status": "replaced", "successor": "offices-today"}
    parts: Parts = {"offices-today": new, FOUNDATION: replaced, ELSEWHERE: {"course_days": 9}}
    made = change(owner, parts, "It has another name and more in it.")
    assert (made.before["offices-today"], set(made.before)) == (None, set(parts))
    text = "Offices Today replaces P3O Foundation. It has another name and more in it."
    assert told(owner) == [text]
    change(owner, {FOUNDATION: {"is_enabled": False}})
    assert told(owner) == [
        "Offices Today is new in the catalogue. It has another name and more in it.",
        "P3O Foundation is no longer proposed in roadmaps.",
    ]


def test_what_was_retired_when_the_plan_was_accepted_is_offered_again(owner: User) -> None:
    change(owner, {FOUNDATION: {"status": "retired"}}, "No more exams are held.")
    owner.profile.roadmap.accepted_at = timezone.now()
    owner.profile.roadmap.save()
    assert told(owner) == []
    change(owner, {FOUNDATION: {"status": "available", "course_days": 9}}, "They are back.")
    back = "P3O Foundation is offered again."
    facts = "What is known of P3O Foundation has changed (course days)."
    assert told(owner) == [f"{back} {facts} They are back."]
