"""A version of the questions is published while somebody is writing in it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.html import escape
from pytest_django.asserts import assertContains

from careers.levels import actions
from careers.levels.admin import InstrumentAdmin, StatementAdmin
from careers.levels.models import (
    Competency,
    CompetencyGroup,
    Instrument,
    Level,
    LevelRule,
    Statement,
)
from tests.factories import NOW
from tests.guard.offers import offers_of
from tests.meeting import Meeting, again

at_once = pytest.mark.django_db(transaction=True)


def sent_by(client: Client, url: str) -> dict[str, Any]:
    offers = offers_of(client.get(url).content.decode())
    return {name: one.sent for name, one in offers.items() if one.sent and "__pre" not in name}


def texts(draft: Instrument) -> dict[int, str]:
    return dict(Statement.objects.filter(instrument=draft).values_list("pk", "text"))


PLACES = {
    "statement-change": (StatementAdmin, "save_model"),
    "statement-delete": (StatementAdmin, "delete_model"),
    "instrument-change": (InstrumentAdmin, "save_model"),
    "instrument-delete": (InstrumentAdmin, "delete_model"),
}


@at_once
@pytest.mark.parametrize("page", PLACES)
def test_what_is_published_holds_what_was_written_before(
    busy_office: Client, page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Publishing waits for a page that has judged the version a draft."""
    draft = actions.copy_to_draft(instrument=Instrument.objects.get(version=1), now=NOW)
    statement = Statement.objects.filter(instrument=draft).order_by("pk")[0]
    table, _dash, act = page.partition("-")
    row = draft if table == "instrument" else statement
    url = f"/admin/levels/{table}/{row.pk}/{act}/"
    data = sent_by(busy_office, url) | {"post": "yes", "note": "More", "text": "Another text"}

    def publish() -> Any:
        try:
            actions.publish(instrument=draft, now=timezone.now())
        except (Instrument.DoesNotExist, actions.NotPublishable):
            return None
        return texts(draft).get(statement.pk), Instrument.objects.get(pk=draft.pk).note

    (status, published), left = Meeting(folder=tmp_path, patch=monkeypatch).of(
        lambda: again(busy_office).post(url, data).status_code,
        publish,
        pause_before=PLACES[page],
        read=lambda: (
            texts(draft).get(statement.pk),
            getattr(Instrument.objects.filter(pk=draft.pk).first(), "note", None),
        ),
    )
    assert status == 302
    assert (
        left
        == {
            "statement-change": ("Another text", draft.note),
            "statement-delete": (None, draft.note),
            "instrument-change": (statement.text, "More"),
            "instrument-delete": (None, None),
        }[page]
    )
    # What was published is what is there; a draft that lacks something, or is gone, is not.
    assert published == (left if act == "change" else None)


