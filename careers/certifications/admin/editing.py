"""What becomes of a form of a certification: saved at once, or a change to be looked at first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext as _

from careers.certifications import actions
from careers.certifications.admin.form import empty_document
from careers.certifications.differences import differences
from careers.certifications.documents import Document, fingerprint, is_same, matters
from careers.certifications.merging import merge
from careers.certifications.models import CatalogueChange, Certification
from careers.certifications.queries import Names, catalogue_names, documents
from careers.certifications.queries.history import versions_of
from careers.certifications.rehearsing import as_if, rehearse
from careers.levels.admin_forms import LONGEST_KEY
from careers.levels.admin_merging import Collision


@dataclass(kw_only=True)
class Editing:
    """What a form of a certification is made from; it travels with the request."""

    key: str  # empty for a new one
    change: CatalogueChange | None = None  # the open change whose document is edited
    document: Document | None = None  # what the form begins with
    shown: Document | None = None  # the same, without what the editor has typed since
    now: Document | None = None  # what is stored, or what the change holds
    base: str = ""  # fingerprint of what is stored; empty if nothing is
    since: tuple[Collision, ...] = ()  # what others have changed since the change was begun
    begun: dict[str, Any] = field(default_factory=dict)  # what was typed beside the document
    refused: Mapping[str, Any] = field(default_factory=dict)
    contradiction: tuple[str, ...] = ()  # why the change cannot be published as it is
    places: tuple[CatalogueChange, ...] | None = None  # where it could be put; None: not yet read

    def seen(self) -> dict[str, Any]:
        """What the form carries along, to be compared when it is sent."""
        held = fingerprint(self.now)
        return {"document": self.shown, "held": held, "base": self.base}

    @contextmanager
    def catalogue(self, now: datetime) -> Iterator[None]:
        """The catalogue that the form is filled in for: with the documents of its change.

        Where these contradict what was published since, the document of this form is left out,
        which can be mended in it; at last all of them.
        """
        held = self.change.documents if self.change else {}
        others = {key: one for key, one in held.items() if key != self.key}
        self.contradiction = ()
        with ExitStack() as stack:
            for documents in (held, others):
                try:
                    if documents:
                        stack.enter_context(as_if(documents=documents, now=now))
                    break
                except actions.Contradiction as refused:
                    self.contradiction = self.contradiction or refused.sentences
                except actions.DocumentInvalid as refused:
                    self.contradiction = self.contradiction or tuple(str(refused).splitlines())
            yield


def begin_editing(key: str, change: CatalogueChange | None) -> Editing:
    """Read what a form begins with.

    One SQL query for a new certification, seven for one that is stored. For one that a change holds
    and somebody else has changed since, those of its history besides.
    """
    if not key:
        return Editing(key="", change=change, document=empty_document(next_place()))
    stored = documents([key]).get(key)
    base = fingerprint(stored)
    if change is None or key not in change.documents:
        return Editing(key=key, change=change, document=stored, shown=stored, now=stored, base=base)
    held = change.documents[key]
    editing = Editing(key=key, change=change, document=held, shown=held, now=held, base=base)
    if stored is not None and change.bases.get(key) != base:
        begun = (one.document for one in versions_of(key))
        before = next((one for one in begun if fingerprint(one) == change.bases.get(key)), None)
        editing.document = editing.shown = merge(before, held, stored)
        editing.since = tuple(collisions(before, stored, editing.document))
    return editing


def next_place() -> int:
    """The place in the catalogue after all others. One SQL query."""
    return (Certification.objects.aggregate(last=Max("order"))["last"] or 0) + 1


@dataclass(frozen=True, kw_only=True)
class Filled:
    """A form that could be read."""

    typed: Document
    seen: Document | None  # what it began with
    held: str  # fingerprint of what was stored then, or of what the change held
    base: str  # fingerprint of what was stored then; empty if nothing was
    why: str
    into: str  # number of the open change it goes into, or nothing

    @property
    def key(self) -> str:
        return str(self.typed["key"])


class FormRefused(Exception):
    """The catalogue cannot be as the form says: sentences by field, "" for all."""

    def __init__(self, sentences: Mapping[str, Any]) -> None:
        self.sentences = sentences
        super().__init__(str(sentences))


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What came of a form."""

    change: CatalogueChange | None = None  # to be looked at now
    is_saved: bool = False
    warnings: tuple[str, ...] = ()
    told: str = ""  # what has changed, for the log of the administration


