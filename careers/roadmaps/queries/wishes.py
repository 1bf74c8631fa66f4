"""What somebody may choose from when they say what a plan is made from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from careers.assessments import queries as assessments
from careers.certifications import queries as certifications
from careers.domain.eligibility import Register
from careers.domain.ladder import next_level
from careers.profiles import queries as profiles
from careers.profiles.models import Profile
from careers.roadmaps import limits, outlook
from careers.roadmaps.choices import Wishes
from careers.roadmaps.queries.choices import choices_of
from careers.roadmaps.queries.inputs import inputs_from
from careers.roadmaps.queries.texts import texts

Options = tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class Choosable:
    targets: tuple[tuple[int, str], ...]  # empty at the top level
    next_level: int | None
    bodies: Options  # of certifications that can be planned
    certifications: Options  # that can be planned: not held, and somebody still awards them
    currency: str  # until the person says another
    dropped: frozenset[str]  # set aside
    wishes: Wishes  # as they are


def choosable(profile: Profile, today: date, *, has_labels: bool = True) -> Choosable | None:
    """Return what can be chosen, or None before the first submitted self-assessment.

    Six SQL queries, five without the labels of the levels, one before the first result.
    """
    result = assessments.latest_result(profile)
    if result is None:
        return None
    choices, catalogue = choices_of(profile), certifications.catalogue()
    held_now = profiles.holdings_of(profile)
    inputs = inputs_from(result, held_now, choices, catalogue.certifications, today)
    cards, labels = catalogue.cards, texts().levels if has_labels else {}
    register = Register(inputs.catalogue)
    held = register.credited(holding.certification for holding in inputs.held)
    open_ones = [
        one
        for one in register.in_order
        if one.key in register.bookable and one.key not in held and not register.kept_by(one.key)
    ]
    wishes = choices.wishes
    named = {*wishes.pinned, *wishes.preferred} - held - {one.key for one in open_ones}
    names = limits.body_names(inputs, cards)
    chosen = {*wishes.preferred_bodies, *wishes.excluded_bodies}
    booked = {register.by_key[register.book(one.key)].provider for one in open_ones}
    return Choosable(
        targets=tuple(
            (choice.number, choice.text) for choice in outlook.target_choices(inputs, labels)
        ),
        next_level=next_level(inputs.level),
        bodies=tuple(
            sorted(
                ((key, names[key]) for key in (booked | chosen) & names.keys()),
                key=lambda body: body[1],
            )
        ),
        certifications=(
            *((one.key, cards[one.key].name) for one in open_ones),
            *((key, cards[key].name) for key in sorted(named & cards.keys())),
        ),
        currency=inputs.constraints.currency,
        dropped=frozenset(step.key for step in choices.exclusions),
        wishes=wishes,
    )
