"""Named reads of self-assessments."""

from careers.assessments.page import CountedResult, DraftView, ResultView, Standing
from careers.assessments.queries.bulk import (
    level_of_profile,
    newest_of_many,
    newest_of_profile,
    results_of_many,
)
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
    agreed_review,
    answers_of,
    as_domain,
    counting,
    latest_result,
    outcome_given,
    result_view,
    standing,
)
from careers.assessments.queries.reviewing import (
    newest_submitted,
    review_sheet,
    sheet_from,
    submitted_of,
)
from careers.assessments.review_page import RatedGroup, RatedRow, ReviewSheet

__all__ = [
    "CheckPage",
    "CountedResult",
    "DraftView",
    "QuestionPage",
    "RatedGroup",
    "RatedRow",
    "ResultView",
    "ReviewSheet",
    "Standing",
    "StartPage",
    "agreed_review",
    "answers_of",
    "as_domain",
    "check_page",
    "counting",
    "draft_of",
    "history",
    "latest_result",
    "level_of_profile",
    "newest_of_many",
    "newest_of_profile",
    "newest_submitted",
    "next_open",
    "outcome_given",
    "question_page",
    "result_page",
    "result_view",
    "results_of_many",
    "review_sheet",
    "sheet_from",
    "standing",
    "start_page",
    "submitted_of",
]
