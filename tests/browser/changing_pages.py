"""A change of the catalogue and a draft of the questions, before and after they are published."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from careers.certifications.actions import write_documents
from careers.certifications.documents import fingerprint
from careers.certifications.models import CatalogueChange
from careers.certifications.queries import documents
from careers.roadmaps import settling
from careers.roadmaps.models import ImpactRun
from tests.browser.acts import press
from tests.browser.agreeing_pages import write
from tests.browser.deciding_pages import both
from tests.browser.looking import Visit
from tests.browser.pages import Cast
from tests.roadmaps.agreed import ESSENTIALS
from tests.roadmaps.changing import look, propose, publish

ADVANCED, EXPERT = "ppso-advanced", "ipmo-expert"


def impact_of(change: CatalogueChange, page: str = "impact") -> str:
    return reverse(f"admin:certifications_cataloguechange_{page}", args=[change.pk])


def see_it_done(page: Page) -> None:
    """With scripts, looking begins by itself."""
    expect(page.locator("#whom")).to_contain_text("It touches")


def take_over(cast: Cast, key: str) -> None:
    """Somebody else changes the same certification."""
    now = documents([key])[key]
    write_documents(
        documents={key: now | {"course_days": 9, "summary": "Read anew"}},
        bases={key: fingerprint(now)},
        user=cast.chief,
        why="Read anew",
        now=timezone.now(),
    )


def changing_pages(cast: Cast) -> list[Visit]:
    chief = cast.chief
    late, broken = propose(chief, EXPERT, course_days=3), propose(chief, ADVANCED, course_days=9)
    take_over(cast, EXPERT)
    published = propose(chief, ESSENTIALS, course_days=9)
    run = publish(published, chief)
    while settling.settle_some(run.pk, now=timezone.now()):
        pass
    look(broken, chief)
    state = {"state": "failed", "fault": "ValueError: it broke", "looked": 4}
    ImpactRun.objects.filter(change=broken).update(**state)
    stale = both(both(see_it_done, write("id_looked_at", "old")), press("Publish"))
    rehearsal = reverse("admin:levels_instrument_rehearsal", args=[cast.version.pk])
    return [
        Visit(address=impact_of(cast.change), user=chief, act=see_it_done),
        Visit(address=impact_of(cast.change), user=chief, act=stale, status=409),
        Visit(address=impact_of(cast.change, "withdraw"), user=chief),
        Visit(address=impact_of(late), user=chief, act=see_it_done),
        Visit(address=impact_of(broken), user=chief),
        Visit(address=impact_of(published), user=chief),
        Visit(address=rehearsal, user=chief, act=press("Publish"), status=409),
        Visit(address=rehearsal, user=chief, act=press("Rehearse")),
    ]
