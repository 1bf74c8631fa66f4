"""Limits and wishes as they are shown on the roadmap and beside a scenario. No database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from careers.certifications.queries import CertificationCard
from careers.domain.ladder import next_level
from careers.domain.planner import Inputs
from careers.roadmaps.choices import Wishes
from careers.roadmaps.explanations import Words, listed
from careers.roadmaps.page import Line
from careers.roadmaps.plans import amount_text


def body_names(inputs: Inputs, cards: Mapping[str, CertificationCard]) -> dict[str, str]:
    """What providers are called, by their keys."""
    return {one.provider: cards[one.key].body_now for one in inputs.catalogue if one.key in cards}


def input_lines(
    wishes: Wishes, inputs: Inputs, bodies: Mapping[str, str], words: Words
) -> tuple[Line, ...]:
    """Every limit and wish; what was left open says what counts instead."""
    constraints = inputs.constraints
    target = inputs.target or next_level(inputs.level)
    lines = [
        Line(label=_("Target"), text=_target(target, inputs)),
        Line(
            label=_("Budget"),
            text=amount_text(constraints.budget, constraints.currency)
            if constraints.budget is not None
            else _("no limit"),
        ),
        Line(label=_("Study hours a week"), text=_hours(wishes, inputs, words)),
        Line(label=_("Start"), text=date_format(constraints.begins_on or inputs.today)),
        Line(
            label=_("Finish by"),
            text=date_format(wishes.finish_on) if wishes.finish_on else _("no limit"),
        ),
    ]
    called = words.certifications
    optional = (
        (
            _("Preferred"),
            (*_named(wishes.preferred_bodies, bodies), *_named(wishes.preferred, called)),
        ),
        (_("Providers left out"), _named(wishes.excluded_bodies, bodies)),
        (_("Pinned"), _named(wishes.pinned, called)),
    )
    lines += [Line(label=label, text=listed(names)) for label, names in optional if names]
    return tuple(lines)


def _target(target: int | None, inputs: Inputs) -> str:
    if target is None:
        return _("the top level is reached")
    if inputs.target is None or inputs.target == next_level(inputs.level):
        return _("level %(level)s, the next one") % {"level": target}
    return _("level %(level)s, stage by stage") % {"level": target}


def _hours(wishes: Wishes, inputs: Inputs, words: Words) -> str:
    hours = inputs.constraints.hours_a_week
    if wishes.hours_a_week is not None:
        return str(hours)
    if words.is_own:
        return _("%(hours)s, until you say your own") % {"hours": hours}
    return _("%(hours)s, the usual number") % {"hours": hours}


def _named(keys: Iterable[str], names: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(names[key] for key in keys if key in names)
