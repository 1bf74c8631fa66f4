"""Sentences about a plan, made from its data alone: planner values in, translated text out.

Nothing here reads the database, and nothing decides: a sentence only says what the planner found.
Every sentence comes in two voices, to the person and about the person.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from careers.domain.planner import (
    Certification,
    Cover,
    Inputs,
    Plan,
    Roadmap,
    Step,
)
from careers.roadmaps.page import Named

NUMBERS = (
    gettext_lazy("no"),
    gettext_lazy("one"),
    gettext_lazy("two"),
    gettext_lazy("three"),
    gettext_lazy("four"),
    gettext_lazy("five"),
    gettext_lazy("six"),
    gettext_lazy("seven"),
    gettext_lazy("eight"),
    gettext_lazy("nine"),
    gettext_lazy("ten"),
    gettext_lazy("eleven"),
    gettext_lazy("twelve"),
)

MOST_NAMED = 3
"""From how many gaps on the sentence counts them, and a list names them."""


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How a certification stands in the catalogue today."""

    status: str = ""  # empty: not known here
    since_on: date | None = None
    name: str = ""  # the name of today


@dataclass(frozen=True, kw_only=True)
class Words:
    """What the sentences call things, and whom they speak to."""

    certifications: Mapping[str, str]  # key -> name
    competencies: Mapping[str, str]  # code -> name
    is_own: bool = True
    advice: frozenset[tuple[str, str]] = frozenset()  # (later, earlier) only recommended
    stand_ins: Mapping[str, str] = field(default_factory=dict)  # predecessor -> held successor
    notes: Mapping[str, str] = field(default_factory=dict)  # key -> what to know before booking
    standings: Mapping[str, Standing] = field(default_factory=dict)

    def standing(self, key: str) -> Standing:
        return self.standings.get(key, Standing())

    def today(self, key: str) -> str:
        """The name to book under."""
        return self.standing(key).name or self.name(key)

    def name(self, key: str) -> str:
        return self.certifications.get(key, key)

    def named(self, keys: Iterable[str]) -> tuple[Named, ...]:
        """Certifications by name, each with what to know before booking it."""
        return tuple(Named(name=self.name(key), note=self.notes.get(key, "")) for key in keys)

    def competency(self, code: str) -> str:
        return self.competencies.get(code, code)

    def within(self, code: str) -> str:
        """The name of a competency as it reads inside a sentence."""
        name = self.competency(code)
        is_acronym = name[1:2].isupper()
        return name if is_acronym else name[:1].lower() + name[1:]


def in_words(number: int) -> str:
    """Small numbers as words, larger ones as digits."""
    return str(NUMBERS[number]) if 0 <= number < len(NUMBERS) else str(number)


def listed(names: Iterable[str]) -> str:
    """“A”, “A and B”, “A, B and C”."""
    parts = list(names)
    if len(parts) < 2:
        return "".join(parts)
    return _("%(first)s and %(last)s") % {"first": ", ".join(parts[:-1]), "last": parts[-1]}


def any_of(names: Iterable[str]) -> str:
    """“A”, “A or B”, “A, B or C”."""
    parts = list(names)
    if len(parts) < 2:
        return "".join(parts)
    return _("%(first)s or %(last)s") % {"first": ", ".join(parts[:-1]), "last": parts[-1]}


def percent(plan: Plan) -> int:
    """Cover of what is missing in whole percent, halves rounded up; no float is involved."""
    return whole_percent(plan.cover)


def whole_percent(share: Fraction) -> int:
    """A share from 0 to 1 in whole percent, halves rounded up."""
    return (200 * share.numerator + share.denominator) // (2 * share.denominator)


def percent_of(share: Fraction) -> str:
    return f"{whole_percent(share)}\N{NO-BREAK SPACE}%"


def reasons(step: Step, words: Words) -> tuple[str, ...]:
    """At most two sentences: what the step builds, and why it stands where it stands."""
    sentences = (what_it_builds(step.covers, words), why_here(step, words))
    return tuple(sentence for sentence in sentences if sentence)


def what_it_builds(covers: tuple[Cover, ...], words: Words) -> str:
    """Name the weightiest gap with its numbers, and the second or how many more there are."""
    if not covers:
        return ""
    lead, *others = covers
    facts: dict[str, object] = {"name": _lead(lead, words), "detail": _detail(lead, words)}
    if not others:
        return _("It builds %(name)s (%(detail)s).") % facts
    if len(others) == 1:
        facts["other"] = words.within(others[0].gap.competency)
        return _("It builds %(name)s (%(detail)s) and %(other)s.") % facts
    facts["more"] = in_words(len(others))
    return _("It builds %(name)s (%(detail)s) and %(more)s more.") % facts


def all_it_builds(covers: tuple[Cover, ...], words: Words) -> tuple[str, ...]:
    """Every gap a step works on, one line each; empty when the sentence names them all."""
    if len(covers) < MOST_NAMED:
        return ()
    return tuple(_line(cover, words) for cover in covers)


def _line(cover: Cover, words: Words) -> str:
    text = (
        _("%(name)s: mainly, up to level %(level)s (now %(counted)s)")
        if cover.strength > 1
        else _("%(name)s: partly, up to level %(level)s (now %(counted)s)")
    )
    return text % {
        "name": words.competency(cover.gap.competency),
        "level": cover.up_to,
        "counted": cover.gap.counted,
    }


