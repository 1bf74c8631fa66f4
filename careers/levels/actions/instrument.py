"""Named writes of the instrument: a version is copied, edited as a draft, and published once.

SQL statements are counted without the marks of transactions and savepoints.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history

from careers.levels.actions.history import keep_versions
from careers.levels.actions.signing import hold_catalogue
from careers.levels.completeness import lacks
from careers.levels.models import Instrument, LevelRule, Statement
from careers.levels.queries import current_instrument

COPIED = (
    "question",
    "breadth_numerator",
    "breadth_denominator",
    "keys_needed",
    "key_slack",
    "max_not_applicable",
    "max_not_applicable_keys",
    "evidence_from",
    "evidence_months",
    "stale_months",
)


class NotPublishable(Exception):
    """The version is not complete; `sentences` say what is missing."""

    def __init__(self, sentences: tuple[str, ...]) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = sentences


@transaction.atomic
def copy_to_draft(*, instrument: Instrument, now: datetime) -> Instrument:
    """Copy a version, with its statements and rules, to a draft with the next version number.

    40 SQL statements, whatever the number of competencies. Raises IntegrityError when
    somebody else makes a version at the same moment.
    """
    newest = Instrument.objects.aggregate(newest=Max("version"))["newest"] or 0
    draft = Instrument.objects.create(
        version=newest + 1, **{name: getattr(instrument, name) for name in COPIED}
    )
    why = _("Copied from version %(number)s.") % {"number": instrument.version}
    _copy_statements(instrument, draft, why, now)
    _copy_rules(instrument, draft)
    keep_versions(rows=(LevelRule.objects.filter(instrument=draft),), why=why, now=now)
    return draft


def _copy_statements(instrument: Instrument, draft: Instrument, why: str, now: datetime) -> None:
    copies = [
        Statement(
            instrument=draft,
            competency_id=statement.competency_id,
            level_id=statement.level_id,
            text=statement.text,
        )
        for statement in Statement.objects.filter(instrument=instrument).order_by("id")
    ]
    bulk_create_with_history(copies, Statement, default_change_reason=why, default_date=now)


def _copy_rules(instrument: Instrument, draft: Instrument) -> None:
    rules = LevelRule.objects.filter(instrument=instrument).prefetch_related("groups", "keys")
    groups, keys = [], []
    for rule in rules.order_by("level__number"):
        copy = LevelRule(instrument=draft, level_id=rule.level_id, why=rule.why)
        # It gets its version together with its groups and keys.
        copy.save_without_historical_record()  # type: ignore[attr-defined]
        groups += [
            LevelRule.groups.through(levelrule_id=copy.pk, competencygroup_id=group.pk)
            for group in rule.groups.all()
        ]
        keys += [
            LevelRule.keys.through(levelrule_id=copy.pk, competency_id=key.pk)
            for key in rule.keys.all()
        ]
    LevelRule.groups.through.objects.bulk_create(groups)
    LevelRule.keys.through.objects.bulk_create(keys)


@transaction.atomic
def hold_drafts() -> None:
    """Let edits of drafts and their publication wait for one another.

    Held until the transaction around it ends; a version that was published meanwhile is none of
    them. People who assess themselves do not wait. One SQL statement.
    """
    drafts = Instrument.objects.filter(published_at=None).order_by("pk")
    list(drafts.select_for_update(no_key=True).values_list("pk"))


@transaction.atomic
def hold_version(*, instrument: Instrument) -> Instrument:
    """Hold a version as it is now, for publishing it. Raises Instrument.DoesNotExist.

    What decides about it waits: an import that moves a competency, a form of a draft, and another
    version that is published. The order is the same everywhere: the catalogue, the drafts, and last
    what was computed of them. Three SQL statements.
    """
    hold_catalogue()
    hold_drafts()
    found = Instrument.objects.select_for_update().filter(pk=instrument.pk).order_by().first()
    if found is None:
        raise Instrument.DoesNotExist
    return found


@transaction.atomic
def publish(*, instrument: Instrument, now: datetime) -> Instrument:
    """Publish a draft: from now on assessments begin with it and nothing in it changes.

    Raises NotPublishable with a sentence for everything that is missing, and
    Instrument.DoesNotExist for a draft that was deleted. Nine SQL statements.
    """
    locked = hold_version(instrument=instrument)
    sentences = _obstacles(locked)
    if sentences:
        raise NotPublishable(tuple(sentences))
    locked.published_at = now
    locked.save(update_fields=["published_at"])
    return locked


def _obstacles(instrument: Instrument) -> list[str]:
    if instrument.is_published:
        return [_("%(version)s is published already.") % {"version": instrument}]
    newest = current_instrument()
    if newest is not None and newest.version > instrument.version:
        return [
            _("%(newest)s is published already, so this older one would never be used.")
            % {"newest": newest}
        ]
    return list(lacks(instrument))
