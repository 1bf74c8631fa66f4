"""Pages whose names somebody else gave: django-allauth's, and what is not of any app."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import allauth
from allauth.account import urls as their_urls
from allauth.account import views as their_views
from django.urls import URLPattern

from careers.profiles import account_urls as our_urls
from careers.profiles import account_views as our_views
from pmoportal import urls as root_urls
from tests.conventions.source import TEMPLATES, templates

THEIR_TEMPLATES = Path(allauth.__file__).parent / "templates"
WHOLE_PAGES = ("account",)
"""Folders of templates that take the place of allauth's."""


@dataclass(frozen=True, kw_only=True)
class Named:
    """A view by the name it has in its module, with the address and the name of its URL."""

    url: str
    view: str
    route: str


def named(patterns: Iterable[Any], views: ModuleType) -> dict[str, Named]:
    """Return the URLs of a module by name; a view that its module does not hold has no name."""
    names = {id(value): name for name, value in vars(views).items()}
    return {
        pattern.name: Named(
            url=pattern.name,
            view=names.get(id(pattern.callback), ""),
            route=example(str(pattern.pattern)),
        )
        for pattern in patterns
        if isinstance(pattern, URLPattern) and pattern.name
    }


def example(route: str) -> str:
    """An address without what varies: allauth writes a key as a regular expression, we as text."""
    return route.removeprefix("^").removesuffix("$").split("(")[0].split("<")[0]


def misnamed(ours: Mapping[str, Named], theirs: Mapping[str, Named]) -> list[str]:
    """URLs that allauth does not know by this name, address and view."""
    return [f"{name} is {one}" for name, one in ours.items() if one != theirs.get(name)]


def lost_pages(files: set[str], known: set[str], rendered: set[str]) -> list[str]:
    """Templates that take nobody's place, and pages of a view for which we have none."""
    pages = {name for name in files if not name.rpartition("/")[2].startswith("_")}
    return [
        *(f"{name} is rendered by nobody" for name in sorted(pages - known)),
        *(f"{name} is not ours" for name in sorted(rendered - files)),
    ]


def unlike_their_view(patterns: Iterable[Any]) -> list[str]:
    """Single URLs of a list that are not called like their view."""
    return [
        f"{pattern.name} is {pattern.callback.__name__}"
        for pattern in patterns
        if isinstance(pattern, URLPattern) and pattern.name != pattern.callback.__name__
    ]


def below(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*.*") if path.is_file()}


def test_account_pages_have_the_names_that_allauth_looks_for() -> None:
    ours = named(our_urls.urlpatterns, our_views)
    theirs = named(their_urls.urlpatterns, their_views)
    assert len(ours) == len(our_urls.urlpatterns)
    assert "account_login" in ours
    assert misnamed(ours, theirs) == []


def test_every_account_page_is_ours_and_every_template_takes_the_place_of_one() -> None:
    files = {
        path.relative_to(TEMPLATES).as_posix()
        for folder in WHOLE_PAGES
        for path in templates(TEMPLATES / folder)
    }
    views = [pattern.callback for pattern in our_urls.urlpatterns]
    # One of allauth's views is a function, which chooses between two classes; this is the usual.
    classes = [getattr(view, "view_class", their_views.EmailVerificationSentView) for view in views]
    rendered = {
        value
        for one in classes
        for name, value in vars_of(one).items()
        if name.startswith("template_name") and isinstance(value, str)
    }
    assert "account/login.html" in rendered
    assert lost_pages(files, below(THEIR_TEMPLATES), rendered) == []


def vars_of(view: type) -> dict[str, Any]:
    """The attributes of a class with those it inherits."""
    return {name: value for one in reversed(view.__mro__) for name, value in vars(one).items()}


def test_what_is_of_no_app_is_named_like_its_view() -> None:
    own = [one for one in root_urls.urlpatterns if isinstance(one, URLPattern)]
    assert [one.name for one in own] == ["health"]
    assert unlike_their_view(own) == []
    assert all(one.callback.__module__ == "pmoportal.views" for one in own)


def test_the_checks_can_fail() -> None:
    right = Named(url="account_login", view="login", route="login/")
    wrong = Named(url="account_login", view="logout", route="login/")
    assert misnamed({"account_login": right}, {"account_login": right}) == []
    assert misnamed({"account_login": wrong}, {"account_login": right}) == [
        f"account_login is {wrong}"
    ]
    assert misnamed({"account_new": right}, {"account_login": right}) == [f"account_new is {right}"]
    assert lost_pages(
        {"account/_part.html", "account/login.html", "account/old.html"},
        {"account/login.html", "account/email.html"},
        {"account/login.html", "account/email.html"},
    ) == ["account/old.html is rendered by nobody", "account/email.html is not ours"]
    pattern = root_urls.path("status/", root_urls.health, name="status")
    assert unlike_their_view([pattern]) == ["status is health"]
    assert named([pattern], our_views)["status"].view == ""
    assert example("^reset/key/(?P<uidb36>[0-9]+)/$") == example("reset/key/<uidb36>/")
