"""Earlier self-assessments, and what changed from one to the next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from careers.assessments import wording
from careers.assessments.models import Answer, Assessment
from careers.assessments.page import HistoryRow, Move, ResultView
from careers.assessments.queries.results import IN_ORDER, result_view
from careers.levels.queries import ladder
from careers.profiles.models import Profile


def history(profile: Profile) -> tuple[HistoryRow, ...]:
    """Return what somebody handed in, newest first. Three SQL queries, however many there are."""
    submitted = Assessment.objects.filter(profile=profile).submitted().newest_first()
    rows = list(submitted.select_related("result", "review", "instrument", "remit"))
    answers = _answers(rows)
    results = [result_view(one, answers.get(one.pk, ())) for one in rows]
    labels = {level.number: level.label for level in ladder()}
    names = {
        answer.competency.code: answer.competency.name
        for given in answers.values()
        for answer in given
    }
    earlier: Sequence[ResultView | None] = [*results, None][1:]
    return tuple(
        _row(result, before, labels, names) for result, before in zip(results, earlier, strict=True)
    )


def _answers(assessments: Iterable[Assessment]) -> dict[int, list[Answer]]:
    found: dict[int, list[Answer]] = {}
    rows = Answer.objects.filter(assessment__in=[one.pk for one in assessments])
    for answer in rows.select_related("competency", "rating").order_by(*IN_ORDER):
        found.setdefault(answer.assessment_id, []).append(answer)
    return found


def _row(
    result: ResultView,
    before: ResultView | None,
    labels: Mapping[int, str],
    names: Mapping[str, str],
) -> HistoryRow:
    return HistoryRow(
        assessment_id=result.assessment_id,
        level=result.level,
        label=labels.get(result.level, ""),
        is_provisional=result.is_provisional,
        submitted_at=result.submitted_at,
        state_text=wording.state_text(result.state),
        instrument_version=result.instrument_version,
        moves=_moves(result, before, names) if before else (),
        level_text=wording.level_moved(before.level, result.level) if before else "",
        has_earlier=before is not None,
    )


def _moves(result: ResultView, before: ResultView, names: Mapping[str, str]) -> tuple[Move, ...]:
    """Competencies that both asked about and that count differently now."""
    old = {answer.competency: answer.counted for answer in before.outcome.answers}
    return tuple(
        Move(
            name=names[new.competency],
            text=wording.moved(old[new.competency], new.counted),
        )
        for new in result.outcome.answers
        if new.competency in old and old[new.competency] != new.counted
    )
