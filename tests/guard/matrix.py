"""Who may do what at which URL. A URL that is not named here fails the suite."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Any

from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.test import RequestFactory

from careers.certifications.models import Certification
from careers.profiles.models import User
from tests.guard.routes import Route
from tests.guard.world import CATALOGUE_APPS, Relation, Role, Things, World

SAFE = ("GET", "HEAD")
METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE")


class Access(Enum):
    PUBLIC = "anybody"
    SIGNED_IN = "anybody who signed in; shows only what is theirs or everybody's"
    OWNER = "the owner of the object"
    LINE = "the owner of the object and the own line of management"


class Serves(Enum):
    PAGE = "GET"
    FORM = "GET and POST"
    WRITE = "POST"
    LIBRARY = "what the library decides"  # allauth and the admin answer PUT like POST


class Outcome(StrEnum):
    OK = "allowed"
    LOGIN = "sent to sign in"
    MISSING = "404"
    DENIED = "403"
    METHOD = "405"


Outcomes = frozenset[Outcome]
ALLOWED = frozenset({Outcome.OK})


def nothing(things: Things) -> dict[str, Any]:
    return {}


@dataclass(frozen=True, kw_only=True)
class Rule:
    access: Access
    serves: Serves = Serves.PAGE
    values: Callable[[Things], dict[str, Any]] = nothing
    also: Outcomes = frozenset()  # an answer that depends on the data, not on who asks

    @property
    def is_about_a_person(self) -> bool:
        return self.access in {Access.OWNER, Access.LINE}


def draft(things: Things) -> dict[str, Any]:
    return {"pk": things.draft.pk, "code": "a1"}


def submitted(things: Things) -> dict[str, Any]:
    return {"pk": things.submitted.pk}


def profile(things: Things) -> dict[str, Any]:
    return {"profile_pk": things.profile.pk}


def held(things: Things) -> dict[str, Any]:
    return {"pk": things.held.pk}


def certification(things: Things) -> dict[str, Any]:
    return {"key": "ipmo-foundation"}


def emailed(things: Things) -> dict[str, Any]:
    return {"key": "not-a-key", "uidb36": "1"}


SIGNED_IN_PAGE = Rule(access=Access.SIGNED_IN)
SIGNED_IN_FORM = Rule(access=Access.SIGNED_IN, serves=Serves.FORM)
ACCOUNT = Rule(access=Access.SIGNED_IN, serves=Serves.LIBRARY)
OPEN_ACCOUNT = Rule(access=Access.PUBLIC, serves=Serves.LIBRARY)
EMAILED = Rule(
    access=Access.PUBLIC,
    serves=Serves.LIBRARY,
    values=emailed,
    also=frozenset({Outcome.MISSING}),
)

MATRIX: dict[str, Rule] = {
    "health": Rule(access=Access.PUBLIC),
    "teams:home": SIGNED_IN_PAGE,
    "teams:index": SIGNED_IN_PAGE,
    "levels:index": SIGNED_IN_PAGE,
    "certifications:index": SIGNED_IN_PAGE,
    "certifications:detail": Rule(access=Access.SIGNED_IN, values=certification),
    "profiles:detail": SIGNED_IN_PAGE,
    "profiles:edit": SIGNED_IN_FORM,
    "profiles:add_held": SIGNED_IN_FORM,
    "profiles:edit_held": Rule(access=Access.OWNER, serves=Serves.FORM, values=held),
    "profiles:remove_held": Rule(access=Access.OWNER, serves=Serves.FORM, values=held),
    "assessments:start": SIGNED_IN_FORM,
    "assessments:history": SIGNED_IN_PAGE,
    "assessments:remit": Rule(access=Access.OWNER, serves=Serves.FORM, values=draft),
    "assessments:question": Rule(access=Access.OWNER, serves=Serves.FORM, values=draft),
    "assessments:save_answer": Rule(access=Access.OWNER, serves=Serves.WRITE, values=draft),
    "assessments:check": Rule(access=Access.OWNER, values=draft),
    "assessments:submit": Rule(access=Access.OWNER, serves=Serves.WRITE, values=draft),
    "assessments:discard": Rule(access=Access.OWNER, serves=Serves.FORM, values=draft),
    "assessments:result": Rule(access=Access.LINE, values=submitted),
    "roadmaps:mine": SIGNED_IN_PAGE,
    "roadmaps:detail": Rule(access=Access.LINE, values=profile),
    "roadmaps:target": Rule(access=Access.SIGNED_IN, serves=Serves.WRITE),
    "roadmaps:exclude": Rule(access=Access.SIGNED_IN, serves=Serves.FORM, values=certification),
    "roadmaps:include": Rule(access=Access.SIGNED_IN, serves=Serves.WRITE, values=certification),
    "account_login": OPEN_ACCOUNT,
    "account_signup": OPEN_ACCOUNT,
    "account_inactive": OPEN_ACCOUNT,
    "account_logout": OPEN_ACCOUNT,  # signing out twice leads to the sign-in page
    "account_email_verification_sent": OPEN_ACCOUNT,
    "account_confirm_email": EMAILED,
    "account_reset_password": OPEN_ACCOUNT,
    "account_reset_password_done": OPEN_ACCOUNT,
    "account_reset_password_from_key": EMAILED,
    "account_reset_password_from_key_done": OPEN_ACCOUNT,
    "account_reauthenticate": ACCOUNT,
    "account_email": ACCOUNT,
    "account_change_password": ACCOUNT,
    "account_set_password": ACCOUNT,
}

ADMIN_SITE = {
    "admin:index": ALLOWED,
    "admin:password_change": ALLOWED,
    "admin:password_change_done": ALLOWED,
    "admin:jsi18n": ALLOWED,
    "admin:logout": frozenset({Outcome.OK, Outcome.METHOD}),
    "admin:autocomplete": frozenset({Outcome.DENIED}),  # asked without saying for which field
    "admin:view_on_site": frozenset({Outcome.MISSING, Outcome.OK}),
    "admin:app_list": frozenset({Outcome.OK, Outcome.MISSING}),
}
ADMIN_LEFTOVER = frozenset({Outcome.OK, Outcome.MISSING, Outcome.DENIED})
ADMIN_LOGIN = "admin:login"
ADMIN_ACTIONS = ("changelist", "add", "history", "delete", "change")
NOT_FOR_YOU = frozenset({Outcome.LOGIN, Outcome.DENIED})


def admin_models() -> dict[str, type[Model]]:
    return {
        f"{model._meta.app_label}_{model._meta.model_name}": model for model in admin.site._registry
    }


def admin_page(key: str) -> tuple[type[Model], str] | None:
    """Split `admin:levels_level_change` into the model and what is done with it."""
    name, _, action = key.removeprefix("admin:").rpartition("_")
    model = admin_models().get(name)
    return (model, action) if model and action in ADMIN_ACTIONS else None


def is_admin_route(route: Route) -> bool:
    return route.key.startswith("admin:")


def is_admin_leftover(route: Route) -> bool:
    """The admin's nameless redirect of old addresses, its catch-all, and the user's password."""
    return route.key.startswith("admin:[") or route.key == "admin:auth_user_password_change"


def unclassified(routes: Iterable[Route]) -> list[str]:
    """URLs nobody has decided about."""
    return [
        route.key
        for route in routes
        if route.key not in MATRIX
        and route.key not in ADMIN_SITE
        and route.key != ADMIN_LOGIN
        and not (is_admin_route(route) and (admin_page(route.key) or is_admin_leftover(route)))
    ]


def expected(route: Route, role: Role, relation: Relation, method: str, world: World) -> Outcomes:
    """Return the outcomes that are right in this cell."""
    if route.key in MATRIX:
        return _expected_of_ours(MATRIX[route.key], role, relation, method)
    return _expected_of_admin(route, role, method, world)


def _expected_of_ours(rule: Rule, role: Role, relation: Relation, method: str) -> Outcomes:
    is_signed_in = role not in {Role.ANONYMOUS, Role.DEACTIVATED}
    if rule.access is not Access.PUBLIC and not is_signed_in:
        return frozenset({Outcome.LOGIN})
    if rule.serves is Serves.LIBRARY:
        # Whoever is not signed in may be led to the sign-in page from there; that is no secret.
        elsewhere = {Outcome.METHOD} if method not in SAFE else set()
        back = {Outcome.LOGIN} if rule.access is Access.PUBLIC or method not in SAFE else set()
        return ALLOWED | rule.also | elsewhere | back
    if method not in _served(rule.serves):
        return frozenset({Outcome.METHOD})
    if rule.is_about_a_person and not _may_reach(rule.access, role, relation):
        return frozenset({Outcome.MISSING})
    return ALLOWED | rule.also


def _served(serves: Serves) -> tuple[str, ...]:
    return {Serves.PAGE: SAFE, Serves.FORM: (*SAFE, "POST"), Serves.WRITE: ("POST",)}[serves]


def _may_reach(access: Access, role: Role, relation: Relation) -> bool:
    is_owner = relation is Relation.OWN or (relation is Relation.REPORTS and role is Role.STAFF)
    is_in_line = relation is Relation.REPORTS and role is Role.MANAGER
    return is_owner or (access is Access.LINE and is_in_line)


def _expected_of_admin(route: Route, role: Role, method: str, world: World) -> Outcomes:
    if route.key == ADMIN_LOGIN:
        return frozenset({Outcome.OK, Outcome.LOGIN, Outcome.DENIED, Outcome.METHOD})
    if role not in {Role.CATALOGUE_ADMIN, Role.SUPERUSER}:
        leaving = ALLOWED if route.key == "admin:logout" else frozenset()
        return NOT_FOR_YOU | leaving
    page = admin_page(route.key)
    # The admin answers PUT and DELETE like GET, or not at all; pages without a form refuse POST.
    elsewhere = frozenset() if method in SAFE else frozenset({Outcome.METHOD})
    if page is None:
        return ADMIN_SITE.get(route.key, ADMIN_LEFTOVER) | elsewhere
    model, action = page
    if role is Role.CATALOGUE_ADMIN and model._meta.app_label not in CATALOGUE_APPS:
        return frozenset({Outcome.DENIED})
    if not _admin_offers(model, action, method, world.users[Role.SUPERUSER]):
        return frozenset({Outcome.DENIED})
    return ALLOWED | elsewhere


def _admin_offers(model: type[Model], action: str, method: str, superuser: User) -> bool:
    """Whether the admin offers this at all: results, for example, are never changed by hand."""
    request = RequestFactory().get("/")
    request.user = superuser
    page = admin.site._registry[model]
    thing = first_of(model)
    if action == "add":
        return page.has_add_permission(request)
    if action == "delete":
        return page.has_delete_permission(request, thing)
    if action == "change" and method == "POST":
        return page.has_change_permission(request, thing)
    return page.has_view_or_change_permission(request, thing if action != "changelist" else None)


def first_of(model: type[Model]) -> Model | None:
    return model._default_manager.order_by("pk").first()


def values_for(route: Route, things: Things) -> dict[str, Any]:
    """Return what to put into the parameters of a route."""
    if route.key in MATRIX:
        return MATRIX[route.key].values(things)
    page = admin_page(route.key)
    thing = first_of(page[0]) if page else None
    return {
        "object_id": thing.pk if thing else 1,
        "content_type_id": ContentType.objects.get_for_model(Certification).pk,
        "app_label": "certifications",
        "url": "no-such-page",
        "id": things.profile.user_id,
    }
