"""A roadmap with what it was made from, for files."""

from __future__ import annotations

from datetime import date

from careers.profiles.models import Profile
from careers.roadmaps.exports import Export
from careers.roadmaps.queries.inputs import inputs_for
from careers.roadmaps.queries.roadmap import roadmap_of


def export_of(profile: Profile, today: date, *, is_own: bool = True) -> Export | None:
    """Return a roadmap for a file, or None before the first submitted self-assessment.

    `is_own` chooses the voice. Eleven SQL queries, one before the first result.
    """
    page = roadmap_of(profile, today, is_own=is_own)
    inputs = inputs_for(profile, today) if page else None
    return Export(page=page, inputs=inputs) if page and inputs else None
