"""After a change of the catalogue is published: owners are asked once, or plans left alone."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from careers.certifications.models import CatalogueChange, Certification
from careers.profiles.models import Notice, ReminderChoice, User
from careers.roadmaps import actions, queries, settling
from careers.roadmaps.actions.publishing import Handling, NotLookedAt, publish_with_impact
from careers.roadmaps.models import ImpactLine, ImpactRun, Roadmap
from careers.roadmaps.queries import Situation
from tests.assessments.test_submitting import AT_ONCE, a_database_for_threads, in_threads
from tests.factories import make_user
from tests.roadmaps.agreed import ESSENTIALS, accept, agree, told
from tests.roadmaps.changing import ASK, LEAVE, PRICE, WHY, look, propose, publish, three_people
from tests.roadmaps.people import assess
from tests.roadmaps.reading import open_roadmap, words_of
from tests.shipped import put_catalogue

SUCCESSOR = "essentials-for-pmo-administrators"
"""What is booked for the first step of the plan."""

SUBJECT = "The catalogue has changed, and your plan could change with it"
OTHER_SUBJECT = "The catalogue has changed: see what is different for your plan"


def settle(run: ImpactRun) -> None:
    while settling.settle_some(run.pk, now=timezone.now()):
        pass
    run.refresh_from_db()


def asked(*users: User) -> list[bool]:
    subjects = {("catalogue-change", SUBJECT), ("catalogue-change", OTHER_SUBJECT)}
    return [not subjects.isdisjoint(told(user)) for user in users]


def situation(user: User, days: int = 0) -> Situation:
    found = queries.situation_of(user.profile, timezone.localdate() + timedelta(days=days))
    assert found is not None
    return found


def is_put_forward(user: User) -> bool:
    """Whether the roadmap proposes something the owner has not declined."""
    user.profile.roadmap.refresh_from_db()
    found = situation(user)
    return bool(found.changes) and found.digest != user.profile.roadmap.declined


def test_owners_are_asked_and_agreed_plans_left_alone(
    editor: User, people: tuple[User, User, User]
) -> None:
    accepted, agreed, proposed = people
    change = propose(editor, course_days=8)
    run = publish(change, editor)
    assert Certification.objects.get(key="p3o-foundation").course_days == 8
    assert run.lines.filter(settled_at=None).count() == 3
    settle(run)
    assert run.settled_at is not None
    assert not run.lines.filter(settled_at=None).exists()
    assert asked(*people) == [True, False, False]
    assert (is_put_forward(accepted), is_put_forward(agreed)) == (True, False)
    assert situation(agreed).changes
    assert situation(proposed).kept is None
    notice = Notice.objects.get(recipient=accepted, key=f"catalogue-change:{change.pk}")
    lines = [line for line in notice.body.splitlines() if line]
    assert lines[1:5] == [
        "This has changed in the catalogue: P3O Foundation.",
        f"Why: {WHY}",
        "Your roadmap shows what this would change in your plan. Nothing changes before you accept"
        " it.",
        f"See it in the portal: https://portal.example.org/roadmap/{accepted.profile.pk}/",
    ]
    assert "told at once when something touches your plan" in notice.body


def test_the_roadmap_says_what_was_changed_and_why(
    client: Client, editor: User, people: tuple[User, User, User]
) -> None:
    accepted, _agreed, proposed = people
    publish(propose(editor, SUCCESSOR, course_days=8, why=""), editor)
    publish(propose(editor, course_days=8), editor)
    news = [
        "What is known of Essentials for PMO Administrators has changed (course days).",
        f"What is known of P3O Foundation has changed (course days). {WHY}",
    ]
    client.force_login(accepted)
    page = words_of(open_roadmap(client, accepted))
    assert " ".join(news) in page
    assert "Facts are different now" not in page
    client.post("/roadmap/accept/", {"proposal": situation(accepted).digest})
    assert "What is known of" not in words_of(open_roadmap(client, accepted))
    client.force_login(proposed)
    assert "What is known of" not in words_of(open_roadmap(client, proposed))


def test_the_other_way_round_without_a_mail(editor: User, people: tuple[User, User, User]) -> None:
    accepted, agreed, _proposed = people
    change = propose(editor, course_days=8)
    run = publish(change, editor, accepted=LEAVE, agreed=ASK, has_mail=False)
    settle(run)
    assert asked(*people) == [False, False, False]
    assert (is_put_forward(accepted), is_put_forward(agreed)) == (False, True)


def test_it_goes_on_where_it_stopped_and_asks_nobody_twice(
    editor: User, people: tuple[User, User, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settling, "AT_ONCE", 1)
    run = publish(propose(editor), editor, agreed=ASK)
    assert settling.settle_some(run.pk, now=timezone.now())
    assert sorted(asked(*people)) == [False, False, True]
    settle(run)
    settle(run)
    assert asked(*people) == [True, True, False]
    # What was agreed and cannot be planned any more leaves by a change to accept, like any other.
    assert ("catalogue-change", SUBJECT) in told(people[1])
    assert Notice.objects.filter(key__startswith="catalogue-change:").count() == 2


def test_a_plan_that_makes_no_sense_holds_up_nobody(
    editor: User, people: tuple[User, User, User]
) -> None:
    accepted, agreed, _proposed = people
    run = publish(propose(editor, course_days=8), editor, accepted=LEAVE, agreed=LEAVE)
    accepted.profile.roadmap.basis = {"begins_on": "nonsense"}
    accepted.profile.roadmap.save()
    settle(run)
    assert run.settled_at is not None
    assert not is_put_forward(agreed)
    assert not Roadmap.objects.get(profile=accepted.profile).declined


def test_whoever_wants_no_mail_gets_none(editor: User, people: tuple[User, User, User]) -> None:
    ReminderChoice.objects.create(profile=people[0].profile, is_told_at_once=False)
    settle(publish(propose(editor), editor))
    assert asked(*people) == [False, False, False]
    assert is_put_forward(people[0])


def test_a_plan_left_alone_comes_up_with_a_later_change(
    editor: User, people: tuple[User, User, User]
) -> None:
    accepted, *_others = people
    settle(publish(propose(editor), editor, accepted=LEAVE))
    assert not is_put_forward(accepted)
    settle(publish(propose(editor, ESSENTIALS), editor))
    assert is_put_forward(accepted)


def test_what_is_proposed_for_another_reason_stays_in_sight(
    editor: User, people: tuple[User, User, User]
) -> None:
    """Leaving a plan alone must not put away what a newer self-assessment proposes."""
    accepted, *_others = people
    assess(accepted, "P2", at=timezone.now())
    before = {(one.kind, one.certification) for one in situation(accepted).changes}
    assert before
    settle(publish(propose(editor), editor, accepted=LEAVE))
    after = {(one.kind, one.certification) for one in situation(accepted).changes}
    assert before & after
    assert is_put_forward(accepted)


@pytest.mark.parametrize("is_kept", [True, False])
def test_a_plan_left_alone_twice_stays_alone(
    editor: User, people: tuple[User, User, User], is_kept: bool
) -> None:
    """What was declined before comes up no more by a change that leaves plans alone."""
    accepted, *_others = people
    settle(publish(propose(editor), editor, accepted=ASK if is_kept else LEAVE))
    if is_kept:
        actions.decline(
            profile=accepted.profile, digest=situation(accepted).digest, now=timezone.now()
        )
    first = {(str(one.kind), one.certification) for one in situation(accepted).changes}
    run = publish(propose(editor, ESSENTIALS), editor, accepted=LEAVE)
    line = run.lines.get(profile=accepted.profile)
    assert line.is_quiet
    assert {(kind, key) for kind, key in line.known} == first
    assert first - {(one["kind"], one["certification"]) for one in line.changes}
    settle(run)
    assert situation(accepted).changes
    assert not is_put_forward(accepted)


def test_what_was_in_sight_before_stays_in_sight_on_another_day(
    editor: User, people: tuple[User, User, User]
) -> None:
    """The proposal was not decided; that the change moves it does not put it away."""
    accepted, *_others = people
    settle(publish(propose(editor, course_days=8), editor))
    before = [(one.kind, one.certification) for one in situation(accepted).changes]
    run = publish(propose(editor, course_days=30), editor, accepted=LEAVE)
    line = run.lines.get(profile=accepted.profile)
    assert [(one["kind"], one["certification"]) for one in line.changes] == before
    settle(run)
    assert is_put_forward(accepted)


def test_a_price_alone_is_told_as_what_it_is(editor: User, people: tuple[User, User, User]) -> None:
    accepted, *_others = people
    change = propose(editor, **PRICE)
    settle(publish(change, editor))
    assert not situation(accepted).changes
    notice = Notice.objects.get(key=f"catalogue-change:{change.pk}")
    assert notice.recipient == accepted
    assert notice.subject == OTHER_SUBJECT
    lines = [line for line in notice.body.splitlines() if line]
    assert lines[3:5] == [
        "What your plan costs, how a certification of yours is renewed, or whether a plan fits your"
        " limits is different now: see your roadmap.",
        f"See it in the portal: https://portal.example.org/roadmap/{accepted.profile.pk}/",
    ]


def test_what_somebody_has_now_counts(
    editor: User, manager: User, people: tuple[User, User, User]
) -> None:
    """Between looking and publishing one plan was agreed to and one accepted; one has none."""
    accepted, _agreed, proposed = people
    late = make_user("Dan Deciding")
    assess(late, "P1", at=timezone.now())
    change = propose(editor)
    run = look(change, editor)
    agree(accepted.profile, manager)
    accept(proposed.profile)
    assert publish(change, editor).pk == run.pk
    accept(late.profile)  # with the change in it
    kinds = dict(run.lines.values_list("profile__user__name", "kind"))
    assert (kinds["Ada Accepted"], kinds["Cai Carefree"]) == ("accepted", "proposal")
    assert kinds["Dan Deciding"] == "proposal"
    settle(run)
    assert asked(accepted, proposed, late) == [False, True, False]
    assert (is_put_forward(accepted), is_put_forward(proposed)) == (False, True)


def test_nothing_is_published_with_numbers_nobody_has_seen(editor: User) -> None:
    change, other = propose(editor), propose(editor, ESSENTIALS)
    handling = Handling(accepted=ASK, agreed=LEAVE, has_mail=True)

    def refused(looked_at: str) -> str:
        with pytest.raises(NotLookedAt) as refusal:
            publish_with_impact(
                change=change,
                looked_at=looked_at,
                handling=handling,
                user=editor,
                now=timezone.now(),
            )
        return str(refusal.value)

    assert refused("") == "Look first at whom it touches: nobody has, or it is not complete."
    run = look(change, editor)
    assert refused("other").startswith("Somebody has computed the numbers again")
    publish(other, editor)
    assert refused(run.basis).startswith("The catalogue has changed since these numbers")
    assert Certification.objects.get(key="p3o-foundation").status != "retired"
    assert publish(change, editor).change == change


@pytest.mark.django_db(transaction=True)
def test_twenty_editors_who_publish_at_once_publish_and_ask_once(tmp_path: Path) -> None:
    put_catalogue()
    editor = make_user("Edda Editor")
    three_people(make_user("Mona Manager"))
    change = propose(editor)
    run = look(change, editor)
    handling = Handling(accepted=ASK, agreed=LEAVE, has_mail=True)

    def send() -> bool:
        is_first = publish_with_impact(
            change=change,
            looked_at=run.basis,
            handling=handling,
            user=editor,
            now=timezone.now(),
        )
        settling.settle_some(run.pk, now=timezone.now())
        return is_first

    def read() -> tuple[int, int, bool]:
        return (
            Notice.objects.filter(key=f"catalogue-change:{change.pk}").count(),
            ImpactLine.objects.filter(settled_at=None).count(),
            CatalogueChange.objects.published().filter(pk=change.pk).exists(),
        )

    with a_database_for_threads(tmp_path):
        answers = in_threads(AT_ONCE, send)
        left = in_threads(1, read)[0]
    assert sorted(answers) == [False] * (AT_ONCE - 1) + [True]
    assert left == (1, 0, True)
