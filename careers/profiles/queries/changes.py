"""Named reads about what the administration changes of people: before, after, and since when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _

from careers.profiles.models import AccessEntry, Profile, User, name_of_role

CHANGES_ON_A_PAGE = 50


@dataclass(frozen=True, kw_only=True)
class Change:
    """What one person changed of somebody on one day, ready to print."""

    who: str  # as they were called then
    last_at: datetime
    times: int
    is_import: bool
    lines: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ChangesPage:
    changes: tuple[Change, ...]
    page: Page[AccessEntry]


def state_of(user: User) -> dict[str, str]:
    """What the administration keeps of somebody, by what it is called. Two SQL queries.

    As it is stored, whatever a form has put into `user`.
    """
    stored = User.objects.select_related("profile__manager__user").get(pk=user.pk)
    profile = getattr(stored, "profile", None)
    roles = [name_of_role(name) for name in stored.groups.values_list("name", flat=True)]
    if stored.is_superuser:
        roles.append(_("Superuser"))
    return {
        _("Name"): stored.name,
        _("E-mail"): stored.email,
        _("Job title"): profile.job_title if profile else "",
        _("Manager"): str((profile and profile.manager) or ""),
        _("Active"): _("yes") if stored.is_active else _("no"),
        _("Roles"): ", ".join(sorted(roles)),
    }


def changes_page(profile: Profile, number: Any) -> ChangesPage:
    """One page of what the administration changed of somebody, the newest first. Two SQL queries.

    `number` may be anything: what is no page leads to the first or the last one.
    """
    entries = AccessEntry.objects.filter(subject=profile).changes()
    page = Paginator(entries, CHANGES_ON_A_PAGE).get_page(number)
    return ChangesPage(changes=tuple(_change(entry) for entry in page.object_list), page=page)


def _change(entry: AccessEntry) -> Change:
    return Change(
        who=entry.viewer_name,
        last_at=entry.last_viewed_at,
        times=entry.times,
        is_import=entry.what == AccessEntry.What.IMPORT,
        lines=tuple(filter(None, entry.detail.split("\n"))),
    )
