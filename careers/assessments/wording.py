"""What stands around a result: the other sentences, and what all of them call things.

Sentences come in two voices, to the person and about the person.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from careers.assessments.models import Assessment, Review
from careers.assessments.review_page import RatedRow
from careers.domain.ladder import HIGHEST
from careers.domain.scoring import Change, Counted, Gap, LevelCheck, Outcome, Rule


@dataclass(frozen=True, kw_only=True)
class Words:
    """What the sentences call things, and whom they speak to."""

    competencies: Mapping[str, str]  # code -> name
    is_own: bool = True

    def name(self, code: str) -> str:
        return self.competencies.get(code, code)

    def quoted(self, codes: Iterable[str]) -> str:
        """Names in quotation marks: they have commas and “and” of their own."""
        parts = [f"“{self.name(code)}”" for code in codes]
        if len(parts) < 2:
            return "".join(parts)
        return _("%(first)s and %(last)s") % {"first": ", ".join(parts[:-1]), "last": parts[-1]}


def state_text(state: str) -> str:
    """Where a self-assessment stands between its owner and the manager."""
    return {
        Assessment.State.DRAFT: _("Draft"),
        Assessment.State.SUBMITTED: _("Self-assessed, not yet reviewed"),
        Assessment.State.REVIEWED: _("Reviewed, not yet agreed"),
        Assessment.State.AGREED: _("Agreed with the manager"),
    }[Assessment.State(state)]


def remit_text(remit: int | None, level: int, words: Words) -> str:
    """The job as the person describes it, beside what the answers show."""
    facts = {"remit": remit, "level": level}
    if remit is None:
        return ""
    if remit == level and words.is_own:
        return _("You work at %(remit)s, and your answers show %(level)s too.") % facts
    if remit == level:
        return _("The job is at %(remit)s, and the answers show %(level)s too.") % facts
    if words.is_own:
        return _("You work at %(remit)s, your answers show %(level)s.") % facts
    return _("The job is at %(remit)s, the answers show %(level)s.") % facts


def lowered_text(lowered: tuple[Counted, ...], words: Words) -> str:
    """Which answers count one lower, and why."""
    if not lowered:
        return ""
    count = len(lowered)
    if words.is_own:
        text = ngettext(
            "One answer counts one lower because you have not done it yet: %(names)s.",
            "%(count)s answers count one lower because you have not done it yet: %(names)s.",
            count,
        )
    else:
        text = ngettext(
            "One answer counts one lower because it has not been done yet: %(names)s.",
            "%(count)s answers count one lower because it has not been done yet: %(names)s.",
            count,
        )
    names = words.quoted(answer.competency for answer in lowered)
    return text % {"count": count, "names": names}


def deciding_text(counted: int | None, check: LevelCheck | None) -> str:
    """What an answer that decided counts, and what would have been needed."""
    if counted is None:
        return _("left out: our PMO does not do this")
    if check is None:
        return _("counts %(counted)s") % {"counted": counted}
    facts = {"counted": counted, "level": check.level}
    return _("counts %(counted)s; level %(level)s asks for %(level)s") % facts


def change_text(change: Change, words: Words) -> str:
    """One raise of the smallest change."""
    facts = {"name": words.name(change.competency), "counted": change.counted, "to": change.to}
    if change.by_doing_it:
        text = _("Do “%(name)s” at work: the answer says %(to)s and counts %(counted)s until then")
        return text % facts
    return _("Raise “%(name)s” from %(counted)s to %(to)s") % facts


def change_note(outcome: Outcome) -> str:
    """What stands before the smallest change, or instead of it."""
    check, changes = outcome.next_check, outcome.smallest_change
    if check is None:
        return _("This is the highest level. There is nothing above it to reach.")
    if changes is None:
        return _(
            "No change of these answers reaches level %(level)s: too many of its key competencies "
            "are “our PMO does not do this”."
        ) % {"level": check.level}
    text = ngettext(
        "One change of an answer would reach level %(level)s:",
        "These %(count)s changes together would reach level %(level)s; no smaller set does:",
        len(changes),
    )
    return text % {"level": check.level, "count": len(changes)}


def gap_text(gap: Gap) -> str:
    facts = {"counted": gap.counted, "target": gap.target}
    if gap.is_key:
        return _("%(counted)s now, %(target)s asked for; a key competency") % facts
    return _("%(counted)s now, %(target)s asked for") % facts


def strengths_note(outcome: Outcome) -> str:
    if outcome.is_specialist:
        count = len(outcome.strengths)
        text = ngettext(
            "A strong specialist: %(count)s answer at level %(level)s or above. The level as a "
            "whole also looks at the breadth of the work and at its key competencies.",
            "A strong specialist: %(count)s answers at level %(level)s or above. The level as a "
            "whole also looks at the breadth of the work and at its key competencies.",
            count,
        )
        return text % {"count": count, "level": min(outcome.level + 1, HIGHEST)}
    if not outcome.strengths:
        return _("Nothing is above the level yet.")
    if outcome.level == HIGHEST:
        return _("At the highest level.")
    return _("Already at level %(level)s or above.") % {"level": outcome.level + 1}


def evidence_text(outcome: Outcome) -> str:
    answered = sum(bool(answer.value) for answer in outcome.answers)
    text = ngettext(
        "%(count)s of %(answered)s answers has evidence.",
        "%(count)s of %(answered)s answers have evidence.",
        outcome.evidence_count,
    )
    return text % {"count": outcome.evidence_count, "answered": answered}


def rule_text(rule: Rule) -> str:
    """The parameters a result was computed with."""
    return _(
        "Breadth: %(numerator)s of every %(denominator)s competencies in scope, rounded up. Key: "
        "%(keys)s of a level’s key competencies, and none more than %(slack)s below. At most "
        "%(most)s answers “our PMO does not do this”, and %(most_keys)s among a level’s keys."
    ) % {
        "numerator": rule.breadth.numerator,
        "denominator": rule.breadth.denominator,
        "keys": rule.keys_needed,
        "slack": rule.key_slack,
        "most": rule.max_not_applicable,
        "most_keys": rule.max_not_applicable_keys,
    }


def scope_note(groups: tuple[str, ...]) -> str:
    """Say what is meant by support competencies."""
    quoted = [f"“{group}”" for group in groups]
    if len(quoted) > 1:
        quoted = [
            _("%(first)s and %(last)s") % {"first": ", ".join(quoted[:-1]), "last": quoted[-1]}
        ]
    return _("Support competencies are those in %(groups)s.") % {"groups": quoted[0]}


def moved(before: int | None, after: int | None) -> str:
    """How an answer counts now and how it counted before."""
    if before is None:
        return _("from “our PMO does not do this” to %(after)s") % {"after": after}
    if after is None:
        return _("from %(before)s to “our PMO does not do this”") % {"before": before}
    return _("from %(before)s to %(after)s") % {"before": before, "after": after}


def level_moved(before: int, after: int) -> str:
    """How the level moved between two assessments."""
    facts = {"before": before, "after": after}
    if before == after:
        return _("The level stayed at %(after)s.") % facts
    if before < after:
        return _("The level went up from %(before)s to %(after)s.") % facts
    return _("The level went down from %(before)s to %(after)s.") % facts


def value_text(value: int | None) -> str:
    return _("not done here") if value is None else str(value)


def review_text(
    review: Review | None, rows: Iterable[RatedRow], person: str, *, is_own: bool
) -> str:
    """Where a review stands, and whose turn it is."""
    facts = {"person": person, "reviewer": review.reviewer_name if review else ""}
    if review is None:
        return _("It waits for your manager’s review.") if is_own else _("It waits for a review.")
    if review.agreed_at is not None:
        return _("Agreed by both. It does not change any more.")
    if review.waits_for == Review.Waiting.MANAGER:
        text = (
            _("You have replied. It waits for %(reviewer)s.")
            if is_own
            else _("%(person)s has replied. It waits for your answer.")
        )
    elif review.is_change_asked:
        text = (
            _("%(reviewer)s asks for changes: assess yourself again, or reply.")
            if is_own
            else _("%(reviewer)s asked for changes. It waits for %(person)s.")
        )
    elif not all(row.has_agreed for row in rows):
        text = (
            _("Some values are still to be talked about. Reply when you have something to say.")
            if is_own
            else _("Some values are still open. It waits for %(person)s.")
        )
    else:
        text = (
            _("It waits for you: accept the proposed values, or reply.")
            if is_own
            else _("Every value is proposed. It waits for %(person)s to accept or reply.")
        )
    return text % facts
