"""What a person says about the own roadmap, from HTTP to clean values."""

from careers.roadmaps.forms.choices import ExclusionForm, TargetForm

__all__ = ["ExclusionForm", "TargetForm"]
