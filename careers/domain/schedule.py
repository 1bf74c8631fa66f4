"""When each exam of a plan can be taken (rule: docs/rules.md, The dates of a plan).

Studying goes on one exam after the other, so many hours a week. A booked exam stands on its day;
what it may need is studied before it, everything else after the last booked day.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from careers.domain.calendar import days_later
from careers.domain.certification import Certification

HOURS_A_COURSE_DAY = 8
"""Study hours that a course day stands for (our policy choice)."""

ASSUMED_HOURS = 40
"""Study hours where no course days are known: the longest known course, five days (our choice)."""

DAYS_A_WEEK = 7


class Turn(IntEnum):
    """When an exam is studied for; a plan stands in this order, as far as prerequisites allow."""

    EARLY = 0  # a booked exam may need it, so it comes before that one
    BOOKED = 1
    LATE = 2


@dataclass(frozen=True, kw_only=True)
class Work:
    """One exam to be dated."""

    certification: str
    hours: int
    turn: Turn
    booked_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Dated:
    certification: str
    starts_on: date
    ends_on: date  # the exam
    is_tight: bool  # booked for a day before its study can be done


def study_hours(one: Certification) -> int:
    """Return the hours of study: as recorded, else by its course days, else assumed.

    Source: docs/rules.md, The dates of a plan.
    """
    if one.study_hours is not None:
        return one.study_hours
    if one.course_days is not None:
        return one.course_days * HOURS_A_COURSE_DAY
    return ASSUMED_HOURS


def are_hours_assumed(one: Certification) -> bool:
    """Whether nothing is known that study hours could be worked out from."""
    return one.study_hours is None and one.course_days is None


def days_of_study(hours: int, hours_a_week: int) -> int:
    """Return the whole days that so many hours take, rounded up. `hours_a_week` is above 0."""
    return -(-hours * DAYS_A_WEEK // hours_a_week)


def hours_between(start: date, end: date, hours_a_week: int) -> int:
    """Return the hours of study that fit from one day to another; negative if the end is before."""
    return (end - start).days * hours_a_week // DAYS_A_WEEK


def begins_after(begins_on: date, booked: Iterable[date]) -> date:
    """Return the day from which what is not booked and not early is studied."""
    return max((begins_on, *booked))


def turns(booked: Collection[str], needs: Mapping[str, Collection[str]]) -> dict[str, Turn]:
    """Return the turn of each certification in `needs`, which names all that each may need.

    Source: docs/rules.md, The dates of a plan.
    """
    waiting, before = list(booked), set[str]()
    while waiting:
        for key in needs.get(waiting.pop(), ()):
            if key not in before:
                before.add(key)
                waiting.append(key)
    found = {key: Turn.EARLY if key in before else Turn.LATE for key in needs}
    return found | {key: Turn.BOOKED for key in booked if key in needs}


def schedule(works: Sequence[Work], *, begins_on: date, hours_a_week: int) -> tuple[Dated, ...]:
    """Date exams that come in the order of the plan, late ones last.

    Late exams share the hours without a gap, so that the last one ends exactly when all their hours
    have been studied. `hours_a_week` is above 0. Source: docs/rules.md, The dates of a plan.
    """
    found: list[Dated] = []
    studied, latest = 0, begins_on
    for one in works:
        if one.turn is Turn.LATE:
            continue
        start = days_later(begins_on, days_of_study(studied, hours_a_week))
        studied += one.hours
        possible = days_later(begins_on, days_of_study(studied, hours_a_week))
        latest = max(latest, one.booked_on or possible)
        found.append(
            Dated(
                certification=one.certification,
                starts_on=min(start, one.booked_on or start),
                ends_on=one.booked_on or max(possible, latest),
                is_tight=one.booked_on is not None and possible > one.booked_on,
            )
        )
    after = begins_after(begins_on, (one.booked_on for one in works if one.booked_on))
    late = [one for one in works if one.turn is Turn.LATE]
    return (*found, *_one_after_the_other(late, after, hours_a_week))


def _one_after_the_other(
    works: Sequence[Work], begins_on: date, hours_a_week: int
) -> Iterator[Dated]:
    studied, starts_on = 0, begins_on
    for one in works:
        studied += one.hours
        ends_on = days_later(begins_on, days_of_study(studied, hours_a_week))
        yield Dated(
            certification=one.certification, starts_on=starts_on, ends_on=ends_on, is_tight=False
        )
        starts_on = ends_on
