"""Certifications as documents: read, compared, written, and published as a change."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from copy import deepcopy
from datetime import timedelta
from typing import Any

import pytest

from careers.certifications import actions
from careers.certifications.documents import as_domain, fingerprint, matters
from careers.certifications.models import CatalogueChange, Certification, Prerequisite
from careers.certifications.queries import catalogue_with, documents, domain_catalogue
from tests.factories import NOW, make_user

Statements = Callable[[int], AbstractContextManager[None]]
pytestmark = pytest.mark.usefixtures("catalogue")


def write(changed: dict[str, Any], **options: Any) -> actions.Written:
    bases = {key: fingerprint(one) for key, one in documents(changed).items()}
    values: dict[str, Any] = {"bases": bases, "user": None, "why": "Read anew", "now": NOW}
    return actions.write_documents(documents=changed, **(values | options))


def p3o() -> dict[str, Any]:
    return documents(["p3o-practitioner"])["p3o-practitioner"]


def test_documents_say_what_the_rules_read(assert_statements: Statements) -> None:
    with assert_statements(7):
        found = documents()
    assert as_domain(found) == domain_catalogue()
    assert found["p3o-practitioner"]["prerequisites"][0]["any_of"] == ["p3o-foundation"]


def test_writing_what_is_there_changes_nothing() -> None:
    found = documents()
    assert write(deepcopy(found)) == actions.Written(changed=(), warnings=())
    assert documents() == found
    assert not Certification.history.exists()


def test_the_order_of_lists_says_nothing() -> None:
    one = documents(["p3o-practitioner"])["p3o-practitioner"]
    other = {name: value[::-1] if isinstance(value, list) else value for name, value in one.items()}
    assert other != one
    assert fingerprint(other) == fingerprint(one)
    assert write({"p3o-practitioner": other}).changed == ()
    assert fingerprint(one | {"aliases": []}) != fingerprint(one)


def test_every_part_is_written_and_kept_in_one_moment_of_the_history() -> None:
    user = make_user("Edda Editor")
    changed = p3o() | {
        "name": "P3O Practitioner, renamed",
        "cost_minor": 45_000,
        "cost_currency": "GBP",
        "cost_on": "2026-11-02",
        "recommended_first": ["ipmo-foundation"],
        "aliases": ["P3OP"],
        "builds": [{"competency": "A2", "strength": 1, "up_to": 2}],
        "sources": [
            {
                "topic": "cost",
                "url": "https://example.org/price",
                "note": "",
                "verified_on": "2026-11-02",
            }
        ],
        "prerequisites": [
            {
                "number": 2,
                "any_of": ["ipmo-foundation", "p3o-foundation"],
                "or_experience": "Two years",
                "is_official": False,
            }
        ],
    }
    changed["prerequisites"][0]["any_of"] = ["p3o-foundation", "ipmo-foundation"]
    written = write({"p3o-practitioner": changed}, user=user)
    assert written.changed == ("p3o-practitioner",)
    assert p3o() == changed
    assert as_domain(documents()) == domain_catalogue()
    versions = [*Certification.history.all(), *Prerequisite.history.all()]
    assert {(one.history_date, one.history_user_id) for one in versions} == {(NOW, user.pk)}
    assert {one.history_change_reason for one in versions} == {"Read anew"}
    assert "-" in {one.history_type for one in Prerequisite.history.all()}


def test_a_new_certification_and_the_one_it_replaces_come_together() -> None:
    new = p3o() | {"key": "p3o-next", "name": "P3O Next", "order": 90, "aliases": []}
    old = p3o() | {"status": "replaced", "successor": "p3o-next", "name_now": ""}
    write({"p3o-practitioner": old, "p3o-next": new})
    assert documents(["p3o-next"])["p3o-next"] == new
    assert p3o() == old


@pytest.mark.parametrize(
    ("values", "field", "sentence"),
    [
        ({"body_now": "nobody"}, "body_now", "“nobody” is not in the list: awarding body."),
        ({"name": ""}, "name", "This field cannot be blank."),
        ({"cost_minor": 5}, "", "A cost needs its currency and its date."),
        (
            {"builds": [{"competency": "Z9", "strength": 1, "up_to": 2}]},
            "builds",
            "“Z9” is not in the list: competency.",
        ),
        (
            {"builds": [{"competency": "A1", "strength": 1, "up_to": 7}]},
            "up_to",
            "Ensure this value is less than or equal to 4.",
        ),
    ],
)
def test_what_does_not_fit_is_said_beside_its_field(
    values: dict[str, Any], field: str, sentence: str
) -> None:
    before = documents()
    with pytest.raises(actions.DocumentInvalid) as refused:
        write({"p3o-practitioner": p3o() | values})
    assert refused.value.faults["p3o-practitioner"][field] == [sentence]
    assert documents() == before


def test_a_circle_is_refused_with_the_sentence_that_names_it() -> None:
    before = documents()
    foundation = documents(["p3o-foundation"])["p3o-foundation"]
    condition = {"number": 1, "or_experience": "", "is_official": True}
    foundation["prerequisites"] = [condition | {"any_of": ["p3o-practitioner"]}]
    with pytest.raises(actions.Contradiction) as refused:
        write({"p3o-foundation": foundation})
    assert "“P3O Practitioner” comes after “P3O Foundation”" in refused.value.sentences[0]
    assert documents() == before


def test_what_somebody_else_changed_meanwhile_is_not_overwritten() -> None:
    mine, base = p3o() | {"summary": "Mine"}, {"p3o-practitioner": fingerprint(p3o())}
    write({"p3o-practitioner": p3o() | {"summary": "Theirs"}})
    with pytest.raises(actions.ChangedMeanwhile) as refused:
        write({"p3o-practitioner": mine}, bases=base)
    assert refused.value.keys == ("p3o-practitioner",)
    assert p3o()["summary"] == "Theirs"
    # Sent twice, the second finds what it wanted.
    assert write({"p3o-practitioner": p3o()}, bases=base).changed == ()


def test_a_change_waits_until_it_is_published_and_is_published_once() -> None:
    user, before = make_user("Edda Editor"), documents()
    changed = {"p3o-practitioner": p3o() | {"course_days": 9}}
    assert matters(before, changed)
    assert not matters(before, {"p3o-practitioner": p3o() | {"summary": "Other words"}})
    change = actions.propose_change(
        documents=changed,
        bases={"p3o-practitioner": fingerprint(p3o())},
        title="P3O Practitioner",
        why="",
        user=user,
        now=NOW,
    )
    assert documents() == before
    assert catalogue_with(change) == as_domain({**before, **changed})
    assert actions.publish_change(change=change, user=user, now=NOW) == actions.Written(
        changed=("p3o-practitioner",), warnings=()
    )
    assert documents() == {**before, **changed}
    later = NOW + timedelta(days=1)
    assert actions.publish_change(change=change, user=user, now=later) is None
    change.refresh_from_db()
    assert (change.published_at, change.published_by_name) == (NOW, "Edda Editor")
    actions.withdraw_change(change=change)
    assert CatalogueChange.objects.filter(pk=change.pk).exists()


def test_a_change_that_is_given_up_leaves_nothing() -> None:
    change = actions.propose_change(
        documents={}, bases={}, title="Nothing", why="", user=None, now=NOW
    )
    actions.withdraw_change(change=change)
    with pytest.raises(CatalogueChange.DoesNotExist):
        actions.publish_change(change=change, user=None, now=NOW)
