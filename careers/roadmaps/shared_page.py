"""What somebody with a link sees: only what the link shows is in these values at all.

A template cannot show by mistake what it is not given. Without ratings nothing that an answer or a
level could be read from is handed on: no title, no reason, no state of a gap, and of the work
actions only the next of each competency, because their number tells how far away the level is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from careers.roadmaps.diary import Entry, diary_of
from careers.roadmaps.page import RenewalView, RoadmapView, StepView, WorkGap, WorkStep


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What a link shows beside steps and dates."""

    has_ratings: bool
    has_cost: bool
    has_comments: bool


@dataclass(frozen=True, kw_only=True)
class Fact:
    term: str
    text: str


@dataclass(frozen=True, kw_only=True)
class SharedStep:
    number: int
    name: str
    notes: tuple[str, ...]
    reasons: tuple[str, ...]  # none without ratings
    when: str
    facts: tuple[Fact, ...]  # no cost unless it is shown


@dataclass(frozen=True, kw_only=True)
class SharedAction:
    lead: str  # to which level; empty without ratings
    text: str


@dataclass(frozen=True, kw_only=True)
class SharedWork:
    competency: str
    state: str  # empty without ratings
    actions: tuple[SharedAction, ...]


@dataclass(frozen=True, kw_only=True)
class SharedRenewal:
    name: str
    label: str
    is_expired: bool
    is_soon: bool
    when: str
    sentence: str


@dataclass(frozen=True, kw_only=True)
class SetAside:
    name: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class SharedPage:
    title: str
    standing: str  # level and its name; empty without ratings
    steps: tuple[SharedStep, ...]
    diary: tuple[Entry, ...]
    credits: tuple[str, ...]
    totals: tuple[Fact, ...]
    work: tuple[SharedWork, ...]
    renewals: tuple[SharedRenewal, ...]
    set_aside: tuple[SetAside, ...]  # none without comments

    @property
    def next_step(self) -> SharedStep | None:
        return self.steps[0] if self.steps else None


def shared_page(page: RoadmapView, shown: Shown) -> SharedPage:
    """Hand on what a link shows of a roadmap, written about the person."""
    return SharedPage(
        title=page.title if shown.has_ratings else _("Roadmap"),
        standing=_standing(page) if shown.has_ratings else "",
        steps=tuple(_step(step, shown) for step in page.steps),
        diary=diary_of(page.steps, page.renewals),
        credits=page.credits,
        totals=_totals(page, shown) if page.steps else (),
        work=tuple(_work(gap, shown) for gap in (*page.uncovered, *page.partly)),
        renewals=tuple(_renewal(one) for one in page.renewals),
        set_aside=tuple(
            SetAside(name=one.name, reason=one.reason)
            for one in (page.exclusions if shown.has_comments else ())
        ),
    )


def _standing(page: RoadmapView) -> str:
    facts = {"level": page.level, "label": page.level_label}
    if page.is_provisional:
        return _("Now at level %(level)s, provisionally: %(label)s") % facts
    return _("Now at level %(level)s: %(label)s") % facts


def _step(step: StepView, shown: Shown) -> SharedStep:
    return SharedStep(
        number=step.number,
        name=step.name,
        notes=step.notes,
        reasons=step.reasons if shown.has_ratings else (),
        when=step.when,
        facts=tuple(_facts(step, shown)),
    )


def _facts(step: StepView, shown: Shown) -> Iterable[Fact]:
    yield Fact(term=_("When"), text=step.when)
    yield Fact(term=_("Study"), text=step.hours)
    yield Fact(term=_("Provider"), text=step.provider)
    if shown.has_cost:
        yield Fact(term=_("Cost"), text=step.cost)
    yield Fact(term=_("Course"), text=step.days)
    yield Fact(term=_("Exam"), text=step.exam)
    yield Fact(term=_("Before it"), text="; ".join(step.prerequisites))
    if step.conditions:
        yield Fact(term=_("Check before booking"), text="; ".join(step.conditions))


def _totals(page: RoadmapView, shown: Shown) -> tuple[Fact, ...]:
    """What the totals leave out names the cost, so it goes with it; the rest says “at least”."""
    totals = page.totals
    found = [Fact(term=_("Exams"), text=totals.exams)]
    if shown.has_ratings:
        found.append(Fact(term=_("Covers"), text=totals.cover))
    if shown.has_cost:
        found.append(Fact(term=_("Cost"), text=totals.cost))
    found.append(Fact(term=_("Courses"), text=totals.days))
    found.append(Fact(term=_("Study"), text=totals.hours))
    found.append(Fact(term=_("Last exam"), text=totals.finish))
    if shown.has_cost and totals.keeping:
        found.append(Fact(term=_("Keeping them current"), text=totals.keeping))
    if shown.has_cost and totals.unknown:
        left_out = "; ".join(totals.unknown)
        found.append(Fact(term=_("Not in these totals"), text=capfirst(left_out)))
    return tuple(found)


def _work(gap: WorkGap, shown: Shown) -> SharedWork:
    actions = gap.actions if shown.has_ratings else gap.actions[:1]
    return SharedWork(
        competency=gap.competency,
        state=capfirst(gap.state) if shown.has_ratings else "",
        actions=tuple(_action(one, shown) for one in actions),
    )


def _action(one: WorkStep, shown: Shown) -> SharedAction:
    lead = _("To level %(level)s:") % {"level": one.level} if shown.has_ratings else ""
    return SharedAction(lead=lead, text=one.text)


def _renewal(one: RenewalView) -> SharedRenewal:
    return SharedRenewal(
        name=one.name,
        label=one.label,
        is_expired=one.is_expired,
        is_soon=one.is_soon,
        when=one.when,
        sentence=one.sentence,
    )
