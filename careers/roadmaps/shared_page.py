"""What somebody with a link sees: only what the link shows is in these values at all.

A template cannot show by mistake what it is not given. Without ratings nothing that an answer, a
level or a certification held could be read from is handed on: no title, no reason, no credit, no
renewal, nothing passed; of the work only the names of the competencies, because each action belongs
to one level; and of what comes before an exam what the provider asks of everybody.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from careers.roadmaps import plans
from careers.roadmaps.diary import Entry, diary_of
from careers.roadmaps.page import PassedView, RenewalView, RoadmapView, StepView, WorkGap


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
    is_next: bool
    is_dropped: bool
    is_overdue: bool
    is_tight: bool
    facts: tuple[Fact, ...]  # no cost unless it is shown


@dataclass(frozen=True, kw_only=True)
class SharedAction:
    lead: str  # to which level
    text: str


@dataclass(frozen=True, kw_only=True)
class SharedWork:
    competency: str
    state: str  # empty without ratings
    actions: tuple[SharedAction, ...]  # none without ratings


@dataclass(frozen=True, kw_only=True)
class SharedRenewal:
    name: str
    label: str
    is_expired: bool
    is_soon: bool
    when: str
    sentence: str
    cost: str  # empty unless it is shown


@dataclass(frozen=True, kw_only=True)
class SetAside:
    name: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class SharedPage:
    title: str
    standing: str  # level and its name; empty without ratings
    no_fit: tuple[str, ...]  # that the plan does not fit the limits; why, with ratings and cost
    no_step: Fact | None  # why there is no next step; None when there is one
    passed: tuple[Fact, ...]  # none without ratings
    steps: tuple[SharedStep, ...]
    gone: tuple[Fact, ...]  # why, only with ratings
    diary: tuple[Entry, ...]
    credits: tuple[str, ...]  # none without ratings
    totals: tuple[Fact, ...]
    work: tuple[SharedWork, ...]
    renewals: tuple[SharedRenewal, ...]  # none without ratings
    set_aside: tuple[SetAside, ...]  # none without comments

    @property
    def next_step(self) -> SharedStep | None:
        return next((step for step in self.steps if step.is_next), None)


def shared_page(page: RoadmapView, shown: Shown) -> SharedPage:
    """Hand on what a link shows of a roadmap, written about the person."""
    renewals = page.renewals if shown.has_ratings else ()
    return SharedPage(
        title=page.title if shown.has_ratings else _("Roadmap"),
        standing=_standing(page) if shown.has_ratings else "",
        no_fit=_no_fit(page, shown),
        no_step=_no_step(page),
        passed=tuple(map(_passed, page.passed if shown.has_ratings else ())),
        steps=tuple(_step(step, page, shown) for step in page.steps),
        gone=tuple(_gone(one, shown) for one in page.gone),
        diary=diary_of(page.steps, renewals),
        credits=page.credits if shown.has_ratings else (),
        totals=_totals(page, shown) if page.steps else (),
        work=tuple(_work(gap, shown) for gap in (*page.uncovered, *page.partly)),
        renewals=tuple(_renewal(one, shown) for one in renewals),
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


def _no_fit(page: RoadmapView, shown: Shown) -> tuple[str, ...]:
    """The reasons name amounts, and of what cannot be planned whether it is held."""
    told = plans.no_fit_text(page)
    if not told or page.conflict is None:
        return ()
    return (told, *page.conflict.reasons) if shown.has_ratings and shown.has_cost else (told,)


def _no_step(page: RoadmapView) -> Fact | None:
    """In the words of the link: those of the page tell of levels and of what is held."""
    if page.next_step is not None:
        return None
    below = _("What is below leads on.") if page.uncovered or page.partly else ""
    if page.steps or page.passed or page.gone:
        term, text = _("Nothing is left to do"), _("Every exam of the plan is done or out of it.")
    else:
        term, text = _("No exam for now"), _("No exam is planned.")
    return Fact(term=term, text=f"{text} {below}".strip())


def _passed(one: PassedView) -> Fact:
    return Fact(term=one.name, text=capfirst(one.text))


def _gone(one: PassedView, shown: Shown) -> Fact:
    return Fact(term=one.name, text=one.text if shown.has_ratings else "")


def _step(step: StepView, page: RoadmapView, shown: Shown) -> SharedStep:
    return SharedStep(
        number=step.number,
        name=step.name,
        notes=step.notes,
        reasons=step.reasons if shown.has_ratings else (),
        when=step.when,
        is_next=page.next_step is not None and step.key == page.next_step.key,
        is_dropped=step.is_dropped,
        is_overdue=step.is_overdue,
        is_tight=step.is_tight,
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
    before = step.prerequisites if shown.has_ratings else step.asks
    yield Fact(term=_("Before it"), text="; ".join(before))
    if step.conditions and shown.has_ratings:
        yield Fact(term=_("Check before booking"), text="; ".join(step.conditions))


def _totals(page: RoadmapView, shown: Shown) -> tuple[Fact, ...]:
    """What the totals leave out names the cost, so it goes with it; the rest says “at least”.

    Keeping certifications current tells how many are held, and what that costs.
    """
    totals = page.totals
    found = [Fact(term=_("Exams"), text=totals.exams)]
    if shown.has_ratings:
        found.append(Fact(term=_("Covers"), text=totals.cover))
    if shown.has_cost:
        found.append(Fact(term=_("Cost"), text=totals.cost))
    found.append(Fact(term=_("Courses"), text=totals.days))
    found.append(Fact(term=_("Study"), text=totals.hours))
    found.append(Fact(term=_("Last exam"), text=totals.finish))
    if shown.has_cost and shown.has_ratings and totals.keeping:
        found.append(Fact(term=_("Keeping them current"), text=totals.keeping))
    if shown.has_cost and totals.unknown:
        left_out = "; ".join(totals.unknown)
        found.append(Fact(term=_("Not in these totals"), text=capfirst(left_out)))
    return tuple(found)


def _work(gap: WorkGap, shown: Shown) -> SharedWork:
    """Each action belongs to one level of one competency: its words alone tell the answer."""
    if not shown.has_ratings:
        return SharedWork(competency=gap.competency, state="", actions=())
    return SharedWork(
        competency=gap.competency,
        state=capfirst(gap.state),
        actions=tuple(
            SharedAction(lead=_("To level %(level)s:") % {"level": one.level}, text=one.text)
            for one in gap.actions
        ),
    )


def _renewal(one: RenewalView, shown: Shown) -> SharedRenewal:
    return SharedRenewal(
        name=one.name,
        label=one.label,
        is_expired=one.is_expired,
        is_soon=one.is_soon,
        when=one.when,
        sentence=one.sentence,
        cost=one.cost if shown.has_cost else "",
    )
