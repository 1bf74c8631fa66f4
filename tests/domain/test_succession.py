"""What is replaced, retired or taken back: in the plans of everybody, and in an accepted plan."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from careers.domain.accepted import keep
from careers.domain.certification import Certification, Status
from careers.domain.changes import ChangeKind, PlanChange, Why, compare, same_exams
from careers.domain.eligibility import Blocker, BlockerKind, Register
from careers.domain.planner import Constraints, Inputs, Plan, plan
from tests.domain.builders import PEOPLE, TODAY, certification, inputs, often, pounds, seven
from tests.domain.situations import crowded
from tests.domain.slow import first_world, ranked

P1 = ("ppso-essentials", "p3o-foundation")
NEW = certification("new", 2, 7, "A3:2 B1:2 B3:2 B4:2", course_days=2, cost=pounds(300))


def catalogue(*more: Certification, **changes: object) -> tuple[Certification, ...]:
    """The seven with P3O Foundation changed, and others."""
    changed = (replace(o, **changes) if o.key == "p3o-foundation" else o for o in seven())  # type: ignore[arg-type]
    return (*changed, *more)


def replaced(by: str = "new", *more: Certification) -> tuple[Certification, ...]:
    return catalogue(*(more or (NEW,)), status=Status.REPLACED, successor=by)


def proposed(given: Inputs) -> Plan:
    return plan(given).stages[0].plan


def days(one: Plan) -> dict[str, date]:
    return {step.certification: step.ends_on for step in one.steps}


def changes(given: Inputs, accepted: Plan) -> tuple[PlanChange, ...]:
    """What the proposal of now would change in a plan that was accepted as it was."""
    booked_as = {step.certification: step.book for step in accepted.steps}
    kept = keep(given, accepted.keys, booked_as)
    return compare(given, kept, proposed(given), days(accepted))


def told(found: tuple[PlanChange, ...]) -> list[tuple[ChangeKind, str, Why]]:
    return [(change.kind, change.certification, change.why) for change in found]


BEFORE = proposed(inputs(1, PEOPLE["P1"]))


class TestWhatCanBeBooked:
    def test_the_first_successor_that_lives_is_booked(self) -> None:
        old = certification("old", status=Status.REPLACED, successor="mid")
        mid = certification("mid", status=Status.RETIRED, successor="new")
        register = Register((old, mid, certification("new")))
        assert (register.book("old"), register.book("mid")) == ("new", "mid")
        assert register.bookable == {"old", "new"}
        assert register.kept_by("new") == ("old",)
        assert (register.place_of("mid"), register.follows("mid")) == ("old", ("new",))
        assert register.follows("old") == register.follows("nowhere") == ()

    def test_where_none_lives_it_cannot_be_had(self) -> None:
        old = certification("old", status=Status.REPLACED, successor="end", builds="A1:2")
        given = inputs(
            1, PEOPLE["P1"], catalogue=(old, certification("end", status=Status.RETIRED))
        )
        assert proposed(given).keys == ()
        (gone,) = keep(given, ("old",)).gone
        assert gone.blockers == (Blocker(kind=BlockerKind.RETIRED),)

    def test_a_retired_one_leaves_its_place_to_its_successor(self) -> None:
        given = inputs(
            1,
            PEOPLE["P1"],
            catalogue=catalogue(NEW, status=Status.RETIRED, successor="new"),
            constraints=Constraints(pinned=frozenset({"p3o-foundation"})),
        )
        assert "new" in proposed(given).keys  # the pin is about it now
        assert Register(given.catalogue).gained("new") == {"new", "p3o-foundation"}

    def test_plans_equal_trying_every_set(self) -> None:
        seen: Counter[str] = Counter()
        for seed in range(3000, 3000 + often(100)):
            given = ended(seed)
            world = first_world(given, 3)
            if world.has_circle():
                continue
            best = proposed(given)
            assert sorted(best.keys) == sorted(ranked(world, ())[0])
            seen["plans"] += 1
            seen["other exam"] += any(step.book != step.certification for step in best.steps)
            seen["over a retired one"] += any(
                world.by_key[world.by_key[step.certification].successor or ""].is_retired
                for step in best.steps
                if step.book != step.certification
            )
            seen["dead end"] += any(
                one.status is Status.REPLACED and one not in world.living for one in given.catalogue
            )
        # These examples are worth trying: successors of every kind are there.
        assert min(seen.values()) > often(5) // 2, seen


def ended(seed: int) -> Inputs:
    """Somebody in a catalogue where a third of all has ended, most of it with a successor."""
    random = Random(seed)  # noqa: S311 - examples, not secrets
    given = crowded(seed)
    made = list(given.catalogue)
    for place in range(len(made) - 1):
        if random.random() < 0.5:
            later = made[random.randrange(place + 1, len(made))].key
            status = random.choice([Status.REPLACED, Status.REPLACED, Status.RETIRED])
            successor = later if status is Status.REPLACED or random.random() < 0.6 else None
            made[place] = replace(made[place], status=status, successor=successor)
    if random.random() < 0.3:
        made[-1] = replace(made[-1], status=Status.RETIRED)
    return replace(given, catalogue=tuple(made))


class TestAnAcceptedPlan:
    def test_it_stays_as_accepted_until_the_successor_is(self) -> None:
        given = inputs(1, PEOPLE["P1"], catalogue=replaced())
        kept = keep(given, P1, {"p3o-foundation": "p3o-foundation"})
        step = kept.plan.steps[1]
        assert (step.book, step.cost, step.hours) == ("p3o-foundation", None, 24)
        assert kept.gone == ()
        _first, new = proposed(given).steps
        assert changes(given, BEFORE) == (
            PlanChange(
                kind=ChangeKind.SUCCEEDED,
                certification="p3o-foundation",
                why=Why.REPLACED,
                step=new,
                was=step,
                was_on=days(BEFORE)["p3o-foundation"],
                course_days=2,
                was_course_days=3,
            ),
        )
        assert (new.book, new.cost, new.hours) == ("new", pounds(300), 16)

    def test_of_older_plans_nothing_is_known_and_nothing_is_told(self) -> None:
        given = inputs(
            1,
            PEOPLE["P1"],
            catalogue=replaced("same", replace(NEW, key="same", course_days=3)),
        )
        kept = keep(given, P1)
        assert kept.plan.steps[1].book == "same"
        assert compare(given, kept, proposed(given), days(BEFORE)) == ()
        # A note about what is not in the catalogue says nothing either.
        assert keep(given, P1, {"p3o-foundation": "lost"}).plan == kept.plan

    def test_accepted_again_nothing_is_left_to_change(self) -> None:
        given = inputs(1, PEOPLE["P1"], catalogue=replaced())
        assert changes(given, proposed(given)) == ()

    def test_the_successor_is_another_one_or_it_is_taken_back(self) -> None:
        weak = replace(NEW, builds=())  # nobody would take it for its own sake
        then = proposed(inputs(1, PEOPLE["P1"], catalogue=replaced("new", weak)))
        other = certification("other", 2, 8, course_days=2, cost=pounds(300))
        for now, why, book in (
            (replaced("other", weak, other), Why.OTHER_SUCCESSOR, "other"),
            (
                replaced("new", replace(weak, status=Status.REPLACED, successor="other"), other),
                Why.REPLACED,
                "other",
            ),
            (
                replaced("new", replace(weak, status=Status.RETIRED, successor="other"), other),
                Why.REPLACED,
                "other",
            ),
            (catalogue(weak), Why.OWN_AGAIN, "p3o-foundation"),
        ):
            (found,) = (
                change
                for change in changes(inputs(1, PEOPLE["P1"], catalogue=now), then)
                if change.certification == "p3o-foundation"
            )
            assert (found.kind, found.why) == (ChangeKind.SUCCEEDED, why)
            assert found.was is not None
            assert found.step is not None
            assert (found.was.book, found.step.book) == ("new", book)

    def test_a_booked_exam_stays_what_was_booked(self) -> None:
        booked = Constraints(booked={"p3o-foundation": TODAY + timedelta(days=90)})
        given = inputs(1, PEOPLE["P1"], catalogue=replaced(), constraints=booked)
        accepted = proposed(inputs(1, PEOPLE["P1"], constraints=booked))
        assert {change.kind for change in changes(given, accepted)} <= {ChangeKind.MOVED}

    def test_a_retired_one_is_gone_and_the_addition_says_whose_successor_it_is(self) -> None:
        retired = catalogue(NEW, status=Status.RETIRED, successor="new")
        found = changes(inputs(1, PEOPLE["P1"], catalogue=retired), BEFORE)
        assert told(found)[:2] == [
            (ChangeKind.REMOVED, "p3o-foundation", Why.BLOCKED),
            (ChangeKind.ADDED, "new", Why.COVERS),
        ]
        assert found[0].blockers == (Blocker(kind=BlockerKind.RETIRED, certifications=("new",)),)
        assert found[1].follows == ("p3o-foundation",)

    def test_a_step_that_becomes_a_successor_keeps_its_name(self) -> None:
        """Somebody plans the new one already when it becomes the successor of another."""
        lone = (NEW, *(one for one in seven() if one.key == "ppso-essentials"))
        accepted = proposed(inputs(1, PEOPLE["P1"], catalogue=lone))
        assert accepted.keys == ("ppso-essentials", "new")
        old = certification("old", 2, 9, "A3:2 B1:2 B3:2", status=Status.REPLACED, successor="new")
        given = inputs(1, PEOPLE["P1"], catalogue=(*lone, old))
        assert proposed(given).keys == ("ppso-essentials", "old")
        kept = keep(given, accepted.keys, {"new": "new"})
        assert (kept.plan.keys, kept.gone) == (accepted.keys, ())
        same = same_exams(kept.plan, proposed(given))
        assert {key: step.certification for key, step in same.items()} == {
            "ppso-essentials": "ppso-essentials",
            "new": "old",
        }
        assert changes(given, accepted) == ()
        slower = replace(given, constraints=Constraints(hours_a_week=2))
        moved = [(ChangeKind.MOVED, key, Why.DATES) for key in accepted.keys]
        assert told(changes(slower, accepted)) == moved

    def test_two_steps_that_are_one_exam_by_now(self) -> None:
        old = certification("old", 2, 9, "A3:2 B1:2 B3:2", status=Status.REPLACED, successor="new")
        given = inputs(1, PEOPLE["P1"], catalogue=(NEW, old))
        kept = keep(given, ("new", "old"), {"new": "new", "old": "old"})
        assert kept.plan.keys == ("old",)
        (gone,) = kept.gone
        assert gone.blockers == (
            Blocker(kind=BlockerKind.TAKEN_AS_PREDECESSOR, certifications=("old",)),
        )
