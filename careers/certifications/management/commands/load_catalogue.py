"""Load the levels, the instrument and the certifications that come with the portal."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.serializers.base import DeserializationError
from django.db import DatabaseError, transaction
from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from careers.certifications.models import (
    Build,
    Certification,
    CertificationAlias,
    Prerequisite,
    Source,
)
from careers.certifications.queries import current_faults
from careers.levels.actions import drop_versions_since, keep_versions
from careers.levels.actions.signing import hold_catalogue
from careers.levels.completeness import lacks
from careers.levels.models import Instrument, Level, Statement, tables_with_history
from careers.levels.queries import rule_of

SHIPPED = ("levels", "certifications", "extended")
CERTIFICATION = "certifications.certification"
PARTS = (CertificationAlias, Prerequisite, Build, Source)


class Command(BaseCommand):
    help = (
        "Load the catalogue that comes with the portal: levels, instrument, certifications. "
        "All of it or nothing; an existing catalogue is left alone unless --overwrite is given."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "fixtures",
            nargs="*",
            default=SHIPPED,
            help="Names of fixtures, or paths to JSON files; without any, the shipped ones.",
        )
        parser.add_argument(
            "--overwrite",
            action="store_true",
            help=(
                "Put the entries of the fixtures in the place of existing ones with the same key. "
                "Entries that only you have stay."
            ),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        overwrite: bool = options["overwrite"]
        fixtures = tuple(options["fixtures"])
        if not overwrite and (Level.objects.exists() or Certification.objects.exists()):
            # Rows from before there was a history get the version that later ones differ from.
            why = _("As it was when its history began.")
            keep_versions(rows=_rows(), why=why, now=timezone.now())
            self._say(options, "There is a catalogue already; nothing was changed.")
            self._say(options, "To put the shipped entries in its place, add --overwrite.")
            return
        with transaction.atomic():
            models = {row["model"].lower() for row in _rows_of(fixtures)}
            if strangers := sorted(models - _models_of_a_catalogue()):
                raise CommandError(
                    "A catalogue holds levels and certifications only; nothing was changed. "
                    f"Not part of it: {', '.join(strangers)}."
                )
            hold_catalogue()  # what an editor saves meanwhile comes before, or after
            before, now = _published(), timezone.now()
            if overwrite:
                _clear_parts(_keys_in(fixtures))
            _load(fixtures)
            _refuse_unsound(before)
            drop_versions_since(tables=_tables(), moment=now)
            keep_versions(rows=_rows(), why=_("Loaded from files."), now=now)
        count = Certification.objects.count()
        self._say(options, f"Loaded {Level.objects.count()} levels and {count} certifications.")

    def _say(self, options: dict[str, Any], sentence: str) -> None:
        if options["verbosity"] > 0:
            self.stdout.write(sentence)


def _load(fixtures: tuple[str, ...]) -> None:
    try:
        call_command("loaddata", *fixtures, verbosity=0)
    except (DeserializationError, DatabaseError, ValueError) as error:
        raise CommandError(f"The catalogue could not be read; nothing was changed. {error}") from (
            error
        )


def _tables() -> list[type[Model]]:
    return tables_with_history("levels", "certifications")


def _rows() -> list[QuerySet[Any]]:
    return [table._base_manager.all() for table in _tables()]


def _models_of_a_catalogue() -> set[str]:
    return {table._meta.label_lower for table in _tables()}


def _rows_of(fixtures: tuple[str, ...]) -> list[dict[str, Any]]:
    """The entries of the fixtures as they are written. CommandError for what is no fixture."""
    found: list[dict[str, Any]] = []
    for fixture in fixtures:
        path = Path(fixture)
        if not path.suffix:
            path = Path(settings.FIXTURE_DIRS[0]) / f"{fixture}.json"
        try:
            rows = json.loads(path.read_text(encoding="utf-8"))
            found += [{"model": str(row["model"]), "fields": row["fields"]} for row in rows]
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise CommandError(f"{path} could not be read; nothing was changed. {error}") from error
    return found


def _keys_in(fixtures: tuple[str, ...]) -> set[str]:
    """The keys of the certifications that the fixtures bring."""
    certifications = [row for row in _rows_of(fixtures) if row["model"] == CERTIFICATION]
    return {row["fields"].get("key", "") for row in certifications}


def _clear_parts(keys: set[str]) -> None:
    """What the fixtures no longer say of a certification must not outlive them."""
    for model in PARTS:
        model._default_manager.filter(certification__key__in=keys).delete()


def _published() -> dict[int, tuple[object, ...]]:
    """What people have answered, or may have: question, statements and rule of each version."""
    return {
        one.version: (
            one.question,
            rule_of(one),
            sorted(
                Statement.objects.filter(instrument=one).values_list(
                    "competency__code", "level__number", "text"
                )
            ),
        )
        for one in Instrument.objects.published()
    }


def _faults_of_the_instrument(before: dict[int, tuple[object, ...]]) -> list[str]:
    now = _published()
    changed = [version for version, content in before.items() if now.get(version) != content]
    sentences = [
        _("Version %(version)s of the questions is published; a change of it is a new version.")
        % {"version": version}
        for version in changed
    ]
    for one in Instrument.objects.published():
        sentences += lacks(one)
    return sentences


def _refuse_unsound(before: dict[int, tuple[object, ...]]) -> None:
    """Raise CommandError with every fault as a sentence; the caller's transaction rolls back."""
    sentences = [
        *_invalid_rows(),
        *_faults_of_the_instrument(before),
        *(fault.sentence for fault in current_faults()),
    ]
    if sentences:
        lines = "\n".join(f"- {sentence}" for sentence in sentences)
        raise CommandError(f"The catalogue is not sound; nothing was changed.\n{lines}")


def _invalid_rows() -> list[str]:
    """What no constraint of the database says; references and duplicates it has refused itself."""
    sentences = []
    for table in _tables():
        references = {field.name for field in table._meta.fields if field.is_relation}
        for row in table._default_manager.all():
            try:
                row.full_clean(references, validate_unique=False, validate_constraints=False)
            except ValidationError as error:
                words = {"kind": table._meta.verbose_name, "name": row}
                name = _("%(kind)s “%(name)s”") % words
                sentences.append(f"{name}: {' '.join(error.messages)}")
    return sentences
