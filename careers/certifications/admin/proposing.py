"""Documents that a page of its own has made: a change to look at, or saved at once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from careers.certifications import actions
from careers.certifications.admin.editing import FormRefused, Outcome, address_of, sentences_of
from careers.certifications.documents import Document, fingerprint, is_same, matters
from careers.certifications.queries import documents as read
from careers.certifications.rehearsing import rehearse


def propose_or_save(
    *,
    documents: Mapping[str, Document],
    made_from: Mapping[str, Document],
    title: str,
    why: str,
    user: Any,
    now: datetime,
) -> Outcome:
    """Make one change of these documents, or save them when no roadmap can be touched.

    `made_from` is what was stored of them when they were made, nothing for a new one. Raises
    FormRefused, and ChangedMeanwhile when somebody else has saved something since.
    """
    stored = read()
    bases = {key: fingerprint(made_from.get(key)) for key in documents}
    late = tuple(key for key, base in bases.items() if fingerprint(stored.get(key)) != base)
    if late:
        raise actions.ChangedMeanwhile(late)
    try:
        made, written = rehearse(documents=documents, now=now)
    except actions.Contradiction as refused:
        raise FormRefused({"": refused.sentences}) from refused
    except actions.DocumentInvalid as refused:
        raise FormRefused(sentences_of(refused, "")) from refused
    changed = {key: one for key, one in made.items() if not is_same(one, stored.get(key))}
    if not changed:
        return Outcome()
    bases = {key: bases[key] for key in changed}
    values: dict[str, Any] = {"documents": changed, "bases": bases, "user": user, "now": now}
    if matters(stored, changed):
        change = actions.propose_change(**values, title=title, why=why)
        return Outcome(change=change, warnings=written.warnings)
    actions.write_documents(**values, why=why or title)
    return Outcome(is_saved=True, warnings=written.warnings, told=title)


def on_to_the_change(request: HttpRequest, outcome: Outcome) -> HttpResponse | None:
    """Say what is incomplete, and go on to the change that was made; None when none was."""
    for sentence in outcome.warnings:
        messages.warning(request, sentence)
    if outcome.change is None:
        return None
    messages.info(request, _("Nothing is changed yet. See whom it touches, then publish it."))
    return redirect(address_of(outcome.change))
