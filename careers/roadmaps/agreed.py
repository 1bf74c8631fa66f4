"""A plan beside the version a manager agreed to, as values, and the mark of what was looked at.

No database, no clock.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core import signing

from careers.domain.planner import Money
from careers.roadmaps.choices import Status
from careers.roadmaps.conversation import Conversation, UnreadComment

SALT = "careers.roadmaps.agreed"
PASSED = "passed"
"""The state of a step in a version, beside those of a row: what was passed is no state of a row."""


@dataclass(frozen=True, kw_only=True)
class PlanStep:
    """One certification of a person: in the accepted plan, or agreed, or both."""

    key: str
    name: str
    place: int | None  # None: not in the accepted plan
    starts_on: date | None
    day: date | None  # of the exam: booked, else planned
    status: str
    is_held: bool
    quote: Money | None  # the person's own figure
    price: Money | None  # the quote, else the catalogue's; None = not known
    hours: int | None
    is_agreed: bool
    agreed_on: date | None
    agreed_quote: Money | None
    book: str  # the exam that is booked, or was to be when the plan was accepted
    book_now: str  # the exam that can be booked today
    book_name: str  # of that one, its name of today
    can_be_taken: bool  # somebody still awards it, and roadmaps may propose it

    @property
    def is_to_do(self) -> bool:
        return self.is_in_plan and not self.is_held

    @property
    def is_in_plan(self) -> bool:
        return self.place is not None and self.status != Status.DROPPED

    @property
    def needs_agreeing(self) -> bool:
        """The same question as `to_agree` of the rows, of an accepted plan."""
        if self.is_held or self.status == Status.DROPPED:
            return False
        if self.place is None:
            return self.is_agreed
        return not self.is_agreed or self.has_another_day or self.has_another_price

    @property
    def has_another_day(self) -> bool:
        return self.agreed_on != self.day

    @property
    def has_another_price(self) -> bool:
        return self.agreed_quote != self.quote


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One step that has to be agreed, with a sentence for each thing that differs."""

    key: str
    name: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class VersionStep:
    name: str
    state: str
    day: str
    cost: str
    hours: str


@dataclass(frozen=True, kw_only=True)
class Version:
    """A plan as a manager agreed to it."""

    number: int
    agreed_at: datetime
    agreed_by: str
    comment: str
    steps: tuple[VersionStep, ...]


@dataclass(frozen=True, kw_only=True)
class AgreementView:
    """What was agreed last, what has changed since, and all versions, the newest first."""

    accepted_at: datetime | None = None  # None: there is no plan to agree to
    versions: tuple[Version, ...] = ()
    differences: tuple[Difference, ...] = ()
    events: tuple[str, ...] = ()  # what happened to exams of the plan: nothing to agree to anew

    @property
    def last(self) -> Version | None:
        return self.versions[0] if self.versions else None

    @property
    def earlier(self) -> tuple[Version, ...]:
        return self.versions[1:]

    @property
    def is_to_agree(self) -> bool:
        """There is a plan that nobody has agreed to as it is now."""
        return self.accepted_at is not None and (not self.versions or bool(self.differences))


@dataclass(frozen=True, kw_only=True)
class News:
    """What is different in the catalogue since a plan was accepted, in sentences."""

    keys: frozenset[str]  # the certifications it tells of
    text: str


@dataclass(frozen=True, kw_only=True)
class Beside:
    """What stands beside a roadmap; nothing of it on pages that are handed on."""

    agreement: AgreementView | None
    conversation: Conversation | None
    unread: tuple[UnreadComment, ...]
    news: tuple[News, ...]  # with the reasons that were given


@dataclass(frozen=True, kw_only=True)
class ReviewStep:
    """A step of the accepted plan as the manager sees it."""

    key: str
    name: str
    state: str
    day: str
    cost: str
    hours: str
    is_overdue: bool
    is_agreed: bool
    is_new: bool  # or changed: it needs agreeing
    mark: str  # of the step as it was looked at, for releasing it


@dataclass(frozen=True, kw_only=True)
class Experience:
    """A certification whose prerequisite can be met by experience, and whether it is."""

    key: str
    name: str
    texts: tuple[str, ...]  # what experience is asked for
    is_confirmed: bool


@dataclass(frozen=True, kw_only=True)
class PlanReview:
    """Everything about the plan of one person that a manager decides on."""

    profile_id: int
    agreement: AgreementView
    steps: tuple[ReviewStep, ...]
    as_it_is: tuple[VersionStep, ...]  # the same as a version would keep it
    cost: str
    experiences: tuple[Experience, ...]
    conversation: Conversation
    mark: str


def in_order(steps: Iterable[PlanStep]) -> list[PlanStep]:
    """By day, those that are not in the plan last: a booking may come before an earlier place."""
    return sorted(
        steps,
        key=lambda step: (step.place is None, step.day or date.max, step.place or 0, step.name),
    )


def frozen(steps: Iterable[PlanStep]) -> list[dict[str, Any]]:
    """The steps of a plan as a version keeps them, in their order, as JSON holds them."""
    return [_frozen(step) for step in in_order(steps) if step.is_in_plan]


def _frozen(step: PlanStep) -> dict[str, Any]:
    return {
        "key": step.key,
        "name": step.name,
        "starts_on": step.starts_on.isoformat() if step.starts_on else None,
        "ends_on": step.day.isoformat() if step.day else None,
        "status": PASSED if step.is_held else str(step.status),
        "cost_minor": step.price.minor if step.price else None,
        "currency": step.price.currency if step.price else "",
        "hours": step.hours,
        "book": step.book,
    }


@dataclass(frozen=True, kw_only=True)
class LookedAt:
    """What somebody sees of a plan when they agree to it."""

    profile_id: int
    number: int  # of the version agreed to before; 0 for none
    steps: list[dict[str, Any]]
    agreed: list[str]  # keys of what is agreed by then

    @property
    def mark(self) -> str:
        """The same in one signed text, which a form brings back."""
        content = [self.profile_id, self.number, self.steps, self.agreed]
        return signing.Signer(salt=SALT).sign_object(content, compress=True)


def looked_at(profile_id: int, number: int, steps: Iterable[PlanStep]) -> LookedAt:
    every = list(steps)
    return LookedAt(
        profile_id=profile_id,
        number=number,
        steps=frozen(every),
        agreed=sorted(step.key for step in every if step.is_agreed),
    )


def looked_at_step(profile_id: int, number: int, step: PlanStep) -> LookedAt:
    """The same of one step, which can be released by itself."""
    agreed = [step.key] if step.is_agreed else []
    return LookedAt(profile_id=profile_id, number=number, steps=[_frozen(step)], agreed=agreed)


def looked_at_from(mark: str) -> LookedAt | None:
    """Read a mark back; None for anything that the portal did not sign."""
    try:
        profile_id, number, steps, agreed = signing.Signer(salt=SALT).unsign_object(mark)
    except (signing.BadSignature, ValueError):
        return None
    return LookedAt(profile_id=profile_id, number=number, steps=steps, agreed=agreed)
