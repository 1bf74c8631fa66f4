"""Open changes beside a form: named, and not read. An import may hold a thousand certifications."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from careers.certifications.models import CatalogueChange
from careers.profiles.models import User
from tests.certifications.editing import change_url
from tests.factories import make_user
from tests.roadmaps.changing import LIST, look, propose

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]
KEY, OTHER = "p3o-practitioner", "p3o-foundation"


@pytest.fixture
def changes(office: Client) -> dict[str, CatalogueChange]:
    own, other = User.objects.get(name="Olu Office"), make_user("Edda Editor")
    return {
        "own": propose(own, KEY, course_days=8),
        "beside": propose(own, OTHER, course_days=8),
        "other": propose(other, KEY, course_days=9),
    }


def read_whole(client: Client, address: str) -> tuple[int, Any]:
    """How often what changes hold is read for a page, and what the page is made from."""
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
    columns = [f'"{CatalogueChange._meta.db_table}"."{name}"' for name in ("documents", "before")]
    selected = [query["sql"].partition(" FROM ")[0] for query in captured]
    return sum(any(name in one for name in columns) for one in selected), response.context


def test_a_form_reads_at_most_the_change_it_goes_on_with(
    office: Client, changes: dict[str, CatalogueChange]
) -> None:
    url = change_url(KEY)
    number, context = read_whole(office, url)
    waiting = {(one["change"].pk, one["go_on"]) for one in context["waiting"]}
    own, other = changes["own"].pk, changes["other"].pk
    assert waiting == {(own, f"?change={own}"), (other, "")}
    offered = [value for value, _label in context["adminform"].form.fields["into"].choices]
    assert offered == ["", str(changes["beside"].pk)]
    assert number == 0
    number, context = read_whole(office, f"{url}?change={own}")
    assert context["editing"].document["course_days"] == 8
    assert number == 1


def test_the_list_reads_none_alone_and_the_page_of_a_change_one(
    office: Client, changes: dict[str, CatalogueChange]
) -> None:
    number, context = read_whole(office, LIST)
    assert (number, len(context["cl"].result_list)) == (0, 3)
    for change in changes.values():
        look(change, User.objects.get(name="Olu Office"))
    assert read_whole(office, LIST)[0] == 1  # one query for all: whether numbers are true
    assert read_whole(office, f"{LIST}{changes['own'].pk}/impact/")[0] == 1


def test_proposed_again_it_is_the_same_change(changes: dict[str, CatalogueChange]) -> None:
    user = User.objects.get(name="Olu Office")
    assert propose(user, KEY, course_days=8) == changes["own"]
    assert propose(user, KEY, course_days=7) != changes["own"]
