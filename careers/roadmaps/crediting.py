"""Sentences about what need not be taken because of what is held or known. No database."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from careers.domain.credit import Credit
from careers.roadmaps.explanations import Words, listed


def credit_sentences(credits: Iterable[Credit], words: Words) -> tuple[str, ...]:
    """One sentence each: successors that are held, then what the steps of the plan ask for."""
    skipped = [_stands_in(key, held, words) for key, held in words.stand_ins.items()]
    met = [_met(credit, words) for credit in credits]
    return tuple(dict.fromkeys((*skipped, *met)))


def _stands_in(key: str, held: str, words: Words) -> str:
    if words.is_own:
        text = _("You can skip %(name)s because you hold %(held)s, its successor.")
    else:
        text = _("%(name)s can be skipped: %(held)s, its successor, is already held.")
    return text % {"name": words.name(key), "held": held}


def _met(credit: Credit, words: Words) -> str:
    if credit.met is not None and credit.met != credit.held and credit.met in words.stand_ins:
        return _stands_in(credit.met, words.stand_ins[credit.met], words)
    facts = {
        "step": words.name(credit.certification),
        "held": words.name(credit.held) if credit.held else "",
        "others": listed(words.name(key) for key in credit.asked if key != credit.met),
    }
    if credit.by_experience:
        return _by_experience(words) % facts
    if len(credit.asked) == 1:
        return _by_itself(words) % facts
    return _by_one_of(words) % facts


def _by_itself(words: Words) -> str:
    if words.is_own:
        return _("The plan skips %(held)s because you hold it; %(step)s builds on it.")
    return _("The plan skips %(held)s because it is already held; %(step)s builds on it.")


def _by_one_of(words: Words) -> str:
    if words.is_own:
        return _("For %(step)s your %(held)s is enough; you need none of these: %(others)s.")
    return _("For %(step)s the %(held)s already held is enough; not needed: %(others)s.")


def _by_experience(words: Words) -> str:
    if words.is_own:
        return _(
            "For %(step)s your experience, which your manager confirmed, counts instead of: "
            "%(others)s."
        )
    return _("For %(step)s experience, confirmed by the manager, counts instead of: %(others)s.")
