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

__all__ = [
    "check",
    "discard",
    "history",
    "question",
    "remit",
    "result",
    "save_answer",
    "start",
    "submit",
]
