"""What managers enter."""

from careers.teams.forms.agreeing import ExperienceForm, plan_forms
from careers.teams.forms.cover import CoverForm
from careers.teams.forms.money import BudgetForm, MoneyForm
from careers.teams.forms.people import (
    FilterForm,
)
from careers.teams.forms.reviewing import RateForm, kept_query

__all__ = [
    "BudgetForm",
    "CoverForm",
    "ExperienceForm",
    "FilterForm",
    "MoneyForm",
    "RateForm",
    "kept_query",
    "plan_forms",
]
