"""The home page, and the pages of managers."""

from careers.teams.views.people import SignedInRequest, home, index
from careers.teams.views.reviewing import review

__all__ = ["SignedInRequest", "home", "index", "review"]
