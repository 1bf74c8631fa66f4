"""Every page that shows or takes something personal says who can see it."""

from __future__ import annotations

import re
from pathlib import Path

from tests.conventions.source import TEMPLATES, shown, templates

APPS_ABOUT_PEOPLE = ("profiles", "assessments", "roadmaps", "teams")
LINE = "parts/_who_sees.html"
TAG = re.compile(r"{% who_sees ")
PAGE = re.compile(r"{% extends ")
PART = re.compile(r"{% (?:include|extends) \"([a-z_/]+\.html)\"")

SAYS_NOTHING: dict[str, str] = {}
"""Pages that need no such line, each with the reason."""


def reaches(name: str, folder: Path, seen: frozenset[str] = frozenset()) -> bool:
    """Whether a template has the line, itself or in one of its parts."""
    path = folder / name
    if name == LINE:
        return True
    if name in seen or not path.is_file():
        return False
    text = path.read_text(encoding="utf-8")
    if TAG.search(text):
        return True
    return any(reaches(part, folder, seen | {name}) for part in PART.findall(text))


def pages(folder: Path, apps: tuple[str, ...]) -> list[str]:
    """Whatever fills the window: the templates of views, and of answers such as a conflict."""
    found = (path for app in apps for path in templates(folder / app))
    return sorted(
        path.relative_to(folder).as_posix()
        for path in found
        if not path.name.startswith("_") or PAGE.search(path.read_text(encoding="utf-8"))
    )


def silent(names: list[str], folder: Path) -> list[str]:
    return [name for name in names if not reaches(name, folder)]


def test_every_page_about_a_person_says_who_can_see_it() -> None:
    names = pages(TEMPLATES, APPS_ABOUT_PEOPLE)
    assert {name.partition("/")[0] for name in names} == set(APPS_ABOUT_PEOPLE)
    assert silent(names, TEMPLATES) == sorted(SAYS_NOTHING)


def test_the_addresses_of_an_account_say_it_too() -> None:
    names = ["account/email.html", "account/password_change.html", "account/password_set.html"]
    assert silent(names, TEMPLATES) == []


def test_the_sentence_is_made_in_one_place() -> None:
    """Those about a link or a sheet of paper are about what leaves the portal."""
    own = {
        "profiles/absence.html",
        "roadmaps/_sharing_calendar.html",
        "roadmaps/_sharing_links.html",
        "roadmaps/add_link.html",
        "roadmaps/paper.html",
        "roadmaps/shared.html",
        "roadmaps/sharing.html",
    }
    written = {
        shown(path).removeprefix("templates/")
        for path in templates()
        if LINE in PART.findall(path.read_text(encoding="utf-8"))
    }
    assert written == own


def test_the_checks_can_fail(tmp_path: Path) -> None:
    texts = {
        "x/said.html": '{% extends "base.html" %}{% who_sees "plan" %}',
        "x/through.html": '{% extends "base.html" %}{% include "x/_part.html" with page=page %}',
        "x/_part.html": '{% include "x/_deeper.html" %}',
        "x/_deeper.html": '{% include "parts/_who_sees.html" %}',
        "x/silent.html": '{% extends "base.html" %}{% include "x/_gone.html" %}',
        "x/_round.html": '{% include "x/_round.html" %}',
        "x/_conflict.html": '{% extends "base.html" %}{% include "x/_round.html" %}',
    }
    for name, text in texts.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    names = pages(tmp_path, ("x",))
    assert names == ["x/_conflict.html", "x/said.html", "x/silent.html", "x/through.html"]
    assert silent(names, tmp_path) == ["x/_conflict.html", "x/silent.html"]
