"""People of a line with their level, their gaps and one value for each competency."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists
from django.utils import timezone

from careers.assessments.models import Answer, Assessment
from careers.levels.models import Competency
from careers.profiles.models import User
from careers.teams.queries.gaps import with_gaps, with_target
from careers.teams.queries.people import (
    Day,
    Need,
    ending_certifications,
    is_stale,
    newest_is,
    overdue_steps,
    steps_to_agree,
)

Values = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Cell:
    """What somebody's answer in one competency counts for."""

    value: int | None = None  # as counted or agreed; None: not applicable, or not answered
    is_answered: bool = False
    is_gap: bool = False  # below the target, in its scope
    is_key: bool = False  # of a key competency of the target


@dataclass(frozen=True, kw_only=True)
class Row:
    """One person; without a submitted self-assessment only the first facts."""

    profile_id: int
    name: str
    job_title: str
    manager: str
    is_direct: bool
    level: int | None = None  # as agreed, else of the newest submitted self-assessment
    target: int | None = None
    is_provisional: bool = False
    state_label: str = ""
    submitted_on: date | None = None
    is_stale: bool = False
    is_waiting: bool = False  # the newest self-assessment, for a review
    is_to_agree: bool = False
    is_overdue: bool = False
    is_expiring: bool = False  # or expired
    cells: tuple[Cell, ...] = ()  # one for each competency, in their order

    @property
    def gaps(self) -> int | None:
        """How many competencies lie below the target; None without a result."""
        return None if self.level is None else sum(cell.is_gap for cell in self.cells)

    @property
    def key_gaps(self) -> int:
        """How many of them are key competencies of the target."""
        return sum(cell.is_gap and cell.is_key for cell in self.cells)


def rows_of(people: Any, columns: Sequence[Competency], user: User, day: Day) -> tuple[Row, ...]:
    """These people, who have their `newest`, in the order they come in. Three SQL queries."""
    marked = people.select_related("user", "manager__user").annotate(
        is_waiting=newest_is(Need.WAITING, day),
        is_to_agree=Exists(steps_to_agree()),
        is_overdue=Exists(overdue_steps(day.today)),
        is_expiring=Exists(ending_certifications(day)),
    )
    newest = people.order_by().values("newest")
    assessments = with_target(Assessment.objects.filter(pk__in=newest)).order_by()
    told = {one["profile_id"]: one for one in assessments.values(*OF_ASSESSMENT)}
    answers = with_gaps(Answer.objects.filter(assessment__in=newest)).order_by()
    cells: dict[tuple[int, int], Cell] = {
        (one["assessment_id"], one["competency_id"]): _cell(one)
        for one in answers.values(*OF_ANSWER)
    }
    return tuple(_row(one, told.get(one.pk), cells, columns, user, day) for one in marked)


OF_ASSESSMENT = (
    *("pk", "profile_id", "state", "submitted_at", "instrument__stale_months"),
    *("level", "target", "is_provisional"),
)
OF_ANSWER = ("assessment_id", "competency_id", "counted", "is_gap", "is_key")


def _cell(answer: Values) -> Cell:
    return Cell(
        value=answer["counted"],
        is_answered=True,
        is_gap=bool(answer["is_gap"]),
        is_key=bool(answer["is_key"]),
    )


def _row(
    one: Any,
    told: Values | None,
    cells: Mapping[tuple[int, int], Cell],
    columns: Sequence[Competency],
    user: User,
    day: Day,
) -> Row:
    facts: Values = {
        "profile_id": one.pk,
        "name": str(one.user),
        "job_title": one.job_title,
        "manager": str(one.manager) if one.manager else "",
        "is_direct": one.manager is not None and one.manager.user_id == user.pk,
        "is_waiting": one.is_waiting,
        "is_to_agree": one.is_to_agree,
        "is_overdue": one.is_overdue,
        "is_expiring": one.is_expiring,
    }
    if told is None:
        return Row(**facts)
    at, months = told["submitted_at"], told["instrument__stale_months"]
    return Row(
        **facts,
        level=told["level"],
        target=told["target"],
        is_provisional=bool(told["is_provisional"]),
        state_label=str(Assessment.State(told["state"]).label),
        submitted_on=timezone.localdate(at),
        is_stale=is_stale(at, day.today, months),
        cells=tuple(cells.get((told["pk"], column.pk), Cell()) for column in columns),
    )
