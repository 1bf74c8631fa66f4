"""Why it is this level: sentences made from the outcome alone, scoring values in, text out.

Nothing here reads the database, and nothing decides: a sentence only says what scoring found.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from careers.assessments.wording import Words
from careers.domain.scoring import LevelCheck, Outcome, Rule


def headline(outcome: Outcome, rule: Rule, words: Words) -> str:
    """Why it is this level and not the next, in one or two sentences."""
    check = outcome.next_check
    if check is None:
        return top_headline(outcome)
    if not check.breadth.is_met:
        parts = (breadth_headline(check, rule, words), key_note(check, words))
        return " ".join(part for part in parts if part)
    return key_headline(check, words)


def top_headline(outcome: Outcome) -> str:
    check = outcome.checks[-1]
    return _(
        "%(reached)s of %(in_scope)s competencies are at level %(level)s (%(needed)s needed), and "
        "%(keys)s of the %(all_keys)s key competencies. There is no level above."
    ) % {**_numbers(check), "keys": len(check.key.reached), "all_keys": len(check.key.keys)}


def breadth_headline(check: LevelCheck, rule: Rule, words: Words) -> str:
    facts = _numbers(check)
    if covers_everything(check.level, rule) and words.is_own:
        text = _(
            "Level %(level)s needs %(needed)s of %(in_scope)s competencies at level %(level)s; "
            "you have %(reached)s."
        )
    elif covers_everything(check.level, rule):
        text = _(
            "Level %(level)s needs %(needed)s of %(in_scope)s competencies at level %(level)s; "
            "so far there are %(reached)s."
        )
    elif words.is_own:
        text = _(
            "Level %(level)s needs %(needed)s of %(in_scope)s support competencies at level "
            "%(level)s; you have %(reached)s."
        )
    else:
        text = _(
            "Level %(level)s needs %(needed)s of %(in_scope)s support competencies at level "
            "%(level)s; so far there are %(reached)s."
        )
    return text % facts


def key_note(check: LevelCheck, words: Words) -> str:
    """What the key competencies lack beside the breadth; nothing where they are met."""
    key = check.key
    if key.is_met:
        return ""
    if key.too_low:
        text = ngettext(
            "One of its key competencies is too far below: %(names)s.",
            "%(count)s of its key competencies are too far below: %(names)s.",
            len(key.too_low),
        )
        return text % {"count": len(key.too_low), "names": words.quoted(key.too_low)}
    if not key.reached:
        return _("None of its key competencies is at that level yet.")
    text = ngettext(
        "Only %(reached)s of its %(total)s key competencies is at that level.",
        "Only %(reached)s of its %(total)s key competencies are at that level.",
        len(key.reached),
    )
    return text % {"reached": len(key.reached), "total": len(key.keys)}


def key_headline(check: LevelCheck, words: Words) -> str:
    facts = _numbers(check) | {"keys": len(check.key.reached), "all_keys": len(check.key.keys)}
    if len(check.key.reached) >= check.key.needed:
        text = _(
            "The breadth for level %(level)s is there (%(reached)s of %(in_scope)s), but a key "
            "competency is too far below it: %(names)s."
        )
        return text % (facts | {"names": words.quoted(check.key.too_low)})
    text = ngettext(
        "The breadth for level %(level)s is there (%(reached)s of %(in_scope)s), but only "
        "%(keys)s of its %(all_keys)s key competencies is at that level. Not yet: %(names)s.",
        "The breadth for level %(level)s is there (%(reached)s of %(in_scope)s), but only "
        "%(keys)s of its %(all_keys)s key competencies are at that level. Not yet: %(names)s.",
        len(check.key.reached),
    )
    missing = [code for code in check.key.keys if code not in check.key.reached]
    return text % (facts | {"names": words.quoted(missing)})


def breadth_text(check: LevelCheck, rule: Rule) -> str:
    """The first condition of a level with its numbers."""
    facts = _numbers(check)
    if covers_everything(check.level, rule):
        text = ngettext(
            "%(reached)s of %(in_scope)s competencies is at level %(level)s or above; "
            "%(needed)s needed.",
            "%(reached)s of %(in_scope)s competencies are at level %(level)s or above; "
            "%(needed)s needed.",
            check.breadth.reached,
        )
    else:
        text = ngettext(
            "%(reached)s of %(in_scope)s support competencies is at level %(level)s or above; "
            "%(needed)s needed.",
            "%(reached)s of %(in_scope)s support competencies are at level %(level)s or above; "
            "%(needed)s needed.",
            check.breadth.reached,
        )
    return text % facts


def key_text(check: LevelCheck, rule: Rule) -> str:
    """The second condition of a level with its numbers."""
    key = check.key
    text = ngettext(
        "%(reached)s of %(total)s key competencies is at level %(level)s or above; %(needed)s "
        "needed, and none more than %(slack)s below.",
        "%(reached)s of %(total)s key competencies are at level %(level)s or above; %(needed)s "
        "needed, and none more than %(slack)s below.",
        len(key.reached),
    )
    return text % {
        "reached": len(key.reached),
        "total": len(key.keys),
        "level": check.level,
        "needed": key.needed,
        "slack": rule.key_slack,
    }


def key_line(code: str, counted: Mapping[str, int | None], check: LevelCheck) -> str:
    """How one key competency stands."""
    value = counted[code]
    if value is None:
        return _("left out: our PMO does not do this")
    facts = {"counted": value, "below": check.level - value}
    if value >= check.level:
        return _("at %(counted)s") % facts
    if code in check.key.too_low:
        text = ngettext(
            "at %(counted)s, one level below: too far",
            "at %(counted)s, %(below)s levels below: too far",
            facts["below"],
        )
        return text % facts
    text = ngettext("at %(counted)s, one below", "at %(counted)s, %(below)s below", facts["below"])
    return text % facts


def provisional(outcome: Outcome, rule: Rule) -> tuple[str, ...]:
    """Why a result is provisional; nothing where it is not."""
    found = []
    if outcome.too_many_not_applicable:
        text = ngettext(
            "More than %(most)s answer is “our PMO does not do this”.",
            "More than %(most)s answers are “our PMO does not do this”.",
            rule.max_not_applicable,
        )
        found.append(text % {"most": rule.max_not_applicable})
    for check in outcome.checks:
        if check.level <= outcome.level + 1 and not check.has_enough_answers:
            text = _(
                "There are not enough answers for level %(level)s: %(missing)s of its key "
                "competencies are “our PMO does not do this”, and at most %(most)s may be."
            )
            missing = len(check.key.not_applicable)
            most = rule.max_not_applicable_keys
            found.append(text % {"level": check.level, "missing": missing, "most": most})
    return tuple(found)


def covers_everything(level: int, rule: Rule) -> bool:
    return set(rule.for_level(level).scope) == set(rule.competencies)


def _numbers(check: LevelCheck) -> dict[str, int]:
    return {
        "level": check.level,
        "needed": check.breadth.needed,
        "in_scope": check.breadth.in_scope,
        "reached": check.breadth.reached,
    }
