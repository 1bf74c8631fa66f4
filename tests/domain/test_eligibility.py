"""May somebody start a certification, and why not."""

from __future__ import annotations

from typing import Any

import pytest

from careers.domain.eligibility import (
    Blocker,
    BlockerKind,
    Eligibility,
    Register,
    eligibility,
    standing_blockers,
)
from careers.domain.planner import Prerequisite, Status
from tests.domain.builders import certification, seven, with_successors

KIND = BlockerKind


def blockers(key: str, held: tuple[str, ...] = (), **limits: Any) -> tuple[Blocker, ...]:
    return eligibility(key, with_successors(), held, **limits).blockers


def test_free_to_start() -> None:
    assert blockers("p3o-foundation") == ()
    assert eligibility("p3o-foundation", seven(), ()).may_start


def test_a_prerequisite_refuses_and_a_recommendation_advises() -> None:
    missing = eligibility("p3o-practitioner", seven(), ())
    assert missing.blockers == (
        Blocker(kind=KIND.PREREQUISITE, certifications=("p3o-foundation",)),
    )
    assert not missing.may_start
    advised = eligibility("ipmo-practitioner", seven(), ())
    assert advised.blockers == (
        Blocker(kind=KIND.RECOMMENDED_FIRST, certifications=("ipmo-foundation",)),
    )
    assert advised.may_start


def test_what_is_held_is_said() -> None:
    met = eligibility("p3o-practitioner", seven(), ("p3o-foundation", "ipmo-foundation"))
    assert (met.blockers, met.already_held, met.may_start) == ((), ("p3o-foundation",), True)


def test_standing_reasons() -> None:
    assert blockers("p3o-foundation", ("p3o-foundation",)) == (Blocker(kind=KIND.ALREADY_HELD),)
    assert blockers("ipmo-expert", ("ipmo-practitioner",), target=3) == (
        Blocker(kind=KIND.ABOVE_TARGET, level=4),
    )
    assert blockers("p3o-foundation", excluded=frozenset({"p3o-foundation"})) == (
        Blocker(kind=KIND.EXCLUDED),
    )
    assert blockers("pmo-administrators") == (
        Blocker(kind=KIND.TAKEN_AS_PREDECESSOR, certifications=("ppso-essentials",)),
    )
    unknown = eligibility("nowhere", with_successors(), ())
    assert unknown == Eligibility(
        certification="nowhere", blockers=(Blocker(kind=KIND.UNKNOWN),), already_held=()
    )
    assert eligibility("p3o-foundation", seven(), ()).certification == "p3o-foundation"
    retired = certification("old", status=Status.RETIRED)
    assert eligibility("old", (retired,), ()).blockers == (Blocker(kind=KIND.RETIRED),)


def test_whose_exam_it_is_is_asked_of_what_would_be_booked() -> None:
    old = certification("old", status=Status.REPLACED, successor="new", provider="then")
    catalogue = (old, certification("new", order=1, provider="now"))
    for provider, found in (("now", (Blocker(kind=KIND.EXCLUDED_PROVIDER),)), ("then", ())):
        asked = eligibility("old", catalogue, (), excluded_providers=frozenset({provider}))
        assert (asked.blockers, asked.may_start) == (found, not found)


def test_who_holds_the_successor_holds_the_predecessor() -> None:
    assert blockers("ppso-essentials", ("pmo-administrators",)) == (
        Blocker(kind=KIND.ALREADY_HELD),
    )
    assert blockers("ppso-advanced", ("pmo-administrators",)) == ()
    assert blockers("pmo-directors", ("ppso-advanced",)) == (
        Blocker(kind=KIND.PREREQUISITE, certifications=("pmo-managers",)),
    )


def test_experience_confirmed() -> None:
    group = Prerequisite(any_of=("a", "b"), or_experience=True)
    catalogue = (certification("x", prerequisites=(group,)),)
    assert eligibility("x", catalogue, ()).blockers == (
        Blocker(kind=KIND.PREREQUISITE, certifications=("a", "b"), or_experience=True),
    )
    confirmed = frozenset({"x"})
    assert eligibility("x", catalogue, (), experience_confirmed=confirmed).blockers == ()
    assert eligibility("x", catalogue, ("b",)).already_held == ("b",)


def test_a_recommendation_that_nobody_can_have_does_not_bind() -> None:
    gone = certification("gone", status=Status.RETIRED)
    wanted = certification("x", recommended_first=("gone", "absent"))
    assert eligibility("x", (gone, wanted), ()).blockers == ()


@pytest.mark.parametrize(
    ("key", "booked"),
    [
        ("ppso-essentials", "pmo-administrators"),
        ("p3o-foundation", "p3o-foundation"),
        ("pmo-managers", "pmo-managers"),
    ],
)
def test_what_to_book(key: str, booked: str) -> None:
    assert Register(with_successors()).book(key) == booked


def test_what_to_book_through_a_chain_and_never_in_circles() -> None:
    first = certification("a", status=Status.REPLACED, successor="b")
    second = certification("b", status=Status.REPLACED, successor="c")
    register = Register((first, second, certification("c")))
    assert register.book("a") == "c"
    assert register.gained("a") == {"a", "b", "c"}
    assert register.kept_by("c") == ("a", "b")
    assert Register((first, second)).book("a") == "b"
    circle = certification("b", status=Status.REPLACED, successor="a")
    assert Register((first, circle)).book("a") == "b"


def test_the_place_of_a_certification() -> None:
    register = Register(with_successors())
    assert register.place_of("pmo-managers") == "ppso-advanced"
    assert register.place_of("p3o-foundation") == "p3o-foundation"
    assert register.place_of("nowhere") == "nowhere"
    gone = certification("gone", status=Status.RETIRED, successor="next")
    assert Register((gone, certification("next"))).place_of("gone") == "next"
    assert Register((gone,)).place_of("gone") == "next"
    alone = certification("alone", status=Status.RETIRED)
    assert Register((alone,)).place_of("alone") == "alone"
    circle = certification("next", status=Status.RETIRED, successor="gone")
    assert Register((gone, circle)).place_of("gone") == "gone"


def test_a_key_outside_the_catalogue() -> None:
    register = Register(with_successors())
    for ask in (register.book, register.gained):
        with pytest.raises(KeyError, match="nowhere"):
            ask("nowhere")
    with pytest.raises(KeyError, match="nowhere"):
        standing_blockers(certification("nowhere"), register, credited=frozenset())
    assert register.kept_by("nowhere") == ()
    assert register.credited(["nowhere"]) == {"nowhere"}
