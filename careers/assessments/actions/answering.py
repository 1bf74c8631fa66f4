"""Named writes of a self-assessment. Who may do it is decided by the caller; what is allowed, here.

Every write first locks the assessment, so that an answer, a second click and handing in wait for
one another. SQLite needs no lock: there a transaction begins by waiting for its turn to write.
SQL statements are counted without the marks of transactions and savepoints.
"""

from __future__ import annotations

from datetime import datetime
from typing import TypedDict, Unpack

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from careers.assessments import queries
from careers.assessments.actions.telling import tell_leads
from careers.assessments.models import NOT_APPLICABLE, Answer, Assessment, Result
from careers.assessments.queries import CheckPage
from careers.assessments.reuse import reusable
from careers.domain import scoring
from careers.levels import queries as levels
from careers.levels.models import Competency, Level
from careers.profiles.models import Profile


class AssessmentProblem(Exception):
    """A write that cannot be done; the text says why, to the person."""


class NothingToAsk(AssessmentProblem):
    """No version of the instrument has been published."""


class AlreadySubmitted(AssessmentProblem):
    """The self-assessment was handed in; its answers no longer change."""


class UnknownCompetency(AssessmentProblem):
    """This version of the instrument does not ask about the competency."""


class TooManyNotApplicable(AssessmentProblem):
    """One more answer “our PMO does not do this” than the rule allows."""


class Incomplete(AssessmentProblem):
    """Something is missing before the self-assessment can be handed in."""

    def __init__(self, page: CheckPage) -> None:
        self.page = page
        super().__init__("; ".join(lack.text for lack in page.lacks))


class Fields(TypedDict, total=False):
    """What an answer may say; what is left out stays as it was."""

    choice: str  # "0" to "4", or NOT_APPLICABLE
    basis: str
    not_applicable_reason: str
    evidence: str
    evidence_on: object  # the first day of a month, or None
    evidence_confirmed_by: str


@transaction.atomic
def begin(*, profile: Profile, now: datetime, from_last: bool = False) -> Assessment:
    """Return the draft of a person; begin one if there is none. Raises NothingToAsk.

    `from_last` copies what is still true of the newest submitted one, with the dates of its
    answers, so that only what is stale is asked again. Two begun at the same moment are one.

    One SQL statement where there is a draft, else three; `from_last` adds one to six, however many
    answers there are.
    """
    draft = queries.draft_of(profile)
    if draft is not None:
        return draft
    instrument = levels.current_instrument()
    if instrument is None:
        raise NothingToAsk(_("No version of the questions has been published yet."))
    try:
        with transaction.atomic():
            draft = Assessment.objects.create(
                profile=profile, instrument=instrument, started_at=now
            )
    except IntegrityError:
        draft = queries.draft_of(profile)
        if draft is None:
            raise
        return draft
    if from_last:
        _copy_last(draft, now)
    return draft


def _copy_last(draft: Assessment, now: datetime) -> None:
    found = reusable(draft.profile, draft.instrument, today=timezone.localdate(now))
    for answer in found.answers:
        answer.pk = None
        answer._state.adding = True
        answer.assessment = draft
    Answer.objects.bulk_create(found.answers)
    if found.remit is not None:
        draft.remit = found.remit
        draft.save(update_fields=["remit"])


@transaction.atomic
def record_remit(*, assessment: Assessment, level: int, now: datetime) -> Assessment:
    """Record what somebody says their job is. Three SQL statements.

    Raises AlreadySubmitted, Level.DoesNotExist for a number that is no level, and
    Assessment.DoesNotExist for a draft that was thrown away.
    """
    draft = _locked(assessment)
    draft.remit = Level.objects.get(number=level)
    draft.save(update_fields=["remit"])
    return draft


@transaction.atomic
def record_answer(
    *, assessment: Assessment, competency_code: str, now: datetime, **fields: Unpack[Fields]
) -> Answer:
    """Record one answer of a draft, complete or not; the first time it needs a choice.

    Four SQL statements, five for “our PMO does not do this”. Raises AlreadySubmitted,
    UnknownCompetency, TooManyNotApplicable, Assessment.DoesNotExist for a draft that was thrown
    away, ValueError for a choice that is no number, and IntegrityError for one outside 0 to 4 or
    for a first answer without a choice.
    """
    draft = _locked(assessment)
    asked = Competency.objects.filter(statements__instrument=draft.instrument_id).distinct()
    competency = asked.filter(code=competency_code).first()
    if competency is None:
        raise UnknownCompetency(competency_code)
    values = _values(fields)
    if values.get("is_not_applicable"):
        _check_not_applicable(draft, competency)
    answer, _is_new = Answer.objects.update_or_create(
        assessment=draft, competency=competency, defaults={**values, "answered_at": now}
    )
    return answer


def _values(fields: Fields) -> dict[str, object]:
    values: dict[str, object] = {**fields}
    choice = values.pop("choice", None)
    if choice is not None:
        is_not_applicable = choice == NOT_APPLICABLE
        values["is_not_applicable"] = is_not_applicable
        values["value"] = None if is_not_applicable else int(str(choice))
    return values


def _check_not_applicable(draft: Assessment, competency: Competency) -> None:
    others = Answer.objects.filter(assessment=draft, is_not_applicable=True)
    most = draft.instrument.max_not_applicable
    if others.exclude(competency=competency).count() >= most:
        text = ngettext(
            "You can say “our PMO does not do this” once at most, and you have. Choose the "
            "statement that comes nearest, or change the other answer first.",
            "You can say “our PMO does not do this” at most %(most)s times, and you have. Choose "
            "the statement that comes nearest, or change one of the other answers first.",
            most,
        )
        raise TooManyNotApplicable(text % {"most": most})


@transaction.atomic
def submit(*, assessment: Assessment, now: datetime) -> Result:
    """Hand in a draft, write its result, tell who leads the person; again, return the same.

    Seven SQL statements and those of telling, two the second time. Raises Incomplete, and
    Assessment.DoesNotExist for a draft that was thrown away.
    """
    locked = _lock(assessment)
    if not locked.is_draft:
        return Result.objects.get(assessment=locked)
    page = queries.check_page(locked, today=timezone.localdate(now))
    if not page.is_complete:
        raise Incomplete(page)
    drafts = Assessment.objects.filter(pk=locked.pk).drafts()
    if not drafts.update(state=Assessment.State.SUBMITTED, submitted_at=now):
        return Result.objects.get(assessment=locked)
    rule = levels.rule_of(locked.instrument)
    outcome = scoring.assess(queries.as_domain(queries.answers_of(locked)), rule)
    result = Result.objects.create(
        assessment=locked,
        level=outcome.level,
        is_provisional=outcome.is_provisional,
        rule=scoring.rule_to_data(rule),
        scoring_version=scoring.SCORING_VERSION,
        computed_at=now,
    )
    tell_leads(assessment=locked, now=now)
    return result


@transaction.atomic
def discard(*, assessment: Assessment) -> None:
    """Throw a draft away with its answers. Seven SQL statements.

    Raises AlreadySubmitted, and Assessment.DoesNotExist for a draft thrown away before.
    """
    _locked(assessment).delete()


def _locked(assessment: Assessment) -> Assessment:
    locked = _lock(assessment)
    if not locked.is_draft:
        raise AlreadySubmitted(_("This self-assessment is already handed in."))
    return locked


def _lock(assessment: Assessment) -> Assessment:
    """The assessment as it is now; raises Assessment.DoesNotExist if it was thrown away."""
    rows = Assessment.objects.select_for_update(of=("self",))
    return rows.select_related("instrument", "remit", "profile__user").get(pk=assessment.pk)
