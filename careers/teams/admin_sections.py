"""How the administration is laid out: which tables stand together, and what each is for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, kw_only=True)
class Section:
    """Tables under one heading, in their order; `key` is its place on the first page."""

    key: str
    name: Any
    tables: dict[str, tuple[Any, Any]]  # label of a table: its name here, and what it is for


SECTIONS = (
    Section(
        key="catalogue",
        name=_("Catalogue"),
        tables={
            "certifications.certification": (
                _("Certifications"),
                _("What roadmaps are made of: facts, prerequisites, what each one builds."),
            ),
            "certifications.awardingbody": (
                _("Awarding bodies"),
                _("Who awards them, today and when the article was written."),
            ),
            "certifications.renewalsuite": (
                _("Renewal suites"),
                _("Certifications that one exam renews together."),
            ),
            "certifications.cataloguechange": (
                _("Changes of the catalogue"),
                _("What waits to be published, whom it touches, and what was published."),
            ),
        },
    ),
    Section(
        key="instrument",
        name=_("Levels and questions"),
        tables={
            "levels.level": (_("Levels"), _("The four levels, as people read them.")),
            "levels.instrument": (
                _("Versions of the questions"),
                _("The scoring rule and its statements: drafts, and what was published."),
            ),
            "levels.statement": (_("Statements"), _("What people choose between.")),
            "levels.competency": (_("Competencies"), _("What is asked about.")),
            "levels.competencygroup": (_("Groups of competencies"), _("How they are arranged.")),
            "levels.workaction": (
                _("Work actions"),
                _("What to do at work where no certification helps."),
            ),
        },
    ),
    Section(
        key="people",
        name=_("People"),
        tables={
            "profiles.user": (
                _("Accounts"),
                _("Who may sign in, under which address, and with which roles here."),
            ),
            "profiles.profile": (
                _("Profiles"),
                _("Job titles, managers, certifications held."),
            ),
            "account.emailaddress": (
                _("E-mail addresses"),
                _("Confirm one that no mail reached."),
            ),
            "auth.group": (_("Roles"), _("What each role may do here.")),
        },
    ),
    Section(
        key="records",
        name=_("Records"),
        tables={
            "profiles.accessentry": (_("Access log"), _("Who looked at whose work, and when.")),
            "profiles.peopleimport": (
                _("Imports of people"),
                _("Which lists were brought in, by whom, and what came of them."),
            ),
            "profiles.notice": (
                _("Messages that were not sent"),
                _("Mails that failed or wait; try them again."),
            ),
        },
    ),
)
"""A table that is named nowhere stands in the last section, under its own name."""


def sections(rows: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """Lay out what somebody may see, given by the label of each table, as Django's pages want it.

    A section in which there is nothing to see is left out.
    """
    left = dict(rows)
    found: list[dict[str, Any]] = []
    for section in SECTIONS:
        shown = [
            {**left.pop(label), "name": str(name), "purpose": str(purpose)}
            for label, (name, purpose) in section.tables.items()
            if label in left
        ]
        found.append({"name": str(section.name), "app_label": section.key, "models": shown})
    found[-1]["models"] += [{**row, "purpose": ""} for row in left.values()]
    return [{**one, "has_module_perms": True} for one in found if one["models"]]
