"""Which agreed steps of a quarter fit into a budget, and who is deferred."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from careers.certifications import queries as certifications
from careers.certifications.queries import CertificationCard
from careers.domain.budget import Candidate, Decision, Fit, fit
from careers.domain.eligibility import Register
from careers.domain.planner import Money
from careers.domain.renewal import suites_of
from careers.domain.roadmap import Holding
from careers.profiles.models import User
from careers.roadmaps.plans import money_text
from careers.teams import reasons
from careers.teams.amounts import Amounts, amounts_of
from careers.teams.quarters import Quarter
from careers.teams.queries.costs import PlannedStep, costs_of, planned_steps
from careers.teams.queries.holding import held_by, until
from careers.teams.queries.line import members_visible_to


@dataclass(frozen=True, kw_only=True)
class BudgetAsked:
    quarter: Quarter
    budget: int  # minor units
    currency: str


@dataclass(frozen=True, kw_only=True)
class BudgetLine:
    """One step, with what became of it in words."""

    profile_id: int
    name: str
    certification: str
    on: date
    is_overdue: bool
    is_booked: bool
    is_agreed: bool
    cost: str  # empty where it is not known
    place: str  # why it stands where it stands in the order
    reason: str  # why it is deferred


@dataclass(frozen=True, kw_only=True)
class BudgetPage:
    quarter: Quarter
    budget: str
    spent: str
    left: str  # empty where what is booked exceeds the budget
    booked: str  # empty where nothing is booked
    over: str  # by how much what is booked exceeds it; empty if it does not
    paid: tuple[BudgetLine, ...]
    deferred: tuple[BudgetLine, ...]
    unpriced: tuple[BudgetLine, ...]  # the price is not known
    elsewhere: tuple[BudgetLine, ...]  # the price is in another currency
    not_agreed: Amounts  # of the quarter, neither agreed nor booked


@dataclass(frozen=True, kw_only=True)
class _Names:
    """What is needed to print a step."""

    cards: Mapping[str, CertificationCard]
    currency: str

    def certification(self, step: PlannedStep) -> str:
        return self.cards[step.certification].book_name

    def amount(self, minor: int) -> str:
        return money_text(Money(minor=minor, currency=self.currency))


def budget_page(user: User, asked: BudgetAsked, *, today: date) -> BudgetPage:
    """What the budget pays for, step by step, with the reasons. Four SQL queries."""
    catalogue = certifications.catalogue()
    register = Register(catalogue.certifications)
    people = members_visible_to(user)
    steps = planned_steps(people, register, today=today)
    own = [step for step in steps if step.quarter == asked.quarter]
    looked_at = [step for step in own if step.is_agreed or step.is_booked]
    priced = [step for step in looked_at if step.cost and step.cost.currency == asked.currency]
    held = held_by(people)
    done = fit(
        _candidates(priced, steps, held, register),
        asked.budget,
        can_wait_until=asked.quarter.later(1).ends_on,
    )
    names = _Names(cards=catalogue.cards, currency=asked.currency)
    other = [step for step in looked_at if step.cost and step.cost.currency != asked.currency]
    return BudgetPage(
        quarter=asked.quarter,
        budget=names.amount(asked.budget),
        spent=names.amount(done.spent),
        left="" if done.over else names.amount(done.left),
        booked=names.amount(done.booked) if done.booked else "",
        over=names.amount(done.over) if done.over else "",
        paid=_decided(done.paid, done, priced, names),
        deferred=_decided(done.deferred, done, priced, names),
        unpriced=tuple(_line(step, names) for step in looked_at if step.cost is None),
        elsewhere=tuple(_line(step, names) for step in other),
        not_agreed=amounts_of(costs_of(step for step in own if step not in looked_at)),
    )


def _candidates(
    priced: Iterable[PlannedStep],
    steps: Iterable[PlannedStep],
    held: Mapping[int, tuple[Holding, ...]],
    register: Register,
) -> tuple[Candidate, ...]:
    suites = suites_of(register)
    plans: dict[int, list[PlannedStep]] = {}
    for step in steps:
        plans.setdefault(step.person, []).append(step)
    return tuple(
        Candidate(
            step=step.pk,
            person=step.person,
            place=step.place,
            on=step.on,
            cost=step.cost.minor,
            is_booked=step.is_booked,
            renew_by=_renew_by(step, held.get(step.person, ()), suites, register),
            needs=_needs(step, plans[step.person], held.get(step.person, ()), register),
        )
        for step in priced
        if step.cost is not None
    )


def _renew_by(
    step: PlannedStep,
    held: tuple[Holding, ...],
    suites: Mapping[str, str],
    register: Register,
) -> date | None:
    """When what this exam renews expires: the certificates of its suite, which share a date."""
    suite = suites.get(register.book(step.certification))
    if suite is None:
        return None
    days = [on for key, on in until(held, suites).items() if on and suites.get(key) == suite]
    return max(days, default=None)


def _needs(
    step: PlannedStep,
    plan: Iterable[PlannedStep],
    held: Iterable[Holding],
    register: Register,
) -> tuple[frozenset[int], ...]:
    """Steps of the same plan that must come first; of each group one is enough."""
    one = register.by_key[step.certification]
    credited = register.credited(holding.certification for holding in held)
    asked = [
        group.any_of
        for group in one.prerequisites
        if not (group.or_experience and step.is_experience_confirmed)
    ]
    asked += [(key,) for key in one.recommended_first]
    earlier = [other for other in plan if other.place < step.place]
    groups = (
        frozenset(
            other.pk
            for other in earlier
            if not register.gained(other.certification).isdisjoint(keys)
        )
        for keys in asked
        if credited.isdisjoint(keys)
    )
    return tuple(group for group in groups if group)


def _decided(
    decisions: Iterable[Decision], done: Fit, steps: Sequence[PlannedStep], names: _Names
) -> tuple[BudgetLine, ...]:
    by_pk = {step.pk: step for step in steps}
    lines = []
    for one in decisions:
        step = by_pk[one.candidate.step]
        waits_for = sorted(one.waits_for, key=lambda pk: by_pk[pk].place)
        needed = [names.certification(by_pk[pk]) for pk in waits_for]
        why = reasons.deferred_because(one, done.budget, needed, names.amount)
        lines.append(_line(step, names, place=reasons.place_of(one), reason=why))
    return tuple(lines)


def _line(step: PlannedStep, names: _Names, *, place: str = "", reason: str = "") -> BudgetLine:
    return BudgetLine(
        profile_id=step.person,
        name=step.name,
        certification=names.certification(step),
        on=step.on,
        is_overdue=step.is_overdue,
        is_booked=step.is_booked,
        is_agreed=step.is_agreed,
        cost=money_text(step.cost) if step.cost else "",
        place=place,
        reason=reason,
    )
