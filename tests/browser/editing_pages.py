"""Editing a certification: how it ends, its history, and somebody else who was faster."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from django.urls import reverse
from playwright.sync_api import Page

from careers.certifications.actions import propose_change, write_documents
from careers.certifications.documents import fingerprint
from careers.certifications.models import Certification
from careers.certifications.queries import documents
from careers.levels.models import WorkAction
from tests.browser.acts import press
from tests.browser.looking import Visit
from tests.browser.pages import Cast

BEGUN = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
LONG = "https://provider.example/" + "a-very-long-address-that-has-no-place-to-break-" * 3


def editing_pages(cast: Cast) -> list[Visit]:
    chief, row = cast.chief, Certification.objects.get(key="p3o-practitioner")
    for number, note in enumerate(("First", "Second", LONG)):
        _write(row.key, number, cast.chief, course_note=note)
    work = WorkAction.objects.order_by("pk")[0]
    for number, text in enumerate(("First", "Second")):
        _save(work, number, text)
    other = documents(["pmp"])["pmp"]
    change = propose_change(
        documents={"pmp": other | {"course_days": 40}},
        bases={"pmp": fingerprint(other)},
        title="PMP takes longer",
        why="",
        user=chief,
        now=BEGUN,
    )
    held = _page("change", Certification.objects.get(key="pmp").pk)
    history = _page("history", row.pk)
    old = WorkAction.history.filter(id=work.pk).earliest("history_id").history_id
    work_history = f"/admin/levels/workaction/{work.pk}/history/"
    show = press("Show whom it touches")
    return [
        Visit(address=_page("replace", row.pk), user=chief),
        Visit(address=_page("replace", row.pk), user=chief, act=show, status=422),
        Visit(address=_page("retire", row.pk), user=chief),
        Visit(address=history, user=chief),
        Visit(address=f"{history}compare/?first=1&second=3", user=chief),
        Visit(address=f"{history}1/restore/", user=chief),
        Visit(address=f"{history}3/restore/", user=chief),
        Visit(address=_page("change", row.pk), user=chief, act=_save_too_late, status=409),
        Visit(address=held, user=chief),
        Visit(address=f"{held}?change={change.pk}", user=chief),
        Visit(address=work_history, user=chief),
        Visit(address=f"{work_history}{old}/", user=chief),
    ]


def _page(name: str, pk: int) -> str:
    return reverse(f"admin:certifications_certification_{name}", args=[pk])


def _write(key: str, number: int, user: Any, **values: Any) -> None:
    before = documents([key])
    write_documents(
        documents={key: before[key] | values},
        bases={key: fingerprint(before[key])},
        user=user,
        why=f"Reason {number}",
        now=BEGUN + timedelta(days=number),
    )


def _save(work: Any, number: int, text: str) -> None:
    work.text, work._history_date = text, BEGUN + timedelta(days=number)
    work.save()


def _save_too_late(page: Page) -> None:
    """As if the page had been open while somebody else saved."""
    page.locator("[name=exam_note]").fill("What I typed")
    page.locator("input[name=seen]").evaluate("field => { field.value = 'older'; }")
    press("Save")(page)
