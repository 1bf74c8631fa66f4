"""Every URL of the portal, read from the URLconf itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RoutePattern

PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
GROUP = re.compile(r"\(\?P<(\w+)>[^)]*\)")


@dataclass(frozen=True, kw_only=True)
class Route:
    key: str  # "namespace:name"; for the nameless ones of the admin, the text of the route
    text: str  # the route from the root, with its parameters
    parameters: tuple[str, ...]

    def path(self, values: Mapping[str, Any]) -> str:
        """Return the address with these values put in."""
        # Groups first: the name of a group looks like a parameter too.
        text = GROUP.sub(lambda match: str(values[match.group(1)]), self.text)
        text = PARAMETER.sub(lambda match: str(values[match.group(1)]), text)
        return "/" + text.replace("^", "").replace("$", "").replace("\\Z", "")


def all_routes() -> tuple[Route, ...]:
    return tuple(walk(get_resolver().url_patterns))


def walk(
    patterns: Iterable[URLPattern | URLResolver], before: str = "", namespace: str = ""
) -> Iterator[Route]:
    for pattern in patterns:
        text = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = ":".join(filter(None, (namespace, pattern.namespace or "")))
            yield from walk(pattern.url_patterns, text, inner)
            continue
        name = pattern.name or f"[{text}]"
        names = PARAMETER.findall(text) if isinstance(pattern.pattern, RoutePattern) else []
        yield Route(
            key=f"{namespace}:{name}" if namespace else name,
            text=text,
            parameters=tuple(dict.fromkeys([*names, *GROUP.findall(text)])),
        )
