"""Faults of a catalogue as sentences, for the loading command and the administration."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from careers.certifications.documents import Document, as_domain
from careers.certifications.models import Certification
from careers.certifications.queries.rules import domain_catalogue, level_numbers
from careers.domain import planner
from careers.domain.catalogue import Fault, FaultKind, faults

INCOMPLETE = frozenset(
    {FaultKind.EMPTY_LEVEL, FaultKind.UNREACHABLE, FaultKind.SUCCESSOR_NOT_OFFERED}
)
"""Faults that a catalogue may pass through while somebody edits it; all others contradict."""


@dataclass(frozen=True, kw_only=True)
class FaultSentence:
    sentence: str
    is_contradiction: bool  # it cannot be meant, whatever comes next


def current_faults() -> tuple[FaultSentence, ...]:
    """Return what is wrong with the catalogue as it is stored. Four SQL queries."""
    names = dict(Certification.objects.order_by().values_list("key", "name"))
    return fault_sentences(domain_catalogue(), level_numbers(), names)


def new_faults(
    before: Mapping[str, Document], after: Mapping[str, Document], levels: Iterable[int]
) -> tuple[FaultSentence, ...]:
    """Return what is wrong with a whole catalogue of documents and was not before. No SQL query."""
    sides = []
    for documents in (before, after):
        names = {key: str(one["name"]) for key, one in documents.items()}
        sides.append(fault_sentences(as_domain(documents), tuple(levels), names))
    known = {fault.sentence for fault in sides[0]}
    return tuple(fault for fault in sides[1] if fault.sentence not in known)


def fault_sentences(
    catalogue: Iterable[planner.Certification],
    levels: Iterable[int],
    names: Mapping[str, str],
) -> tuple[FaultSentence, ...]:
    """Return one sentence for each fault; a key without a name stands for itself. No SQL query."""
    return tuple(
        FaultSentence(
            sentence=_sentence(fault, names), is_contradiction=fault.kind not in INCOMPLETE
        )
        for fault in faults(catalogue, tuple(levels))
    )


def _sentence(fault: Fault, names: Mapping[str, str]) -> str:
    others = [_quoted(key, names) for key in fault.others]
    values = {
        "name": _quoted(fault.certification or "", names),
        "others": get_text_list(others, _("and")),
        "circle": _circle(others, fault.kind),
        "level": fault.level,
        "competency": fault.competency,
    }
    return _texts()[fault.kind] % values


def _texts() -> dict[FaultKind, str]:
    return {
        FaultKind.DUPLICATE_KEY: _("%(name)s is in the catalogue twice."),
        FaultKind.UNKNOWN_REFERENCE: _(
            "%(name)s refers to what is not in the catalogue: %(others)s."
        ),
        FaultKind.CYCLE: _(
            "Certifications wait for each other in a circle, so nobody could begin: %(circle)s."
        ),
        FaultKind.UNREACHABLE: _(
            "Nobody can reach %(name)s, because nobody can reach what comes first: %(others)s."
        ),
        FaultKind.SUCCESSOR_CYCLE: _(
            "Certifications replace each other in a circle, so there is nothing to book: "
            "%(circle)s."
        ),
        FaultKind.SUCCESSOR_MISSING: _("%(name)s is replaced, and its successor is missing."),
        FaultKind.SUCCESSOR_NOT_OFFERED: _(
            "%(name)s is replaced by %(others)s, which nobody is offered (it is retired, has no "
            "level or is not proposed): there is nothing to book in its place."
        ),
        FaultKind.EMPTY_LEVEL: _("No certification is meant for level %(level)s."),
        FaultKind.LEVEL_OUTSIDE: _("%(name)s is meant for level %(level)s, which does not exist."),
        FaultKind.PREREQUISITE_ABOVE: _(
            "What comes before %(name)s is meant for a higher level: %(others)s."
        ),
        FaultKind.UP_TO_OUTSIDE: _(
            "%(name)s builds %(competency)s up to level %(level)s, which does not exist."
        ),
        FaultKind.STRENGTH_OUTSIDE: _("%(name)s builds %(competency)s with an unknown strength."),
    }


def _circle(names: list[str], kind: FaultKind) -> str:
    """Spell a circle out, from its first member back to it."""
    if kind not in (FaultKind.CYCLE, FaultKind.SUCCESSOR_CYCLE):
        return ""
    text = _("%(one)s comes after %(next)s")
    if kind is FaultKind.SUCCESSOR_CYCLE:
        text = _("%(one)s is replaced by %(next)s")
    following = [*names[1:], *names[:1]]
    links = [
        text % {"one": one, "next": other} for one, other in zip(names, following, strict=True)
    ]
    return ", ".join(links)


def _quoted(key: str, names: Mapping[str, str]) -> str:
    return _("“%(name)s”") % {"name": names.get(key, key)}
