"""What need not be taken because of what is held or known (docs/rules.md, Credit)."""

from collections.abc import Iterable
from dataclasses import dataclass

from careers.domain.certification import Certification, Prerequisite
from careers.domain.eligibility import Register
from careers.domain.roadmap import Holding, Inputs, Plan


@dataclass(frozen=True, kw_only=True)
class Credit:
    """One condition of a step that is met already."""

    certification: str  # the step
    asked: tuple[str, ...]  # any one of these was asked for
    met: str | None  # the one of them that counts as held; None: by experience
    held: str | None  # what is held: the same, or what stands for it

    @property
    def by_experience(self) -> bool:
        """The manager confirmed experience instead of any of the certifications."""
        return self.met is None


def credits(inputs: Inputs, plan: Plan) -> tuple[Credit, ...]:
    """Return the conditions of the plan's steps that are met, in the order of the steps.

    Of a replaced step the conditions of what is booked count too. Each condition is named once.
    Source: docs/rules.md, Credit.
    """
    register = Register(inputs.catalogue)
    found = [
        _credit(step.certification, group, inputs, register)
        for step in plan.steps
        for one in _asking(step.certification, step.book, register)
        for group in one.prerequisites
    ]
    return tuple(dict.fromkeys(credit for credit in found if credit is not None))


def _asking(certification: str, book: str, register: Register) -> Iterable[Certification]:
    return [register.by_key[key] for key in dict.fromkeys((certification, book))]


def _credit(
    certification: str, group: Prerequisite, inputs: Inputs, register: Register
) -> Credit | None:
    for key in group.any_of:
        if (held := _holding_for(key, inputs.held, register)) is not None:
            return Credit(certification=certification, asked=group.any_of, met=key, held=held)
    if group.or_experience and certification in inputs.constraints.experience_confirmed:
        return Credit(certification=certification, asked=group.any_of, met=None, held=None)
    return None


def _holding_for(key: str, held: Iterable[Holding], register: Register) -> str | None:
    """Return what is held and counts as this: itself first, else what succeeded it."""
    names = [holding.certification for holding in held]
    if key in names:
        return key
    return next((name for name in names if key in register.credited((name,))), None)
