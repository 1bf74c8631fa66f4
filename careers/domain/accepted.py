"""A plan somebody accepted, seen from where they stand now (docs/rules.md, An accepted plan)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from careers.domain.eligibility import Blocker, Register
from careers.domain.ladder import next_level
from careers.domain.offer import Offer, offer, reasons_against
from careers.domain.outcome import Gap
from careers.domain.question import strength
from careers.domain.renewal import renewals
from careers.domain.roadmap import Inputs, Plan, Renewal
from careers.domain.scoring import gaps_to
from careers.domain.steps import Situation, plan_of


@dataclass(frozen=True, kw_only=True)
class Gone:
    """A certification of the accepted plan that can no longer be planned, with the reasons."""

    certification: str
    blockers: tuple[Blocker, ...]


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What is left to do of an accepted plan."""

    plan: Plan  # dated anew; without what has been passed and what is gone
    passed: tuple[str, ...]  # of the accepted plan, now held
    gone: tuple[Gone, ...]
    gaps: tuple[Gap, ...]  # of the target as it is now
    uncovered: tuple[Gap, ...]  # gaps that nothing in the plan works on
    renewals: tuple[Renewal, ...]


def keep(inputs: Inputs, accepted: Iterable[str]) -> Kept:
    """Return what an accepted plan is worth now: its steps with their reasons, and what is gone.

    What was passed meanwhile is done. What is missing for completeness is not put in: the plan
    stays what was accepted. Exact and without a search. Source: docs/rules.md, An accepted plan.
    """
    register = Register(inputs.catalogue)
    credited = register.credited(holding.certification for holding in inputs.held)
    target = next_level(inputs.level) or inputs.level
    offered = offer(register, target=target, credited=credited, constraints=inputs.constraints)
    keys = tuple(dict.fromkeys(accepted))
    left = [key for key in keys if key in offered.keys]
    gaps = gaps_to(inputs.counted, inputs.rule.for_level(target))
    situation = Situation(
        register=register,
        offered=_without(offered, left),
        gaps=gaps,
        credited=credited,
        required=frozenset(),
        constraints=inputs.constraints,
        begins_on=inputs.constraints.begins_on or inputs.today,
    )
    chosen = [register.by_key[key] for key in left]
    plan = plan_of(chosen, situation)
    return Kept(
        plan=plan,
        passed=tuple(key for key in keys if key in credited),
        gone=tuple(
            Gone(
                certification=key,
                blockers=reasons_against(
                    key,
                    register,
                    target=target,
                    credited=credited,
                    constraints=inputs.constraints,
                ),
            )
            for key in keys
            if key not in offered.keys and key not in credited
        ),
        gaps=gaps,
        uncovered=tuple(gap for gap in gaps if not any(strength(one, gap) for one in chosen)),
        renewals=renewals(inputs, register, plan),
    )


def _without(offered: Offer, left: Iterable[str]) -> Offer:
    """The offer without demands that nothing in the plan meets: they bind no order."""
    there = frozenset(left)
    return replace(
        offered,
        groups={
            key: tuple(group for group in own if not group.options.isdisjoint(there))
            for key, own in offered.groups.items()
        },
    )