def _lead(cover: Cover, words: Words) -> str:
    name = words.within(cover.gap.competency)
    if cover.is_closed:
        return name
    return _("%(name)s up to level %(level)s") % {"name": name, "level": cover.up_to}


def _detail(cover: Cover, words: Words) -> str:
    gap = cover.gap
    facts = {"counted": gap.counted, "target": gap.target}
    if words.is_own and gap.is_key:
        text = _("you are at %(counted)s, level %(target)s needs %(target)s; a key competency")
    elif words.is_own:
        text = _("you are at %(counted)s, level %(target)s needs %(target)s")
    elif gap.is_key:
        text = _("now at %(counted)s, level %(target)s needs %(target)s; a key competency")
    else:
        text = _("now at %(counted)s, level %(target)s needs %(target)s")
    return text % facts


def why_here(step: Step, words: Words) -> str:
    """Why the step comes before or after others, or what already opens it. May be empty."""
    if step.needed_for:
        return _comes_before(step, words)
    if step.requires:
        return _comes_after(step, words)
    if step.already_held:
        return _opened_by(step.already_held[0], words)
    return ""


def _comes_before(step: Step, words: Words) -> str:
    required = [key for key in step.needed_for if (key, step.certification) not in words.advice]
    if required:
        text = ngettext(
            "It comes before %(names)s, which requires it.",
            "It comes before %(names)s, which require it.",
            len(required),
        )
        return text % {"names": listed(words.name(key) for key in required)}
    names = listed(words.name(key) for key in step.needed_for)
    return _("It comes before %(names)s, for which it is recommended.") % {"names": names}


def _comes_after(step: Step, words: Words) -> str:
    required = [key for key in step.requires if (step.certification, key) not in words.advice]
    if required:
        names = listed(words.name(key) for key in required)
        return _("It comes after %(names)s, which it requires.") % {"names": names}
    names = listed(words.name(key) for key in step.requires)
    return _("It comes after %(names)s, which is recommended first.") % {"names": names}


def _opened_by(key: str, words: Words) -> str:
    facts = {"name": words.name(key), "held": words.stand_ins.get(key, "")}
    if facts["held"] and words.is_own:
        text = _("It builds on %(name)s, and your %(held)s counts as that.")
    elif facts["held"]:
        text = _("It builds on %(name)s, and %(held)s, already held, counts as that.")
    elif words.is_own:
        text = _("It builds on %(name)s, which you hold.")
    else:
        text = _("It builds on %(name)s, which is already held.")
    return text % facts


def prerequisites(step: Step, words: Words) -> tuple[str, ...]:
    """What must come before this step, and whether it is met; one line each, none if nothing."""
    lines = [_needed_in_plan(step.certification, key, words) for key in step.requires]
    lines += [_needed_and_held(step.certification, key, words) for key in step.already_held]
    if step.experience_to_confirm:
        lines.append(_("Needs another certificate or experience: see what to check"))
    return tuple(lines)


def _needed_in_plan(certification: str, key: str, words: Words) -> str:
    if (certification, key) in words.advice:
        text = _("%(name)s is recommended first: an earlier step of this plan")
    else:
        text = _("Needs %(name)s: an earlier step of this plan")
    return text % {"name": words.name(key)}


def _needed_and_held(certification: str, key: str, words: Words) -> str:
    is_advice = (certification, key) in words.advice
    facts = {"name": words.name(key), "held": words.stand_ins.get(key, "")}
    if facts["held"]:
        return _("Needs %(name)s: met by %(held)s") % facts
    if is_advice and words.is_own:
        text = _("%(name)s is recommended first, and you hold it")
    elif is_advice:
        text = _("%(name)s is recommended first, and already held")
    elif words.is_own:
        text = _("Needs %(name)s, which you hold")
    else:
        text = _("Needs %(name)s, which is already held")
    return text % facts


def stand_ins_of(inputs: Inputs) -> dict[str, str]:
    """Predecessors that need not be taken because their successor is held: key -> key held."""
    held = {holding.certification for holding in inputs.held}
    return {
        one.key: one.successor
        for one in inputs.catalogue
        if one.successor in held and one.key not in held and one.successor is not None
    }


def advice_of(catalogue: Iterable[Certification]) -> frozenset[tuple[str, str]]:
    """Pairs (later, earlier) where the earlier one is recommended and not compulsory."""
    return frozenset((one.key, first) for one in catalogue for first in one.recommended_first)


def what_changed(before: Roadmap, after: Roadmap, words: Words) -> str:
    """Say which exams of the first stage went and which came, in the order of the plans."""
    old, new = _planned(before), _planned(after)
    gone = listed(words.name(key) for key in old if key not in new)
    come = listed(words.name(key) for key in new if key not in old)
    sentences = []
    if gone:
        sentences.append(_("No longer in the plan: %(names)s.") % {"names": gone})
    if come:
        sentences.append(_("New in the plan: %(names)s.") % {"names": come})
    return " ".join(sentences) or _("The plan stays as it was.")


def _planned(roadmap: Roadmap) -> tuple[str, ...]:
    return roadmap.stages[0].plan.keys if roadmap.stages else ()
