"""A roadmap with what it was made from, for files."""

from __future__ import annotations

from datetime import date

from careers.profiles.models import Profile
from careers.roadmaps.exports import Export
from careers.roadmaps.queries.roadmap import roadmap_with_inputs


def export_of(profile: Profile, today: date, *, is_own: bool = True) -> Export | None:
    """Return a roadmap for a file, or None before the first submitted self-assessment.

    `is_own` chooses the voice. Six SQL queries, one before the first result.
    """
    found = roadmap_with_inputs(profile, today, is_own=is_own)
    return Export(page=found[0], inputs=found[1]) if found else None
