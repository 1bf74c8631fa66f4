"""What a rehearsal finds: a line for each person it touches, and the totals of many lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from careers.domain.impact import Change, Impact
from careers.domain.roadmap import Plan
from careers.roadmaps.choices import Choices
from careers.roadmaps.models import ImpactLine

Totals = dict[str, Any]
"""Numbers by name, or by names within names; JSON holds them."""

Kind = ImpactLine.Kind


@dataclass
class Looked:
    """What was found among some people."""

    lines: list[ImpactLine] = field(default_factory=list)  # not stored, and without their run
    planned: int = 0  # people for whom plans were made
    others: Totals = field(default_factory=dict)  # what else was counted

    def add(self, line: ImpactLine) -> None:
        self.lines.append(line)

    def with_more(self, more: Looked) -> Looked:
        """What was found among these and among others."""
        return Looked(
            lines=self.lines + more.lines,
            planned=self.planned + more.planned,
            others=added(self.others, more.others),
        )

    @property
    def totals(self) -> Totals:
        """What the lines come to, as `ImpactRun.totals` holds it."""
        found: Totals = {"affected": len(self.lines), "planned": self.planned}
        for line in self.lines:
            found = added(found, _totals_of(line))
        return added(found, self.others)


def added(one: Mapping[str, Any], other: Mapping[str, Any]) -> Totals:
    """Add the numbers of the same names; the order of the names is the same wherever they came."""
    found: Totals = {}
    for name in sorted({*one, *other}):
        values = [totals[name] for totals in (one, other) if name in totals]
        if len(values) == 1:
            found[name] = values[0]
        elif isinstance(values[0], Mapping):
            found[name] = added(*values)
        else:
            found[name] = sum(values)
    return found


def _totals_of(line: ImpactLine) -> Totals:
    totals: Totals = {"by_kind": {str(line.kind): 1}, "money": line.money}
    for change in line.changes:
        kind, key = change["kind"], change["certification"]
        told = {"certifications": {key: {kind: 1}}} if key else {"plans": {kind: 1}}
        totals = added(totals, told)
        if book := change.get("book"):
            totals = added(totals, {"to_book": {key: {book: 1}}})
    if line.kind == Kind.LEVEL:
        totals["levels"] = {f"{line.level_before}>{line.level_after}": 1}
    return totals


def line_of(profile_id: int, choices: Choices, found: Impact) -> ImpactLine:
    """The line of one person, not stored and without its run."""
    return ImpactLine(
        profile_id=profile_id,
        kind=kind_of(choices),
        changes=[_change(one) for one in found.changes],
        money=money(found.before, found.after),
        has_proposal=found.has_proposal,
        is_quiet=found.is_quiet,
        known=[list(one) for one in found.known],
    )


def kind_of(choices: Choices) -> str:
    """What somebody has that a change of the catalogue can touch."""
    if not choices.is_accepted:
        return Kind.PROPOSAL
    return Kind.AGREED if any(step.is_agreed for step in choices.steps) else Kind.ACCEPTED


def _change(one: Change) -> dict[str, Any]:
    books = {"was_book": one.was_book, "book": one.book} if one.book else {}
    return {
        "kind": str(one.kind),
        "certification": one.certification,
        "was_on": one.was_on.isoformat() if one.was_on else None,
        "is_on": one.is_on.isoformat() if one.is_on else None,
        **books,
    }


def money(before: Plan, after: Plan) -> dict[str, dict[str, int]]:
    """What is known of the cost of two plans, by currency; with what is not known beside it."""
    nothing = {"before": 0, "after": 0, "unknown_before": 0, "unknown_after": 0}
    found = {plan.known_cost.currency: dict(nothing) for plan in (before, after)}
    found[before.known_cost.currency] |= {
        "before": before.known_cost.minor,
        "unknown_before": before.unknown_costs,
    }
    found[after.known_cost.currency] |= {
        "after": after.known_cost.minor,
        "unknown_after": after.unknown_costs,
    }
    return found
