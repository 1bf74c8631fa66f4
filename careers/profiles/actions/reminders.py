"""What somebody wants to be told, and how often."""

from __future__ import annotations

from django.db import transaction

from careers.profiles.models import Profile, ReminderChoice


@transaction.atomic
def choose_reminders(
    *,
    profile: Profile,
    every: str,
    is_told_at_once: bool,
    has_reviews: bool,
    has_steps: bool,
    has_assessments: bool,
    has_certifications: bool,
) -> ReminderChoice:
    """Remember what somebody wants to be told. Two SQL statements.

    Raises IntegrityError for a frequency that is none of `ReminderChoice.Every`.
    """
    chosen = {
        "every": every,
        "is_told_at_once": is_told_at_once,
        "has_reviews": has_reviews,
        "has_steps": has_steps,
        "has_assessments": has_assessments,
        "has_certifications": has_certifications,
    }
    choice, _is_new = ReminderChoice.objects.update_or_create(profile=profile, defaults=chosen)
    return choice
