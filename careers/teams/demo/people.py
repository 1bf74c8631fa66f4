"""Accounts and profiles of one demo organisation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from careers.profiles.actions import let_in
from careers.profiles.models import Profile, User
from careers.teams.demo import PASSWORD
from careers.teams.demo.names import address_of, name_of, title_of
from careers.teams.demo.organisation import Rank, Seat
from careers.teams.demo.stories import SIGN_INS, Story, story_of


@dataclass(frozen=True, kw_only=True)
class Person:
    number: int  # in the whole demo
    seat: Seat
    story: Story
    profile: Profile
    manager_name: str


def make_people(
    seats: tuple[Seat, ...], *, first_number: int, password: str, joined_at: datetime
) -> list[Person]:
    """Insert the accounts and profiles of an organisation. At most seven SQL statements a batch."""
    users = User.objects.bulk_create(
        _user(seat, first_number, password, joined_at) for seat in seats
    )
    EmailAddress.objects.bulk_create(
        EmailAddress(user=user, email=user.email, verified=True, primary=True) for user in users
    )
    profiles: list[Profile] = []
    for rank in Rank:  # managers first: their keys are known only once they are in the database
        profiles += Profile.objects.bulk_create(
            Profile(
                user=users[seat.number],
                job_title=_title(seat, first_number),
                manager=None if seat.manager is None else profiles[seat.manager],
            )
            for seat in seats
            if seat.rank is rank
        )
    return [
        Person(
            number=first_number + seat.number,
            seat=seat,
            story=story_of(seat),
            profile=profiles[seat.number],
            manager_name="" if seat.manager is None else users[seat.manager].name,
        )
        for seat in seats
    ]


def published_password() -> str:
    """Hash the demo password once; hashing is slow on purpose."""
    return make_password(PASSWORD)


def _user(seat: Seat, first_number: int, password: str, joined_at: datetime) -> User:
    number = first_number + seat.number
    sign_in = SIGN_INS.get((seat.rank, seat.place)) if first_number == 0 else None
    user = User(
        email=sign_in.address if sign_in else address_of(number),
        name=sign_in.name if sign_in else name_of(number),
        is_staff=bool(sign_in and sign_in.is_superuser),
        is_superuser=bool(sign_in and sign_in.is_superuser),
        joined_at=joined_at,
    )
    user.password = password
    return user


def give_roles() -> None:
    """Let those into the administration whose sign-in is for a role there. Four SQL statements."""
    roles = {one.address: one.role for one in SIGN_INS.values() if one.role is not None}
    groups = {group.name: group for group in Group.objects.filter(name__in=roles.values())}
    users = list(User.objects.filter(email__in=roles))
    through = User.groups.through
    through.objects.bulk_create(
        through(user=user, group=groups[roles[user.email]]) for user in users
    )
    let_in(users=[user.pk for user in users])


def _title(seat: Seat, first_number: int) -> str:
    sign_in = SIGN_INS.get((seat.rank, seat.place)) if first_number == 0 else None
    number = first_number + seat.number
    return sign_in.job_title if sign_in else title_of(number, story_of(seat).level)
