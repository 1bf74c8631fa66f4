"""The sentences of a summary: what is to be done next, by whom, and where."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from careers.domain.reminders import About
from careers.profiles.letters import absolute
from careers.teams.queries.reminders import Item

MOST_OF_A_KIND = 20
"""Lines about the same in one mail; the others are a number."""

SENTENCES = {
    About.REVIEW: gettext_lazy("Review the self-assessment of %(name)s, handed in on %(day)s."),
    About.PLAN: gettext_lazy("Look at the plan of %(name)s, accepted on %(day)s, and agree to it."),
    About.ANSWER: gettext_lazy("Answer the review of your self-assessment, made on %(day)s."),
    About.OVERDUE: gettext_lazy(
        "Say how it went with %(name)s, or choose another day: it was due on %(day)s."
    ),
    About.EXPIRY: gettext_lazy("Renew before it expires on %(day)s: %(name)s."),
    About.STALE: gettext_lazy("Assess yourself again: the last time was on %(day)s."),
    About.FIRST: gettext_lazy("Assess yourself for the first time. It takes about ten minutes."),
}

ENDS = gettext_lazy("It expires on %(day)s and cannot be renewed any more: %(name)s.")
"""Of what nobody awards any more."""


def subject(items: Sequence[Item]) -> str:
    """How many things there are to do. No SQL query."""
    count = sum(not _is_for_others(one) for one in items)
    if not count:
        return _("People you lead have overdue steps")
    return ngettext("One thing needs you", "%(count)d things need you", count) % {"count": count}


def lines(items: Sequence[Item]) -> list[str]:
    """What the reader is to do, then what others are to do; every line with its address."""
    own = [one for one in items if not _is_for_others(one)]
    others = [one for one in items if _is_for_others(one)]
    found = [_("This waits for you:"), *_of_each_kind(own)] if own else []
    if own and others:
        found.append("")
    return found + ([_("This waits for others:"), *_of_each_kind(others)] if others else [])


def _is_for_others(item: Item) -> bool:
    return item.about is About.PEOPLE_OVERDUE


def _of_each_kind(items: Iterable[Item]) -> list[str]:
    by_kind: dict[About, list[Item]] = {}
    for one in items:
        by_kind.setdefault(one.about, []).append(one)
    found = []
    for about, same in by_kind.items():
        found += [f"- {_sentence(one)}\n  {absolute(_path(one))}" for one in same[:MOST_OF_A_KIND]]
        if left := len(same) - MOST_OF_A_KIND:
            found += _more(about, left) if left > 0 else []
    return found


def _more(about: About, left: int) -> list[str]:
    """The line about those that have none; of whom one leads, with the list they are in."""
    words = ngettext("- One more like this.", "- %(count)d more like this.", left) % {"count": left}
    lists = {About.REVIEW: "waiting", About.PLAN: "to_agree"}
    if about not in lists:
        return [words]
    return [f"{words}\n  {absolute(reverse('teams:people'))}?status={lists[about]}"]


def _sentence(item: Item) -> str:
    if _is_for_others(item):
        words = ngettext(
            "One person you lead has an overdue step; the next move is theirs.",
            "%(count)d people you lead have overdue steps; the next move is theirs.",
            item.count,
        )
        return words % {"count": item.count}
    day = date_format(item.day) if item.day else ""
    sentence = SENTENCES[item.about] if item.can_be_renewed else ENDS
    return str(sentence) % {"name": " ".join(item.name.split()), "day": day}


def _path(item: Item) -> str:
    if item.about in {About.REVIEW, About.PLAN}:
        return reverse("teams:review", args=[item.target])
    if item.about is About.ANSWER:
        return reverse("assessments:result", args=[item.target])
    if item.about is About.OVERDUE:
        return reverse("roadmaps:step", args=[item.target])
    if item.about is About.EXPIRY:
        return reverse("profiles:detail")
    if item.about is About.PEOPLE_OVERDUE:
        direct = "&show=direct" if item.is_direct else ""
        return f"{reverse('teams:people')}?status=overdue{direct}"
    return reverse("assessments:start")
