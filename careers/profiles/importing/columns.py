"""The columns of a list of people, and what is wrong with a row by itself."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from careers.levels.files import Column, Row
from careers.profiles.models import ImportedRow

LONGEST_ADDRESS = 254
LONGEST_NAME = 120
YES = frozenset({"yes", "y", "true", "1", "on"})
NO = frozenset({"no", "n", "false", "0", "off"})


def columns() -> tuple[Column, ...]:
    """The columns in the order of the template and of the export."""
    return (
        Column(key="email", label=_("E-mail"), also=("E-mail address", "Mail", "Address")),
        Column(key="name", label=_("Name"), also=("Full name",)),
        Column(key="job_title", label=_("Job title"), also=("Title", "Position")),
        Column(
            key="manager",
            label=_("Manager's e-mail"),
            also=("Manager", "Manager email", "Manager's e-mail address", "Reports to"),
        ),
        Column(key="active", label=_("Active"), also=("Is active",), is_required=False),
    )


def cleaned(text: str) -> str:
    """One line without characters that nobody sees; several spaces count as one."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    seen = (letter for letter in " ".join(text.split()) if unicodedata.category(letter) != "Cc")
    return "".join(seen).strip()


def row_of(list_id: int, row: Row) -> ImportedRow:
    """The row as it is kept: cut to what fits, with all that is wrong with it and its texts."""
    texts = {key: cleaned(text) for key, text in row.values.items()}
    email, manager = texts["email"].lower(), texts["manager"].lower()
    active = _active(texts.get("active", ""))
    faults = [
        *row.faults,
        *_faults_of_addresses(email, manager),
        *_faults_of_words(texts),
        *([_("“Active” must be yes or no, or empty.")] if active is None else []),
    ]
    return ImportedRow(
        list_id=list_id,
        number=row.number,
        email=email[:LONGEST_ADDRESS],
        name=texts["name"][:LONGEST_NAME],
        job_title=texts["job_title"][:LONGEST_NAME],
        manager_email=manager[:LONGEST_ADDRESS],
        active=active or "",
        fault=" ".join(faults),
    )


def _active(text: str) -> str | None:
    """yes, no, empty where nothing is said; None for anything else."""
    word = text.casefold()
    if not word:
        return ""
    if word in YES or word == _("yes").casefold():
        return "yes"
    return "no" if word in NO or word == _("no").casefold() else None


def _faults_of_addresses(email: str, manager: str) -> Iterator[str]:
    if not email:
        yield _("The e-mail address is missing.")
    elif not _is_address(email):
        yield _("“%(email)s” is no whole e-mail address.") % {"email": email[:80]}
    if manager and not _is_address(manager):
        text = _("The manager's “%(email)s” is no whole e-mail address.")
        yield text % {"email": manager[:80]}
    if manager and manager == email:
        yield _("Nobody is their own manager.")


def _faults_of_words(texts: Mapping[str, str]) -> Iterator[str]:
    for key, text in (
        ("name", _("The name has %(length)d characters; %(most)d is the most.")),
        ("job_title", _("The job title has %(length)d characters; %(most)d is the most.")),
    ):
        if len(texts[key]) > LONGEST_NAME:
            yield text % {"length": len(texts[key]), "most": LONGEST_NAME}


def _is_address(email: str) -> bool:
    try:
        validate_email(email)
    except ValidationError:
        return False
    return len(email) <= LONGEST_ADDRESS
