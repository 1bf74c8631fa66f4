"""What the managers of the demo said of self-assessments, inserted in batches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from careers.assessments.models import Answer, Assessment, Rating, Review
from careers.domain import agreement, scoring
from careers.domain.ladder import HIGHEST, NOT_YET
from careers.teams.demo import texts
from careers.teams.demo.people import Person
from careers.teams.demo.stories import is_told_exactly

BATCH = 2_000
DIFFERS = 0.15
"""Share of the competencies in which a manager of the demo sees another value; one at least."""

REVIEWED_AFTER_DAYS, AGREED_AFTER_DAYS = 6, 9
REPLIES_EVERY = 3
"""Of those whose review is not agreed, every third has replied."""


@dataclass(frozen=True, kw_only=True)
class Reviewed:
    """One self-assessment that somebody reviewed."""

    assessment: Assessment
    answers: Sequence[Answer]
    given: Sequence[scoring.Answer]
    person: Person
    on: date

    @property
    def is_agreed(self) -> bool:
        return self.assessment.state == Assessment.State.AGREED

    @property
    def is_exact(self) -> bool:
        """The story is told with its level, so what is agreed is what the person answered."""
        return is_told_exactly(self.person.seat) and self.person.number == self.person.seat.number


def write_reviews(many: Sequence[Reviewed], rule: scoring.Rule, today: date) -> None:
    """Insert the reviews and what they say. An SQL statement for each two thousand rows, or so."""
    made = [_review(one, rule, today) for one in many]
    Review.objects.bulk_create([review for review, _ratings in made], batch_size=BATCH)
    Rating.objects.bulk_create(
        [rating for _review, ratings in made for rating in ratings], batch_size=BATCH
    )


def _review(one: Reviewed, rule: scoring.Rule, today: date) -> tuple[Review, list[Rating]]:
    dice = Random(f"{one.person.number} {one.on}")  # noqa: S311 - the same demo every time
    outcome = scoring.assess(one.given, rule)
    manager = one.person.profile.manager
    has_replied = not one.is_agreed and one.person.number % REPLIES_EVERY == 0
    review = Review(
        assessment=one.assessment,
        reviewer_id=manager.user_id if manager else None,
        reviewer_name=one.person.manager_name,
        version=2 if one.is_agreed or has_replied else 1,
        waits_for=Review.Waiting.MANAGER if has_replied else Review.Waiting.OWNER,
        comment=dice.choice(texts.REVIEW_COMMENTS),
        reply=dice.choice(texts.REPLIES) if has_replied else "",
        reviewed_at=_at(min(today, one.on + timedelta(days=REVIEWED_AFTER_DAYS))),
    )
    keys = agreement.deciding_keys(outcome.level, rule)
    ratings = _ratings(one, review, outcome.answers, keys, dice)
    if one.is_agreed:
        _agree(review, one, ratings, rule, today)
    return review, ratings


def _ratings(
    one: Reviewed,
    review: Review,
    counted: Sequence[scoring.Counted],
    keys: frozenset[str],
    dice: Random,
) -> list[Rating]:
    """One key at least is seen differently, so that there is something to discuss."""
    rated = [each.competency for each in counted if each.counted is not None]
    key = dice.choice([code for code in rated if code in keys])
    made = []
    for answer, each in zip(one.answers, counted, strict=True):
        is_other = dice.random() < DIFFERS or each.competency == key
        if is_other and each.counted is not None:
            made.append(_rating(one, review, answer, each.counted, dice))
        else:
            value = each.counted
            made.append(
                Rating(
                    review=review,
                    answer=answer,
                    manager_value=value,
                    has_agreed_value=True,
                    agreed_value=value,
                )
            )
    return made


def _rating(one: Reviewed, review: Review, answer: Answer, own: int, dice: Random) -> Rating:
    """The manager sees one more or one less; usually one less."""
    is_more = own == NOT_YET or (own < HIGHEST and dice.random() < 0.3)
    seen = own + 1 if is_more else own - 1
    is_settled = one.is_agreed or one.person.number % 2 == 1
    is_own = one.is_agreed and (one.is_exact or dice.random() < 0.5)
    settled = own if is_own else seen
    return Rating(
        review=review,
        answer=answer,
        manager_value=seen,
        has_agreed_value=is_settled,
        agreed_value=settled if is_settled else None,
        note=dice.choice(texts.NOTES),
    )


def _agree(
    review: Review, one: Reviewed, ratings: Sequence[Rating], rule: scoring.Rule, today: date
) -> None:
    agreed = {
        given.competency: rating.agreed_value
        for given, rating in zip(one.given, ratings, strict=True)
    }
    outcome = agreement.agreed_outcome(
        one.given, agreed, rule=rule, version=scoring.SCORING_VERSION
    )
    review.agreed_level, review.is_agreed_provisional = outcome.level, outcome.is_provisional
    review.agreed_at = _at(min(today, one.on + timedelta(days=AGREED_AFTER_DAYS)))
    review.waits_for = Review.Waiting.NOBODY


def _at(day: date) -> datetime:
    return datetime.combine(day, time(16), tzinfo=UTC)
