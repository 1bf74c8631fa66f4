"""The pages of a roadmap."""

from careers.roadmaps.views.roadmap import detail, exclude, include, mine, target

__all__ = ["detail", "exclude", "include", "mine", "target"]
