"""Named writes about a self-assessment that was handed in: review, reply, agreement.

Who may do it is decided by the caller; what is allowed, here. Every write first locks the
self-assessment, so that two decisions wait for one another; what the second one was made from is
then older than what is stored, which is a conflict unless both say the same. Nothing overwrites:
the person's values stay in the answers, the manager's and the agreed ones have places of their own.
SQL statements are counted without the marks of transactions and savepoints.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from careers.assessments import queries
from careers.assessments.actions.answering import AssessmentProblem
from careers.assessments.actions.telling import tell_owner, tell_reviewer
from careers.assessments.models import Answer, Assessment, Rating, Review
from careers.domain import agreement, scoring
from careers.profiles.models import User

Waiting = Review.Waiting


class NotReviewable(AssessmentProblem):
    """A draft, or one that a newer one has taken the place of."""


class OwnWork(AssessmentProblem):
    """Nobody reviews their own self-assessment."""


class ReviewIncomplete(AssessmentProblem):
    """A competency without a value, changes asked for without a reason, a reply without words."""


class NothingToAccept(AssessmentProblem):
    """Something is still open, changes are asked for, or it is not the person's turn."""


class ReviewConflict(AssessmentProblem):
    """The review has changed since the form was made."""

    def __init__(self, review: Review | None) -> None:
        self.review = review
        super().__init__(_("The review has changed since you opened this page."))


class AgreedAlready(ReviewConflict):
    """Both have agreed; nothing changes any more."""


@dataclass(frozen=True, kw_only=True)
class Rated:
    """What a manager says of one competency. A value of None is “our PMO does not do this”."""

    manager: int | None
    agreed: int | None = None
    is_open: bool = True  # nothing is proposed as agreed; of no account where both say the same
    note: str = ""


Content = tuple[int | None, bool, int | None, str]


@dataclass(frozen=True, kw_only=True)
class _Locked:
    assessment: Assessment
    review: Review | None
    answers: list[Answer]  # with their ratings
    ratings: list[Content]  # what the ratings say, in the order of the answers
    counted: dict[str, int | None]
    is_newest: bool


@transaction.atomic
def review_answers(
    *,
    assessment: Assessment,
    reviewer: User,
    version: int,
    ratings: Mapping[str, Rated],
    comment: str,
    is_change_asked: bool,
    now: datetime,
) -> Review:
    """Record what a manager says of every competency, by its code; agreed if both say the same.

    `version` is the one the form was made from, 0 before the first review. Sent again, the same
    gives the same review.

    Seven SQL statements and those of telling the owner; four for the same again. Raises OwnWork,
    NotReviewable, ReviewIncomplete, ReviewConflict, AgreedAlready, and Assessment.DoesNotExist.
    """
    locked = _lock(assessment)
    if locked.assessment.profile.user_id == reviewer.pk:
        raise OwnWork(_("Nobody reviews their own self-assessment."))
    _check_complete(ratings, locked, comment if is_change_asked else None)
    rows = [_rating(one, ratings[one.competency.code], locked) for one in locked.answers]
    said = (reviewer.pk, comment, is_change_asked)
    if (stored := _said_before(locked, version, said, rows)) is not None:
        return stored
    review = _current(locked, version) or Review(assessment=locked.assessment, version=0)
    review.reviewer, review.reviewer_name = reviewer, str(reviewer)
    review.comment, review.is_change_asked, review.reviewed_at = comment, is_change_asked, now
    review.version += 1
    review.waits_for = Waiting.OWNER
    if not is_change_asked and _is_all_own(rows, locked):
        _agree(review, locked, {row.answer.competency.code: row.agreed_value for row in rows}, now)
    review.save()
    _write(rows, review)
    _move(locked.assessment, review)
    tell_owner(assessment=locked.assessment, review=review, now=now)
    return review


@transaction.atomic
def accept_review(*, assessment: Assessment, version: int, now: datetime) -> Review:
    """The owner says yes to every proposed value; from now on the agreed level is the result.

    Six SQL statements and those of telling the reviewer; four for the same again. Raises
    NothingToAccept, NotReviewable, ReviewConflict, AgreedAlready, and Assessment.DoesNotExist.
    """
    locked = _lock(assessment)
    if locked.review is not None and locked.review.agreed_at is not None:
        if locked.review.version == version + 1:
            return locked.review
        raise AgreedAlready(locked.review)
    review = _current(locked, version)
    ratings = [answer.rating for answer in locked.answers] if review is not None else []
    is_open = any(not one.has_agreed_value for one in ratings)
    if review is None or review.is_change_asked or is_open or review.waits_for != Waiting.OWNER:
        raise NothingToAccept(_("There is nothing to accept yet: something is still open."))
    agreed = {one.competency.code: one.rating.agreed_value for one in locked.answers}
    _agree(review, locked, agreed, now)
    review.version += 1
    review.save()
    _move(locked.assessment, review)
    tell_reviewer(assessment=locked.assessment, review=review, now=now)
    return review


