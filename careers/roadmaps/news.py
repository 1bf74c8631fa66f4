"""Sentences: what published changes did to certifications that a plan is about, as far as it holds.

No database, no clock.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from django.utils.translation import gettext as _

from careers.certifications.differences import field_labels
from careers.certifications.documents import Document, as_domain
from careers.domain.planner import Certification, Status
from careers.roadmaps.agreed import News
from careers.roadmaps.explanations import Words, listed
from careers.roadmaps.succeeding import ENDED

NEW = "new"
"""What differs of a certification that was not in the catalogue."""


@dataclass(frozen=True, kw_only=True)
class Published:
    """A change of the catalogue since a plan was accepted."""

    at: datetime
    why: str
    before: Mapping[str, Document | None]  # of what it changed, by key; None: it was new


@dataclass(frozen=True, kw_only=True)
class _Told:
    """What is different of one certification now, and which changes made it so."""

    was: Certification | None
    now: Certification
    facts: frozenset[str]  # as documents name them
    by: tuple[int, ...]


def news(
    changes: Iterable[Published],
    catalogue: Iterable[Certification],
    about: Collection[str],
    words: Words,
) -> tuple[News, ...]:
    """Say what is different now of these certifications, with the reasons the editors gave.

    What was changed and changed back is not told, nor is the reason of a change of which nothing
    is left. Certifications that differ because of the same changes are told of together.
    """
    told = tuple(sorted(changes, key=lambda one: one.at))
    named = {key for change in told for key in change.before}.intersection(about)
    groups: dict[tuple[int, ...], list[_Told]] = {}
    for now in catalogue:
        found = _told_of(now, told) if now.key in named else None
        if found is not None:
            groups.setdefault(found.by, []).append(found)
    return tuple(_together(by, groups[by], told, words) for by in sorted(groups))


def _told_of(now: Certification, changes: Sequence[Published]) -> _Told | None:
    """Compare with what it was before the first change; of each fact the last change of it counts.

    That is found by comparing each change with the next.
    """
    mine = [place for place, change in enumerate(changes) if now.key in change.before]
    states = [*(_domain(changes[place].before[now.key]) for place in mine), now]
    facts = _worth_telling(states[0], now)
    if not facts:
        return None
    last: dict[str, int] = {}
    for place, (was, then) in zip(mine, pairwise(states), strict=True):
        last |= dict.fromkeys(facts & _different(was, then), place)
    return _Told(was=states[0], now=now, facts=facts, by=tuple(sorted({*last.values()})))


def _worth_telling(was: Certification | None, now: Certification) -> frozenset[str]:
    """What is different; of what nobody can book any more only that, and what takes its place."""
    different = _different(was, now)
    if was is None or now.status not in ENDED:
        return different
    is_replaced = now.status is Status.REPLACED
    end = different & ({"status", "successor"} if is_replaced else {"status"})
    return end or different


def _domain(document: Document | None) -> Certification | None:
    return None if document is None else as_domain({document["key"]: document})[0]


def _different(was: Certification | None, now: Certification | None) -> frozenset[str]:
    if was is None or now is None:
        return frozenset() if was is now else frozenset({NEW})
    then, facts = _facts(was), _facts(now)
    return frozenset(name for name in facts if facts[name] != then[name])


def _facts(one: Certification) -> dict[str, object]:
    """What a roadmap is made from, under the names of the fields and parts of documents."""
    return {
        "status": one.status,
        "successor": one.successor,
        "level": one.level,
        "body_now": one.provider,
        "suite": one.suite,
        "course_days": one.course_days,
        "cost_minor": one.cost,
        "validity_months": one.validity_months,
        "recommended_first": frozenset(one.recommended_first),
        "prerequisites": frozenset(
            (frozenset(group.any_of), group.or_experience) for group in one.prerequisites
        ),
        "builds": frozenset(one.builds),
    }


def _together(
    by: tuple[int, ...], group: Iterable[_Told], changes: Sequence[Published], words: Words
) -> News:
    told = list(group)
    replacing = {one.now.successor for one in told if one.now.status is Status.REPLACED}
    sentences = [
        sentence
        for one in told
        if one.was is not None or one.now.key not in replacing
        for sentence in _sentences(one, words)
    ]
    reasons = dict.fromkeys(changes[place].why for place in by)
    return News(
        keys=frozenset(one.now.key for one in told),
        text=" ".join([*sentences, *(why for why in reasons if why)]),
    )


def _sentences(one: _Told, words: Words) -> Iterator[str]:
    was, now, name = one.was, one.now, {"name": words.name(one.now.key)}
    if was is None:
        yield _("%(name)s is new in the catalogue.") % name
        return
    left = one.facts
    if now.status in ENDED and left <= {"status", "successor"}:
        yield _ended(now, words)
        return
    if was.status in ENDED and now.status not in ENDED:
        yield _("%(name)s is offered again.") % name
        left = left - {"status", "successor"}
    if left:
        labels = field_labels()
        facts = listed(_inside(labels[fact]) for fact in _facts(now) if fact in left)
        text = _("What is known of %(name)s has changed (%(facts)s).")
        yield text % {**name, "facts": facts}


def _inside(label: str) -> str:
    """A label as it reads inside a sentence."""
    return label[:1].lower() + label[1:]


def _ended(now: Certification, words: Words) -> str:
    name = words.name(now.key)
    if now.status is Status.REPLACED and now.successor:
        facts = {"name": name, "now": words.today(now.successor)}
        return _("%(now)s replaces %(name)s.") % facts
    if words.standing(now.key).status == Status.RETIRED:
        return _("%(name)s is retired.") % {"name": name}
    return _("%(name)s is no longer proposed in roadmaps.") % {"name": name}
