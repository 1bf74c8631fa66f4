"""What stands beside the plan: work actions, renewals, later levels, the choice of a target."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from careers.certifications.queries import CertificationCard
from careers.domain.ladder import LOWEST, levels_above
from careers.domain.planner import Certification, Inputs, Money, Plan, Renewal, Stage
from careers.domain.scoring import Gap
from careers.profiles.queries import EXPIRES_SOON_DAYS, Validity, validity_of
from careers.roadmaps.explanations import Words, any_of, listed
from careers.roadmaps.page import OutlineStage, RenewalView, TargetChoice, WorkGap, WorkStep
from careers.roadmaps.prices import price_text
from careers.roadmaps.succeeding import ENDED

WorkActions = Mapping[tuple[str, int], str]
"""What to do at work, by competency code and the level it leads to."""


def uncovered(gaps: Iterable[Gap], actions: WorkActions, words: Words) -> tuple[WorkGap, ...]:
    """Gaps that no exam of the plan works on, each with every step from here to the target."""
    return tuple(_work_gap(gap, gap.counted, actions, words) for gap in gaps)


def partly_closed(
    plan: Plan,
    gaps: Iterable[Gap],
    catalogue: Mapping[str, Certification],
    actions: WorkActions,
    words: Words,
) -> tuple[WorkGap, ...]:
    """Gaps that the plan narrows without closing them, with what remains after its exams."""
    chosen = [catalogue[key] for key in plan.keys]
    found = []
    for gap in gaps:
        builds = (one.build_of(gap.competency, above=gap.counted) for one in chosen)
        reached = max((build.up_to for build in builds if build), default=gap.target)
        if reached < gap.target:
            found.append(_work_gap(gap, reached, actions, words))
    return tuple(found)


def _work_gap(gap: Gap, start: int, actions: WorkActions, words: Words) -> WorkGap:
    if start > gap.counted:
        state = _("now %(counted)s, the plan builds up to %(start)s, needed %(target)s")
    else:
        state = _("now %(counted)s, needed %(target)s")
    steps = range(max(start + 1, LOWEST), gap.target + 1)
    return WorkGap(
        code=gap.competency,
        competency=words.competency(gap.competency),
        state=state % {"counted": gap.counted, "start": start, "target": gap.target},
        is_key=gap.is_key,
        actions=tuple(
            WorkStep(level=level, text=actions[gap.competency, level])
            for level in steps
            if (gap.competency, level) in actions
        ),
    )


def renewal_views(
    renewals: Iterable[Renewal],
    cards: Mapping[str, CertificationCard],
    words: Words,
    inputs: Inputs,
) -> tuple[RenewalView, ...]:
    costs = {one.key: one.cost for one in inputs.catalogue}
    return tuple(
        _renewal_view(one, cards[one.certification], costs.get(one.certification), words, inputs)
        for one in renewals
    )


def _renewal_view(
    renewal: Renewal, card: CertificationCard, cost: Money | None, words: Words, inputs: Inputs
) -> RenewalView:
    validity = validity_of(renewal.expires_on, inputs.today)
    has_ended = card.status in ENDED
    can_be_renewed = not has_ended or renewal.by_plan or bool(renewal.exams)
    is_paid = not has_ended and not renewal.by_plan
    price = price_text(cost, card, inputs.constraints.currency, words) or _("not known")
    return RenewalView(
        key=renewal.certification,
        name=words.name(renewal.certification),
        url=card.url,
        expires_on=renewal.expires_on,
        is_expired=validity is Validity.EXPIRED,
        is_soon=validity is Validity.SOON,
        label=_validity_label(validity),
        can_be_renewed=can_be_renewed,
        when=_renew_by(renewal.expires_on, validity, can_be_renewed=can_be_renewed),
        cost=price if is_paid else "",
        cost_minor=cost.minor if cost and is_paid else None,
        currency=cost.currency if cost and is_paid else "",
        sentence=_of_what_ended(renewal, card, words)
        if has_ended
        else how_to_renew(renewal, words),
    )


def _renew_by(expires_on: date, validity: Validity, *, can_be_renewed: bool) -> str:
    facts = {"on": date_format(expires_on)}
    if validity is Validity.EXPIRED:
        return _("Expired on %(on)s.") % facts
    return (_("Renew it by %(on)s.") if can_be_renewed else _("Expires on %(on)s.")) % facts


def _validity_label(validity: Validity) -> str:
    if validity is Validity.SOON:
        return _("Expires within %(days)s days") % {"days": EXPIRES_SOON_DAYS}
    return _("Expired") if validity is Validity.EXPIRED else _("Valid")


def _of_what_ended(renewal: Renewal, card: CertificationCard, words: Words) -> str:
    """Of a certification that nobody awards any more: what renews it now, if anything does."""
    facts = {
        "name": card.book_name,
        "names": any_of(words.today(key) for key in renewal.exams),
    }
    if renewal.by_plan:
        return how_to_renew(renewal, words)
    if renewal.exams:
        text = _("It is no longer awarded. An exam of the same suite renews it: %(names)s.")
    elif card.book_name == (card.name_now or card.name):
        text = _("It is no longer awarded, so it cannot be renewed.")
    else:
        text = _("It is no longer awarded, so it cannot be renewed. Its successor is %(name)s.")
    return text % facts


def how_to_renew(renewal: Renewal, words: Words) -> str:
    """What renews it: a step of the plan, any exam of its suite, or its own exam again."""
    others = [words.name(key) for key in renewal.renews if key != renewal.certification]
    facts = {"name": words.name(renewal.certification), "names": listed(others)}
    if renewal.by_plan:
        return _("Passing an exam of this plan from the same suite renews it.")
    if others:
        return _("One exam of the same suite renews it together with %(names)s.") % facts
    return _("Take the exam again, or ask the provider about other ways to renew.")


def outline(
    stages: Iterable[Stage], labels: Mapping[int, str], words: Words
) -> tuple[OutlineStage, ...]:
    return tuple(
        OutlineStage(
            number=stage.target,
            label=labels.get(stage.target, ""),
            certifications=words.named(stage.plan.keys),
        )
        for stage in stages
    )


def target_choices(inputs: Inputs, labels: Mapping[int, str]) -> tuple[TargetChoice, ...]:
    """The levels a person may plan up to; the next one is chosen unless they chose higher."""
    above = levels_above(inputs.level)
    following = next(iter(above), None)
    chosen = inputs.target or following
    return tuple(
        TargetChoice(
            number=number,
            text=_target_text(number, labels, is_next=number == following),
            is_chosen=number == chosen,
        )
        for number in above
    )


def _target_text(number: int, labels: Mapping[int, str], *, is_next: bool) -> str:
    facts = {"number": number, "label": labels.get(number, "")}
    if not facts["label"]:
        text = _("Level %(number)s, the next one") if is_next else _("Level %(number)s")
        return text % facts
    if is_next:
        return _("Level %(number)s, the next one: %(label)s") % facts
    return _("Level %(number)s: %(label)s") % facts
