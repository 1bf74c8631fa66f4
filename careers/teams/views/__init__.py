"""The home page, and the pages of managers."""

from careers.teams.views.agreeing import agree_plan, confirm_experience, release_step
from careers.teams.views.comparing import compare
from careers.teams.views.cover import cover
from careers.teams.views.exporting import export_csv, export_xlsx
from careers.teams.views.money import budget, money
from careers.teams.views.people import SignedInRequest, home, index, people
from careers.teams.views.reviewing import rate, review

__all__ = [
    "SignedInRequest",
    "agree_plan",
    "budget",
    "compare",
    "confirm_experience",
    "cover",
    "export_csv",
    "export_xlsx",
    "home",
    "index",
    "money",
    "people",
    "rate",
    "release_step",
    "review",
]