def settle(filled: Filled, editing: Editing, *, user: Any, now: datetime) -> Outcome:
    """Save what a form says, or make it a change of the catalogue.

    Raises FormRefused, and ChangedMeanwhile when somebody else was faster.
    """
    key, target = filled.key, target_of(filled, editing, user)
    held = target.documents if target else {}
    try:
        read, written = rehearse(documents={**held, key: filled.typed}, now=now)
    except actions.Contradiction as refused:
        raise FormRefused({"": refused.sentences}) from refused
    except actions.DocumentInvalid as refused:
        raise FormRefused(sentences_of(refused, key)) from refused
    document, stored = read[key], documents()
    current = held.get(key) if editing.change else stored.get(key)
    is_seen = filled.held == fingerprint(current)
    is_base = filled.base == fingerprint(stored.get(key))
    if not (is_same(document, current) or (is_seen and is_base)):
        raise actions.ChangedMeanwhile((key,))
    base = {key: filled.base}
    if target is not None:
        seen = {key: fingerprint(held.get(key))}
        put = actions.add_to_change(
            change=target, documents={key: document}, bases=base, seen=seen, why=filled.why
        )
        return Outcome(change=put, warnings=written.warnings)
    if is_same(document, stored.get(key)):
        return Outcome()
    values: dict[str, Any] = {"documents": {key: document}, "bases": base, "why": filled.why}
    if matters(stored, {key: document}):
        title = str(document["name"])
        change = actions.propose_change(**values, title=title, user=user, now=now)
        return Outcome(change=change, warnings=written.warnings)
    actions.write_documents(**values, user=user, now=now)
    told = differences(stored.get(key), document, Names())
    return Outcome(
        is_saved=True,
        warnings=written.warnings,
        told=", ".join(dict.fromkeys(one.label for one in told)),
    )


def target_of(filled: Filled, editing: Editing, user: Any) -> CatalogueChange | None:
    if editing.change is not None:
        return editing.change
    return own_change(user, filled.into)


def own_change(user: Any, number: str) -> CatalogueChange | None:
    """One that somebody has begun and nobody has published. One SQL query at most."""
    if not (number.isdecimal() and len(number) <= LONGEST_KEY):
        return None
    return CatalogueChange.objects.open().filter(proposed_by=user, pk=number).first()


def own_changes(user: Any, *, without: str) -> tuple[CatalogueChange, ...]:
    """Those that do not hold this certification, without what they hold. One SQL query."""
    found = CatalogueChange.objects.open().named().filter(proposed_by=user)
    return tuple(found.exclude(documents__has_key=without) if without else found)


def sentences_of(refused: actions.DocumentInvalid, key: str) -> dict[str, list[str]]:
    """By field for the certification of the form; those of others say whose they are."""
    found = {name: list(told) for name, told in refused.faults.get(key, {}).items()}
    for other, faults in refused.faults.items():
        if other != key:
            for told in faults.values():
                found.setdefault("", []).extend(f"{other}: {sentence}" for sentence in told)
    return found


def address_of(change: CatalogueChange) -> str:
    """The page on which a change is looked at."""
    return reverse("admin:certifications_cataloguechange_impact", args=[change.pk])


def collisions(
    seen: Document | None, now: Document | None, merged: Document
) -> Iterator[Collision]:
    """What somebody else has changed since a form was opened, beside what the form holds next."""
    names = catalogue_names([one for one in (now, merged) if one])
    kept = {(one.name, one.item): one for one in differences(now, merged, names)}
    if seen is None:
        for one in kept.values():
            yield _line(one.label, _("not known"), one.before, one.after)
        return
    for theirs in differences(seen, now, names):
        mine = kept.get((theirs.name, theirs.item))
        in_form = mine.after if mine else theirs.after
        yield _line(theirs.label, theirs.before, theirs.after, in_form)


def _line(label: str, before: str, now: str, in_form: str) -> Collision:
    nothing = _("nothing")
    return Collision(
        label=label, before=before or nothing, now=now or nothing, in_form=in_form or nothing
    )
