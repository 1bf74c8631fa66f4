"""A list of people on its way in: sent, faulty, ready, being checked, written."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import FilePayload, Page

from careers.levels.files import Row
from careers.profiles.actions import begin_import, end_reading, keep_rows, write_people
from careers.profiles.importing.columns import row_of
from careers.profiles.models import PeopleImport
from tests.browser.acts import press
from tests.browser.deciding_pages import both
from tests.browser.looking import Act, Visit
from tests.browser.pages import Cast

IMPORT = "/admin/profiles/user/import/"
HEAD = "E-mail;Name;Job title;Manager's e-mail\n"
GOOD = {"email": "nia@list.example", "name": "Nia", "job_title": "Planner", "manager": ""}


def send_file(text: str) -> Act:
    def act(page: Page) -> None:
        file = FilePayload(name="people.csv", mimeType="text/csv", buffer=(HEAD + text).encode())
        page.locator("input[type=file]").set_input_files(files=[file])
        page.locator("#id_is_everybody").check()
        press("Send and check")(page)

    return act


def look_at_changes(page: Page) -> None:
    with page.expect_navigation():
        page.locator("#content").get_by_role("link", name="Changed").click()


def a_list(cast: Cast, mark: str) -> PeopleImport:
    """One row, as it is once it is checked."""
    found, _is_new = begin_import(
        nonce=mark * 32,
        digest="",
        file_name=f"{mark}.csv",
        is_everybody=False,
        is_inviting=True,
        user=cast.chief,
        now=timezone.now(),
    )
    row = Row(2, GOOD | {"email": f"{mark}@list.example"})
    keep_rows(found=found, rows=[row_of(found.pk, row)])
    end_reading(found=found, rows=1)
    return found


def people_pages(cast: Cast) -> list[Visit]:
    chief = cast.chief
    checking, written = a_list(cast, "a"), a_list(cast, "b")
    PeopleImport.objects.filter(pk=checking.pk).update(state="checking", note="It stopped: Fault.")
    write_people(found=written, user=chief)

    def page_of(found: PeopleImport) -> str:
        return reverse("admin:profiles_user_import_list", args=[found.pk])

    many = "".join(f"p{n}@list.example;P{n};;\n" for n in range(60))
    changed = f"{cast.staff.email};Another Name;;{cast.manager.email}\n{cast.manager.email};M;;\n"
    return [
        Visit(address=IMPORT, user=chief),
        Visit(address=IMPORT, user=chief, act=send_file('"a row\n'), status=422),
        Visit(address=IMPORT, user=chief, act=send_file("a row\n")),
        Visit(address=IMPORT, user=chief, act=send_file("no address;;;\n")),
        Visit(address=IMPORT, user=chief, act=send_file(many)),
        Visit(address=IMPORT, user=chief, act=both(send_file(changed), look_at_changes)),
        Visit(address=page_of(checking), user=chief),
        Visit(address=page_of(written), user=chief),
    ]
