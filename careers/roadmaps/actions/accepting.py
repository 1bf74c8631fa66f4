"""Accepting a plan, keeping the one there is, and taking the last acceptance back.

SQL statements are counted without the marks of transactions and savepoints.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from careers.certifications.models import Certification
from careers.domain.changes import ChangeKind
from careers.profiles.models import Profile
from careers.roadmaps import queries
from careers.roadmaps.actions import telling
from careers.roadmaps.actions.problems import NoPlanFits, NotAssessed, ProposalChanged
from careers.roadmaps.actions.quotes import bring_quotes_back, forget_quotes
from careers.roadmaps.actions.rows import locked_roadmap
from careers.roadmaps.actions.wishes import set_wishes
from careers.roadmaps.choices import Choices, Wishes, contradictions, taken_back, wishes_from
from careers.roadmaps.models import Acceptance, Roadmap, RoadmapStep, Scenario
from careers.roadmaps.queries import Situation

Place = list[Any]
"""A step of a stored plan: key, first day of study, day of the exam (ISO)."""


@transaction.atomic
def accept(*, profile: Profile, digest: str, now: datetime) -> Acceptance | None:
    """Make the proposal the person's plan; sent twice, it is accepted once.

    `digest` names the proposal that was looked at. Returns nothing when the accepted plan is that
    already. Whoever leads the person is told if it waits to be agreed. About a dozen SQL
    statements, one for each step, and those of telling. Raises NotAssessed, NoPlanFits or
    ProposalChanged. What was quoted for an exam that has a successor now is forgotten.
    """
    roadmap = locked_roadmap(profile=profile, now=now)
    situation = known_situation(profile=profile, now=now)
    if situation.kept and not situation.changes and not situation.conflict:
        return None
    _check(situation)
    if digest != situation.digest:
        raise ProposalChanged(
            _("The proposal has changed since you looked at it. Look again before you accept it.")
        )
    return _store(roadmap, situation, now, wishes_before=None)


@transaction.atomic
def decline(*, profile: Profile, digest: str, now: datetime) -> Roadmap:
    """Keep the accepted plan; this proposal is put forward no more.

    Anything but the present proposal is left alone. Nine SQL statements at most. Raises
    NotAssessed.
    """
    roadmap = locked_roadmap(profile=profile, now=now)
    if digest == known_situation(profile=profile, now=now).digest:
        roadmap.declined, roadmap.is_left_alone = digest, False
        roadmap.save(update_fields=["declined", "is_left_alone"])
    return roadmap


@transaction.atomic
def adopt_scenario(*, profile: Profile, scenario: Scenario, now: datetime) -> Acceptance | None:
    """Make the limits and wishes of a scenario the person's own, and its plan the accepted one.

    Sent twice, it is adopted once. About two dozen SQL statements. Raises NotAssessed, NoPlanFits
    or WrongWishes; nothing is changed then.
    """
    roadmap = locked_roadmap(profile=profile, now=now)
    before = known_situation(profile=profile, now=now).choices.wishes
    wishes = _of_the_catalogue(queries.wishes_of_scenario(scenario))
    if wishes != before:
        set_wishes(profile=profile, wishes=wishes, now=now)
        roadmap.refresh_from_db()
    situation = known_situation(profile=profile, now=now)
    _check(situation)
    if wishes == before and situation.kept and not situation.changes:
        return None
    return _store(roadmap, situation, now, wishes_before=before.as_data())


def _of_the_catalogue(wishes: Wishes) -> Wishes:
    """A scenario may still name a certification that has gone."""
    named = {*wishes.pinned, *wishes.preferred}
    known = set(Certification.objects.filter(key__in=named).values_list("key", flat=True))
    return replace(
        wishes,
        pinned=tuple(known.intersection(wishes.pinned)),
        preferred=tuple(known.intersection(wishes.preferred)),
    )


@transaction.atomic
def undo(*, profile: Profile, acceptance_pk: int, now: datetime) -> bool:
    """Take the newest acceptance back: plan and limits are what they were before it.

    Returns whether there was anything to take back; an older acceptance, or one taken back before,
    is left alone. About a dozen SQL statements and one for each step.
    """
    roadmap = locked_roadmap(profile=profile, now=now)
    newest = Acceptance.objects.filter(roadmap=roadmap, undone_at=None).first()
    if newest is None or newest.pk != acceptance_pk:
        return False
    newest.undone_at = now
    newest.save(update_fields=["undone_at"])
    before = newest.before
    if before["wishes"] is not None:
        _take_wishes_back(profile, newest, now)
        roadmap.refresh_from_db()
    _place(roadmap, list(before["steps"]), now)
    accepted_at = before["accepted_at"]
    roadmap.accepted_at = datetime.fromisoformat(accepted_at) if accepted_at else None
    basis = _with_bookings(before["basis"], queries.choices_of(profile))
    roadmap.basis, roadmap.changed_at = basis, now
    roadmap.declined, roadmap.is_left_alone = "", False
    roadmap.save()
    bring_quotes_back(roadmap=roadmap, quotes=before.get("quotes", {}))
    redate(profile=profile, now=now)  # what was booked or taken since then stands
    return True


def _with_bookings(basis: Mapping[str, Any], present: Choices) -> dict[str, Any]:
    """What a plan was made from, with the exams that are booked by now."""
    booked = {key: book for key, book in present.booked_as.items() if key in present.booked}
    return {**basis, "book": {**basis.get("book", {}), **booked}} if booked else dict(basis)


def _take_wishes_back(profile: Profile, acceptance: Acceptance, now: datetime) -> None:
    """Limits and wishes as before, but for what was decided since; nothing set aside is pinned."""
    choices = queries.choices_of(profile)
    before, after = (wishes_from(told["wishes"]) for told in (acceptance.before, acceptance.after))
    wishes = taken_back(choices.wishes, before, after)
    aside = {step.key for step in choices.exclusions}
    wishes = replace(wishes, pinned=tuple(set(wishes.pinned) - aside))
    if wishes != choices.wishes and not any(contradictions(wishes)):
        set_wishes(profile=profile, wishes=wishes, now=now)


@transaction.atomic
def redate(*, profile: Profile, now: datetime) -> None:
    """Move the steps of the accepted plan to the days that follow from bookings and results.

    Six SQL statements and one for each step that moves; nothing without an accepted plan.
    """
    situation = queries.situation_of(profile, timezone.localdate(now))
    if situation is None or situation.kept is None:
        return
    steps = queries.redated(situation).steps
    days = {step.certification: (step.starts_on, step.ends_on) for step in steps}
    placed = RoadmapStep.objects.filter(roadmap__profile=profile, place__isnull=False)
    for row in placed.select_related("certification"):
        starts_on, ends_on = days.get(row.certification.key, (row.starts_on, row.ends_on))
        if (row.starts_on, row.ends_on) != (starts_on, ends_on):
            row.starts_on, row.ends_on = starts_on, ends_on
            row.save(update_fields=["starts_on", "ends_on"])


@transaction.atomic
def known_situation(*, profile: Profile, now: datetime) -> Situation:
    """Where a person stands, for a decision about it. Five SQL statements. Raises NotAssessed."""
    found = queries.situation_of(profile, timezone.localdate(now))
    if found is None:
        raise NotAssessed(_("Assess yourself first: the roadmap starts from your level."))
    return found


def _check(situation: Situation) -> None:
    if situation.conflict:
        raise NoPlanFits(_("No plan fits these limits, so there is none to accept."))


def _store(
    roadmap: Roadmap, situation: Situation, now: datetime, *, wishes_before: dict[str, Any] | None
) -> Acceptance:
    choices = situation.choices
    places = [_place_of(step.key, step.starts_on, step.ends_on) for step in choices.accepted]
    before = {
        "steps": places,
        "accepted_at": choices.accepted_at.isoformat() if choices.accepted_at else None,
        "basis": dict(choices.basis),
        "wishes": wishes_before,
        "quotes": forget_quotes(roadmap=roadmap, keys=_succeeded(situation)),
    }
    done = set(situation.kept.passed) if situation.kept else set()
    steps = [place for place in places if place[0] in done]
    steps += _places(situation)
    acceptance = Acceptance.objects.create(
        roadmap=roadmap,
        accepted_at=now,
        before=before,
        after={"steps": steps, "wishes": choices.wishes.as_data()},
    )
    _place(roadmap, steps, now)
    roadmap.accepted_at = roadmap.changed_at = now
    roadmap.basis = {**queries.basis_of(situation), "acceptance": acceptance.pk}
    roadmap.declined, roadmap.is_left_alone = "", False
    roadmap.save()
    telling.tell_waiting(acceptance=acceptance, profile=roadmap.profile, now=now)
    return acceptance


def _succeeded(situation: Situation) -> list[str]:
    kind = ChangeKind.SUCCEEDED
    return [change.certification for change in situation.changes if change.kind is kind]


def _places(situation: Situation) -> list[Place]:
    """The steps of the proposal; one that is in the plan already keeps its name there."""
    return [
        _place_of(situation.name_of(step), step.starts_on, step.ends_on)
        for step in situation.stage.plan.steps
    ]


def _place_of(key: str, starts_on: Any, ends_on: Any) -> Place:
    return [key, starts_on.isoformat(), ends_on.isoformat()]


def _place(roadmap: Roadmap, places: Iterable[Place], now: datetime) -> None:
    """Put exactly these steps into the accepted plan, in this order."""
    RoadmapStep.objects.filter(roadmap=roadmap, place__isnull=False).update(
        place=None, starts_on=None, ends_on=None
    )
    wanted = {key: (place, *days) for place, (key, *days) in enumerate(places, start=1)}
    found = Certification.objects.filter(key__in=wanted).in_bulk(field_name="key")
    rows = {
        row.certification_id: row
        for row in RoadmapStep.objects.filter(
            roadmap=roadmap, certification__in=[one.pk for one in found.values()]
        )
    }
    for key, certification in found.items():
        new = RoadmapStep(roadmap=roadmap, certification=certification, changed_at=now)
        row = rows.get(certification.pk, new)
        row.place, row.starts_on, row.ends_on = wanted[key]
        row.save()