@at_once
def test_a_statement_is_not_added_to_what_is_published_meanwhile(
    busy_office: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = actions.copy_to_draft(instrument=Instrument.objects.get(version=1), now=NOW)
    gone = Statement.objects.filter(instrument=draft).order_by("pk")[0]
    competency, level = gone.competency_id, gone.level_id
    gone.delete()
    data = {"instrument": draft.pk, "competency": competency, "level": level, "text": "A new one"}

    def add() -> Any:
        return again(busy_office).post("/admin/levels/statement/add/", data).status_code

    answers, left = Meeting(folder=tmp_path, patch=monkeypatch).of(
        add,
        lambda: actions.publish(instrument=draft, now=timezone.now()).is_published,
        pause_before=(StatementAdmin, "save_model"),
        read=lambda: "A new one" in texts(draft).values(),
    )
    assert (answers, left) == ([302, True], True)


@pytest.mark.django_db
def test_a_statement_comes_back_into_no_version_that_is_published(busy_office: Client) -> None:
    """It was in another version, which has been published since it was moved."""
    first = actions.copy_to_draft(instrument=Instrument.objects.get(version=1), now=NOW)
    second = actions.copy_to_draft(instrument=first, now=NOW)
    moved = Statement.objects.filter(instrument=first).order_by("pk")[0]
    Statement.objects.filter(
        instrument=second, competency=moved.competency_id, level=moved.level_id
    ).delete()
    moved.instrument = second
    moved.save()
    Instrument.objects.filter(pk=first.pk).update(published_at=NOW)
    number = Statement.history.filter(id=moved.pk).earliest("history_id").history_id
    url = f"/admin/levels/statement/{moved.pk}/history/{number}/"
    told = busy_office.post(url, {"seen": busy_office.get(url).context["seen"]})
    assertContains(told, f"{first} is published already.", status_code=422)
    moved.refresh_from_db()
    assert moved.instrument_id == second.pk


@pytest.mark.django_db
class TestPublishedSinceTheFormWasOpened:
    @pytest.fixture
    def draft(self) -> Instrument:
        return actions.copy_to_draft(instrument=Instrument.objects.get(version=1), now=NOW)

    def told(
        self, client: Client, url: str, draft: Instrument, colleague: Any = None, **typed: Any
    ) -> str:
        data = sent_by(client, url) | typed
        if colleague:
            colleague()
        actions.publish(instrument=draft, now=timezone.now())
        before = texts(draft), Instrument.objects.get(pk=draft.pk).note
        response = client.post(url, data)
        assert response.status_code == 409
        assert (texts(draft), Instrument.objects.get(pk=draft.pk).note) == before
        page = response.content.decode()
        assert f"“{draft}” has been published since you opened the form" in page
        return page

    def test_a_statement(self, busy_office: Client, draft: Instrument) -> None:
        statement = Statement.objects.filter(instrument=draft).order_by("pk")[0]
        url = f"/admin/levels/statement/{statement.pk}/change/"
        page = self.told(busy_office, url, draft, text="I lead <all> of it")
        assert "I lead &lt;all&gt; of it" in page
        assert statement.text in page

    def test_the_version_with_its_statements(self, busy_office: Client, draft: Instrument) -> None:
        url = f"/admin/levels/instrument/{draft.pk}/change/"
        data = {"note": "Shorter words", "statements-3-text": "I write all of it"}
        page = self.told(busy_office, url, draft, **data)
        assert page.count("<tr>") == 1 + len(data)
        assert all(typed in page for typed in data.values())
        [other] = Statement.objects.filter(instrument=draft).order_by(
            "competency__order", "level__number"
        )[3:4]
        assert f"{other.competency}, {other.level}: statement" in page

    def test_nothing_typed(self, busy_office: Client, draft: Instrument) -> None:
        url = f"/admin/levels/instrument/{draft.pk}/change/"
        assert "You typed nothing that is different" in self.told(busy_office, url, draft)

    def test_all_that_was_typed_and_nothing_else(
        self, busy_office: Client, draft: Instrument
    ) -> None:
        """Boxes, a row more and one less are listed; what a colleague wrote before is not."""
        url = f"/admin/levels/instrument/{draft.pk}/change/"
        LevelRule.objects.filter(instrument=draft, level__number=4).delete()
        first, second = LevelRule.objects.filter(instrument=draft).order_by("level__number")
        keys, group = list(first.keys.order_by("order")), CompetencyGroup.objects.order_by("order")
        other = Competency.objects.exclude(pk__in=[one.pk for one in keys]).order_by("order")[0]
        level = Level.objects.get(number=4)
        theirs = Statement.objects.filter(instrument=draft).order_by("pk")[5]

        def colleague() -> None:
            Statement.objects.filter(pk=theirs.pk).update(text="Theirs")
            Instrument.objects.filter(pk=draft.pk).update(note="Theirs too")
            new = LevelRule.objects.create(instrument=draft, level=level)
            new.groups.set(group)
            new.keys.set(keys[:2])

        typed = {
            "level_rules-0-keys": [str(one.pk) for one in [*keys[1:], other]],
            "level_rules-1-DELETE": "on",
            "level_rules-2-level": str(level.pk),
            "level_rules-2-groups": [str(group[0].pk)],
            "level_rules-2-keys": [str(other.pk)],
            "level_rules-2-why": "It <decides>",
        }
        page = self.told(busy_office, url, draft, colleague, **typed)
        found = [" ".join(row.split()) for row in re.findall(r"<tr>(.*?)</tr>", page, re.S)[1:]]
        told = [re.sub(r"</?t[hd][^>]*>", "|", row).replace("| |", "|") for row in found]

        def names(rows: Any) -> str:
            pks = sorted((one.pk for one in rows), key=str)
            found = {one.pk: escape(str(one)) for one in rows}
            return ", ".join(found[pk] for pk in pks)

        whole = f"{second.level}; {names(second.groups.all())}; {names(second.keys.all())}; "
        added = f"{level}; {escape(str(group[0]))}; {escape(str(other))}; It &lt;decides&gt;"
        assert told == [
            f"|{first.level}: key competencies|{names(keys)}|{names([*keys[1:], other])}|",
            f"|{second.level}|{whole}{escape(second.why or 'nothing')}|deleted|",
            f"|Rule for a level added|–|{added}|",
        ]

    def test_a_statement_moved_to_a_version_that_is_published_too(
        self, busy_office: Client, draft: Instrument
    ) -> None:
        later = actions.copy_to_draft(instrument=draft, now=NOW)
        statement = Statement.objects.filter(instrument=later).order_by("pk")[0]
        url = f"/admin/levels/statement/{statement.pk}/change/"

        def colleague() -> None:
            Statement.objects.filter(pk=statement.pk).update(text="Theirs")
            actions.publish(instrument=draft, now=timezone.now())

        page = self.told(busy_office, url, later, colleague, instrument=str(draft.pk))
        rows = re.findall(r"<tr>(.*?)</tr>", page, re.S)[1:]
        assert [re.findall(r"<td>(.*?)</td>", row) for row in rows] == [[str(later), str(draft)]]
