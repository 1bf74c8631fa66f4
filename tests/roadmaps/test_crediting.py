"""What need not be taken, said in sentences and on the page."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.test import Client

from careers.domain.credit import Credit
from careers.profiles.models import User
from careers.roadmaps.crediting import credit_sentences
from careers.roadmaps.models import RoadmapStep
from tests.roadmaps.builders import words
from tests.roadmaps.people import assess, hold
from tests.roadmaps.reading import open_roadmap, words_of

OWN = words()
OTHER = replace(OWN, is_own=False)
ITSELF = Credit(
    certification="p3o-practitioner",
    asked=("p3o-foundation",),
    met="p3o-foundation",
    held="p3o-foundation",
)
ONE_OF = Credit(
    certification="ppso-advanced",
    asked=("p3o-practitioner", "ipmo-practitioner"),
    met="ipmo-practitioner",
    held="ipmo-practitioner",
)
EXPERIENCE = replace(ONE_OF, met=None, held=None)


@pytest.mark.parametrize(
    ("credit", "to_the_person", "about_the_person"),
    [
        (
            ITSELF,
            "The plan skips P3O Foundation because you hold it; P3O Practitioner builds on it.",
            "The plan skips P3O Foundation because it is already held; "
            "P3O Practitioner builds on it.",
        ),
        (
            ONE_OF,
            "For PPSO Advanced Practitioner your IPMO-Practitioner is enough; "
            "you need none of these: P3O Practitioner.",
            "For PPSO Advanced Practitioner the IPMO-Practitioner already held is enough; "
            "not needed: P3O Practitioner.",
        ),
        (
            EXPERIENCE,
            "For PPSO Advanced Practitioner your experience, which your manager confirmed, "
            "counts instead of: P3O Practitioner and IPMO-Practitioner.",
            "For PPSO Advanced Practitioner experience, confirmed by the manager, counts instead "
            "of: P3O Practitioner and IPMO-Practitioner.",
        ),
    ],
)
def test_both_voices(credit: Credit, to_the_person: str, about_the_person: str) -> None:
    assert credit_sentences([credit], OWN) == (to_the_person,)
    assert credit_sentences([credit, credit], OTHER) == (about_the_person,)


def test_a_successor_that_is_held_is_said_once() -> None:
    own = words(stand_ins={"ppso-essentials": "Essentials for PMO Administrators"})
    met = Credit(
        certification="ppso-advanced",
        asked=("ppso-essentials",),
        met="ppso-essentials",
        held="pmo-administrators",
    )
    assert credit_sentences([met], own) == (
        "You can skip PPSO Essentials because you hold Essentials for PMO Administrators, "
        "its successor.",
    )
    assert credit_sentences([], replace(own, is_own=False)) == (
        "PPSO Essentials can be skipped: Essentials for PMO Administrators, its successor, "
        "is already held.",
    )


@pytest.mark.usefixtures("catalogue")
class TestPage:
    def test_what_is_held(self, signed_in: Client, user: User) -> None:
        assess(user, "P3")
        hold(user.profile, "p3o-foundation")
        assert (
            "The plan skips P3O Foundation because you hold it; P3O Practitioner builds on it."
            in words_of(open_roadmap(signed_in, user))
        )

    def test_experience_confirmed_by_the_manager(self, signed_in: Client, user: User) -> None:
        assess(user, "P3")
        hold(user.profile, "ppso-essentials")
        signed_in.post("/roadmap/steps/ppso-advanced/pin/")
        RoadmapStep.objects.update(is_experience_confirmed=True)
        text = words_of(open_roadmap(signed_in, user))
        assert "which your manager confirmed, counts instead of: P3O Practitioner" in text
