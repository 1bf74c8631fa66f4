"""Make the demo organisation, a few hundred people at a time, so that memory stays bounded."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from random import Random

from django.db import transaction
from django.db.models import F

from careers.certifications.models import Certification
from careers.domain.scoring import rule_to_data
from careers.levels import queries as levels
from careers.levels.models import Competency
from careers.profiles.models import Notice, User
from careers.teams.demo import DOMAIN
from careers.teams.demo.decisions import write_decisions
from careers.teams.demo.organisation import organisations, seats
from careers.teams.demo.people import give_roles, make_people, published_password
from careers.teams.demo.records import World, write_records


class NoCatalogue(Exception):
    """The levels, the instrument or the certifications are not there yet."""


def is_loaded() -> bool:
    """Whether demo people exist. One SQL query."""
    return User.objects.filter(email__endswith=f"@{DOMAIN}").exists()


@transaction.atomic
def load(*, people: int, today: date, tell: Callable[[int], None]) -> None:
    """Insert this many people with all they did; all of them or, on an error, none.

    `tell` is called with the number made so far. Raises NoCatalogue. A handful of SQL statements
    for each hundred rows.
    """
    world = _world(today)
    password = published_password()
    dice = Random(people)  # noqa: S311 - the same number gives the same demo
    made = 0
    for size in organisations(people):
        staff = make_people(
            seats(size),
            first_number=made,
            password=password,
            joined_at=datetime.combine(today.replace(day=1), time(8), tzinfo=UTC),
        )
        write_records(staff, world, dice)
        write_decisions(staff, today)
        made += size
        tell(made)
    give_roles()
    # What they told each other is a part of their story: none of it is mailed now.
    told = Notice.objects.filter(sent_at=None, recipient__email__endswith=f"@{DOMAIN}")
    told.update(sent_at=F("created_at"))


def _world(today: date) -> World:
    instrument = levels.current_instrument()
    certifications = Certification.objects.select_related("level", "successor").order_by("order")
    by_key = {one.key: one for one in certifications}
    if instrument is None or not by_key:
        raise NoCatalogue("Load the catalogue first: python manage.py load_catalogue")
    rule = levels.rule_of(instrument)
    return World(
        today=today,
        instrument=instrument,
        rule=rule,
        rule_data=rule_to_data(rule),
        competencies=dict(Competency.objects.order_by("order").values_list("code", "pk")),
        levels={level.number: level for level in levels.ladder()},
        certifications=by_key,
    )
