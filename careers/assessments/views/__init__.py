"""HTTP of the self-assessment."""

from careers.assessments.views.answering import (
    check,
    discard,
    question,
    remit,
    save_answer,
    start,
    submit,
)
from careers.assessments.views.results import history, result
from careers.assessments.views.reviewing import accept_review, reply_to_review

__all__ = [
    "accept_review",
    "check",
    "discard",
    "history",
    "question",
    "remit",
    "reply_to_review",
    "result",
    "save_answer",
    "start",
    "submit",
]
