"""What somebody chose to be told."""

from __future__ import annotations

from careers.profiles.models import Profile, ReminderChoice


def reminder_choice_of(profile: Profile) -> ReminderChoice:
    """The choice of a person; what holds for everybody, not stored, before one. One SQL query."""
    found = ReminderChoice.objects.filter(profile=profile).order_by().first()
    return found or ReminderChoice(profile=profile)
