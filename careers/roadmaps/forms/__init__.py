"""What a person says about the own roadmap, from HTTP to clean values."""

from careers.roadmaps.forms.choices import ExclusionForm, TargetForm
from careers.roadmaps.forms.sharing import LinkForm

__all__ = [
    "ExclusionForm",
    "LinkForm",
    "TargetForm",
]
