from __future__ import annotations

import pytest
from django.test import Client

from careers.profiles.models import Profile, Role, User
from tests.factories import make_user
from tests.roadmaps.agreed import person_with_plan
from tests.roadmaps.changing import three_people
from tests.roles import make_user_with


@pytest.fixture
def manager(db: None) -> User:
    return make_user("Mona Manager")


@pytest.fixture
def person(manager: User) -> Profile:
    return person_with_plan(manager=manager).profile


@pytest.fixture
def editor(catalogue: None) -> User:
    return make_user_with(Role.CATALOGUE_EDITOR, "Edda Editor")


@pytest.fixture
def desk(client: Client, editor: User) -> Client:
    """Where the editor of the catalogue sits."""
    client.force_login(editor)
    return client


@pytest.fixture
def people(manager: User, editor: User) -> tuple[User, User, User]:
    """With an accepted plan, with one a manager agreed to, without a plan."""
    return three_people(manager)
