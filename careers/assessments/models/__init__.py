"""A self-assessment: the answers, the result they gave, and what a manager said of it."""

from careers.assessments.models.assessment import (
    CONFIRMED_BY_LENGTH,
    EVIDENCE_LENGTH,
    NOT_APPLICABLE,
    REASON_LENGTH,
    Answer,
    AnswerQuerySet,
    Assessment,
    AssessmentQuerySet,
    Result,
)
from careers.assessments.models.review import COMMENT_LENGTH, NOTE_LENGTH, Rating, Review

__all__ = [
    "COMMENT_LENGTH",
    "CONFIRMED_BY_LENGTH",
    "EVIDENCE_LENGTH",
    "NOTE_LENGTH",
    "NOT_APPLICABLE",
    "REASON_LENGTH",
    "Answer",
    "AnswerQuerySet",
    "Assessment",
    "AssessmentQuerySet",
    "Rating",
    "Result",
    "Review",
]
