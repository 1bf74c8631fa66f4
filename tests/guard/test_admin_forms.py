"""Every form of the administration: limits, words, and empty forms for parts, with no script."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteMixin, FilteredSelectMultiple
from django.contrib.auth.forms import ReadOnlyPasswordHashField
from django.db import models
from django.http import HttpRequest
from django.test import Client, RequestFactory
from pytest_django import Settings

from careers.certifications.models import CatalogueChange
from careers.levels import actions
from careers.levels.models import Instrument, LevelRule, WorkAction
from careers.profiles.models import HeldCertification, Profile
from tests.factories import NOW, make_user
from tests.guard.administration import PART_OF, TABLES, first_of
from tests.guard.offers import offers_of
from tests.guard.world import Role, World

pytestmark = pytest.mark.django_db
MOST_CHARACTERS = 1_000
MEGABYTE = 1_000_000
NUL = "Your text has a character that cannot be saved. Type that part again."


@pytest.fixture(autouse=True)
def parts_are_read_one_by_one(settings: Settings) -> None:
    settings.ZEAL_ALLOWLIST = [{"model": "*", "field": "get()"}]


@pytest.fixture
def request_of_superuser(world: World) -> HttpRequest:
    request = RequestFactory().get("/")
    request.user = world.users[Role.SUPERUSER]
    return request


def form_classes(request: HttpRequest) -> Iterator[tuple[str, type[forms.BaseForm]]]:
    """Every form that the administration shows: of a new row, of an old one, and of parts."""
    for model, page in admin.site._registry.items():
        label = model._meta.label_lower
        if model is CatalogueChange:
            continue  # its form is never shown: it leads to the page of what it would do
        for thing in (None, first_of(model)):
            yield label, page.get_form(request, thing, change=thing is not None)
            for formset, _inline in page.get_formsets_with_inlines(request, thing):
                yield f"{label}, part", formset.form
    draft = actions.copy_to_draft(instrument=Instrument.objects.get(version=1), now=NOW)
    page = admin.site._registry[Instrument]
    yield "levels.instrument, draft", page.get_form(request, draft, change=True)
    for formset, _inline in page.get_formsets_with_inlines(request, draft):
        yield "levels.instrument, part of a draft", formset.form


def fields(request: HttpRequest) -> Iterator[tuple[str, forms.Field]]:
    for label, form in form_classes(request):
        for name, field in form().fields.items():
            yield f"{label}: {name}", field


def test_every_text_has_a_limit_and_says_so_in_words(request_of_superuser: HttpRequest) -> None:
    seen, faults = 0, []
    for name, field in fields(request_of_superuser):
        is_secret = isinstance(field, ReadOnlyPasswordHashField) or "password" in name
        if not isinstance(field, forms.CharField) or is_secret:
            continue
        seen += 1
        limit = field.max_length
        if limit is None or limit > MOST_CHARACTERS:
            faults.append(f"{name} takes {limit} characters")
        if "Write at most" not in str(field.error_messages.get("max_length")):
            faults.append(f"{name} has Django's words for a long text")
        if str(field.error_messages["null_characters_not_allowed"]) != NUL:
            faults.append(f"{name} has Django's words for NUL")
        if "maxlength" in field.widget.attrs:
            faults.append(f"{name} is cut off by the browser without a word")
    assert faults == []
    assert seen >= 60


def test_no_field_needs_a_script(request_of_superuser: HttpRequest) -> None:
    for name, field in fields(request_of_superuser):
        widget: Any = getattr(field.widget, "widget", field.widget)
        assert not isinstance(widget, AutocompleteMixin | FilteredSelectMultiple), name
        assert "<script" not in str(widget.media), name


PLAIN = {
    "auth.group": {"name"},
    "certifications.awardingbody": {"name", "website"},
    "certifications.certification": {
        *("body_now", "summary", "status_note", "renewal"),
        *("course_note", "exam_questions", "exam_minutes", "exam_reading_minutes", "exam_note"),
    },
    "certifications.certification, part": {"certification", "competency", "url"},
    "certifications.renewalsuite": {"name"},
    "levels.competency": {"name", "group"},
    "levels.competency, part": {"competency"},
    "levels.competencygroup": {"name"},
    "levels.instrument, part": {"instrument", "level"},
    "levels.instrument, part of a draft": {"instrument", "level"},
    "levels.statement": {"competency", "level"},
    "levels.workaction": {"competency"},
    "profiles.profile, part": {"certification", "awarded_on"},
    "profiles.user": {"name"},
}
"""Fields whose names say everything."""


def test_what_an_office_cannot_guess_is_explained(request_of_superuser: HttpRequest) -> None:
    bare: dict[str, set[str]] = {}
    for name, field in fields(request_of_superuser):
        table, _colon, column = name.partition(": ")
        if not field.help_text and column not in {"password", "usable_password"}:
            bare.setdefault(table, set()).add(column)
    bare.pop("account.emailaddress")  # shown and not edited
    assert bare == PLAIN


def text_columns(model: type[models.Model]) -> Iterator[tuple[str, Any]]:
    for column in model._meta.get_fields():
        if isinstance(column, models.TextField):
            yield f"{model._meta.label_lower}.{column.name}", column.max_length


def test_every_long_text_of_the_catalogue_has_a_limit_in_its_model() -> None:
    labels = set(TABLES).union(*PART_OF.values())
    found = {
        name: limit
        for model in admin.site._registry
        for part in (model, *(inline.model for inline in admin.site._registry[model].inlines))
        if part._meta.label_lower in labels
        for name, limit in text_columns(part)
    }
    assert found == {
        "certifications.awardingbody.note": 1_000,
        "certifications.cataloguechange.why": 1_000,
        "certifications.certification.course_note": 1_000,
        "certifications.certification.exam_note": 1_000,
        "certifications.certification.experience_required": 1_000,
        "certifications.certification.level_reason": 1_000,
        "certifications.certification.renewal": 1_000,
        "certifications.certification.status_note": 1_000,
        "certifications.certification.summary": 1_000,
        "certifications.prerequisite.or_experience": 1_000,
        "certifications.renewalsuite.rule": 1_000,
        "levels.instrument.note": 1_000,
        "levels.level.explanation": 1_000,
        "levels.level.reading_note": 1_000,
        "levels.statement.text": 500,
        "levels.workaction.text": 500,
        # Only read:
        **dict.fromkeys(("profiles.notice.body", "profiles.peopleimport.note")),
        "profiles.accessentry.detail": None,
    }


def page_of(client: Client, url: str) -> dict[str, Any]:
    """What a browser would send from this page if nobody touched it."""
    response = client.get(url)
    assert response.status_code == 200, url
    offers = offers_of(response.content.decode())
    return {
        name: offer.sent
        for name, offer in offers.items()
        if offer.sent and "__prefix__" not in name and name != "q"
    }


def url_of(thing: models.Model) -> str:
    return f"/admin/{thing._meta.label_lower.replace('.', '/')}/{thing.pk}/change/"


@pytest.mark.parametrize(
    ("label", "field", "limit"),
    [
        ("levels.level", "explanation", 1_000),
        ("levels.level", "label", 120),
        ("levels.workaction", "text", 500),
        ("certifications.awardingbody", "note", 1_000),
        ("certifications.renewalsuite", "rule", 1_000),
        ("certifications.certification", "summary", 1_000),
        ("certifications.certification", "prerequisites-0-or_experience", 1_000),
        ("certifications.certification", "aliases-0-name", 200),
        ("profiles.profile", "job_title", 120),
        ("profiles.profile", "manager", 254),
        ("profiles.user", "name", 120),
    ],
)
def test_a_text_that_is_too_long_is_refused_beside_its_field_and_kept(
    world: World, clients: dict[Role, Client], label: str, field: str, limit: int
) -> None:
    client, table = clients[Role.SUPERUSER], admin.site._registry
    thing = first_of(next(model for model in table if model._meta.label_lower == label))
    url, typed = url_of(thing), "x" * MEGABYTE
    response = client.post(url, page_of(client, url) | {field: typed})
    page = response.content.decode()
    words = f"Write at most {limit} characters; you have 1000000."
    assert (response.status_code, page.count(words)) == (422, 2)  # beside the field and above
    assert typed in page
    response = client.post(url, page_of(client, url) | {field: "a\x00b"})
    assert NUL in response.content.decode()


def parts() -> dict[str, list[int]]:
    """How many rows there are of everything that is a part, and of what they are parts of."""
    counted = {
        inline.model
        for model in admin.site._registry
        for inline in admin.site._registry[model].inlines
    }
    return {
        model._meta.label_lower: sorted(model._default_manager.values_list("pk", flat=True))
        for model in counted
    }


def test_an_untouched_form_adds_nothing(world: World, clients: dict[Role, Client]) -> None:
    """Every page with parts is sent as it came, the empty form for the next part included."""
    client = clients[Role.SUPERUSER]
    draft = actions.copy_to_draft(instrument=Instrument.objects.get(version=1), now=NOW)
    LevelRule.objects.filter(instrument=draft, level__number=4).delete()
    WorkAction.objects.filter(competency__code="A1", level__number=4).delete()
    saved = []
    for model, page in admin.site._registry.items():
        if not page.inlines:
            continue
        before = parts()
        thing = draft if model is Instrument else first_of(model)
        sent = page_of(client, url_of(thing))
        response = client.post(url_of(thing), sent)
        assert response.status_code == 302, (url_of(thing), response.content.decode()[-3000:])
        assert parts() == before, model
        saved.append(model._meta.label_lower)
    assert set(saved) == set(PART_OF)


EMPTY_FORMS = [
    ("levels.competency", "work_actions", 3),  # of four levels, one was taken away
    ("levels.instrument", "level_rules", 2),
    ("certifications.certification", "prerequisites", None),
    ("profiles.profile", "held", None),
]


@pytest.mark.parametrize(("label", "prefix", "before"), EMPTY_FORMS)
def test_one_more_part_can_be_added_without_a_script(
    world: World, clients: dict[Role, Client], label: str, prefix: str, before: int | None
) -> None:
    draft = actions.copy_to_draft(instrument=Instrument.objects.get(version=1), now=NOW)
    LevelRule.objects.filter(instrument=draft, level__number=4).delete()
    WorkAction.objects.filter(competency__code="A1", level__number=4).delete()
    table = {model._meta.label_lower: model for model in admin.site._registry}
    thing: Any = draft if label == "levels.instrument" else first_of(table[label])
    sent = page_of(clients[Role.SUPERUSER], url_of(thing))
    total, there = (int(sent[f"{prefix}-{name}_FORMS"][0]) for name in ("TOTAL", "INITIAL"))
    there += thing.prerequisites.count() if prefix == "prerequisites" else 0  # no rows, but values
    assert total == there + 1
    assert before is None or there == before


def test_only_who_may_add_gets_an_empty_form(world: World, clients: dict[Role, Client]) -> None:
    published = url_of(Instrument.objects.get(version=1))
    page = clients[Role.SUPERUSER].get(published).content.decode()
    assert 'name="level_rules-0-id"' in page
    assert "level_rules-0-keys" not in page
    assert "level_rules-3-" not in page
    complete = url_of(first_of(WorkAction).competency)  # type: ignore[attr-defined]
    sent = page_of(clients[Role.SUPERUSER], complete)
    assert sent["work_actions-TOTAL_FORMS"] == sent["work_actions-INITIAL_FORMS"] == ["4"]


def test_a_forged_number_of_parts_costs_little(world: World, clients: dict[Role, Client]) -> None:
    thing = Profile.objects.get(user=world.users[Role.STAFF])
    sent = page_of(clients[Role.SUPERUSER], url_of(thing))
    number = HeldCertification.objects.count()
    response = clients[Role.SUPERUSER].post(
        url_of(thing), sent | {"held-TOTAL_FORMS": "9" * 40, "held-INITIAL_FORMS": "0"}
    )
    formset = response.context["inline_admin_formsets"][0].formset
    assert formset.total_form_count() == 200
    assert HeldCertification.objects.count() == number


def test_a_manager_is_chosen_among_many_by_typing(
    world: World, clients: dict[Role, Client]
) -> None:
    """The page does not grow with the number of people."""
    url = url_of(Profile.objects.get(user=world.users[Role.STAFF]))
    short = len(clients[Role.SUPERUSER].get(url).content)
    for _ in range(30):
        make_user()
    assert abs(len(clients[Role.SUPERUSER].get(url).content) - short) < 200
