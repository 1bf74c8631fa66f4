"""Who may do what in the administration, written down here and asked of nobody.

Two roles use it: the catalogue admin, who has every right over levels and certifications, and the
superuser. Everybody else is sent to sign in with another account.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model

from careers.certifications.models import Certification
from tests.guard.outcomes import Outcomes, Row, row
from tests.guard.routes import Route
from tests.guard.world import Role, Things

Cells = TypeVar("Cells")

PAGES = ("changelist", "add", "change", "delete", "history")
OPEN, CLOSED = row("OK"), row("DENIED")
LOOK_ONLY = row("OK OK DENIED OK OK")  # Django's forms answer PUT and DELETE like GET

EDITED = dict.fromkeys(PAGES, OPEN)
"""Listed, added, changed, deleted; what is in use says so on the page before a deletion."""

FIXED = EDITED | {"add": CLOSED, "delete": CLOSED}
PUBLISHED_VERSION = FIXED | {"change": LOOK_ONLY}  # new ones are copies made in the list
PUBLISHED_STATEMENT = EDITED | {"change": LOOK_ONLY, "delete": CLOSED}
SWITCHED_OFF_NOT_DELETED = EDITED | {"delete": CLOSED}
SHOWN = FIXED | {"change": LOOK_ONLY}
NOTHING = dict.fromkeys(PAGES, CLOSED)


def both(cells: Cells) -> dict[Role, Cells]:
    """The catalogue admin and the superuser may do the same."""
    return {Role.CATALOGUE_ADMIN: cells, Role.SUPERUSER: cells}


def superuser(cells: Cells, others: Cells) -> dict[Role, Cells]:
    return {Role.CATALOGUE_ADMIN: others, Role.SUPERUSER: cells}


TABLES: dict[str, dict[Role, dict[str, Row]]] = {
    "levels.level": both(FIXED),
    "levels.competencygroup": both(EDITED),
    "levels.competency": both(EDITED),
    "levels.workaction": both(EDITED),
    "levels.instrument": both(PUBLISHED_VERSION),
    "levels.statement": both(PUBLISHED_STATEMENT),
    "certifications.awardingbody": both(EDITED),
    "certifications.renewalsuite": both(EDITED),
    "certifications.certification": both(EDITED),
    "profiles.user": superuser(SWITCHED_OFF_NOT_DELETED, NOTHING),
    "profiles.profile": superuser(FIXED, NOTHING),
    "auth.group": superuser(EDITED, NOTHING),
    "account.emailaddress": superuser(SHOWN, NOTHING),
}
"""Every table of the administration. One that is registered and not named here fails the suite."""

PRIVATE = ("assessments", "roadmaps", "teams")
"""Applications whose tables nobody sees in the administration (docs/adr/0004-default-deny.md)."""

PART_OF = {
    "levels.competency": {"levels.workaction"},
    "levels.instrument": {"levels.levelrule", "levels.statement"},
    "certifications.certification": {
        "certifications.prerequisite",
        "certifications.build",
        "certifications.source",
        "certifications.certificationalias",
    },
    "profiles.user": {"profiles.profile"},
    "profiles.profile": {"profiles.heldcertification"},
}
"""Tables that are edited on the page of another."""

SITE: dict[str, dict[Role, Row]] = {
    key: both(row(cells))
    for key, cells in {
        "admin:index": "OK",
        "admin:login": "MOVED OK OK OK METHOD",
        "admin:logout": "METHOD METHOD OK METHOD METHOD",
        "admin:password_change": "MOVED",
        "admin:password_change_done": "OK OK METHOD METHOD METHOD",
        "admin:jsi18n": "OK OK METHOD METHOD METHOD",
        "admin:autocomplete": "DENIED DENIED METHOD METHOD METHOD",  # no field of ours asks it
        "admin:view_on_site": "MISSING",  # no table says where its rows are shown
        "admin:app_list": "OK",
        "admin:[admin/(?P<url>.*)$]": "MISSING",
    }.items()
} | {
    "admin:auth_user_password_change": superuser(OPEN, CLOSED),
}

OFFICE = frozenset({Role.CATALOGUE_ADMIN, Role.SUPERUSER})
SIGNED_OUT = frozenset({Role.ANONYMOUS, Role.DEACTIVATED})
TO_THE_SIGN_IN = row("LOGIN")
OTHERS = {"admin:login": row("DENIED"), "admin:logout": row("MOVED")}
"""What somebody who is signed in and no administrator gets instead of the sign-in page."""


def _routes_of_tables() -> Iterator[tuple[str, tuple[str, str]]]:
    for label in TABLES:
        name = label.replace(".", "_")
        for page in PAGES:
            yield f"admin:{name}_{page}", (label, page)
        # The address of a row without the name of a page leads to the page to change it.
        yield f"admin:[admin/{label.replace('.', '/')}/<path:object_id>/]", (label, "old address")


ROUTES = dict(_routes_of_tables())


def is_classified(route: Route) -> bool:
    return route.key in ROUTES or route.key in SITE


def expected(route: Route, role: Role, method: str) -> Outcomes:
    if role not in OFFICE:
        cells = OTHERS.get(route.key, TO_THE_SIGN_IN) if role not in SIGNED_OUT else TO_THE_SIGN_IN
        return cells[method]
    if route.key in SITE:
        return SITE[route.key][role][method]
    label, page = ROUTES[route.key]
    return row("MOVED")[method] if page == "old address" else TABLES[label][role][page][method]


def values_for(route: Route, things: Things) -> dict[str, Any]:
    """Return what to put into the parameters of a route: the first row of its table."""
    label, _page = ROUTES.get(route.key, ("certifications.certification", ""))
    thing = first_of(apps.get_model(label))
    return {
        "object_id": thing.pk,
        "content_type_id": ContentType.objects.get_for_model(Certification).pk,
        "app_label": "certifications",
        "url": "no-such-page",
        "id": things.profile.user_id,
    }


def first_of(model: type[Model]) -> Model:
    thing = model._default_manager.order_by("pk").first()
    assert thing is not None, f"the world has no {model._meta.verbose_name} to look at"
    return thing
