import os
from collections.abc import Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application
from django.utils.http import parse_header_parameters

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pmoportal.settings")

HEADERS = [
    ("Content-Type", "text/plain; charset=utf-8"),
    ("X-Content-Type-Options", "nosniff"),
    ("Content-Security-Policy", "default-src 'none'"),
]
KNOWN_CHARSETS = {"", "utf-8", "utf8"}
django_application = get_wsgi_application()


def is_utf_8(content_type: str) -> bool:
    """Whether Django will read the request as UTF-8, and can read the header at all.

    It reads a parameter in more than one form (`charset*=`) and takes the last of two; whoever
    sends either means mischief.
    """
    names = [part.partition("=")[0].strip().lower() for part in content_type.split(";")[1:]]
    if names.count("charset") > 1 or any("*" in name for name in names):
        return False
    try:
        _kind, parameters = parse_header_parameters(content_type)
    except (ValueError, LookupError):
        return False
    return parameters.get("charset", "").strip().lower() in KNOWN_CHARSETS


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """Refuse text that is not UTF-8 before Django tries to decode it, which no page survives."""
    if is_utf_8(environ.get("CONTENT_TYPE", "")):
        return django_application(environ, start_response)
    start_response("400 Bad Request", HEADERS)
    return [b"Send text as UTF-8."]
