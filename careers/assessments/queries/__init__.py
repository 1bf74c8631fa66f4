"""Named reads of self-assessments."""

from careers.assessments.page import DraftView, ResultView, Standing
from careers.assessments.queries.drafts import (
    CheckPage,
    QuestionPage,
    StartPage,
    check_page,
    draft_of,
    next_open,
    question_page,
    start_page,
)
from careers.assessments.queries.history import history
from careers.assessments.queries.result_page import result_page
from careers.assessments.queries.results import (
    answers_of,
    as_domain,
    latest_result,
    result_view,
    standing,
)

__all__ = [
    "CheckPage",
    "DraftView",
    "QuestionPage",
    "ResultView",
    "Standing",
    "StartPage",
    "answers_of",
    "as_domain",
    "check_page",
    "draft_of",
    "history",
    "latest_result",
    "next_open",
    "question_page",
    "result_page",
    "result_view",
    "standing",
    "start_page",
]
