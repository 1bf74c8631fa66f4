"""What a version of the instrument lacks before people can answer it."""

from __future__ import annotations

from collections import Counter

from django.utils.translation import gettext as _

from careers.domain.ladder import LEVELS, LOWEST
from careers.domain.rule import check_rule
from careers.domain.scoring import Rule
from careers.levels.models import Instrument, Statement
from careers.levels.queries import rule_of


def lacks(instrument: Instrument) -> tuple[str, ...]:
    """Everything that keeps people from answering a version, one sentence each. Three SQL queries.

    A version that was published must have none.
    """
    rule = rule_of(instrument)
    return (
        *([] if instrument.question.strip() else [_("The question is missing.")]),
        *_missing_statements(instrument),
        *(_rule_faults(rule) or _asked_for_nothing(instrument, rule)),
    )


def _asked_for_nothing(instrument: Instrument, rule: Rule) -> list[str]:
    """A competency that is asked about must count for some level: scoring takes no others."""
    statements = Statement.objects.filter(instrument=instrument).order_by("competency__order")
    codes = dict.fromkeys(statements.values_list("competency__code", flat=True))
    text = _(
        "%(competency)s is asked about, and no level looks at it: add its group to the rule of a "
        "level, or remove its statements."
    )
    return [text % {"competency": code} for code in codes if code not in rule.competencies]


def _missing_statements(instrument: Instrument) -> list[str]:
    """A competency that is asked about needs a statement for every level."""
    rows = Statement.objects.filter(instrument=instrument).exclude(text__regex=r"^\s*$")
    cells = Counter(
        rows.order_by("competency__order").values_list("competency__code", "level__number")
    )
    if not cells:
        return [_("There are no statements yet.")]
    codes = dict.fromkeys(code for code, _level in cells)
    missing = [(code, level) for code in codes for level in LEVELS if (code, level) not in cells]
    return [
        _("The statement of %(competency)s for level %(level)s is missing.")
        % {"competency": code, "level": level}
        for code, level in missing
    ]


def _rule_faults(rule: Rule) -> list[str]:
    known = {part.level: part for part in rule.levels}
    sentences = []
    for level in LEVELS[LEVELS.index(LOWEST) + 1 :]:
        part = known.get(level)
        if part is None:
            sentences.append(_("The rule for level %(level)s is missing.") % {"level": level})
            continue
        if not part.scope:
            text = _("The rule for level %(level)s looks at no competency that is asked about.")
            sentences.append(text % {"level": level})
        if not part.keys:
            text = _("The rule for level %(level)s has no key competencies.")
            sentences.append(text % {"level": level})
    if not sentences:
        try:
            check_rule(rule)
        except ValueError as error:
            sentences.append(str(error))
    return sentences
