"""The administration of the ladder and the instrument."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
import zeal
from django.db import IntegrityError
from django.test import Client
from django.utils.html import escape
from pytest_django.asserts import assertContains, assertNotContains

from careers.levels import actions
from careers.levels.models import (
    Competency,
    CompetencyGroup,
    Instrument,
    Level,
    LevelRule,
    Statement,
    WorkAction,
)
from tests.factories import NOW
from tests.guard.offers import offers_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]

VERSIONS = "/admin/levels/instrument/"


@pytest.fixture
def draft() -> Instrument:
    return actions.copy_to_draft(instrument=Instrument.objects.get(version=1), now=NOW)


@pytest.mark.parametrize(
    "model", [Level, CompetencyGroup, Competency, WorkAction, Instrument, Statement]
)
def test_pages_of_a_row_name_it(office: Client, model: Any) -> None:
    row = model.objects.order_by("pk").first()
    for page in ("change", "history"):
        response = office.get(f"/admin/levels/{model._meta.model_name}/{row.pk}/{page}/")
        assertContains(response, escape(str(row)))


def test_the_form_of_a_draft_answers(office: Client, draft: Instrument) -> None:
    response = office.get(f"{VERSIONS}{draft.pk}/change/")
    assertContains(response, 'name="statements-47-text"')
    assertContains(response, 'name="level_rules-2-keys"')


@pytest.mark.parametrize("state", ["draft", "published"])
def test_versions_by_state(office: Client, draft: Instrument, state: str) -> None:
    found = office.get(VERSIONS, {"state": state}).context["cl"].queryset
    assert [one.is_published for one in found] == [state == "published"]


def test_a_published_version_is_shown_and_not_changed(office: Client) -> None:
    first = Instrument.objects.get(version=1)
    url = f"{VERSIONS}{first.pk}/change/"
    response = office.get(url)
    assertContains(response, "A published version never changes")
    assertNotContains(response, "<textarea")
    assertNotContains(response, 'name="question"')
    assert office.post(url, {"question": "Other?"}).status_code == 409
    assert office.post(f"{VERSIONS}{first.pk}/delete/", {"post": "yes"}).status_code == 403
    statement = Statement.objects.filter(instrument=first).first()
    assert statement is not None
    page = f"/admin/levels/statement/{statement.pk}/change/"
    assertNotContains(office.get(page), "<textarea")
    assert office.post(page, {"text": "Other."}).status_code == 409
    statement.refresh_from_db()
    assert statement.text != "Other."


def test_a_statement_of_a_draft_is_changed(office: Client, draft: Instrument) -> None:
    statement = Statement.objects.filter(instrument=draft).first()
    assert statement is not None
    url = f"/admin/levels/statement/{statement.pk}/change/"
    offers = offers_of(office.get(url).content.decode())
    data = {name: offer.sent for name, offer in offers.items() if offer.sent}
    data["text"] = ["I do something else."]
    assert office.post(url, data).status_code == 302
    statement.refresh_from_db()
    assert statement.text == "I do something else."


def test_a_statement_is_added_to_drafts_only(office: Client, draft: Instrument) -> None:
    statement = Statement.objects.filter(instrument=draft).first()
    assert statement is not None
    statement.delete()
    data = {"competency": statement.competency_id, "level": statement.level_id, "text": "I do it."}
    url, first = "/admin/levels/statement/add/", Instrument.objects.get(version=1)
    refused = office.post(url, data | {"instrument": first.pk})
    assertContains(refused, "Select a valid choice", status_code=422)
    assert office.post(url, data | {"instrument": draft.pk}).status_code == 302
    assert Statement.objects.filter(instrument=draft).count() == 48


def act(office: Client, action: str, *instruments: Instrument) -> Any:
    chosen = [one.pk for one in instruments]
    return office.post(VERSIONS, {"action": action, "_selected_action": chosen}, follow=True)


def test_a_version_is_copied_in_the_list_and_published_where_it_is_rehearsed(
    office: Client,
) -> None:
    response = act(office, "copy_to_draft", Instrument.objects.get(version=1))
    assertContains(response, "Version 1 was copied to the draft Version 2.")
    assert not Instrument.objects.get(version=2).is_published
    page = office.get(VERSIONS)
    assert [name for name, _text in page.context["action_form"].fields["action"].choices] == [
        "",
        "copy_to_draft",
    ]
    draft = Instrument.objects.get(version=2)
    assertContains(office.get(f"{VERSIONS}{draft.pk}/change/"), f"{VERSIONS}{draft.pk}/rehearsal/")


def test_a_competency_that_results_rest_on_keeps_its_place(office: Client) -> None:
    response = office.get(
        f"/admin/levels/competency/{Competency.objects.get(code='A1').pk}/change/"
    )
    assertNotContains(response, 'name="code"')
    assertContains(response, 'name="short_name"')
    assertContains(office.get("/admin/levels/competency/add/"), 'name="code"')


def test_what_is_asked_about_is_not_deleted(office: Client) -> None:
    pk = Competency.objects.get(code="A1").pk
    with zeal.zeal_ignore():  # Django asks about the rights over each row that would go
        response = office.post(f"/admin/levels/competency/{pk}/delete/", {"post": "yes"})
    assertContains(response, "would require deleting the following protected related objects")
    assertContains(response, "I update a plan or milestone list")
    assert Competency.objects.filter(pk=pk).exists()


def test_levels_are_neither_added_nor_deleted(office: Client) -> None:
    assert office.get("/admin/levels/level/add/").status_code == 403
    pk = Level.objects.get(number=4).pk
    assert office.post(f"/admin/levels/level/{pk}/delete/", {"post": "yes"}).status_code == 403


def said_by(response: Any) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def test_two_copies_at_the_same_moment_are_said_in_words(
    office: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def copy_to_draft(*, instrument: Instrument, now: datetime) -> Instrument:
        raise IntegrityError

    monkeypatch.setattr(actions, "copy_to_draft", copy_to_draft)
    response = act(office, "copy_to_draft", Instrument.objects.get(version=1))
    assert said_by(response) == [
        "Somebody else made a version at the same moment. Look at it first."
    ]


def test_a_rule_is_for_a_level_that_can_be_climbed_to(office: Client, draft: Instrument) -> None:
    formsets = office.get(f"{VERSIONS}{draft.pk}/change/").context["inline_admin_formsets"]
    levels = formsets[0].formset.empty_form.fields["level"].queryset
    assert [level.number for level in levels] == [2, 3, 4]


def test_a_missing_rule_is_added(office: Client, draft: Instrument) -> None:
    """Without a script: the page brings an empty form along while a level has no rule."""
    LevelRule.objects.get(instrument=draft, level__number=4).delete()
    url = f"{VERSIONS}{draft.pk}/change/"
    page = office.get(url).content.decode()
    sent = {
        name: offer.sent
        for name, offer in offers_of(page).items()
        if offer.sent and "__prefix__" not in name
    }
    sent |= {
        "level_rules-2-level": [str(Level.objects.get(number=4).pk)],
        "level_rules-2-groups": [str(CompetencyGroup.objects.get(code="C").pk)],
        "level_rules-2-keys": [str(Competency.objects.get(code="C1").pk)],
    }
    assert office.post(url, sent).status_code == 302
    rule = LevelRule.objects.get(instrument=draft, level__number=4)
    assert [one.code for one in rule.groups.all()] == ["C"]
    assert [one.code for one in rule.keys.all()] == ["C1"]
