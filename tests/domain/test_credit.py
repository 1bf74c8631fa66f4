"""What need not be taken because of what is held or known."""

from __future__ import annotations

from careers.domain.credit import Credit, credits
from careers.domain.planner import Constraints, Inputs, plan
from tests.domain.builders import PEOPLE, inputs, with_successors

MANAGERS = ("p3o-practitioner",)


def credits_of(given: Inputs) -> tuple[Credit, ...]:
    return credits(given, plan(given).stages[0].plan)


def credit(step: str, *asked: str, met: str | None, held: str | None) -> Credit:
    return Credit(certification=step, asked=asked, met=met, held=held)


def test_what_is_held_itself() -> None:
    found = credits_of(inputs(2, PEOPLE["P3"], held=("p3o-foundation",)))
    own = credit("p3o-practitioner", "p3o-foundation", met="p3o-foundation", held="p3o-foundation")
    assert found == (own,)
    assert not own.by_experience


def test_nothing_held_is_no_credit() -> None:
    assert credits_of(inputs(2, PEOPLE["P2"])) == ()


def advanced(*held: str, confirmed: bool = False) -> tuple[Credit, ...]:
    return credits_of(
        inputs(
            2,
            PEOPLE["P3"],
            held=held,
            catalogue=with_successors(),
            constraints=Constraints(
                pinned=frozenset({"ppso-advanced"}),
                experience_confirmed=frozenset({"ppso-advanced"} if confirmed else ()),
            ),
        )
    )


def test_a_successor_stands_for_what_it_replaced() -> None:
    found = advanced("pmo-administrators")
    assert found == (
        credit(
            "ppso-advanced", "ppso-essentials", met="ppso-essentials", held="pmo-administrators"
        ),
    )


def test_what_is_held_itself_is_named_before_what_stands_for_it() -> None:
    (found,) = advanced("pmo-administrators", "ppso-essentials")
    assert found.held == "ppso-essentials"


def test_the_conditions_of_what_is_booked_count_too() -> None:
    found = advanced("ppso-essentials", "p3o-practitioner")
    assert credit("ppso-advanced", *MANAGERS, met=MANAGERS[0], held=MANAGERS[0]) in found


def test_experience_confirmed_by_the_manager() -> None:
    assert [one for one in advanced("ppso-essentials") if one.by_experience] == []
    (found,) = [one for one in advanced("ppso-essentials", confirmed=True) if one.by_experience]
    assert found == credit("ppso-advanced", *MANAGERS, met=None, held=None)
    # Where experience is not accepted, nobody can confirm it.
    assert all(one.asked == MANAGERS for one in advanced(confirmed=True) if one.by_experience)
