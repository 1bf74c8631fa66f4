"""What `manage.py check --deploy` says of the settings that mails need."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Warning

HERE = {"127.0.0.1", "localhost", "::1"}


def site_address(**options: Any) -> list[CheckMessage]:
    """Whether links in mails lead to the portal for whoever reads them elsewhere."""
    address = urlsplit(settings.SITE_ADDRESS)
    is_address = address.scheme in {"http", "https"} and bool(address.hostname)
    if not is_address or address.hostname in HERE or address.query or address.fragment:
        text = "SITE_ADDRESS is not the address under which people open the portal."
        hint = "Set it, for instance to https://portal.example.org; links in mails begin with it."
        return [Warning(text, hint=hint, id="profiles.W001")]
    if settings.HTTPS and address.scheme != "https":
        text = "SITE_ADDRESS begins with http://, but the portal is served over HTTPS."
        return [Warning(text, id="profiles.W002")]
    return []
