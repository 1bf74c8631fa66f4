"""What a successor asks for, which may differ from what its predecessor asked for."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from careers.domain.planner import Certification, Prerequisite
from careers.roadmaps.explanations import Words


@dataclass(frozen=True, kw_only=True)
class Conditions:
    """Experience that a provider asks for, in words; the planner cannot count it."""

    besides: str = ""  # always asked for
    instead: tuple[str, ...] = ()  # does instead of a certification that is asked for

    def to_check(self, before: Before) -> tuple[str, ...]:
        """What is left to check before booking."""
        besides = (self.besides,) if self.besides else ()
        return besides if before.is_met else (*besides, *self.instead)


@dataclass(frozen=True, kw_only=True)
class Before:
    """What a booked certification asks for, and what there is of it when its turn comes."""

    booked: Certification
    held: frozenset[str]
    planned: frozenset[str]  # earlier steps of the plan
    is_experienced: bool = False  # the manager has confirmed the experience that does instead

    @property
    def is_met(self) -> bool:
        groups = self.booked.prerequisites
        return bool(groups) and all(self.meets(group) for group in groups)

    def meets(self, group: Prerequisite) -> bool:
        does_instead = self.is_experienced and group.or_experience
        return does_instead or not (self.held | self.planned).isdisjoint(group.any_of)


def prerequisites_of_booked(before: Before, words: Words) -> tuple[str, ...]:
    """One line for each condition of what is booked, and whether it is met."""
    return tuple(_group_line(group, before, words) for group in before.booked.prerequisites)


def _group_line(group: Prerequisite, before: Before, words: Words) -> str:
    held = [key for key in group.any_of if key in before.held]
    planned = [key for key in group.any_of if key in before.planned]
    if held and words.is_own:
        return _("Needs %(name)s, which you hold") % {"name": words.name(held[0])}
    if held:
        return _("Needs %(name)s, which is already held") % {"name": words.name(held[0])}
    if planned:
        text = _("Needs %(name)s: an earlier step of this plan")
        return text % {"name": words.name(planned[0])}
    names = {"names": ", ".join(words.name(key) for key in group.any_of)}
    if group.or_experience and before.is_experienced:
        text = _("Needs one of these, or experience, which the manager has confirmed: %(names)s")
        return text % names
    if group.or_experience:
        return _("Needs one of these, or experience: %(names)s") % names
    return _("Needs one of these: %(names)s") % names
