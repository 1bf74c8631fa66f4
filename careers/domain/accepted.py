"""A plan somebody accepted, seen from where they stand now (docs/rules.md, An accepted plan)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from careers.domain.certification import Certification, Status
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


def keep(
    inputs: Inputs, accepted: Iterable[str], booked_as: Mapping[str, str] | None = None
) -> Kept:
    """Return what an accepted plan is worth now: its steps with their reasons, and what is gone.

    What was passed meanwhile is done. What is missing for completeness is not put in: the plan
    stays what was accepted, with what was to be booked then (`booked_as`, by step; of others what
    is to be booked now). Exact and without a search. Source: docs/rules.md, An accepted plan.
    """
    keys = tuple(dict.fromkeys(accepted))
    register = Register(_in_their_own_places(inputs.catalogue, keys))
    credited = register.credited(holding.certification for holding in inputs.held)
    target = next_level(inputs.level) or inputs.level
    offered = offer(register, target=target, credited=credited, constraints=inputs.constraints)
    left = [key for key in keys if key in offered.keys]
    gaps = gaps_to(inputs.counted, inputs.rule.for_level(target))
    situation = Situation(
        register=register,
        offered=_booked_as(_without(offered, left), register, booked_as or {}),
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
        renewals=renewals(inputs, Register(inputs.catalogue), plan),
    )


def _in_their_own_places(
    catalogue: tuple[Certification, ...], accepted: tuple[str, ...]
) -> tuple[Certification, ...]:
    """The catalogue in which a step that has become a successor since keeps its own place.

    Only a predecessor that is in the plan as well takes it over: both are one exam by now.
    """
    register, named = Register(catalogue), set(accepted)
    left = {
        keeper
        for key in accepted
        for keeper in register.kept_by(key)
        if named.isdisjoint(register.kept_by(key)) and register.book(keeper) == key
    }
    return tuple(replace(o, status=Status.RETIRED) if o.key in left else o for o in catalogue)


def _booked_as(offered: Offer, register: Register, accepted: Mapping[str, str]) -> Offer:
    """The offer with what was to be booked when the plan was accepted, where that is known."""
    then = {key: register.by_key.get(accepted.get(key, "")) for key in offered.booked}
    return replace(offered, booked={key: then[key] or now for key, now in offered.booked.items()})


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
