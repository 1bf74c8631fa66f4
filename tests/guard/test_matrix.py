"""Every URL × role × whose object × method: who gets in, and that reading writes nothing.

Where a page is filled in, its headers are looked at too, and what it asks the browser to do.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import nullcontext

import pytest
from django.apps import apps
from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from tests.environment import IS_SECOND_RUN
from tests.guard.administration import PART_OF, PRIVATE, TABLES
from tests.guard.headers import HEADERS, SECRET_ADDRESS, faults_of
from tests.guard.matrix import (
    LIBRARY,
    MATRIX,
    Access,
    classes,
    expected,
    is_about_a_person,
    relations_of,
    unclassified,
    values_for,
)
from tests.guard.outcomes import METHODS, REFUSED, SAFE
from tests.guard.requests import blank_pages, outcome_of, send
from tests.guard.routes import Route, all_routes, walk
from tests.guard.world import ABOUT_PEOPLE_ONLY, OFFICE_ONLY, Relation, Role, World

pytestmark = pytest.mark.django_db
LEAST_CELLS = 3_000
TRIED = ("GET", "POST") if IS_SECOND_RUN else METHODS
"""Beside another database, two methods: it decides what is found, not how it is asked for."""

RARE = ("PUT", "DELETE")
TRY_RARE = frozenset({Role.STAFF, Role.AUDITOR, Role.SUPERUSER})
"""No page of ours takes these methods, and what refuses them stands before the question whose
object it is; Django's forms answer them as they answer GET. Each role that is answered in a way of
its own tries them; for the others there is nothing new to see."""

TRY_HEAD = TRY_RARE | {Role.ANONYMOUS, Role.MANAGER}
"""Who may see a page is asked before the method is; these get into every page that anybody does."""

READERS = (
    frozenset() if IS_SECOND_RUN else {Role.ANONYMOUS, Role.STAFF, Role.MANAGER, Role.SUPERUSER}
)
"""Those whose pages are filled in, and read for what the policy forbids. The others get in or not,
and see the same pages; beside another database, test_fuzz.py has every page filled in."""


SEE_PEOPLE_ALIKE = frozenset({Role.ANONYMOUS, Role.DEACTIVATED} | OFFICE_ONLY)
"""Beside another database they are not tried again: for them no query about people decides."""


def is_tried(role: Role, method: str) -> bool:
    if IS_SECOND_RUN and role in SEE_PEOPLE_ALIKE:
        return False
    if method == "HEAD" and role not in TRY_HEAD:
        return False
    return method in TRIED and (method not in RARE or role in TRY_RARE)


TRIES = [(role, method) for role in Role for method in METHODS if is_tried(role, method)]


def cells(role: Role) -> list[tuple[Route, Relation]]:
    """What one role tries.

    Of those that differ in whom they see, only pages about people; of those that differ in the
    administration, its pages, and those about a stranger.
    """
    return [
        (route, relation)
        for route in all_routes()
        for relation in relations_of(route)
        if _is_tried(role, route, relation)
    ]


def _is_tried(role: Role, route: Route, relation: Relation) -> bool:
    if role in OFFICE_ONLY:
        is_about_a_stranger = is_about_a_person(route) and relation is Relation.STRANGERS
        return is_about_a_stranger or route.key.startswith("admin:")
    return role not in ABOUT_PEOPLE_ONLY or is_about_a_person(route)


def test_every_url_is_classified_and_every_class_is_used() -> None:
    routes = all_routes()
    assert unclassified(routes) == []
    assert classes() - {route.key for route in routes} == set()


def test_a_new_url_does_not_slip_through() -> None:
    def payroll(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    assert unclassified(walk([path("payroll/", payroll, name="payroll")])) == ["payroll"]


def test_the_roles_and_relations_are_those_of_the_promise() -> None:
    assert [str(role) for role in Role] == [
        "anonymous",
        "staff",
        "manager",
        "other manager",
        "former manager",
        "delegate on the days of the absence",
        "delegate before and after the absence",
        "catalogue editor",
        "people administrator",
        "auditor",
        "superuser",
        "deactivated",
    ]
    assert [str(relation) for relation in Relation] == [
        "own",
        "a direct report's",
        "a report's report's",
        "a stranger's",
    ]


def labels_of(models: Iterable[type[Model]]) -> set[str]:
    return {model._meta.label_lower for model in models}


def test_the_administration_shows_the_tables_of_the_list_and_no_other() -> None:
    pages = admin.site._registry.items()
    assert labels_of(model for model, _page in pages) == set(TABLES)
    parts = {
        model._meta.label_lower: labels_of(part.model for part in page.inlines)
        for model, page in pages
        if page.inlines
    }
    assert parts == PART_OF


def test_nobody_is_above_the_privacy_rule() -> None:
    """Answers, results and roadmaps are nowhere in the administration (ADR 4)."""
    private = labels_of(model for app in PRIVATE for model in apps.get_app_config(app).get_models())
    assert {"assessments.assessment", "assessments.answer", "assessments.result"} <= private
    assert any(label.startswith("roadmaps.") for label in private)
    shown = set(TABLES).union(*PART_OF.values())
    assert private & shown == set()


def test_a_table_that_is_registered_does_not_slip_through() -> None:
    site = admin.AdminSite(name="admin")
    site.register(apps.get_model("assessments.answer"))
    urls, _name, namespace = site.urls
    found = unclassified(walk(urls, "admin/", namespace))
    assert "admin:assessments_answer_change" in found
    assert len(found) == 6  # its five pages and the address of a row without a page


def test_the_table_is_as_large_as_promised() -> None:
    assert sum(len(cells(role)) for role, _method in TRIES) >= LEAST_CELLS


@pytest.mark.parametrize(("role", "method"), TRIES)
def test_access(
    world: World, clients: dict[Role, Client], lean: dict[Role, Client], role: Role, method: str
) -> None:
    is_read = role in READERS and method in ("GET", "POST")
    browser = clients[role] if is_read else lean[role]
    faults = []
    with nullcontext() if is_read else blank_pages():
        for route, relation in cells(role):
            address = route.path(values_for(route, world.things_for(role, relation)))
            response, writes = send(browser, method, address)
            right = expected(route, role, relation, method)
            found = outcome_of(response)
            where = f"{method} {route.key} ({relation}): "
            if found not in right:
                faults.append(f"{where}{found} instead of {' or '.join(sorted(right))}")
            if writes and (method in SAFE or right <= REFUSED):
                faults.append(f"{where}wrote {writes[0][:80]}")
            if is_read:
                faults += [f"{where}{fault}" for fault in faults_of(response, headers_of(route))]
    assert not faults, "\n".join(faults)


def headers_of(route: Route) -> dict[str, str]:
    rule = MATRIX.get(route.key)
    return SECRET_ADDRESS if rule and rule.access is Access.TOKEN else HEADERS


@pytest.mark.parametrize("role", [Role.ANONYMOUS, Role.DEACTIVATED])
def test_whoever_must_sign_in_comes_back_afterwards(
    world: World, clients: dict[Role, Client], role: Role
) -> None:
    for route in all_routes():
        rule, page = MATRIX.get(route.key), LIBRARY.get(route.key)
        is_ours = rule is not None and rule.asks_to_sign_in
        if not is_ours and (page is None or page.is_public):
            continue
        address = route.path(values_for(route, world.strangers))
        response, _writes = send(clients[role], "GET", address)
        assert response.headers["Location"] == f"/accounts/login/?next={address}", route.key


def test_nobody_learns_what_exists(world: World, clients: dict[Role, Client]) -> None:
    """A stranger's object and one that does not exist give the same answer."""
    for route in all_routes():
        rule = MATRIX.get(route.key)
        if rule is None or not rule.is_about_a_person:
            continue
        values = values_for(route, world.strangers)
        nothing = {
            name: 99_999_999 if isinstance(value, int) else value for name, value in values.items()
        }
        for method in ("GET", "POST"):
            answers = [
                send(clients[Role.SUPERUSER], method, route.path(one))[0]
                for one in (values, nothing)
            ]
            statuses = {answer.status_code for answer in answers}
            assert statuses <= {404, 405}, route.key
            assert len(statuses) == 1, route.key
