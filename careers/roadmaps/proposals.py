"""Sentences about what would change in an accepted plan, and why no plan fits. No database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from careers.domain.changes import ChangeKind, PlanChange, Why
from careers.domain.conflict import Conflict, Limit, Relaxation, UnmetPin
from careers.domain.eligibility import Blocker, BlockerKind
from careers.domain.planner import Constraints, Inputs
from careers.roadmaps import explanations, plans, succeeding
from careers.roadmaps.explanations import Words, listed
from careers.roadmaps.page import ChangeLine, ConflictView


@dataclass(frozen=True, kw_only=True)
class Basis:
    """What a plan was made from, as it was stored, and as it is now."""

    then: Mapping[str, Any]
    now: Mapping[str, Any]
    assessed: str  # the day of the newest self-assessment, in words
    is_overdue: bool
    told: frozenset[str] = frozenset()  # certifications of which a change says what happened


def wish_names() -> dict[str, str]:
    """What each limit or wish is called inside a sentence."""
    return {
        "target": _("the target level"),
        "budget_minor": _("the budget"),
        "currency": _("the currency"),
        "hours_a_week": _("the study hours a week"),
        "begins_on": _("the start"),
        "finish_on": _("the finish date"),
        "preferred_bodies": _("the preferred providers"),
        "excluded_bodies": _("the providers left out"),
        "pinned": _("the pinned certifications"),
        "preferred": _("the preferred certifications"),
    }


def causes(basis: Basis, words: Words) -> tuple[str, ...]:
    """What has changed since the plan was accepted, one sentence each."""
    then, now = basis.then, basis.now
    found = [_new_assessment(basis)] if then.get("assessment") != now["assessment"] else []
    known = set(then.get("held", ()))
    gained = [words.name(key) for key in now["held"] if key not in known]
    if gained:
        found.append(_("Held since then: %(names)s.") % {"names": listed(gained)})
    wishes, before = now["wishes"], then.get("wishes", {})
    names = wish_names()
    changed = [names[name] for name in names if _differs(wishes.get(name), before.get(name))]
    if changed:
        found.append(_("Changed since then: %(names)s.") % {"names": listed(changed)})
    aside = [words.name(key) for key in now["excluded"] if key not in then.get("excluded", ())]
    if aside:
        found.append(_("Set aside since then: %(names)s.") % {"names": listed(aside)})
    back = [words.name(key) for key in then.get("excluded", ()) if key not in now["excluded"]]
    if back:
        found.append(_("Put back since then: %(names)s.") % {"names": listed(back)})
    if facts := _new_facts(basis, words):
        found.append(facts)
    if basis.is_overdue:
        found.append(_("An exam of the plan was not taken on its day."))
    return tuple(found)


def _differs(one: object, other: object) -> bool:
    nothing: tuple[object, ...] = (None, "", [])
    return one != other and not (one in nothing and other in nothing)


def _new_assessment(basis: Basis) -> str:
    levels = {"on": basis.assessed, "then": basis.then.get("level"), "now": basis.now["level"]}
    if levels["then"] == levels["now"]:
        return _("There is a newer self-assessment, of %(on)s, at the same level.") % levels
    return _("The self-assessment of %(on)s gives level %(now)s; it was %(then)s.") % levels


def _new_facts(basis: Basis, words: Words) -> str:
    """What else has changed in the catalogue: what a change tells of is not named twice."""
    then, now = basis.then.get("catalogue", {}), basis.now["catalogue"]
    changed = [key for key in now if then.get(key) != now[key] and key not in basis.told]
    changed += [key for key in then if key not in now]
    if not then or not changed:
        return ""
    if len(changed) > explanations.MOST_NAMED:
        text = _("Facts about %(count)s certifications are different now.")
        return text % {"count": len(changed)}
    names = listed(words.name(key) for key in changed)
    return _("Facts are different now: %(names)s.") % {"names": names}


def change_lines(
    changes: Iterable[PlanChange], constraints: Constraints, words: Words
) -> tuple[ChangeLine, ...]:
    """What each change is called and what it means for the owner, in sentences."""
    labels = {
        ChangeKind.REMOVED: _("Out"),
        ChangeKind.ADDED: _("New"),
        ChangeKind.MOVED: _("Moved"),
        ChangeKind.SUCCEEDED: _("Replaced"),
    }
    told = tuple(changes)
    is_limited = constraints.budget is not None or constraints.finish_by is not None
    among = _Among(
        is_all=len(told) == 1,
        is_limited=is_limited,
        is_less=is_limited and not any(change.kind is ChangeKind.ADDED for change in told),
    )
    return tuple(
        ChangeLine(
            kind=change.kind,
            label=_("Bookable again") if change.why is Why.OWN_AGAIN else labels[change.kind],
            name=words.name(change.certification),
            sentence=_sentence(change, words, among),
        )
        for change in told
    )


def change_text(change: PlanChange, constraints: Constraints, words: Words) -> str:
    """The same in one line of text, for a mail or a list: what changes in the plan of its owner."""
    (line,) = change_lines((change,), constraints, words)
    facts = {"label": line.label, "name": line.name, "sentence": line.sentence}
    return (_("%(label)s: %(name)s. %(sentence)s") % facts).strip()


@dataclass(frozen=True, kw_only=True)
class _Among:
    """What there is beside a change."""

    is_all: bool  # nothing
    is_limited: bool  # a budget, or a day to finish by
    is_less: bool  # such a limit, and nothing new in the plan


def _sentence(change: PlanChange, words: Words, among: _Among) -> str:
    if change.kind is ChangeKind.MOVED and change.step and change.was_on:
        days = {"was": date_format(change.was_on), "now": date_format(change.step.ends_on)}
        return _("From %(was)s to %(now)s.") % days
    if change.kind is ChangeKind.SUCCEEDED:
        return succeeding.succession(change, words, is_all=among.is_all)
    if change.kind is ChangeKind.ADDED:
        return f"{succeeding.follows(change, words)} {_why_added(change, words)}".strip()
    return _why_removed(change, words, among)


def _why_added(change: PlanChange, words: Words) -> str:
    step = change.step
    if step is None:
        return ""
    if change.why is Why.REQUIRED:
        return _("It is pinned, agreed or booked.")
    return " ".join(explanations.reasons(step, words))


def _why_removed(change: PlanChange, words: Words, among: _Among) -> str:
    if change.why is Why.BLOCKED:
        return why_blocked(change.certification, change.blockers, words)
    if change.why is Why.NOTHING_LEFT:
        return _("What it builds is no longer missing.")
    if change.why is Why.TOO_LITTLE:
        share = explanations.percent_of(change.added_cover)
        text = _("Beside the rest it would cover only %(share)s of what is missing.")
        return text % {"share": share}
    if among.is_less:
        return _("Beside the rest it does not fit the limits.")
    if among.is_limited:
        return _("Other exams cover more within the limits.")
    return _("Other exams together cover more for their number.")


def why_blocked(key: str, blockers: Iterable[Blocker], words: Words) -> str:
    """Why a certification cannot be planned, one sentence for each reason."""
    return " ".join(_blocker_sentence(key, blocker, words) for blocker in blockers)


def _blocker_sentence(key: str, blocker: Blocker, words: Words) -> str:
    if blocker.kind is BlockerKind.RETIRED:
        return succeeding.ended(key, blocker, words)
    names = listed(words.name(key) for key in blocker.certifications)
    texts = {
        BlockerKind.ALREADY_HELD: _("It is held already."),
        BlockerKind.ABOVE_TARGET: _("It is meant for level %(level)s, beyond this plan."),
        BlockerKind.EXCLUDED: _("It is set aside."),
        BlockerKind.EXCLUDED_PROVIDER: _("Its provider is left out."),
        BlockerKind.TAKEN_AS_PREDECESSOR: _("It is planned under %(names)s."),
        BlockerKind.PREREQUISITE: _("It needs %(names)s, which cannot be planned."),
        BlockerKind.RECOMMENDED_FIRST: _("%(names)s is recommended first and cannot be planned."),
        BlockerKind.UNKNOWN: _("It is no longer in the catalogue."),
    }
    return texts[blocker.kind] % {"names": names, "level": blocker.level}


def conflict_view(conflict: Conflict, inputs: Inputs, words: Words) -> ConflictView:
    """Name the limits that fail, and each way out."""
    return ConflictView(
        reasons=(
            *(_limit_text(limit, inputs) for limit in conflict.limits if limit is not Limit.PIN),
            *(_pin_text(pin, words) for pin in conflict.pins),
        ),
        lead=_lead(conflict),
        ways_out=tuple(_way_out(one, inputs, words) for one in conflict.relaxations),
    )


def _lead(conflict: Conflict) -> str:
    """Whether one way out is enough; limits are looked at once everything can be planned."""
    if conflict.pins:
        return _("This comes first; the other limits are looked at afterwards:")
    return _("Any one of these would be enough:")


def _limit_text(limit: Limit, inputs: Inputs) -> str:
    constraints = inputs.constraints
    if limit is Limit.BUDGET:
        amount = plans.amount_text(constraints.budget or 0, constraints.currency)
        return _("No plan stays within the budget of %(amount)s.") % {"amount": amount}
    text = ngettext(
        "No plan ends by %(on)s with %(hours)s study hour a week.",
        "No plan ends by %(on)s with %(hours)s study hours a week.",
        constraints.hours_a_week,
    )
    on = date_format(constraints.finish_by) if constraints.finish_by else ""
    return text % {"on": on, "hours": constraints.hours_a_week}


def _pin_text(pin: UnmetPin, words: Words) -> str:
    because = why_blocked(pin.certification, pin.blockers, words)
    text = _("%(name)s must be in the plan and cannot be planned. %(because)s")
    return text % {"name": words.name(pin.certification), "because": because}


def _way_out(one: Relaxation, inputs: Inputs, words: Words) -> str:
    parts = []
    if one.more_money is not None:
        amount = plans.money_text(one.more_money)
        parts.append(_("%(amount)s more") % {"amount": amount})
    if one.finish_by is not None:
        parts.append(_later_text(one, inputs))
    if one.hours_a_week is not None:
        text = _("%(hours)s study hours a week instead of %(now)s")
        parts.append(text % {"hours": one.hours_a_week, "now": inputs.constraints.hours_a_week})
    if one.dropped:
        parts += [_released(key, inputs, words) for key in one.dropped]
    return listed(parts)


def _released(key: str, inputs: Inputs, words: Words) -> str:
    """How something is no longer required: by the person, or by the manager."""
    constraints, name = inputs.constraints, {"name": words.name(key)}
    if key in constraints.booked:
        return _("take the booking of %(name)s back") % name
    if key in constraints.agreed and words.is_own:
        return _("ask your manager to release %(name)s") % name
    if key in constraints.agreed:
        return _("the manager releases %(name)s") % name
    return _("drop the pin on %(name)s") % name


def _later_text(one: Relaxation, inputs: Inputs) -> str:
    facts = {"on": date_format(one.finish_by) if one.finish_by else ""}
    asked = inputs.constraints.finish_by
    if asked is None or one.finish_by is None:
        return _("finish by %(on)s") % facts
    weeks = -(-(one.finish_by - asked).days // 7)
    text = ngettext(
        "finish by %(on)s, %(weeks)s week later", "finish by %(on)s, %(weeks)s weeks later", weeks
    )
    return text % {**facts, "weeks": weeks}
