"""What a provider asks of everybody before an exam: nothing of it tells what one person has."""

from __future__ import annotations

from django.utils.translation import gettext as _

from careers.domain.planner import Certification, Prerequisite
from careers.roadmaps.booking import Conditions
from careers.roadmaps.explanations import Words


def asked_of_everybody(
    booked: Certification, conditions: Conditions, words: Words
) -> tuple[str, ...]:
    """One line for each condition, met or not; none where nothing is recorded."""
    needed = [_group_text(group, words) for group in booked.prerequisites]
    first = [
        _("%(name)s is recommended first") % {"name": words.name(key)}
        for key in booked.recommended_first
    ]
    besides = [conditions.besides] if conditions.besides else []
    return (*needed, *first, *besides, *conditions.instead)


def _group_text(group: Prerequisite, words: Words) -> str:
    names = {"names": ", ".join(words.name(key) for key in group.any_of)}
    if len(group.any_of) == 1:
        text = _("Needs %(names)s, or experience") if group.or_experience else _("Needs %(names)s")
    elif group.or_experience:
        text = _("Needs one of these, or experience: %(names)s")
    else:
        text = _("Needs one of these: %(names)s")
    return text % names
