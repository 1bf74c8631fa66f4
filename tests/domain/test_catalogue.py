"""Faults of a catalogue, named so that somebody can mend them."""

from __future__ import annotations

from dataclasses import replace

from careers.domain.catalogue import Fault, FaultKind, faults, prerequisite_cycles
from careers.domain.planner import Build, Certification, Prerequisite, Status
from tests.domain.builders import all_of, certification, seven, with_successors

KIND = FaultKind


def sound(*more: Certification) -> tuple[Certification, ...]:
    """One certification for each level, and these."""
    base = tuple(certification(f"level-{level}", level, 100 + level) for level in (1, 2, 3, 4))
    return (*base, *more)


def test_the_shipped_shapes_are_sound() -> None:
    assert faults(with_successors()) == ()
    missing = {fault.certification for fault in faults(seven())}
    assert missing == {"ppso-essentials", "ppso-advanced"}
    assert {fault.kind for fault in faults(seven())} == {KIND.SUCCESSOR_MISSING}


def test_a_cycle_is_named_in_order() -> None:
    catalogue = sound(
        certification("a", 2, 0, prerequisites=all_of("b")),
        certification("b", 2, 1, recommended_first=("level-1", "c")),
        certification("c", 2, 2, prerequisites=(Prerequisite(any_of=("level-2", "a")),)),
        certification("d", 2, 3, prerequisites=all_of("a")),
    )
    assert prerequisite_cycles(catalogue) == (("a", "b", "c"),)
    found = faults(catalogue)
    assert Fault(kind=KIND.CYCLE, others=("a", "b", "c")) in found


def test_a_cycle_makes_what_needs_it_unreachable() -> None:
    catalogue = sound(
        certification("a", 2, 0, prerequisites=all_of("b")),
        certification("b", 2, 1, prerequisites=all_of("a")),
        certification("d", 2, 3, prerequisites=all_of("level-1", "a")),
        certification("self", 2, 4, prerequisites=all_of("self")),
    )
    assert faults(catalogue) == (
        Fault(kind=KIND.CYCLE, others=("a", "b")),
        Fault(kind=KIND.CYCLE, others=("self",)),
        Fault(kind=KIND.UNREACHABLE, certification="d", others=("a",)),
    )


def test_cycles_that_share_nothing_are_all_named() -> None:
    catalogue = sound(
        certification("a", 2, 0, recommended_first=("b",)),
        certification("b", 2, 1, recommended_first=("a",)),
        certification("c", 2, 2, recommended_first=("d",)),
        certification("d", 2, 3, recommended_first=("c",)),
    )
    assert prerequisite_cycles(catalogue) == (("a", "b"), ("c", "d"))


def test_unreachable() -> None:
    by_practice = Prerequisite(any_of=("old",), or_experience=True)
    catalogue = sound(
        certification("old", 2, 0, status=Status.RETIRED),
        certification("x", 2, 1, prerequisites=all_of("old")),
        certification("y", 3, 2, prerequisites=all_of("x")),
        certification("z", 2, 3, prerequisites=(Prerequisite(any_of=()),)),
        certification("w", 2, 4, prerequisites=(by_practice,)),
    )
    assert faults(catalogue) == (
        Fault(kind=KIND.UNREACHABLE, certification="x", others=("old",)),
        Fault(kind=KIND.UNREACHABLE, certification="y", others=("x",)),
        Fault(kind=KIND.UNREACHABLE, certification="z"),
    )


def test_unknown_references() -> None:
    one = certification(
        "x",
        2,
        0,
        prerequisites=(Prerequisite(any_of=("level-1", "p")),),
        recommended_first=("q",),
        successor="r",
    )
    assert faults(sound(one)) == (
        Fault(kind=KIND.UNKNOWN_REFERENCE, certification="x", others=("p", "q", "r")),
    )


def test_successors() -> None:
    replaced = Status.REPLACED
    catalogue = sound(
        certification("a", 2, 0, status=replaced, successor="b"),
        certification("b", 2, 1, status=replaced, successor="a"),
        certification("c", 2, 2, status=replaced),
    )
    assert faults(catalogue) == (
        Fault(kind=KIND.SUCCESSOR_MISSING, certification="c"),
        Fault(kind=KIND.SUCCESSOR_CYCLE, others=("a", "b")),
    )


def test_what_replaces_something_is_retired_itself() -> None:
    replaced, retired = Status.REPLACED, Status.RETIRED
    catalogue = sound(
        certification("a", 2, 0, status=replaced, successor="b"),
        certification("b", 2, 1, status=replaced, successor="c"),
        certification("c", 2, 2, status=retired),
        # Of what is retired a successor does the same: there is something to book.
        certification("d", 2, 3, status=replaced, successor="e"),
        certification("e", 2, 4, status=retired, successor="level-2"),
    )
    assert faults(catalogue) == (
        Fault(kind=KIND.SUCCESSOR_NOT_OFFERED, certification="a", others=("c",)),
        Fault(kind=KIND.SUCCESSOR_NOT_OFFERED, certification="b", others=("c",)),
    )


def test_duplicates() -> None:
    assert faults(sound(certification("level-1", 1, 0))) == (
        Fault(kind=KIND.DUPLICATE_KEY, certification="level-1"),
    )


def test_levels() -> None:
    catalogue = [replace(one, status=Status.RETIRED) if one.level == 3 else one for one in sound()]
    odd = certification("odd", 7, 0)
    assert faults((*catalogue, odd)) == (
        Fault(kind=KIND.EMPTY_LEVEL, level=3),
        Fault(kind=KIND.LEVEL_OUTSIDE, certification="odd", level=7),
    )
    assert faults(sound(), levels=(1, 2, 3, 4, 5)) == (Fault(kind=KIND.EMPTY_LEVEL, level=5),)


def test_a_prerequisite_above_the_level() -> None:
    either = Prerequisite(any_of=("level-4", "level-1"))
    above = Prerequisite(any_of=("level-4", "level-3"))
    experience = replace(above, or_experience=True)
    catalogue = sound(
        certification("fine", 2, 0, prerequisites=(either, experience)),
        certification("x", 2, 1, prerequisites=(above,), recommended_first=("level-3",)),
    )
    assert faults(catalogue) == (
        Fault(kind=KIND.PREREQUISITE_ABOVE, certification="x", others=("level-4", "level-3")),
    )


def test_builds() -> None:
    one = replace(
        certification("x", 2, 0),
        builds=(
            Build(competency="A1", strength=3, up_to=2),
            Build(competency="A2", strength=1, up_to=5),
            Build(competency="A3", strength=1, up_to=1),
        ),
    )
    assert faults(sound(one)) == (
        Fault(kind=KIND.STRENGTH_OUTSIDE, certification="x", competency="A1"),
        Fault(kind=KIND.UP_TO_OUTSIDE, certification="x", competency="A2", level=5),
    )
