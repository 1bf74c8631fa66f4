"""The history of rows of levels and the instrument, and of bodies: shown, and brought back."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains

from careers.certifications.models import AwardingBody
from careers.levels import actions, history_views
from careers.levels.admin_history import row_versions
from careers.levels.models import Competency, Instrument, LevelRule, Statement, WorkAction
from tests.factories import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]
BEGUN = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)  # before today, as every version is
Statements = Callable[[int], AbstractContextManager[None]]


def save(row: Any, hours: int, user: Any = None, why: str = "", **values: Any) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row._history_user, row._change_reason = user, why
    row._history_date = BEGUN + timedelta(hours=hours)
    row.save()


def at(hours: int) -> datetime:
    return BEGUN + timedelta(hours=hours)


def test_versions_of_a_row_with_its_parts(assert_statements: Statements) -> None:
    competency, editor = Competency.objects.get(code="A1"), make_user("Edda Editor")
    work = WorkAction.objects.get(competency=competency, level__number=1)
    save(competency, 1)
    save(work, 1)
    save(competency, 2, editor, "Clearer", name="Plans", group_id=competency.group_id)
    save(work, 2, editor, "Clearer", text="Update a plan.")
    work._history_date = at(3)  # type: ignore[attr-defined]
    work.delete()
    with assert_statements(5):
        found = row_versions(Competency, competency.pk, [(WorkAction, "competency")])
    told = [(one.at, one.who, one.why, [line.sentence for line in one.what]) for one in found]
    old = Competency.history.filter(code="A1").earliest("history_id").name
    first = WorkAction.history.earliest("history_id").text
    assert told == [
        (
            at(3),
            "Edda Editor",
            "Clearer",
            [f"Work action removed: {work.level}; Update a plan."],
        ),
        (
            at(2),
            "Edda Editor",
            "Clearer",
            [
                f"Name: {old} → Plans",
                f"Work action: {first} → Update a plan.",
            ],
        ),
        (at(1), "The portal itself", "", []),
    ]
    assert [one.number is None for one in found] == [True, False, False]


def test_a_version_is_brought_back(office: Client) -> None:
    work = WorkAction.objects.filter(competency__code="A1")[0]
    save(work, 1, text="First")
    save(work, 2, make_user("Edda Editor"), "Better", text="Second")
    url = f"/admin/levels/workaction/{work.pk}/history/"
    page = office.get(url)
    assertContains(page, "Work action: First → Second")
    assertContains(page, "Edda Editor")
    assertContains(page, "Why: Better")
    first = WorkAction.history.filter(text="First").get().history_id
    assertContains(office.get(f"{url}{first}/"), "This is what would be different from today")
    sent = {"seen": office.get(f"{url}{first}/").context["seen"]}
    for _ in range(2):
        assert office.post(f"{url}{first}/", sent)["Location"] == url
    work.refresh_from_db()
    newest = WorkAction.history.filter(id=work.pk).first()
    assert (work.text, newest.history_change_reason, str(newest.history_user)) == (
        "First",
        "An earlier version came back",
        "Olu Office",
    )
    assert WorkAction.history.filter(id=work.pk).count() == 3
    assert office.get(f"{url}999999/").status_code == 404
    assert office.get(f"/admin/levels/workaction/999999/history/{first}/").status_code == 404


def test_what_cannot_come_back_is_said(office: Client) -> None:
    body = AwardingBody.objects.get(key="pmi")
    save(body, 1, key="pmi-once")
    save(body, 2, key="pmi")
    AwardingBody.objects.create(key="pmi-once", name="Other", short_name="Other")
    number = AwardingBody.history.filter(key="pmi-once", id=body.pk).get().history_id
    url = f"/admin/certifications/awardingbody/{body.pk}/history/{number}/"
    response = office.post(url, {"seen": office.get(url).context["seen"]})
    assertContains(response, "Awarding body with this Key already exists.", status_code=422)
    body.refresh_from_db()
    assert body.key == "pmi"


def test_what_somebody_else_has_written_since_is_not_lost(office: Client) -> None:
    body = AwardingBody.objects.get(key="pmi")
    save(body, 1, website="https://first.example")
    save(body, 2, website="https://second.example")
    number = AwardingBody.history.get(id=body.pk, website="https://first.example").history_id
    url = f"/admin/certifications/awardingbody/{body.pk}/history/{number}/"
    page = office.get(url)
    assertContains(page, f'<input type="hidden" name="seen" value="{page.context["seen"]}">')
    save(body, 3, make_user("Edda Editor"), website="https://third.example")
    for seen in (page.context["seen"], "", "a\x00b"):
        told = office.post(url, {"seen": seen})
        assertContains(told, "Somebody else has changed this.", status_code=409)
        assertContains(told, "https://third.example", status_code=409)
        body.refresh_from_db()
        assert body.website == "https://third.example"
    assert AwardingBody.history.filter(id=body.pk).count() == 3
    office.post(url, {"seen": told.context["seen"]})
    body.refresh_from_db()
    assert body.website == "https://first.example"


def test_a_statement_of_a_version_that_is_published_meanwhile_stays(
    office: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = actions.copy_to_draft(instrument=Instrument.objects.get(version=1), now=BEGUN)
    statement = Statement.objects.filter(instrument=draft)[0]
    save(statement, 1, text="First")
    save(statement, 2, text="Second")
    number = Statement.history.get(id=statement.pk, text="First").history_id
    url = f"/admin/levels/statement/{statement.pk}/history/{number}/"
    sent = {"seen": office.get(url).context["seen"]}

    def hold_row(*, row: Any) -> Any:  # somebody else is first to the lock
        Instrument.objects.filter(pk=draft.pk).update(published_at=BEGUN)
        return actions.hold_row(row=row)

    monkeypatch.setattr(history_views, "hold_row", hold_row)
    assert office.post(url, sent).status_code == 403
    statement.refresh_from_db()
    assert statement.text == "Second"


def test_a_published_version_has_a_history_and_does_not_come_back(office: Client) -> None:
    published = Instrument.objects.get(version=1)
    statement = Statement.objects.filter(instrument=published)[0]
    save(published, 1)
    save(statement, 1)
    for row, table in ((published, "instrument"), (statement, "statement")):
        url = f"/admin/levels/{table}/{row.pk}/history/"
        page = office.get(url)
        assertContains(page, "The first version.")
        assertNotContains(page, "Bring it back")
        number = type(row).history.filter(id=row.pk).get().history_id
        assert office.post(f"{url}{number}/").status_code == 403


def test_a_draft_says_how_its_rules_changed(office: Client) -> None:
    draft = actions.copy_to_draft(instrument=Instrument.objects.get(version=1), now=BEGUN)
    rule = LevelRule.objects.get(instrument=draft, level__number=2)
    rule.keys.remove(rule.keys.get(code="A1"))
    response = office.get(f"/admin/levels/instrument/{draft.pk}/history/")
    assertContains(response, "Rule for a level, key competencies:")
    newest = response.context["page"].object_list[0]
    assert [line.label for line in newest.what] == ["Rule for a level, key competencies"]
