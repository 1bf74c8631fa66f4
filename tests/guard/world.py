"""A small organisation with one person for each role, and what each of them owns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from allauth.account.models import EmailAddress
from django.utils import timezone

from careers.assessments.models import Answer, Assessment, Result
from careers.certifications.models import Certification
from careers.domain import scoring
from careers.levels import queries as levels
from careers.levels.models import Competency, Level
from careers.profiles.actions import record_look, set_manager
from careers.profiles.models import (
    AccessEntry,
    Delegation,
    HeldCertification,
    Notice,
    PeopleImport,
    Profile,
    User,
)
from careers.profiles.models import Role as Right
from careers.roadmaps.actions import accept, add_link, add_scenario
from careers.roadmaps.choices import Wishes
from careers.roadmaps.models import Acceptance, Scenario, ShareLink
from careers.roadmaps.queries import situation_of
from tests.factories import NOW, make_user
from tests.profiles.delegations import stand_in
from tests.roadmaps.changing import propose
from tests.roles import make_user_with

VALUES = (3, 3, 3, 3, 3, 3, 3, 2, 2, 2, 3, 2)


class Role(StrEnum):
    ANONYMOUS = "anonymous"
    STAFF = "staff"
    MANAGER = "manager"
    OTHER_MANAGER = "other manager"
    FORMER_MANAGER = "former manager"
    DELEGATE = "delegate on the days of the absence"
    FORMER_DELEGATE = "delegate before and after the absence"
    CATALOGUE_EDITOR = "catalogue editor"
    PEOPLE_ADMINISTRATOR = "people administrator"
    AUDITOR = "auditor"
    SUPERUSER = "superuser"
    DEACTIVATED = "deactivated"


ABOUT_PEOPLE_ONLY = frozenset({Role.FORMER_MANAGER, Role.DELEGATE, Role.FORMER_DELEGATE})
"""Roles that differ from others in whom they see and in nothing else."""


OFFICE_ONLY = frozenset({Role.CATALOGUE_EDITOR, Role.PEOPLE_ADMINISTRATOR, Role.AUDITOR})
"""Roles that differ from others in what they do in the administration and in nothing else."""


class Relation(StrEnum):
    OWN = "own"
    REPORTS = "a direct report's"
    REPORTS_REPORTS = "a report's report's"
    STRANGERS = "a stranger's"


@dataclass(frozen=True, kw_only=True)
class Things:
    """What one person owns."""

    profile: Profile
    draft: Assessment
    submitted: Assessment
    held: HeldCertification
    link: ShareLink
    scenario: Scenario
    acceptance: Acceptance
    absence: Delegation


@dataclass(frozen=True, kw_only=True)
class World:
    users: dict[Role, User]
    things: dict[Role, Things]
    lead: Things  # of the manager's direct report, who is the manager of the member of staff
    strangers: Things

    def things_for(self, role: Role, relation: Relation) -> Things:
        """Reports are the manager's, whoever asks: for the staff, those of their own manager."""
        if relation is Relation.REPORTS:
            return self.lead
        if relation is Relation.REPORTS_REPORTS:
            return self.things[Role.STAFF]
        return self.things.get(role, self.strangers) if relation is Relation.OWN else self.strangers


def make_world() -> World:
    manager, former = make_user("Mona Manager"), make_user("Fay Former")
    lead = make_user("Lena Lead", manager=former)
    set_manager(profile=lead.profile, manager=manager.profile)
    lead.profile.refresh_from_db()
    users = {
        Role.MANAGER: manager,
        Role.STAFF: make_user("Stan Staff", manager=lead),
        Role.OTHER_MANAGER: make_user("Otto Other"),
        Role.FORMER_MANAGER: former,
        Role.DELEGATE: make_user("Dag Delegate"),
        Role.FORMER_DELEGATE: make_user("Fred Formerly"),
        Role.CATALOGUE_EDITOR: make_user_with(Right.CATALOGUE_EDITOR, "Cleo Catalogue"),
        Role.PEOPLE_ADMINISTRATOR: make_user_with(Right.PEOPLE_ADMINISTRATOR, "Pia People"),
        Role.AUDITOR: make_user_with(Right.AUDITOR, "Audrey Auditor"),
        Role.SUPERUSER: make_user("Sue Super", is_staff=True, is_superuser=True),
        Role.DEACTIVATED: make_user("Dora Deactivated", is_active=False),
    }
    make_records(lead, manager)
    propose(users[Role.CATALOGUE_EDITOR])
    make_user("Otto's report", manager=users[Role.OTHER_MANAGER])
    stand_in(manager, users[Role.DELEGATE], first=-1, last=1)
    stand_in(manager, users[Role.FORMER_DELEGATE], first=-9, last=-2)
    stand_in(manager, users[Role.FORMER_DELEGATE], first=2, last=9)
    EmailAddress.objects.update(verified=True)
    return World(
        users=users,
        things={role: make_things(user) for role, user in users.items()},
        lead=make_things(lead),
        strangers=make_things(make_user("Sam Stranger")),
    )


