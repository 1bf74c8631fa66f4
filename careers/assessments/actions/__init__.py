"""Named writes of a self-assessment, and of what a manager says of it."""

from careers.assessments.actions.answering import (
    AlreadySubmitted,
    AssessmentProblem,
    Fields,
    Incomplete,
    NothingToAsk,
    TooManyNotApplicable,
    UnknownCompetency,
    begin,
    discard,
    record_answer,
    record_remit,
    submit,
)

__all__ = [
    "AlreadySubmitted",
    "AssessmentProblem",
    "Fields",
    "Incomplete",
    "NothingToAsk",
    "TooManyNotApplicable",
    "UnknownCompetency",
    "begin",
    "discard",
    "record_answer",
    "record_remit",
    "submit",
]
