"""What somebody may see ends with the very next request, whatever they had open before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from careers.profiles import actions
from careers.profiles.models import AccessEntry, Profile, User
from tests.assessments.builders import page_url, submitted_assessment
from tests.factories import make_user
from tests.profiles.delegations import stand_in

pytestmark = pytest.mark.django_db
PERSON, OTHER = "Ben Ito", "Olga Other"
LISTS = ("/team/people/", "/team/people/people.csv")


@dataclass(frozen=True, kw_only=True)
class Line:
    """Mona leads Lena, who leads Ben; Mona also leads Olga, so that her lists are never empty."""

    mona: User
    lena: User
    ben: User

    def addresses(self) -> tuple[str, ...]:
        """The pages and files about Ben."""
        key = self.ben.profile.pk
        return (
            page_url("result", submitted_assessment(self.ben, "P2")),
            f"/roadmap/{key}/",
            f"/roadmap/{key}/paper/",
            f"/roadmap/{key}/roadmap.csv",
            f"/roadmap/{key}/roadmap.json",
            f"/team/people/{key}/",
        )


@pytest.fixture
def line(catalogue: None) -> Line:
    mona = make_user("Mona Manager")
    lena = make_user("Lena Lead", manager=mona)
    make_user(OTHER, manager=mona)
    return Line(mona=mona, lena=lena, ben=make_user(PERSON, manager=lena))


def signed_in_as(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def answers(client: Client, addresses: tuple[str, ...]) -> set[int]:
    return {client.get(address).status_code for address in addresses}


def shown(client: Client) -> list[bool]:
    """For each list whether Ben is in it; somebody always is."""
    texts = [client.get(address).content.decode() for address in LISTS]
    assert all(OTHER in text for text in texts)
    return [PERSON in text for text in texts]


def check_that_it_ends(client: Client, line: Line, end: Callable[[], object]) -> None:
    addresses = line.addresses()
    assert answers(client, addresses) == {200}
    assert shown(client) == [True, True]
    end()
    looked = AccessEntry.objects.filter(subject=line.ben.profile).count()
    assert answers(client, addresses) == {404}
    assert shown(client) == [False, False]
    assert AccessEntry.objects.filter(subject=line.ben.profile).count() == looked


def test_when_somebody_moves_to_another_manager(line: Line) -> None:
    new = make_user("Nora New").profile
    check_that_it_ends(
        signed_in_as(line.mona),
        line,
        lambda: actions.set_manager(profile=line.ben.profile, manager=new),
    )


def test_when_the_manager_between_moves_away(line: Line) -> None:
    check_that_it_ends(
        signed_in_as(line.mona),
        line,
        lambda: actions.set_manager(profile=line.lena.profile, manager=None),
    )


def test_when_a_delegation_is_ended(line: Line) -> None:
    vera = make_user("Vera Vice")
    given = stand_in(line.mona, vera, first=-1, last=1)
    client = signed_in_as(vera)
    # A minute ago: PostgreSQL asks when the transaction of the test began.
    now = timezone.now() - timedelta(minutes=1)
    addresses = line.addresses()
    assert answers(client, addresses) == {200}
    actions.end_delegation(delegation=given, now=now)
    assert answers(client, addresses) == {404}
    assert PERSON not in client.get("/team/people/").content.decode()


def test_when_the_account_is_switched_off(line: Line) -> None:
    client, addresses = signed_in_as(line.mona), line.addresses()
    assert answers(client, addresses) == {200}
    User.objects.filter(pk=line.mona.pk).update(is_active=False)
    assert answers(client, addresses) == {302}  # to the sign-in


def test_whoever_comes_in_between_sees_from_then_on(line: Line) -> None:
    client, addresses = signed_in_as(new := make_user("Nora New")), line.addresses()
    assert answers(client, addresses) == {404}
    Profile.objects.filter(user=line.lena).update(manager=new.profile)
    assert answers(client, addresses) == {200}
