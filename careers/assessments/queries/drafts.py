"""The self-assessment that is being answered: what is asked, what is open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from careers.assessments.completeness import content_of, demand_of, lacking, no_remit, sentence
from careers.assessments.models import NOT_APPLICABLE, Answer, Assessment
from careers.assessments.queries.results import answers_of
from careers.levels import queries as levels
from careers.levels.models import Instrument
from careers.levels.queries import SheetCompetency
from careers.profiles.models import Profile


@dataclass(frozen=True, kw_only=True)
class QuestionPage:
    competency: SheetCompetency
    number: int  # from 1
    total: int
    previous: str | None  # code of the question before
    answer: Answer | None
    saved_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class Lack:
    """Something that keeps a self-assessment from being handed in."""

    code: str  # of the competency, in lower case; empty for the remit
    name: str
    text: str


@dataclass(frozen=True, kw_only=True)
class CheckRow:
    code: str  # in lower case, as in addresses
    number: int
    name: str
    group: str
    is_first_of_group: bool
    answer: Answer | None
    statement: str  # what the chosen statement says; empty when none was chosen
    is_not_yet: bool
    lack: Lack | None


@dataclass(frozen=True, kw_only=True)
class CheckPage:
    rows: tuple[CheckRow, ...]
    remit: str  # the chosen explanation
    lacks: tuple[Lack, ...]  # in the order asked
    with_evidence: int

    @property
    def is_complete(self) -> bool:
        return not self.lacks

    @property
    def answered(self) -> int:
        return sum(row.answer is not None for row in self.rows)

    @property
    def triable(self) -> tuple[str, ...]:
        """Codes of the answers whose change gives a level: all, or the only one that is missing."""
        missing = tuple(row.code for row in self.rows if row.answer is None)
        if len(missing) > 1:
            return ()
        return missing or tuple(row.code for row in self.rows)


@dataclass(frozen=True, kw_only=True)
class StartPage:
    instrument: Instrument | None  # None: nothing has been published yet
    questions: int
    draft: Assessment | None
    check: CheckPage | None  # of the draft
    last: Assessment | None  # the newest submitted one


def draft_of(profile: Profile) -> Assessment | None:
    """Return the self-assessment somebody has begun, or None. One SQL query."""
    drafts = Assessment.objects.filter(profile=profile).drafts()
    return drafts.select_related("instrument", "remit").first()


def start_page(profile: Profile, *, today: date) -> StartPage:
    """Everything on the first page, for a profile with its manager. Four SQL queries."""
    draft = draft_of(profile)
    check = check_page(draft, today=today) if draft else None
    instrument = draft.instrument if draft else levels.current_instrument()
    asked: Sequence[object] = check.rows if check else ()
    if instrument and not check:
        asked = levels.sheet_of(instrument)
    last = Assessment.objects.filter(profile=profile).submitted().newest_first()
    return StartPage(
        instrument=instrument,
        questions=len(asked),
        draft=draft,
        check=check,
        last=last.select_related("result").first(),
    )


def question_page(assessment: Assessment, code: str) -> QuestionPage | None:
    """Return one question with its answer; None for a code that is not asked. Two SQL queries."""
    sheet = levels.sheet_of(assessment.instrument)
    codes = [one.code.lower() for one in sheet]
    if code.lower() not in codes:
        return None
    index = codes.index(code.lower())
    competency = sheet[index]
    answer = Answer.objects.filter(assessment=assessment, competency__code=competency.code).first()
    return QuestionPage(
        competency=competency,
        number=index + 1,
        total=len(sheet),
        previous=codes[index - 1] if index else None,
        answer=answer,
        saved_at=answer.answered_at if answer else None,
    )


def next_open(assessment: Assessment, *, today: date, after: str = "") -> str | None:
    """Return the code of the next question that is not complete, or None. Two SQL queries.

    It looks from the question after `after` to the last one, and then from the first one.
    """
    rows = check_page(assessment, today=today).rows
    place = next((row.number for row in rows if row.code == after.lower()), 0)
    return next((row.code for row in (*rows[place:], *rows[:place]) if row.lack), None)


def check_page(assessment: Assessment, *, today: date) -> CheckPage:
    """Return every question with what was answered and what it lacks. Two SQL queries."""
    sheet = levels.sheet_of(assessment.instrument)
    answers = {answer.competency.code: answer for answer in answers_of(assessment)}
    rows = _rows(assessment, sheet, answers, today)
    lacks = [row.lack for row in rows if row.lack]
    if assessment.remit is None:
        lacks.insert(0, Lack(code="", name=_("Your job"), text=no_remit()))
    return CheckPage(
        rows=rows,
        remit=assessment.remit.explanation if assessment.remit else "",
        lacks=tuple(lacks),
        with_evidence=sum(bool(one.value) and one.has_evidence for one in answers.values()),
    )


def _rows(
    assessment: Assessment,
    sheet: Sequence[SheetCompetency],
    answers: dict[str, Answer],
    today: date,
) -> tuple[CheckRow, ...]:
    demand = demand_of(assessment.instrument, today)
    rows = []
    group = ""
    for number, competency in enumerate(sheet, 1):
        answer, code = answers.get(competency.code), competency.code.lower()
        fields = lacking(content_of(answer), demand)
        text = " ".join(sentence(field, demand) for field in fields)
        row = CheckRow(
            code=code,
            number=number,
            name=competency.name,
            group=competency.group_name,
            is_first_of_group=competency.group_code != group,
            answer=answer,
            statement=statement_of(competency, answer),
            is_not_yet=answer is not None and answer.value == 0,
            lack=Lack(code=code, name=competency.name, text=text) if fields else None,
        )
        rows.append(row)
        group = competency.group_code
    return tuple(rows)


def statement_of(competency: SheetCompetency, answer: Answer | None) -> str:
    """Return the statement somebody chose, or nothing. No SQL query."""
    if answer is None or answer.choice == NOT_APPLICABLE:
        return ""
    texts = {statement.level: statement.text for statement in competency.statements}
    return texts.get(answer.value or 0, "")
