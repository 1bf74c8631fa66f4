"""Plans made ready to print: the steps, the totals, the comparison. No database, no clock."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from careers.certifications.queries import CertificationCard, wording
from careers.domain.planner import Inputs, Money, Plan, Step
from careers.domain.roadmap import Keeping
from careers.roadmaps import booking, explanations, succeeding
from careers.roadmaps.asking import asked_of_everybody
from careers.roadmaps.explanations import Words
from careers.roadmaps.page import Figures, RoadmapView, StepView, Totals
from careers.roadmaps.prices import price_text
from careers.roadmaps.succeeding import ENDED


def no_fit_text(page: RoadmapView) -> str:
    """What is said of a plan beyond the limits; empty for one that fits or was accepted."""
    if page.conflict is None or page.accepted_at:
        return ""
    return _("This plan does not fit the limits: it is the one without them.")


def not_known() -> str:
    return _("not known")


def money_text(money: Money) -> str:
    return wording.money(money.minor, money.currency)


def amount_text(minor: int, currency: str) -> str:
    return wording.money(minor, currency)


def days_text(days: int | None) -> str:
    if days is None:
        return not_known()
    return ngettext("%(days)s day", "%(days)s days", days) % {"days": days}


def percent_text(plan: Plan) -> str:
    return f"{explanations.percent(plan)}\N{NO-BREAK SPACE}%"


def step_views(
    plan: Plan,
    cards: Mapping[str, CertificationCard],
    conditions: Mapping[str, booking.Conditions],
    inputs: Inputs,
    words: Words,
) -> tuple[StepView, ...]:
    catalogue = {one.key: one for one in inputs.catalogue}
    held = frozenset(holding.certification for holding in inputs.held)
    views = []
    for number, step in enumerate(plan.steps, start=1):
        planned = frozenset(plan.keys[: number - 1])
        before = booking.Before(
            booked=catalogue[step.book],
            held=held,
            planned=planned,
            is_experienced=step.book in inputs.constraints.experience_confirmed,
        )
        asked = conditions.get(step.book, booking.Conditions())
        views.append(step_view(number, step, cards, before, asked, words, inputs))
    return tuple(views)


def step_view(
    number: int,
    step: Step,
    cards: Mapping[str, CertificationCard],
    before: booking.Before,
    conditions: booking.Conditions,
    words: Words,
    inputs: Inputs,
) -> StepView:
    """The name is what the article advises; provider, cost, days and exam are what is booked."""
    card, booked = cards[step.certification], cards[step.book]
    today, excluded = inputs.today, inputs.constraints.excluded
    cost = before.booked.cost
    prerequisites = (
        explanations.prerequisites(step, words)
        if step.book == step.certification
        else booking.prerequisites_of_booked(before, words)
    )
    return StepView(
        number=number,
        key=card.key,
        name=card.name,
        notes=succeeding.notes(card, booked, is_booked=step.is_booked),
        reasons=explanations.reasons(step, words),
        builds=explanations.all_it_builds(step.covers, words),
        provider=provider(booked),
        cost=price_text(cost, booked, inputs.constraints.currency, words) or not_known(),
        days=days_text(booked.course_days),
        exam=booked.exam_text or not_known(),
        prerequisites=prerequisites or (nothing_first(booked),),
        conditions=conditions.to_check(before),
        asks=asked_of_everybody(before.booked, conditions, words) or (nothing_first(booked),),
        url=card.url,
        book_key=booked.key,
        book_url=booked.url,
        book_name=booked.name_now or booked.name,
        can_be_booked=booked.status not in ENDED,
        hours=hours_text(step.hours, are_assumed=step.are_hours_assumed),
        starts_on=step.starts_on,
        ends_on=step.ends_on,
        when=when_text(step, today),
        is_booked=step.is_booked,
        is_tight=step.is_tight,
        is_overdue=step.ends_on < today,
        is_dropped=not excluded.isdisjoint((card.key, booked.key)),
        is_pinned=step.is_pinned,
        is_agreed=step.is_agreed,
        figures=figures_of(step, cost, booked),
    )


def figures_of(step: Step, cost: Money | None, booked: CertificationCard) -> Figures:
    return Figures(
        cost_minor=cost.minor if cost else None,
        currency=cost.currency if cost else "",
        hours=step.hours,
        are_hours_assumed=step.are_hours_assumed,
        course_days=booked.course_days,
    )


def hours_text(hours: int, *, are_assumed: bool = False) -> str:
    text = ngettext("%(hours)s hour", "%(hours)s hours", hours) % {"hours": hours}
    return _("about %(hours)s, assumed") % {"hours": text} if are_assumed else text


def when_text(step: Step, today: date) -> str:
    """When the exam is, in words."""
    facts = {"on": date_format(step.ends_on)}
    if step.is_booked:
        return _("Booked for %(on)s") % facts
    if step.ends_on < today:
        return _("Was planned for %(on)s") % facts
    return _("Planned for %(on)s") % facts


def nothing_first(booked: CertificationCard) -> str:
    """What is said where no prerequisite is recorded: there is none, or nobody knows."""
    if booked.is_open_to_all:
        return _("Nothing: it is open to everybody")
    return _("Not known: ask the provider")


def provider(card: CertificationCard) -> str:
    if not card.examined_by:
        return card.body_now
    return _("%(body)s, examined by %(examiner)s") % {
        "body": card.body_now,
        "examiner": card.examined_by,
    }


def cost_text(plan: Plan) -> str:
    """The known cost; “not known” when no step has one, “at least” when some have none."""
    if plan.unknown_costs == len(plan.steps):
        return not_known()
    known = money_text(plan.known_cost)
    return _("at least %(amount)s") % {"amount": known} if plan.unknown_costs else known


def plan_days_text(plan: Plan) -> str:
    if plan.unknown_days == len(plan.steps):
        return not_known()
    known = days_text(plan.known_days)
    return _("at least %(amount)s") % {"amount": known} if plan.unknown_days else known


def plan_hours_text(plan: Plan) -> str:
    text = hours_text(plan.hours)
    return _("about %(hours)s") % {"hours": text} if plan.assumed_hours else text


def finish_text(plan: Plan) -> str:
    return date_format(plan.ends_on) if plan.ends_on else _("nothing to finish")


def passed_text(on: date | None) -> str:
    return _("passed on %(on)s") % {"on": date_format(on)} if on else _("passed")


def keeping_text(keeping: Keeping) -> str:
    """What keeping everything held and planned takes, by taking exams again."""
    if not keeping.exams:
        text = _("no exam falls due within %(years)s years")
        told = text % {"years": keeping.years}
    else:
        text = ngettext(
            "%(count)s exam again within %(years)s years",
            "%(count)s exams again within %(years)s years",
            keeping.exams,
        )
        told = text % {"count": keeping.exams, "years": keeping.years}
        told = f"{told}: {_keeping_cost(keeping)}"
    if keeping.unknown_validity:
        text = ngettext(
            "how long %(count)s certification lasts is not known",
            "how long %(count)s certifications last is not known",
            keeping.unknown_validity,
        )
        told = f"{told}; {text % {'count': keeping.unknown_validity}}"
    return told


def _keeping_cost(keeping: Keeping) -> str:
    if keeping.unknown_costs == keeping.exams:
        return _("cost not known")
    known = money_text(keeping.known_cost)
    return _("at least %(amount)s") % {"amount": known} if keeping.unknown_costs else known


def exams_text(plan: Plan) -> str:
    exams = len(plan.steps)
    return ngettext("%(count)s exam", "%(count)s exams", exams) % {"count": exams}


def cover_text(plan: Plan, target: int) -> str:
    text = _("%(percent)s of what is missing for level %(level)s")
    return text % {"percent": percent_text(plan), "level": target}


def totals(plan: Plan, target: int, keeping: Keeping, elsewhere: int = 0) -> Totals:
    """What a plan comes to; `elsewhere` of its costs are in another currency."""
    return Totals(
        exams=exams_text(plan),
        cover=cover_text(plan, target),
        cost=cost_text(plan),
        days=plan_days_text(plan),
        hours=plan_hours_text(plan),
        finish=finish_text(plan),
        keeping=keeping_text(keeping),
        unknown=unknowns(plan, elsewhere),
    )


def unknowns(plan: Plan, elsewhere: int = 0) -> tuple[str, ...]:
    """What the totals leave out, as short clauses."""
    steps = len(plan.steps)
    found = []
    if elsewhere:
        text = ngettext(
            "cost in another currency for %(count)s of %(steps)s step",
            "cost in another currency for %(count)s of %(steps)s steps",
            steps,
        )
        found.append(text % {"count": elsewhere, "steps": steps})
    if plan.unknown_costs > elsewhere:
        text = ngettext(
            "cost not known for %(count)s of %(steps)s step",
            "cost not known for %(count)s of %(steps)s steps",
            steps,
        )
        found.append(text % {"count": plan.unknown_costs - elsewhere, "steps": steps})
    if plan.unknown_days:
        text = ngettext(
            "course days not known for %(count)s of %(steps)s step",
            "course days not known for %(count)s of %(steps)s steps",
            steps,
        )
        found.append(text % {"count": plan.unknown_days, "steps": steps})
    if plan.assumed_hours:
        text = ngettext(
            "study hours assumed for %(count)s of %(steps)s step",
            "study hours assumed for %(count)s of %(steps)s steps",
            steps,
        )
        found.append(text % {"count": plan.assumed_hours, "steps": steps})
    return tuple(found)
