"""What each person of the demo has done so far. Together the stories show every state once.

Answers are written in the order of the instrument (A1 to C4); – is "our PMO does not do this".
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from careers.teams.demo import ADMINISTRATOR, AUDITOR, EDITOR, MANAGER, PEOPLE, STAFF, SignIn
from careers.teams.demo.organisation import Rank, Seat


class State(StrEnum):
    NOTHING = "nothing"
    DRAFT = "draft"
    SUBMITTED = "submitted"
    REVIEWED = "reviewed"
    AGREED = "agreed"


class Validity(StrEnum):
    VALID = "valid"
    EXPIRING = "expiring"  # within 90 days
    EXPIRED = "expired"


class Deed(StrEnum):
    """What somebody did with their roadmap; only those whose story is told exactly."""

    ACCEPTED = "accepted"
    LONG_AGO = "long_ago"  # accepted, and nothing done since: overdue
    BOOKED = "booked"  # the first exam of the accepted plan
    NOT_PASSED = "not_passed"  # the first exam of the accepted plan
    HURRIED = "hurried"  # more hours a week since then: a proposal waits
    PRESSED = "pressed"  # a finish date that no plan can keep
    COMPARED = "compared"  # scenarios beside the roadmap
    QUOTED = "quoted"  # every exam of the plan has a quoted price
    QUOTED_FIRST = "quoted_first"  # the first exam has one, the others have none
    PLAN_AGREED = "plan_agreed"  # the manager agreed to the accepted plan
    EXPERIENCED = "experienced"  # the manager confirmed experience
    ASKED = "asked"  # the person wrote about the first step, and nobody has read it
    ANSWERED = "answered"  # the manager wrote on the roadmap
    AWAY = "away"  # a manager of another line stands in


@dataclass(frozen=True, kw_only=True)
class Held:
    certification: str  # a key of the catalogue
    validity: Validity = Validity.VALID
    as_successor: bool = False  # holds what replaced it


@dataclass(frozen=True, kw_only=True)
class Story:
    state: State
    level: int  # what the job is about; decides the title and the remit
    answers: str = ""
    answered: int = 12  # of a draft
    earlier: int = 0  # submitted assessments before this one
    days_ago: int = 30
    held: tuple[Held, ...] = ()
    holds_all_to_level: int = 0  # everything that could be proposed up to this level
    target: int | None = None
    excluded: tuple[str, ...] = ()
    deeds: tuple[Deed, ...] = ()


P1 = "1 1 0 2 · 1 1 0 0 · 0 0 1 0"
P2 = "2 2 2 3 · 2 3 2 1 · 1 1 2 1"
P3 = "3 3 3 3 · 3 3 3 2 · 2 2 3 2"
P4 = "3 3 3 3 · 3 3 3 2 · 3 2 3 2"
P5 = "3 3 2 3 · 3 3 3 3 · 3 3 3 2"
P6 = "3 3 3 3 · 4 4 4 4 · 4 4 4 4"
SPECIALIST = "4 4 – 4 · 2 4 3 3 · 2 1 2 1"
THREE_NOT_APPLICABLE = "2 2 – 2 · 2 2 2 – · 1 1 2 –"
TWO_KEYS_NOT_APPLICABLE = "2 2 2 2 · 2 2 2 1 · – – 1 1"
NEWCOMER = "0 0 0 0 · 0 0 0 0 · 0 0 0 0"
FOUNDATIONS = (Held(certification="p3o-foundation"), Held(certification="ipmo-foundation"))

MANAGERS = (
    Story(
        state=State.AGREED,
        level=4,
        answers=P6,
        earlier=2,
        days_ago=60,
        held=(
            *FOUNDATIONS,
            Held(certification="p3o-practitioner", validity=Validity.EXPIRING),
            Held(certification="ipmo-practitioner"),
            Held(certification="ipmo-expert"),
        ),
    ),
    Story(
        state=State.AGREED,
        level=3,
        answers=P5,
        earlier=1,
        days_ago=45,
        held=(
            Held(certification="p3o-foundation", validity=Validity.EXPIRING),
            Held(certification="p3o-practitioner", validity=Validity.EXPIRING),
            Held(certification="ipmo-foundation"),
            Held(certification="ipmo-practitioner"),
        ),
    ),
    Story(state=State.SUBMITTED, level=3, answers=P4, days_ago=12),
    Story(
        state=State.REVIEWED,
        level=3,
        answers=P3,
        days_ago=20,
        held=(Held(certification="ppso-essentials"),),
    ),
    Story(state=State.NOTHING, level=2, held=(Held(certification="p3o-foundation"),)),
    Story(
        state=State.DRAFT,
        level=3,
        answers=P4,
        answered=9,
        days_ago=2,
        deeds=(Deed.AWAY,),
    ),
    Story(state=State.SUBMITTED, level=3, answers=P4, days_ago=420),
    Story(
        state=State.SUBMITTED,
        level=2,
        answers=P2,
        days_ago=90,
        held=(Held(certification="p3o-foundation", validity=Validity.EXPIRED),),
    ),
    Story(state=State.REVIEWED, level=2, answers=P2, days_ago=25, target=4),
)

TEAM = (
    Story(
        state=State.SUBMITTED,
        level=2,
        answers=P3,
        days_ago=16,
        held=(Held(certification="p3o-foundation"),),
        deeds=(Deed.QUOTED_FIRST, Deed.COMPARED, Deed.ANSWERED),
    ),
    Story(state=State.NOTHING, level=2),
    Story(state=State.DRAFT, level=1, answers=P1, answered=5, days_ago=1),
    Story(
        state=State.SUBMITTED,
        level=1,
        answers=P1,
        days_ago=8,
        deeds=(Deed.QUOTED, Deed.ACCEPTED, Deed.BOOKED, Deed.ANSWERED, Deed.ASKED),
    ),
    Story(
        state=State.REVIEWED,
        level=2,
        answers=P2,
        days_ago=33,
        held=(Held(certification="ppso-essentials"),),
        deeds=(Deed.LONG_AGO,),
    ),
    Story(state=State.SUBMITTED, level=2, answers=SPECIALIST, days_ago=70, deeds=(Deed.PRESSED,)),
    Story(
        state=State.SUBMITTED,
        level=2,
        answers=TWO_KEYS_NOT_APPLICABLE,
        days_ago=40,
        deeds=(Deed.ACCEPTED, Deed.QUOTED_FIRST, Deed.PLAN_AGREED, Deed.NOT_PASSED),
    ),
    Story(state=State.DRAFT, level=2, answers=P3, answered=7, earlier=1, days_ago=3),
    Story(
        state=State.AGREED,
        level=1,
        answers=NEWCOMER,
        days_ago=100,
        target=3,
        deeds=(Deed.QUOTED, Deed.ACCEPTED, Deed.PLAN_AGREED, Deed.HURRIED),
    ),
    Story(
        state=State.AGREED,
        level=2,
        answers=THREE_NOT_APPLICABLE,
        earlier=1,
        days_ago=150,
        held=(Held(certification="ppso-essentials", as_successor=True),),
        excluded=("ipmo-foundation",),
        deeds=(Deed.EXPERIENCED, Deed.QUOTED, Deed.ACCEPTED, Deed.PLAN_AGREED),
    ),
    Story(state=State.SUBMITTED, level=2, answers=P2, days_ago=50, holds_all_to_level=3),
)

SIGN_INS: dict[tuple[Rank, int], SignIn] = {
    (Rank.HEAD, 0): MANAGER,
    (Rank.STAFF, 0): STAFF,
    (Rank.STAFF, 1): ADMINISTRATOR,
    (Rank.STAFF, 4): EDITOR,
    (Rank.STAFF, 5): PEOPLE,
    (Rank.STAFF, 6): AUDITOR,
}


def story_of(seat: Seat) -> Story:
    """Return the story of a seat; the lists are told again and again."""
    if seat.rank is Rank.STAFF:
        return TEAM[seat.place % len(TEAM)]
    return MANAGERS[seat.number % len(MANAGERS)]


def is_told_exactly(seat: Seat) -> bool:
    """Whether the seat shows its story unchanged: the first telling does, later ones vary."""
    return seat.place < len(TEAM) if seat.rank is Rank.STAFF else seat.number < len(MANAGERS)
