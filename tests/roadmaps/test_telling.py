"""What the page of a roadmap tells, and in which order."""

from __future__ import annotations

import pytest
from django.test import Client

from careers.certifications.models import Build, Certification
from careers.levels.models import Competency
from careers.profiles.models import User
from tests.roadmaps.people import assess, hold
from tests.roadmaps.reading import open_roadmap, words_of

pytestmark = pytest.mark.usefixtures("catalogue")


def test_experience_asked_for_besides_a_certificate_stays_when_that_is_held(
    signed_in: Client, user: User
) -> None:
    """“PMP, and ten hours of PMO education”: holding the one does not do away with the other."""
    assess(user, "P2")
    hold(user.profile, "pmp")
    pmocp = Certification.objects.get(key="pmi-pmocp")
    Certification.objects.filter(pk=pmocp.pk).update(is_enabled=True)
    Build.objects.bulk_create(
        Build(certification=pmocp, competency=competency, strength=2, up_to=3)
        for competency in Competency.objects.all()
    )
    (step,) = open_roadmap(signed_in, user).context["page"].steps
    assert (step.key, step.conditions) == ("pmi-pmocp", ("Ten hours of PMO education.",))


def test_none_and_not_known_are_told_apart(signed_in: Client, user: User) -> None:
    assess(user, "newcomer")
    steps = open_roadmap(signed_in, user).context["page"].steps
    assert {step.key: step.prerequisites for step in steps} == {
        "ppso-essentials": ("Not known: ask the provider",),  # of its successor, which is booked
        "p3o-foundation": ("Nothing: it is open to everybody",),
    }


def test_the_page_in_the_order_of_what_matters(signed_in: Client, user: User) -> None:
    assess(user, "P2")
    hold(user.profile, "ppso-essentials")
    response = open_roadmap(signed_in, user)
    text = words_of(response)
    reasons = " ".join(response.context["page"].next_step.reasons)
    assert reasons.startswith("It ")
    order = [
        "Next step P3O Foundation Renamed: book PRINCE2 Project, Programme, Portfolio Office",
        reasons,
        "Provider PeopleCert Cost not known Course 3 days",
        "Before it Nothing: it is open to everybody",
        "The whole plan This is a proposal.",
        "Make this my plan P3O Foundation",
        "In all Exams 3 exams Covers 65 % of what is missing for level 3 Cost not known Courses 8 "
        "days Study 64 hours Last exam",
        "Not in these totals Cost not known for 3 of 3 steps",
        "The plan over time",
        "What this plan is made from Target Level 3, the next one Budget No limit",
        "Plan Certifications Exams Covers (of what is missing) Known cost Course days Unknown",
        "Proposed P3O Foundation Renamed: book",
        "PPSO Advanced Practitioner Replaced: book Essentials for PMO Managers 3 65 % not known",
        "Next best IPMO-Foundation Check availability with the provider",
        "What no certification covers",
        "How this was worked out",
        "Who can see this",
    ]
    places = [text.find(part) for part in order]
    assert -1 not in places, [part for part, place in zip(order, places, strict=True) if place < 0]
    assert places == sorted(places)
