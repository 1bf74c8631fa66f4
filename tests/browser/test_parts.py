"""The form of a certification has a line for each of its parts, on a screen that is wide enough."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from careers.certifications.models import Certification
from careers.profiles.models import Role
from tests.browser.steps import arrive
from tests.roles import make_user_with

pytestmark = pytest.mark.django_db(transaction=True)
KINDS = ("builds", "sources", "aliases")
A_LINE = 60  # pixels: a field, its padding and its frame
HEIGHT = "rows => rows.map(row => Math.round(row.getBoundingClientRect().height))"
VISIBLE_HELP = "texts => texts.filter(one => one.checkVisibility()).length"


def test_parts_are_lines(page: Page, portal: str) -> None:
    row = Certification.objects.get(key="p3o-foundation")
    arrive(page, portal, make_user_with(Role.CATALOGUE_EDITOR, "Edda Editor"))
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{portal}/admin/certifications/certification/{row.pk}/change/")
    stored = {kind: getattr(row, kind).count() for kind in KINDS}
    for kind, number in stored.items():
        lines = page.locator(f"#{kind}-group .inline-related:not([id$=empty])")
        heights = lines.evaluate_all(HEIGHT)
        assert (len(heights), max(heights[1:]) <= A_LINE) == (number + 1, True), (kind, heights)
    # What a field is for is said once; what it is called is said to who listens in every line.
    assert page.locator("#sources-group .help").evaluate_all(VISIBLE_HELP) == 3
    for label in ("Fact", "Verified on", "Address", "Note"):
        expect(page.locator("#sources-1").get_by_label(label)).to_be_editable()
    # On a narrow screen they stand one under another.
    page.set_viewport_size({"width": 320, "height": 900})
    fields = page.locator("#sources-1 .fieldBox")
    tops = fields.evaluate_all("all => all.map(one => one.getBoundingClientRect().top)")
    assert tops == sorted(set(tops))
    expect(page.locator("#sources-1").get_by_text("Address:")).to_be_visible()
