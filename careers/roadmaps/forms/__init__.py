"""What a person, and whoever leads them, says about a roadmap, from HTTP to clean values."""

from careers.roadmaps.forms.choices import ExclusionForm
from careers.roadmaps.forms.conversation import (
    AgreementForm,
    CommentForm,
    ReadForm,
    comment_form,
)
from careers.roadmaps.forms.sharing import LinkForm
from careers.roadmaps.forms.steps import BookingForm, FiguresForm, NotPassedForm
from careers.roadmaps.forms.what_if import WhatIfForm
from careers.roadmaps.forms.wishes import ScenarioForm, WishesForm

__all__ = [
    "AgreementForm",
    "BookingForm",
    "CommentForm",
    "ExclusionForm",
    "FiguresForm",
    "LinkForm",
    "NotPassedForm",
    "ReadForm",
    "ScenarioForm",
    "WhatIfForm",
    "WishesForm",
    "comment_form",
]
