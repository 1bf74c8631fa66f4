"""A plan that the office left as it was: nobody is told that they kept it themselves."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from careers.profiles.models import User
from careers.roadmaps import actions, queries, settling
from careers.roadmaps.models import ImpactRun, Roadmap
from tests.roadmaps.agreed import accept
from tests.roadmaps.changing import LEAVE, PRICE, propose, publish
from tests.roadmaps.reading import open_roadmap, words_of

pytestmark = pytest.mark.usefixtures("catalogue")
People = tuple[User, User, User]

BOOKED = "essentials-for-pmo-administrators"
"""For the first step of the plan."""

YOUR_OWN = "You kept your plan. See what was proposed."
BY_OFFICE = (
    "The catalogue has changed, and the office left your plan as it was. See what the change would"
    " do to it."
)


def settle(run: ImpactRun) -> None:
    while settling.settle_some(run.pk, now=timezone.now()):
        pass


def decline(user: User) -> None:
    situation = queries.situation_of(user.profile, timezone.localdate())
    assert situation is not None
    assert situation.changes
    actions.decline(profile=user.profile, digest=situation.digest, now=timezone.now())


def said_to(client: Client, reader: User, owner: User) -> str:
    client.force_login(reader)
    return words_of(open_roadmap(client, owner))


def test_the_roadmap_says_who_left_it(
    client: Client, editor: User, manager: User, people: People
) -> None:
    owner, *_others = people
    settle(publish(propose(editor), editor, accepted=LEAVE))
    text = said_to(client, owner, owner)
    assert BY_OFFICE in text
    assert "You kept" not in text
    assert "Your plan could change" not in text
    assert "Keep my plan" not in text
    text = said_to(client, manager, owner)
    assert BY_OFFICE.replace("your plan", "this plan") in text
    assert "The plan was kept" not in text

    # From a page that was opened before: now it is the owner's decision.
    decline(owner)
    text = said_to(client, owner, owner)
    assert YOUR_OWN in text
    assert "the office left" not in text


def test_accepting_forgets_it(editor: User, people: People) -> None:
    owner, *_others = people
    settle(publish(propose(editor), editor, accepted=LEAVE))
    row = Roadmap.objects.filter(profile=owner.profile)
    assert row.get().is_left_alone
    accept(owner.profile)
    assert (row.get().declined, row.get().is_left_alone) == ("", False)


def test_what_the_owner_kept_stays_their_decision(
    client: Client, editor: User, people: People
) -> None:
    owner, *_others = people
    settle(publish(propose(editor), editor))
    decline(owner)
    run = publish(propose(editor, BOOKED, **PRICE), editor, accepted=LEAVE)
    assert run.lines.get(profile=owner.profile).is_quiet  # it touches them, by the cost alone
    settle(run)
    assert YOUR_OWN in said_to(client, owner, owner)
