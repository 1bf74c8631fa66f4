"""What a person says about the own roadmap, from HTTP to clean values."""

from careers.roadmaps.forms.choices import ExclusionForm
from careers.roadmaps.forms.sharing import LinkForm
from careers.roadmaps.forms.steps import BookingForm, FiguresForm, NotPassedForm
from careers.roadmaps.forms.what_if import WhatIfForm
from careers.roadmaps.forms.wishes import ScenarioForm, WishesForm

__all__ = [
    "BookingForm",
    "ExclusionForm",
    "FiguresForm",
    "LinkForm",
    "NotPassedForm",
    "ScenarioForm",
    "WhatIfForm",
    "WishesForm",
]
