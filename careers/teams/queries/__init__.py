"""Named reads of the home page and of the manager's list of people."""

from careers.teams.queries.attention import (
    AttentionPage,
    Needed,
    TeamCounts,
    attention_page,
    team_counts,
)
from careers.teams.queries.budget import (
    BudgetAsked,
    BudgetPage,
    budget_page,
)
from careers.teams.queries.care import CarePage, care
from careers.teams.queries.comparing import ComparePage, compare_page
from careers.teams.queries.cover import CoverPage, cover_page
from careers.teams.queries.home import HomePage, home
from careers.teams.queries.line import members_visible_to
from careers.teams.queries.matrix import (
    PEOPLE_ON_A_PAGE,
    MatrixPage,
    competencies,
    matrix_page,
    matrix_rows,
)
from careers.teams.queries.money import MoneyFilters, MoneyPage, money_page
from careers.teams.queries.people import Need, day_of, is_stale, needing
from careers.teams.queries.reminders import Due, Item, due_reminders
from careers.teams.queries.reviewing import ReviewPage, member, ratings_of, review_page
from careers.teams.queries.rows import Cell, Row

__all__ = [
    "PEOPLE_ON_A_PAGE",
    "AttentionPage",
    "BudgetAsked",
    "BudgetPage",
    "CarePage",
    "Cell",
    "ComparePage",
    "CoverPage",
    "Due",
    "HomePage",
    "Item",
    "MatrixPage",
    "MoneyFilters",
    "MoneyPage",
    "Need",
    "Needed",
    "ReviewPage",
    "Row",
    "TeamCounts",
    "attention_page",
    "budget_page",
    "care",
    "compare_page",
    "competencies",
    "cover_page",
    "day_of",
    "due_reminders",
    "home",
    "is_stale",
    "matrix_page",
    "matrix_rows",
    "member",
    "members_visible_to",
    "money_page",
    "needing",
    "ratings_of",
    "review_page",
    "team_counts",
]
