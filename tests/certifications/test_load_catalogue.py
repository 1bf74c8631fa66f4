"""The command that loads the catalogue: all of it or nothing, and never over somebody's work."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import zeal
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import IntegrityError, transaction
from django.db.models import Model

from careers.certifications.models import (
    AwardingBody,
    Build,
    Certification,
    CertificationAlias,
    Prerequisite,
    RenewalSuite,
    Source,
)
from careers.certifications.queries import documents
from careers.certifications.queries.history import versions_of
from careers.levels.documents import fingerprint
from careers.levels.models import (
    Competency,
    CompetencyGroup,
    Instrument,
    Level,
    LevelRule,
    Statement,
    WorkAction,
)

pytestmark = pytest.mark.django_db

MODELS: tuple[type[Model], ...] = (
    AwardingBody,
    Build,
    Certification,
    Certification.recommended_first.through,
    CertificationAlias,
    Competency,
    CompetencyGroup,
    Instrument,
    Level,
    LevelRule,
    LevelRule.groups.through,
    LevelRule.keys.through,
    Prerequisite,
    Prerequisite.any_of.through,
    RenewalSuite,
    Source,
    Statement,
    WorkAction,
)


def load(*arguments: str, **options: Any) -> str:
    out = StringIO()
    with zeal.zeal_ignore():  # loaddata finds every row by its natural key, one at a time
        call_command("load_catalogue", *arguments, stdout=out, **options)
    return out.getvalue()


def everything() -> list[list[dict[str, Any]]]:
    return [list(model._default_manager.order_by("pk").values()) for model in MODELS]


def certification(key: str, **fields: Any) -> dict[str, Any]:
    fields = {"name": key.upper(), "order": 1, "body_now": ["body"], **fields}
    return {"model": "certifications.certification", "fields": {"key": key, **fields}}


def catalogue_of(tmp_path: Path, *rows: dict[str, Any]) -> str:
    body = {"key": "body", "name": "A body", "short_name": "Body"}
    path = tmp_path / "catalogue.json"
    rows = ({"model": "certifications.awardingbody", "fields": body}, *rows)
    path.write_text(json.dumps(rows), encoding="utf-8")
    return str(path)


def test_loads_everything_and_says_so() -> None:
    assert load() == "Loaded 4 levels and 15 certifications.\n"
    assert Statement.objects.count() == 48


def test_the_history_ends_in_what_is_stored_however_often_it_is_loaded() -> None:
    load()
    CertificationAlias.objects.create(
        certification=Certification.objects.get(key="pmp"), name="Not in the files"
    )
    for _time in range(2):
        load(overwrite=True)
        stored = documents()
        for key, document in stored.items():
            newest = versions_of(key)[-1].document
            assert (key, fingerprint(newest)) == (key, fingerprint(document))


def test_the_articles_catalogue_stands_without_the_extended_list() -> None:
    assert load("levels", "certifications") == "Loaded 4 levels and 11 certifications.\n"
    proposed = Certification.objects.enabled().order_by("order")
    assert list(proposed.values_list("order", flat=True)) == [*range(1, 10)]


def test_a_second_time_changes_nothing() -> None:
    load()
    Certification.objects.filter(key="pmp").update(name="Our own name")
    before = everything()
    assert load() == (
        "There is a catalogue already; nothing was changed.\n"
        "To put the shipped entries in its place, add --overwrite.\n"
    )
    assert everything() == before


def test_overwrite_restores_the_shipped_entries_and_keeps_ones_own() -> None:
    load()
    shipped = Certification.objects.values().get(key="pmp")
    body = AwardingBody.objects.get(key="pmi")
    own = Certification.objects.create(key="own", name="Our own", order=99, body_now=body)
    foundation = Certification.objects.get(key="p3o-foundation")
    Certification.objects.filter(key="pmp").update(name="Changed")
    CertificationAlias.objects.create(certification=foundation, name="Gone afterwards")
    CertificationAlias.objects.create(certification=own, name="Stays")

    load(overwrite=True)

    assert Certification.objects.values().get(key="pmp") == shipped
    assert not CertificationAlias.objects.filter(name="Gone afterwards").exists()
    assert CertificationAlias.objects.filter(name="Stays").exists()
    assert Certification.objects.count() == 16


def changed(tmp_path: Path, model: str, **fields: Any) -> str:
    """The shipped levels with the first row of a model changed; the path of it."""
    rows = json.loads((Path(settings.FIXTURE_DIRS[0]) / "levels.json").read_text("utf-8"))
    row = next(row for row in rows if row["model"] == f"levels.{model}")
    row["fields"] |= fields
    path = tmp_path / "levels.json"
    path.write_text(json.dumps(rows), encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("model", "fields"),
    [
        ("statement", {"text": "I do something else."}),
        ("instrument", {"question": "What else?"}),
        ("instrument", {"keys_needed": 1}),
    ],
)
def test_published_questions_are_never_overwritten(
    tmp_path: Path, model: str, fields: dict[str, Any]
) -> None:
    load()
    before = everything()
    with pytest.raises(CommandError) as refusal:
        load(changed(tmp_path, model, **fields), overwrite=True)
    assert ("- Version 1 of the questions is published; a change of it is a new version.") in str(
        refusal.value
    )
    assert everything() == before


def test_published_questions_must_be_whole(tmp_path: Path) -> None:
    with pytest.raises(CommandError) as refusal:
        load(changed(tmp_path, "instrument", keys_needed=4), "certifications")
    assert "- Level 2 needs 4 keys and has 3." in str(refusal.value)
    assert not Level.objects.exists()


def test_a_cycle_is_named_and_nothing_stays(tmp_path: Path) -> None:
    circle = catalogue_of(
        tmp_path,
        certification("one", recommended_first=[["two"]]),
        certification("two", recommended_first=[["three"]]),
        certification("three", recommended_first=[["one"]]),
    )
    with pytest.raises(CommandError) as refusal:
        load("levels", circle)
    assert (
        "Certifications wait for each other in a circle, so nobody could begin: “ONE” comes after "
        "“TWO”, “TWO” comes after “THREE”, “THREE” comes after “ONE”."
    ) in str(refusal.value)
    assert "nothing was changed" in str(refusal.value)
    assert [rows for rows in everything() if rows] == []


def test_certifications_that_replace_each_other_are_named(tmp_path: Path) -> None:
    circle = catalogue_of(
        tmp_path, certification("one", successor=["two"]), certification("two", successor=["one"])
    )
    with pytest.raises(
        CommandError, match="“ONE” is replaced by “TWO”, “TWO” is replaced by “ONE”"
    ):
        load("levels", circle)


def test_a_value_that_a_form_would_refuse_is_named(tmp_path: Path) -> None:
    wrong = catalogue_of(tmp_path, certification("one", status="forgotten"))
    with pytest.raises(CommandError, match=r"(?i)certification “ONE”: .*forgotten"):
        load("levels", wrong)
    assert not Certification.objects.exists()


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([certification("one", status="replaced")], "certification_replaced_has_successor"),
        ([certification("one", body_now=["nobody"])], "body_now"),
        ([{"model": "certifications.unknown", "fields": {}}], "certifications.unknown"),
    ],
)
def test_what_the_database_refuses_is_said(
    tmp_path: Path, rows: list[dict[str, Any]], reason: str
) -> None:
    with pytest.raises(CommandError) as refusal:
        load(catalogue_of(tmp_path, *rows))
    assert "nothing was changed" in str(refusal.value)
    assert reason in str(refusal.value)
    assert not AwardingBody.objects.exists()


@pytest.mark.parametrize("text", ["[{", "{}x", '{"a": 1}', "[1]", '[{"model": "x"}]'])
@pytest.mark.parametrize("overwrite", [False, True])
def test_a_file_that_is_no_catalogue_is_refused(tmp_path: Path, text: str, overwrite: bool) -> None:
    path = tmp_path / "broken.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CommandError, match="nothing was changed"):
        load(str(path), overwrite=overwrite)


def test_the_fixtures_load_without_the_command() -> None:
    """`loaddata` twice gives the same rows: every part has a natural key."""
    with zeal.zeal_ignore():
        call_command("loaddata", "levels", "certifications", "extended", verbosity=0)
        before = everything()
        call_command("loaddata", "levels", "certifications", "extended", verbosity=0)
    assert everything() == before


@pytest.mark.parametrize("options", [(), ("--overwrite",)])
def test_a_catalogue_brings_no_accounts(tmp_path: Path, options: tuple[str, ...]) -> None:
    path = tmp_path / "accounts.json"
    row = {"model": "profiles.user", "fields": {"email": "x@example.org", "is_superuser": True}}
    path.write_text(json.dumps([row]))

    with pytest.raises(CommandError, match=r"Not part of it: profiles\.user\."):
        load("levels", str(path), *options)
    assert [rows for rows in everything() if rows] == []


@pytest.mark.parametrize("months", [0, 1201])
def test_a_validity_is_some_months(months: int) -> None:
    load()
    with pytest.raises(IntegrityError), transaction.atomic():
        Certification.objects.filter(key="p3o-foundation").update(validity_months=months)