def make_records(subject: User, viewer: User) -> None:
    """Something to look at for every page of the administration."""
    now = timezone.now()
    record_look(viewer=viewer, profile=subject.profile, what=AccessEntry.What.RESULT, now=now)
    PeopleImport.objects.create(
        nonce="made", file_name="people.csv", asked_at=now, asked_by_name=str(viewer)
    )
    Notice.objects.create(
        recipient=subject,
        key="unsent",
        subject="x",
        body="x",
        created_at=now,
        claimed_at=now,  # nobody else sends it meanwhile
        fault="Refused.",
    )


def make_things(user: User) -> Things:
    return Things(
        profile=user.profile,
        draft=make_assessment(user.profile, is_submitted=False),
        submitted=make_assessment(user.profile, is_submitted=True),
        held=HeldCertification.objects.create(
            profile=user.profile,
            certification=Certification.objects.get(key="p3o-foundation"),
            awarded_on=date(2026, 6, 1),
            expires_on=date(2029, 6, 1),
        ),
        link=add_link(
            profile=user.profile,
            name="Mo Mentor",
            days=30,
            has_ratings=True,
            has_cost=True,
            has_comments=True,
            now=timezone.now(),
        ),
        scenario=add_scenario(
            profile=user.profile, name="Cheaper", wishes=Wishes(hours_a_week=9), now=timezone.now()
        ),
        acceptance=make_acceptance(user.profile),
        # To come, so that nobody sees anything through it.
        absence=stand_in(user, make_user("Vera Vice"), first=20, last=25),
    )


def make_acceptance(profile: Profile) -> Acceptance:
    situation = situation_of(profile, timezone.localdate())
    assert situation is not None
    made = accept(profile=profile, digest=situation.digest, now=timezone.now())
    assert made is not None
    return made


def make_assessment(profile: Profile, *, is_submitted: bool) -> Assessment:
    instrument = levels.current_instrument()
    assert instrument is not None
    rule = levels.rule_of(instrument)
    state = Assessment.State.SUBMITTED if is_submitted else Assessment.State.DRAFT
    assessment = Assessment.objects.create(
        profile=profile,
        instrument=instrument,
        state=state,
        remit=Level.objects.get(number=2),
        started_at=NOW,
        submitted_at=NOW if is_submitted else None,
    )
    answers = [
        Answer(
            assessment=assessment,
            competency=competency,
            value=value,
            evidence="Led the monthly risk review." if value >= 3 else "",
            evidence_on=date(2027, 1, 1) if value >= 3 else None,
            answered_at=NOW,
        )
        for competency, value in zip(Competency.objects.all(), VALUES, strict=True)
    ]
    Answer.objects.bulk_create(answers)
    if is_submitted:
        outcome = scoring.assess(
            [
                scoring.Answer(
                    competency=answer.competency.code,
                    value=answer.value,
                    has_evidence=bool(answer.evidence),
                )
                for answer in answers
            ],
            rule,
        )
        Result.objects.create(
            assessment=assessment,
            level=outcome.level,
            is_provisional=outcome.is_provisional,
            rule=scoring.rule_to_data(rule),
            scoring_version=scoring.SCORING_VERSION,
            computed_at=NOW,
        )
    return assessment
