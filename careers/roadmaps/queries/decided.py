"""What a person has decided and could decide next, made ready to print."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils import timezone
from django.utils.formats import date_format

from careers.certifications.queries import CertificationCard
from careers.domain.eligibility import BlockerKind, Register
from careers.roadmaps import comparing, limits, plans, proposals
from careers.roadmaps.explanations import Words
from careers.roadmaps.page import Decided, PassedView, ProposalView
from careers.roadmaps.queries.inputs import is_overdue, passed_on
from careers.roadmaps.queries.situation import Situation, basis_of


def decided(
    situation: Situation,
    cards: Mapping[str, CertificationCard],
    words: Words,
    today: date,
    *,
    told: frozenset[str] = frozenset(),
) -> Decided:
    """Return the decisions of the page; `told`: what else the page tells of. No SQL query."""
    choices, inputs = situation.choices, situation.inputs
    conflict = situation.conflict
    return Decided(
        accepted_at=choices.accepted_at,
        undo=choices.basis.get("acceptance") if choices.accepted_at else None,
        passed=_passed(situation, words),
        gone=tuple(
            PassedView(
                key=one.certification,
                name=words.name(one.certification),
                text=proposals.why_blocked(one.certification, one.blockers, words),
            )
            for one in (situation.kept.gone if situation.kept else ())
        ),
        proposal=_proposal(situation, words, today, told),
        called=words.certifications,
        said=choices.by_key,
        currency=inputs.constraints.currency,
        digest="" if situation.kept or conflict else situation.digest,
        conflict=proposals.conflict_view(conflict, inputs, words) if conflict else None,
        inputs=limits.input_lines(choices.wishes, inputs, limits.body_names(inputs, cards), words),
    )


def _passed(situation: Situation, words: Words) -> tuple[PassedView, ...]:
    """The steps of the accepted plan that are held by now, in the order of the plan."""
    inputs = situation.inputs
    since = passed_on(situation.choices, inputs.held, Register(inputs.catalogue))
    return tuple(
        PassedView(
            key=step.key,
            name=words.name(step.key),
            text=plans.passed_text(since[step.key]),
            passed_on=since[step.key],
        )
        for step in situation.choices.accepted
        if step.key in since
    )


def _proposal(
    situation: Situation, words: Words, today: date, told: frozenset[str]
) -> ProposalView | None:
    """What accepting the proposal would do; None when it would do nothing."""
    if not situation.changes or situation.kept is None:
        return None
    choices = situation.choices
    basis = proposals.Basis(
        then=choices.basis,
        now=basis_of(situation),
        assessed=date_format(timezone.localtime(situation.result.submitted_at)),
        is_overdue=any(is_overdue(step, today) for step in choices.accepted),
        told=_told(situation) | told,
    )
    is_declined = situation.digest == choices.declined
    return ProposalView(
        causes=proposals.causes(basis, words),
        changes=proposals.change_lines(situation.changes, situation.inputs.constraints, words),
        figures=comparing.what_differs(situation.kept.plan, situation.stage.plan),
        digest=situation.digest,
        is_declined=is_declined,
        is_left_alone=is_declined and choices.is_left_alone,
    )


def _told(situation: Situation) -> frozenset[str]:
    """The certifications whose end or succession a change tells of."""
    found = set[str]()
    for change in situation.changes:
        if change.was and change.step:
            found |= {change.certification, change.was.book, change.step.book}
        for blocker in change.blockers:
            if blocker.kind is BlockerKind.RETIRED:
                found |= {change.certification, *blocker.certifications}
    return frozenset(found)
