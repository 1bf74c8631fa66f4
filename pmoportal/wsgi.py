import os
from collections.abc import Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pmoportal.settings")

KNOWN_CHARSETS = {"", "utf-8", "utf8"}
django_application = get_wsgi_application()


def declared_charset(content_type: str) -> str:
    """The charset parameter of a Content-Type, in lower case; empty when there is none."""
    for part in content_type.split(";")[1:]:
        name, _separator, value = part.partition("=")
        if name.strip().lower() == "charset":
            return value.strip().strip("\"'").lower()
    return ""


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """Refuse text that is not UTF-8 before Django tries to decode it, which no page survives."""
    if declared_charset(environ.get("CONTENT_TYPE", "")) in KNOWN_CHARSETS:
        return django_application(environ, start_response)
    start_response("400 Bad Request", [("Content-Type", "text/plain; charset=utf-8")])
    return [b"Send text as UTF-8."]
