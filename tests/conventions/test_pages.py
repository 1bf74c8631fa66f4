"""A view, its URL and its template share a name; templates hold no script, style or rule."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from django.urls import URLPattern

from tests.conventions.source import (
    APPS,
    ROOT,
    TEMPLATES,
    modules,
    parse,
    python_files,
    shown,
    templates,
)

TEMPLATE_NAME = re.compile(r"^[a-z_]+/[a-z_]+\.html$")
COMMENT = re.compile(r"{#.*?#}|{% comment.*?endcomment %}", re.DOTALL)
INLINE = (
    ("inline script", re.compile(r"<script(?![^>]*\bsrc=)", re.IGNORECASE)),
    ("inline style", re.compile(r"<style\b", re.IGNORECASE)),
    ("style attribute", re.compile(r"\sstyle\s*=", re.IGNORECASE)),
    ("event attribute", re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE)),
    ("script address", re.compile(r"(href|src|action)\s*=\s*[\"']?\s*javascript:", re.IGNORECASE)),
    ("evaluated htmx", re.compile(r"\shx-(on|vals\s*=\s*[\"']?js)", re.IGNORECASE)),
    (
        "something from another server",
        re.compile(r"<(script|img|iframe|source|link)[^>]*(src|href)\s*=\s*[\"']?(https?:)?//"),
    ),
)


@dataclass(frozen=True, kw_only=True)
class Route:
    app: str
    name: str
    view: str
    module: str


def routes() -> Iterator[Route]:
    for app in APPS:
        urls = import_module(f"careers.{app}.urls")
        assert urls.app_name == app
        for pattern in urls.urlpatterns:
            assert isinstance(pattern, URLPattern), f"{app}: one list of paths, no includes"
            view = pattern.callback
            yield Route(
                app=app,
                name=pattern.name or "",
                view=view.__name__,
                module=view.__module__,
            )


def rendered(path: Path) -> set[str]:
    """Names of templates written in a module."""
    return {
        node.value
        for node in ast.walk(parse(path))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and TEMPLATE_NAME.match(node.value)
    }


def misnamed_pages(app: str, views: set[str], named: set[str], files: set[str]) -> list[str]:
    """Compare the views of an app with the templates it names and the files it has."""
    faults = [f"{name} is named but does not exist" for name in sorted(named - files)]
    for name in sorted(files):
        stem = name.removeprefix(f"{app}/").removesuffix(".html")
        if stem.startswith("_") or "/" in stem:
            continue
        if stem not in views:
            faults.append(f"{name} belongs to no view")
        elif name not in named:
            faults.append(f"{name} is rendered by nobody")
    return faults


def inline_code(text: str) -> list[str]:
    text = COMMENT.sub("", text)
    return [name for name, pattern in INLINE if pattern.search(text)]


def test_a_url_has_the_name_of_its_view() -> None:
    found = list(routes())
    assert found
    wrong = [
        f"{route.app}: {route.name} is {route.view}" for route in found if route.name != route.view
    ]
    assert wrong == []
    foreign = [route for route in found if not route.module.startswith(f"careers.{route.app}.")]
    assert foreign == []


def test_every_page_has_the_template_of_its_view_and_every_template_a_page() -> None:
    faults = []
    for app in APPS:
        folder = TEMPLATES / app
        files = {path.relative_to(TEMPLATES).as_posix() for path in templates(folder)}
        named = {
            name
            for path in python_files(ROOT / "careers" / app)
            for name in rendered(path)
            if name.startswith(f"{app}/")
        }
        views = {route.view for route in routes() if route.app == app}
        faults += misnamed_pages(app, views, named, files)
    assert faults == []


def borrowed_pages(tree: ast.Module, app: str, files: set[str]) -> list[str]:
    """Views that render another view's page. A POST-only one may, to show faults."""
    faults = []
    for node in tree.body:
        if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
            continue
        named = {
            part.value
            for part in ast.walk(node)
            if isinstance(part, ast.Constant)
            and isinstance(part.value, str)
            and TEMPLATE_NAME.match(part.value)
        }
        is_post_only = any("require_POST" in ast.unparse(one) for one in node.decorator_list)
        own = f"{app}/{node.name}.html"
        if own not in files and is_post_only:
            continue
        foreign = {name for name in named if name != own and "/_" not in name}
        faults += [f"{node.name} renders {name}" for name in sorted(foreign)]
    return faults


def test_a_view_renders_the_template_of_its_own_name() -> None:
    faults = []
    for path in modules("views"):
        app = path.relative_to(ROOT / "careers").parts[0]
        files = {one.relative_to(TEMPLATES).as_posix() for one in templates(TEMPLATES / app)}
        faults += [f"{shown(path)}: {fault}" for fault in borrowed_pages(parse(path), app, files)]
    assert faults == []


def test_no_template_holds_script_style_or_anything_foreign() -> None:
    paths = [path for path in templates() if path.suffix == ".html"]
    assert paths
    assert [
        f"{shown(path)}: {fault}" for path in paths for fault in inline_code(path.read_text())
    ] == []


def test_the_checks_can_fail() -> None:
    assert misnamed_pages("x", {"index"}, {"x/gone.html"}, {"x/index.html", "x/old.html"}) == [
        "x/gone.html is named but does not exist",
        "x/index.html is rendered by nobody",
        "x/old.html belongs to no view",
    ]
    assert misnamed_pages("x", {"index"}, {"x/index.html"}, {"x/index.html", "x/_row.html"}) == []
    view = 'def old(request):\n    return render(request, "x/index.html")\n'
    assert borrowed_pages(ast.parse(view), "x", {"x/index.html"}) == ["old renders x/index.html"]
    assert borrowed_pages(ast.parse("@require_POST\n" + view), "x", {"x/index.html"}) == []
    bad = {
        "<script>alert(1)</script>": "inline script",
        "<style>a{}</style>": "inline style",
        '<p style="x">': "style attribute",
        '<a onclick="x()">': "event attribute",
        '<a href="javascript:x">': "script address",
        "<p hx-on:click='x'>": "evaluated htmx",
        '<img src="https://example.org/x.png">': "something from another server",
    }
    for text, fault in bad.items():
        assert inline_code(text) == [fault], text
    good = '<script src="/x.js" defer></script>{# style= #}<a href="https://x.example">on = 1</a>'
    assert inline_code(good) == []
