"""Who may do what at which URL. A URL that is not named here fails the suite."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from tests.guard import administration
from tests.guard.administration import SIGNED_OUT, TO_THE_SIGN_IN
from tests.guard.outcomes import SAFE, Outcome, Outcomes, Row, row
from tests.guard.routes import Route
from tests.guard.world import Relation, Role, Things


class Access(Enum):
    PUBLIC = "anybody"
    SIGNED_IN = "anybody who signed in; shows only what is theirs or everybody's"
    OWNER = "the owner of the object"
    LINE = "the owner of the object and the own line of management"
    MANAGERS = "the line of management of the owner, without the owner"
    TOKEN = "whoever has the address; one that nobody made opens nothing"


class Serves(Enum):
    PAGE = "GET"
    FORM = "GET and POST"
    WRITE = "POST"


ALLOWED = frozenset({Outcome.OK, Outcome.MOVED})


def nothing(things: Things) -> dict[str, Any]:
    return {}


@dataclass(frozen=True, kw_only=True)
class Rule:
    access: Access
    serves: Serves = Serves.PAGE
    values: Callable[[Things], dict[str, Any]] = nothing

    @property
    def is_about_a_person(self) -> bool:
        return self.access in {Access.OWNER, Access.LINE, Access.MANAGERS}

    @property
    def asks_to_sign_in(self) -> bool:
        return self.access not in {Access.PUBLIC, Access.TOKEN}


def draft(things: Things) -> dict[str, Any]:
    return {"pk": things.draft.pk, "code": "a1"}


def submitted(things: Things) -> dict[str, Any]:
    return {"pk": things.submitted.pk}


def profile(things: Things) -> dict[str, Any]:
    return {"profile_pk": things.profile.pk}


def held(things: Things) -> dict[str, Any]:
    return {"pk": things.held.pk}


def scenario(things: Things) -> dict[str, Any]:
    return {"pk": things.scenario.pk}


def acceptance(things: Things) -> dict[str, Any]:
    """Of another person it is nothing to undo: the answer is the same, and nothing changes."""
    return {"pk": things.acceptance.pk}


def link(things: Things) -> dict[str, Any]:
    return {"pk": things.link.pk}


def absence(things: Things) -> dict[str, Any]:
    return {"pk": things.absence.pk}


def no_token(things: Things) -> dict[str, Any]:
    return {"token": "opens-nothing"}


def certification(things: Things) -> dict[str, Any]:
    return {"key": "ipmo-foundation"}


def step_of(things: Things) -> dict[str, Any]:
    return {**profile(things), **certification(things)}


SIGNED_IN_PAGE = Rule(access=Access.SIGNED_IN)
SIGNED_IN_FORM = Rule(access=Access.SIGNED_IN, serves=Serves.FORM)

MATRIX: dict[str, Rule] = {
    "health": Rule(access=Access.PUBLIC),
    "teams:home": SIGNED_IN_PAGE,
    "teams:index": SIGNED_IN_PAGE,
    "teams:people": SIGNED_IN_PAGE,
    "teams:export_csv": SIGNED_IN_PAGE,
    "teams:export_xlsx": SIGNED_IN_PAGE,
    "teams:money": SIGNED_IN_PAGE,
    "teams:budget": SIGNED_IN_PAGE,
    # Somebody to do without, asked for by number, who is not in the line is not there.
    "teams:cover": SIGNED_IN_PAGE,
    "teams:compare": SIGNED_IN_PAGE,
    "teams:review": Rule(access=Access.MANAGERS, values=profile),
    "teams:rate": Rule(access=Access.MANAGERS, serves=Serves.FORM, values=profile),
    "teams:agree_plan": Rule(access=Access.MANAGERS, serves=Serves.FORM, values=profile),
    "teams:release_step": Rule(access=Access.MANAGERS, serves=Serves.FORM, values=step_of),
    "teams:confirm_experience": Rule(access=Access.MANAGERS, serves=Serves.FORM, values=step_of),
    "levels:index": SIGNED_IN_PAGE,
    "certifications:index": SIGNED_IN_PAGE,
    "certifications:detail": Rule(access=Access.SIGNED_IN, values=certification),
    "profiles:detail": SIGNED_IN_PAGE,
    "profiles:edit": SIGNED_IN_FORM,
    "profiles:looks": SIGNED_IN_PAGE,
    "profiles:absence": SIGNED_IN_FORM,
    "profiles:end_absence": Rule(access=Access.OWNER, serves=Serves.FORM, values=absence),
    "profiles:reminders": SIGNED_IN_FORM,
    "profiles:add_held": SIGNED_IN_FORM,
    "profiles:edit_held": Rule(access=Access.OWNER, serves=Serves.FORM, values=held),
    "profiles:remove_held": Rule(access=Access.OWNER, serves=Serves.FORM, values=held),
    "assessments:start": SIGNED_IN_FORM,
    "assessments:history": SIGNED_IN_PAGE,
    "assessments:remit": Rule(access=Access.OWNER, serves=Serves.FORM, values=draft),
    "assessments:question": Rule(access=Access.OWNER, serves=Serves.FORM, values=draft),
    "assessments:save_answer": Rule(access=Access.OWNER, serves=Serves.FORM, values=draft),
    "assessments:check": Rule(access=Access.OWNER, values=draft),
    "assessments:submit": Rule(access=Access.OWNER, serves=Serves.FORM, values=draft),
    "assessments:discard": Rule(access=Access.OWNER, serves=Serves.FORM, values=draft),
    "assessments:result": Rule(access=Access.LINE, values=submitted),
    "assessments:accept_review": Rule(access=Access.OWNER, serves=Serves.FORM, values=submitted),
    "assessments:reply_to_review": Rule(access=Access.OWNER, serves=Serves.FORM, values=submitted),
    "roadmaps:mine": SIGNED_IN_PAGE,
    "roadmaps:detail": Rule(access=Access.LINE, values=profile),
    "roadmaps:comment": Rule(access=Access.LINE, serves=Serves.FORM, values=profile),
    "roadmaps:read": Rule(access=Access.LINE, serves=Serves.FORM, values=profile),
    # Shows a self-assessment of one's own; that of another, asked for by number, is not there.
    "roadmaps:what_if": SIGNED_IN_PAGE,
    "roadmaps:inputs": SIGNED_IN_FORM,
    "roadmaps:accept": SIGNED_IN_FORM,
    "roadmaps:decline": SIGNED_IN_FORM,
    "roadmaps:undo": Rule(access=Access.SIGNED_IN, serves=Serves.FORM, values=acceptance),
    "roadmaps:scenarios": SIGNED_IN_PAGE,
    "roadmaps:add_scenario": SIGNED_IN_FORM,
    "roadmaps:edit_scenario": Rule(access=Access.OWNER, serves=Serves.FORM, values=scenario),
    "roadmaps:remove_scenario": Rule(access=Access.OWNER, serves=Serves.FORM, values=scenario),
    "roadmaps:adopt_scenario": Rule(access=Access.OWNER, serves=Serves.FORM, values=scenario),
    "roadmaps:step": Rule(access=Access.SIGNED_IN, values=certification),
    "roadmaps:book": Rule(access=Access.SIGNED_IN, serves=Serves.FORM, values=certification),
    "roadmaps:unbook": Rule(access=Access.SIGNED_IN, serves=Serves.FORM, values=certification),
    "roadmaps:passed": Rule(access=Access.SIGNED_IN, serves=Serves.FORM, values=certification),
    "roadmaps:not_passed": Rule(access=Access.SIGNED_IN, serves=Serves.FORM, values=certification),
    "roadmaps:pin": Rule(access=Access.SIGNED_IN, serves=Serves.FORM, values=certification),
    "roadmaps:release": Rule(access=Access.SIGNED_IN, serves=Serves.FORM, values=certification),
    "roadmaps:figures": Rule(access=Access.SIGNED_IN, serves=Serves.FORM, values=certification),
    "roadmaps:exclude": Rule(access=Access.SIGNED_IN, serves=Serves.FORM, values=certification),
    "roadmaps:include": Rule(access=Access.SIGNED_IN, serves=Serves.FORM, values=certification),
    "roadmaps:paper": Rule(access=Access.LINE, values=profile),
    "roadmaps:export_csv": Rule(access=Access.LINE, values=profile),
    "roadmaps:export_json": Rule(access=Access.LINE, values=profile),
    "roadmaps:sharing": SIGNED_IN_PAGE,
    "roadmaps:new_feed": SIGNED_IN_FORM,
    "roadmaps:revoke_feed": SIGNED_IN_FORM,
    "roadmaps:add_link": SIGNED_IN_FORM,
    "roadmaps:revoke_link": Rule(access=Access.OWNER, serves=Serves.FORM, values=link),
    "roadmaps:calendar": Rule(access=Access.TOKEN, values=no_token),
    "roadmaps:shared": Rule(access=Access.TOKEN, values=no_token),
}


@dataclass(frozen=True, kw_only=True)
class Library:
    """A page of django-allauth: what it answers whoever is signed out, and whoever is signed in."""

    visitor: Row
    member: Row

    @property
    def is_public(self) -> bool:
        return self.visitor != TO_THE_SIGN_IN


def for_all(cells: str) -> Library:
    return Library(visitor=row(cells), member=row(cells))


def for_visitors(cells: str) -> Library:
    return Library(visitor=row(cells), member=row("MOVED"))  # on to the first page of the portal


def for_members(cells: str) -> Library:
    return Library(visitor=TO_THE_SIGN_IN, member=row(cells))


LIBRARY: dict[str, Library] = {
    "account_login": for_visitors("OK OK OK OK METHOD"),
    "account_signup": for_visitors("OK OK OK OK METHOD"),
    "account_inactive": for_all("OK OK METHOD METHOD METHOD"),
    "account_logout": Library(
        visitor=row("LOGIN LOGIN LOGIN METHOD METHOD"),
        member=row("OK OK LOGIN METHOD METHOD"),
    ),
    "account_email_verification_sent": for_all("OK OK METHOD METHOD METHOD"),
    "account_confirm_email": for_all("OK OK MISSING METHOD METHOD"),  # with a key nobody was sent
    "account_reset_password": for_all("OK OK OK OK METHOD"),
    "account_reset_password_done": for_all("OK OK METHOD METHOD METHOD"),
    "account_reset_password_from_key": for_all("OK"),
    "account_reset_password_from_key_done": for_all("OK OK METHOD METHOD METHOD"),
    "account_reauthenticate": for_members("OK OK OK OK METHOD"),
    "account_email": for_members("OK OK MOVED MOVED METHOD"),
    "account_change_password": for_members("OK OK OK OK METHOD"),
    "account_set_password": for_members("MOVED"),  # only for accounts that have none
}


def unclassified(routes: Iterable[Route]) -> list[str]:
    """URLs nobody has decided about."""
    return [
        route.key
        for route in routes
        if route.key not in MATRIX
        and route.key not in LIBRARY
        and not administration.is_classified(route)
    ]


def classes() -> set[str]:
    """The keys of all URLs somebody has decided about."""
    return {*MATRIX, *LIBRARY, *administration.ROUTES, *administration.EXTRA}


def is_about_a_person(route: Route) -> bool:
    rule = MATRIX.get(route.key)
    return rule is not None and rule.is_about_a_person


def relations_of(route: Route) -> tuple[Relation, ...]:
    return tuple(Relation) if is_about_a_person(route) else (Relation.OWN,)


def expected(route: Route, role: Role, relation: Relation, method: str) -> Outcomes:
    """Return the outcomes that are right in this cell."""
    if route.key in MATRIX:
        return _expected_of_ours(MATRIX[route.key], role, relation, method)
    if route.key in LIBRARY:
        page = LIBRARY[route.key]
        return (page.visitor if role in SIGNED_OUT else page.member)[method]
    return administration.expected(route, role, method)


def _expected_of_ours(rule: Rule, role: Role, relation: Relation, method: str) -> Outcomes:
    if rule.asks_to_sign_in and role in SIGNED_OUT:
        return frozenset({Outcome.LOGIN})
    if method not in _served(rule.serves):
        return frozenset({Outcome.METHOD})
    if rule.access is Access.TOKEN:
        return frozenset({Outcome.MISSING})
    if rule.is_about_a_person and not _may_reach(rule.access, role, relation):
        return frozenset({Outcome.MISSING})
    return ALLOWED


def _served(serves: Serves) -> tuple[str, ...]:
    return {Serves.PAGE: SAFE, Serves.FORM: (*SAFE, "POST"), Serves.WRITE: ("POST",)}[serves]


IN_LINE = frozenset({Relation.REPORTS, Relation.REPORTS_REPORTS})
LEADS = frozenset({Role.MANAGER, Role.DELEGATE})


def _may_reach(access: Access, role: Role, relation: Relation) -> bool:
    # The member of staff is the report's report, so that those things are their own.
    is_owner = relation is Relation.OWN or (
        relation is Relation.REPORTS_REPORTS and role is Role.STAFF
    )
    is_in_line = relation in IN_LINE and role in LEADS
    if access is Access.MANAGERS:
        return is_in_line
    return is_owner or (access is Access.LINE and is_in_line)


def values_for(route: Route, things: Things) -> dict[str, Any]:
    """Return what to put into the parameters of a route."""
    if route.key in MATRIX:
        return MATRIX[route.key].values(things)
    if route.key in LIBRARY:
        return {"key": "not-a-key", "uidb36": "1"}
    return administration.values_for(route, things)
