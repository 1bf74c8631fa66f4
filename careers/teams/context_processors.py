from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from careers.profiles import queries


def portal(request: HttpRequest) -> dict[str, Any]:
    """What every page needs for its frame; `has_team` asks the database only where it is shown."""
    return {
        "site_name": settings.SITE_NAME,
        "is_demo": settings.DEMO,
        "signup_is_open": settings.SIGNUP_IS_OPEN,
        "version": settings.VERSION,
        "has_team": SimpleLazyObject(lambda: queries.has_reports(getattr(request, "user", None))),
    }
