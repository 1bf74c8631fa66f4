"""“Who can see this” on a page, made from careers/profiles/privacy.py."""

from __future__ import annotations

from typing import Any

from django import template

from careers.profiles.models import Profile
from careers.profiles.privacy import FOR_EVERYBODY, Shown, who_sees
from careers.profiles.queries import profile_of

register = template.Library()


@register.inclusion_tag("parts/_who_sees.html", takes_context=True, name="who_sees")
def who_sees_line(context: dict[str, Any], shown: str, of: Profile | None = None) -> dict[str, str]:
    """The line for what a page shows of a person; of whoever is signed in, unless one is named."""
    user, kind = context["request"].user, Shown(shown)
    if kind in FOR_EVERYBODY:
        return {"text": who_sees(kind, None, is_own=True)}
    is_own = of is None or of.user_id == user.pk
    # The own profile is read with its manager at the beginning of the request: no query here.
    return {"text": who_sees(kind, profile_of(user) if is_own else of, is_own=is_own)}
