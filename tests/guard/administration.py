"""Who may do what in the administration, written down here and asked of nobody.

Four roles use it: the catalogue editor, the people administrator, the auditor, who reads and sends
nothing, and the superuser. Everybody else is sent to sign in with another account.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model

from careers.certifications.models import Certification
from tests.guard.admin_pages import EXTRA, OFFICE, for_office, reading
from tests.guard.outcomes import Outcomes, Row, row
from tests.guard.routes import Route
from tests.guard.world import Role, Things

PAGES = ("changelist", "add", "change", "delete", "history")
OPEN, CLOSED = row("OK"), row("DENIED")
LOOK_ONLY = row("OK OK DENIED OK OK")  # Django's forms answer PUT and DELETE like GET

Pages = dict[str, Row]
EDITED: Pages = dict.fromkeys(PAGES, OPEN)
"""Listed, added, changed, deleted; what is in use says so on the page before a deletion."""

FIXED = EDITED | {"add": CLOSED, "delete": CLOSED}
NOT_DELETED = EDITED | {"delete": CLOSED}
PUBLISHED_VERSION = FIXED  # new ones are copies made in the list; who sends a form is told: 409
PUBLISHED_STATEMENT = NOT_DELETED  # likewise
SHOWN = FIXED | {"change": LOOK_ONLY}
LED_ON = FIXED | {"change": row("MOVED")}  # to the page of what it would do
NOTHING = dict.fromkeys(PAGES, CLOSED)


def only_read(pages: Pages) -> Pages:
    """The pages of a table for somebody who may only look."""
    closed = {"add": CLOSED, "delete": CLOSED}
    return {page: closed.get(page) or reading(cells) for page, cells in pages.items()}


def of_catalogue(pages: Pages) -> dict[Role, Pages]:
    """Tables of the catalogue editor; the auditor reads them too."""
    return {
        Role.CATALOGUE_EDITOR: pages,
        Role.PEOPLE_ADMINISTRATOR: NOTHING,
        Role.AUDITOR: only_read(pages),
        Role.SUPERUSER: pages,
    }


def of_people(pages: Pages) -> dict[Role, Pages]:
    """Tables of the people administrator; the auditor reads them too."""
    return {
        Role.CATALOGUE_EDITOR: NOTHING,
        Role.PEOPLE_ADMINISTRATOR: pages,
        Role.AUDITOR: only_read(pages),
        Role.SUPERUSER: pages,
    }


def of_auditors(pages: Pages) -> dict[Role, Pages]:
    """Records that the auditor reads, and nobody else but a superuser."""
    nobody = dict.fromkeys((Role.CATALOGUE_EDITOR, Role.PEOPLE_ADMINISTRATOR), NOTHING)
    return {**nobody, Role.AUDITOR: only_read(pages), Role.SUPERUSER: pages}


def of_superusers(pages: Pages) -> dict[Role, Pages]:
    return {**dict.fromkeys(OFFICE, NOTHING), Role.SUPERUSER: pages}


TABLES: dict[str, dict[Role, Pages]] = {
    "levels.level": of_catalogue(FIXED),
    "levels.competencygroup": of_catalogue(EDITED),
    "levels.competency": of_catalogue(EDITED),
    "levels.workaction": of_catalogue(EDITED),
    "levels.instrument": of_catalogue(PUBLISHED_VERSION),
    "levels.statement": of_catalogue(PUBLISHED_STATEMENT),
    "certifications.awardingbody": of_catalogue(EDITED),
    "certifications.renewalsuite": of_catalogue(EDITED),
    "certifications.certification": of_catalogue(NOT_DELETED),
    "certifications.cataloguechange": of_catalogue(LED_ON),
    "profiles.user": of_people(NOT_DELETED),
    "profiles.profile": of_people(FIXED),
    "profiles.accessentry": of_auditors(SHOWN),
    "profiles.peopleimport": of_people(SHOWN),
    "profiles.notice": of_people(SHOWN),
    # The first role is one of the portal's, which is not deleted.
    "auth.group": of_superusers(NOT_DELETED),
    "account.emailaddress": of_people(SHOWN),
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
TABLE_OF = {f"admin:{label.replace('.', '_')}": label for label in TABLES}
NEVER_MADE = 99_999_999


def is_classified(route: Route) -> bool:
    return route.key in ROUTES or route.key in EXTRA


def expected(route: Route, role: Role, method: str) -> Outcomes:
    if role not in OFFICE:
        cells = OTHERS.get(route.key, TO_THE_SIGN_IN) if role not in SIGNED_OUT else TO_THE_SIGN_IN
        return cells[method]
    if route.key in EXTRA:
        return EXTRA[route.key][role][method]
    label, page = ROUTES[route.key]
    if page == "old address":
        return for_office("MOVED")[role][method]
    return TABLES[label][role][page][method]


def values_for(route: Route, things: Things) -> dict[str, Any]:
    """Return what to put into the parameters of a route: the first row of its table."""
    label = TABLE_OF.get(route.key.rpartition("_")[0], "")
    label, _page = ROUTES.get(route.key, (label or "certifications.certification", ""))
    thing = first_of(apps.get_model(label))
    return {
        "object_id": thing.pk,
        "content_type_id": ContentType.objects.get_for_model(Certification).pk,
        "app_label": "certifications",
        "url": "no-such-page",
        "id": things.profile.user_id,
        "form": "csv",
        "upload": NEVER_MADE,
        "pk": NEVER_MADE,
        "number": NEVER_MADE,
    }


def first_of(model: type[Model]) -> Model:
    thing = model._default_manager.order_by("pk").first()
    assert thing is not None, f"the world has no {model._meta.verbose_name} to look at"
    return thing
