"""What sentences about a roadmap call things, from cards that have been read."""

from __future__ import annotations

from collections.abc import Mapping

from careers.certifications.queries import CertificationCard
from careers.domain.planner import Inputs
from careers.roadmaps import explanations, succeeding
from careers.roadmaps.explanations import Standing, Words


def words_of(
    inputs: Inputs,
    cards: Mapping[str, CertificationCard],
    competencies: Mapping[str, str],
    *,
    is_own: bool = True,
) -> Words:
    """Return the words for one person; `competencies` names each by its code. No SQL query."""
    called = {key: card.name for key, card in cards.items()}
    stand_ins = explanations.stand_ins_of(inputs)
    return Words(
        certifications=called,
        competencies=competencies,
        is_own=is_own,
        advice=explanations.advice_of(inputs.catalogue),
        stand_ins={key: called.get(held, held) for key, held in stand_ins.items()},
        notes={key: succeeding.note_of(card) for key, card in cards.items()},
        standings=standings(cards),
    )


def standings(cards: Mapping[str, CertificationCard]) -> dict[str, Standing]:
    """Return how each certification stands in the catalogue. No SQL query."""
    return {
        key: Standing(status=card.status, since_on=card.since_on, name=card.name_now or card.name)
        for key, card in cards.items()
    }
