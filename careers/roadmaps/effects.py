"""What a change would do to people, in sentences. No database, no clock."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from careers.domain.changes import ChangeKind
from careers.domain.impact import Effect
from careers.roadmaps.models import ImpactLine, ImpactRun
from careers.roadmaps.plans import amount_text

Kind = ImpactLine.Kind
Counts = Mapping[str, int]


@dataclass(frozen=True, kw_only=True)
class EffectRow:
    """How many plans one certification comes into, leaves, and so on."""

    name: str
    counts: tuple[int, ...]  # in the order of `effects_seen`
    to_book: tuple[str, ...]  # what is to be booked for it now, and in how many plans


@dataclass(frozen=True, kw_only=True)
class LevelMove:
    """How many people go from one level to another."""

    before: int
    after: int
    people: int

    @property
    def is_up(self) -> bool:
        return self.after > self.before


def number_text(number: int) -> str:
    return f"{number:,}"


def progress_text(run: ImpactRun) -> str:
    words = {"looked": number_text(run.looked), "people": number_text(run.people)}
    return _("%(looked)s of %(people)s looked at") % words


def summary_lines(kinds: Counts, unmoved: Counts, unread: int) -> tuple[str, ...]:
    """How many people a change touches, and how; for the `unmoved` nothing new is proposed."""
    touched = sum(kinds.values())
    if not touched:
        others = _("It touches the roadmap of nobody who could be looked at.")
        return (others if unread else _("It touches nobody’s roadmap."),)
    proposed, accepted = kinds.get(Kind.PROPOSAL, 0), kinds.get(Kind.ACCEPTED, 0)
    agreed = kinds.get(Kind.AGREED, 0)
    still = {kind: unmoved.get(kind, 0) for kind in (Kind.ACCEPTED, Kind.AGREED)}
    accepted, agreed = accepted - still[Kind.ACCEPTED], agreed - still[Kind.AGREED]
    told = [
        ngettext(
            "It touches the roadmap of %(people)s person.",
            "It touches the roadmaps of %(people)s people.",
            touched,
        )
        % {"people": number_text(touched)}
    ]
    if proposed:
        text = ngettext(
            "%(people)s has no accepted plan and simply gets the new proposal.",
            "%(people)s have no accepted plan and simply get the new proposal.",
            proposed,
        )
        told.append(text % {"people": number_text(proposed)})
    if accepted:
        text = ngettext(
            "%(people)s has accepted a plan that could change.",
            "%(people)s have accepted a plan that could change.",
            accepted,
        )
        told.append(text % {"people": number_text(accepted)})
    if agreed:
        text = ngettext(
            "%(people)s has a plan agreed with a manager that could change.",
            "%(people)s have a plan agreed with a manager that could change.",
            agreed,
        )
        told.append(text % {"people": number_text(agreed)})
    return (*told, *_unmoved_lines(still))


def _unmoved_lines(still: Mapping[Kind, int]) -> Iterator[str]:
    """What is told of accepted plans for which nothing new is proposed."""
    if people := still[Kind.ACCEPTED]:
        text = ngettext(
            "%(people)s has accepted a plan for which nothing new is proposed: its cost, a renewal,"
            " or whether a plan fits the limits is different.",
            "%(people)s have accepted plans for which nothing new is proposed: the cost, a renewal,"
            " or whether a plan fits the limits is different.",
            people,
        )
        yield text % {"people": number_text(people)}
    if people := still[Kind.AGREED]:
        text = ngettext(
            "%(people)s has a plan agreed with a manager for which nothing new is proposed: its"
            " cost, a renewal, or whether a plan fits the limits is different.",
            "%(people)s have plans agreed with a manager for which nothing new is proposed: the"
            " cost, a renewal, or whether a plan fits the limits is different.",
            people,
        )
        yield text % {"people": number_text(people)}


def effect_labels() -> dict[str, str]:
    """What can happen to a certification in a plan, by kind of change."""
    return {
        ChangeKind.ADDED: _("comes in"),
        ChangeKind.REMOVED: _("goes out"),
        ChangeKind.SUCCEEDED: _("something else to book"),
        ChangeKind.MOVED: _("another day"),
        Effect.RENEWAL: _("another renewal"),
        Effect.LATER_ADDED: _("comes in later"),
        Effect.LATER_REMOVED: _("goes out later"),
    }


def limit_lines(counted: Mapping[str, int]) -> tuple[str, ...]:
    """For how many people no plan fits their limits any more, or one does again."""
    told = []
    if people := counted.get(Effect.NO_PLAN, 0):
        text = ngettext(
            "For %(people)s person no plan fits the limits any more.",
            "For %(people)s people no plan fits the limits any more.",
            people,
        )
        told.append(text % {"people": number_text(people)})
    if people := counted.get(Effect.PLAN_FITS, 0):
        text = ngettext(
            "For %(people)s person a plan fits the limits again.",
            "For %(people)s people a plan fits the limits again.",
            people,
        )
        told.append(text % {"people": number_text(people)})
    return tuple(told)


def unread_lines(totals: Mapping[str, Any]) -> tuple[str, ...]:
    """How many people could not be looked at, because what is stored of them makes no sense."""
    people = totals.get("unread", 0)
    if not people:
        return ()
    text = ngettext(
        "%(people)s person could not be looked at: what is stored of them makes no sense. The log"
        " of the server names the profile; tell your IT.",
        "%(people)s people could not be looked at: what is stored of them makes no sense. The log"
        " of the server names the profiles; tell your IT.",
        people,
    )
    return (text % {"people": number_text(people)},)


def effect_rows(totals: Mapping[str, Any], names: Mapping[str, str]) -> tuple[EffectRow, ...]:
    """Plans by certification, the most first. `totals` are those of a run."""
    counted, to_book = totals.get("certifications", {}), totals.get("to_book", {})
    kinds = effects_seen(counted)
    rows = [
        EffectRow(
            name=names.get(key, key),
            counts=tuple(by_kind.get(kind, 0) for kind in kinds),
            to_book=tuple(_to_book(to_book.get(key, {}), names)),
        )
        for key, by_kind in counted.items()
    ]
    return tuple(sorted(rows, key=lambda row: (-sum(row.counts), row.name)))


def _to_book(plans: Mapping[str, int], names: Mapping[str, str]) -> Iterator[str]:
    for key, count in sorted(plans.items(), key=lambda one: (-one[1], one[0])):
        words = {"name": names.get(key, key), "plans": number_text(count)}
        yield _("to book now: %(name)s (%(plans)s)") % words


def effects_seen(counted: Mapping[str, Mapping[str, int]]) -> dict[str, str]:
    """The kinds of change that happen at all, with what each is called."""
    seen = {kind for by_kind in counted.values() for kind in by_kind}
    return {kind: text for kind, text in effect_labels().items() if kind in seen}


def change_sentences(
    changes: Iterable[Mapping[str, Any]], names: Mapping[str, str]
) -> tuple[str, ...]:
    """What changes in one plan, certification by certification."""
    return tuple(_sentence(one, names) for one in changes)


def _sentence(one: Mapping[str, Any], names: Mapping[str, str]) -> str:
    was_on, is_on = _day(one.get("was_on")), _day(one.get("is_on"))
    texts = {
        ChangeKind.ADDED: _("New: %(name)s, exam on %(on)s.") if is_on else _("New: %(name)s."),
        ChangeKind.REMOVED: _("Out: %(name)s."),
        ChangeKind.SUCCEEDED: _to_book_instead(one),
        ChangeKind.MOVED: _("Another day: %(name)s, %(was)s → %(on)s."),
        Effect.RENEWAL: _("Renewed otherwise: %(name)s."),
        Effect.LATER_ADDED: _("New at a later level: %(name)s."),
        Effect.LATER_REMOVED: _("Out at a later level: %(name)s."),
        Effect.NO_PLAN: _("No plan fits the limits any more."),
        Effect.PLAN_FITS: _("A plan fits the limits again."),
    }
    keys = {"name": one["certification"], "then": one.get("was_book"), "now": one.get("book")}
    named = {word: names.get(key, key) for word, key in keys.items() if key is not None}
    return texts[one["kind"]] % {**named, "was": was_on, "on": is_on}


def _to_book_instead(one: Mapping[str, Any]) -> str:
    if "book" not in one:  # an older look has not noted it
        return _("Something else to book: %(name)s.")
    if one.get("was_on") == one.get("is_on"):
        return _("Book %(now)s instead of %(then)s.")
    return _("Book %(now)s instead of %(then)s, %(was)s → %(on)s.")


def _day(value: str | None) -> str:
    return date_format(date.fromisoformat(value)) if value else ""


def money_lines(money: Mapping[str, Mapping[str, int]]) -> tuple[str, ...]:
    """What is known of the cost now and then; one line for each currency, then what is missing."""
    told = []
    for currency, sums in sorted(money.items()):
        before, after = sums.get("before", 0), sums.get("after", 0)
        if currency and before != after:
            words = {"before": amount_text(before, currency), "after": amount_text(after, currency)}
            told.append(_("%(before)s → %(after)s") % words)
    unknown = [sum(sums.get(name, 0) for sums in money.values()) for name in _UNKNOWN]
    if unknown[0] != unknown[1]:
        words = {"before": number_text(unknown[0]), "after": number_text(unknown[1])}
        told.append(_("prices not known: %(before)s → %(after)s") % words)
    return tuple(told)


_UNKNOWN = ("unknown_before", "unknown_after")


def level_lines(moves: Iterable[LevelMove], unread: int) -> tuple[str, ...]:
    """How many people change level, and in which direction; of the `unread` nobody knows."""
    told = tuple(moves)
    up = sum(move.people for move in told if move.is_up)
    down = sum(move.people for move in told if not move.is_up)
    if not up + down:
        others = _("Nobody who could be looked at changes level.")
        return (others if unread else _("Nobody changes level."),)
    text = ngettext(
        "%(people)s person changes level: %(up)s up, %(down)s down.",
        "%(people)s people change level: %(up)s up, %(down)s down.",
        up + down,
    )
    words = {"people": up + down, "up": up, "down": down}
    return (text % {name: number_text(number) for name, number in words.items()},)


def answer_lines(totals: Mapping[str, Any], names: Mapping[str, str]) -> tuple[str, ...]:
    """What a draft of the questions means for answers that people have given."""
    told = []
    if people := totals.get("provisional", 0):
        text = ngettext(
            "%(people)s result would be provisional, with too many answers missing.",
            "%(people)s results would be provisional, with too many answers missing.",
            people,
        )
        told.append(text % {"people": number_text(people)})
    for code, people in totals.get("not_asked", {}).items():
        text = ngettext(
            "%(people)s person was never asked about %(competency)s.",
            "%(people)s people were never asked about %(competency)s.",
            people,
        )
        words = {"people": number_text(people), "competency": names.get(code, code)}
        told.append(text % words)
    for code, people in totals.get("reworded", {}).items():
        text = ngettext(
            "%(people)s person has answered %(competency)s, whose words change.",
            "%(people)s people have answered %(competency)s, whose words change.",
            people,
        )
        words = {"people": number_text(people), "competency": names.get(code, code)}
        told.append(text % words)
    return tuple(told)


def settled_text(settled: int, lines: int) -> str:
    """How far asking the owners, or leaving their plans alone, has come."""
    words = {"settled": number_text(settled), "people": number_text(lines)}
    if settled == lines:
        return _("Everybody it touches has been dealt with: %(people)s.") % words
    return _("%(settled)s of %(people)s dealt with") % words