@transaction.atomic
def reply_to_review(*, assessment: Assessment, version: int, text: str, now: datetime) -> Review:
    """The owner answers the manager in words; then it is the manager's turn.

    Five SQL statements and those of telling the reviewer; four for the same again. Raises
    ReviewIncomplete, NotReviewable, ReviewConflict, AgreedAlready, and Assessment.DoesNotExist.
    """
    locked = _lock(assessment)
    if not text:
        raise ReviewIncomplete(_("Write what you want to tell your manager."))
    stored = locked.review
    is_sent = stored is not None and (stored.reply, stored.version) == (text, version + 1)
    if stored is not None and is_sent and stored.waits_for == Waiting.MANAGER:
        return stored
    review = _current(locked, version)
    if review is None or review.waits_for != Waiting.OWNER:
        raise ReviewConflict(review)
    review.reply, review.waits_for = text, Waiting.MANAGER
    review.version += 1
    review.save()
    tell_reviewer(assessment=locked.assessment, review=review, now=now)
    return review


def _lock(assessment: Assessment) -> _Locked:
    """The rows as they are now. What others may have changed is read after the lock is held."""
    rows = Assessment.objects.select_for_update(of=("self",))
    found = rows.select_related("profile__user", "result").get(pk=assessment.pk)
    if found.is_draft:
        raise NotReviewable(_("This self-assessment has not been handed in."))
    review = Review.objects.select_related("reviewer").filter(assessment=found).first()
    answers = queries.answers_of(found)
    given = queries.outcome_given(found, answers)
    others = Assessment.objects.filter(profile=found.profile_id).submitted().newest_first()
    return _Locked(
        assessment=found,
        review=review,
        answers=answers,
        ratings=[_content(answer.rating) for answer in answers] if review else [],
        counted={one.competency: one.counted for one in given.answers},
        is_newest=others.values_list("pk", flat=True).first() == found.pk,
    )


def _current(locked: _Locked, version: int) -> Review | None:
    """The review that the form was made from, if it may still be changed."""
    review = locked.review
    if review is not None and review.agreed_at is not None:
        raise AgreedAlready(review)
    if not locked.is_newest:
        raise NotReviewable(
            _("A newer self-assessment has been handed in. Only the newest one is reviewed.")
        )
    if version != (review.version if review is not None else 0):
        raise ReviewConflict(review)
    return review


def _check_complete(ratings: Mapping[str, Rated], locked: _Locked, reason: str | None) -> None:
    if ratings.keys() != locked.counted.keys():
        raise ReviewIncomplete(_("Give a value for every competency."))
    if reason == "":
        raise ReviewIncomplete(_("Say what should change."))


def _rating(answer: Answer, said: Rated, locked: _Locked) -> Rating:
    """Where both say the same that is agreed, whatever else was sent."""
    own = locked.counted[answer.competency.code]
    is_same = said.manager == own
    return Rating(
        answer=answer,
        manager_value=said.manager,
        has_agreed_value=is_same or not said.is_open,
        agreed_value=own if is_same else None if said.is_open else said.agreed,
        note=said.note,
    )


def _said_before(
    locked: _Locked, version: int, said: tuple[int, str, bool], rows: list[Rating]
) -> Review | None:
    """What is stored, if it says exactly this; saying it again after a reply is a new answer."""
    review = locked.review
    if review is None or said != (review.reviewer_id, review.comment, review.is_change_asked):
        return None
    is_same = [_content(row) for row in rows] == locked.ratings
    is_answer = version == review.version and review.waits_for == Waiting.MANAGER
    return review if is_same and not is_answer else None


def _content(rating: Rating) -> Content:
    return rating.manager_value, rating.has_agreed_value, rating.agreed_value, rating.note


def _is_all_own(rows: list[Rating], locked: _Locked) -> bool:
    return all(
        row.has_agreed_value and row.agreed_value == locked.counted[row.answer.competency.code]
        for row in rows
    )


def _agree(
    review: Review, locked: _Locked, agreed: Mapping[str, int | None], now: datetime
) -> None:
    result = locked.assessment.result
    outcome = agreement.agreed_outcome(
        queries.as_domain(locked.answers),
        agreed,
        rule=scoring.rule_from_data(result.rule),
        version=result.scoring_version,
    )
    review.agreed_level, review.is_agreed_provisional = outcome.level, outcome.is_provisional
    review.agreed_at, review.waits_for = now, Waiting.NOBODY


def _write(rows: list[Rating], review: Review) -> None:
    for row in rows:
        row.review = review
    Rating.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["answer"],
        update_fields=["manager_value", "has_agreed_value", "agreed_value", "note"],
    )


def _move(assessment: Assessment, review: Review) -> None:
    is_agreed = review.agreed_at is not None
    assessment.state = Assessment.State.AGREED if is_agreed else Assessment.State.REVIEWED
    assessment.save(update_fields=["state"])
