"""The first page of the administration: what needs care, and what is where."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib import admin
from django.test import Client
from django.utils import timezone

from careers.certifications.models import AwardingBody, CatalogueChange, Certification
from careers.profiles.models import Notice, Role, User
from careers.roadmaps.actions import accept
from careers.roadmaps.models import Roadmap
from careers.roadmaps.queries import situation_of
from careers.teams.admin_sections import SECTIONS
from tests.factories import make_user
from tests.profiles.makers import make_held
from tests.roadmaps.people import assess
from tests.roadmaps.reading import words_of
from tests.roles import make_user_with

pytestmark = pytest.mark.django_db
HOME = "/admin/"


@pytest.fixture
def fresh(catalogue: None) -> None:
    """A catalogue in which there is nothing to do."""
    today = timezone.localdate()
    Certification.objects.update(verified_on=today)
    AwardingBody.objects.update(verified_on=today)
    Certification.objects.filter(status="unconfirmed").update(status="available")


def lines(client: Client) -> dict[str, str]:
    """What needs care, with the address of its list."""
    response = client.get(HOME)
    assert response.status_code == 200
    return {one.text: one.url for one in response.context["care"].lines}


def retire(key: str, status: str = "retired") -> None:
    """Through `save()`, as the administration does, so that the history knows."""
    one = Certification.objects.get(key=key)
    one.save()
    one.status = status
    one.save()


def with_a_plan(name: str, boss: User) -> User:
    person = make_user(name, manager=boss)
    assess(person, "P1")
    situation = situation_of(person.profile, timezone.localdate())
    assert situation is not None
    accept(profile=person.profile, digest=situation.digest, now=timezone.now())
    return person


class TestWhatNeedsCare:
    def test_nothing_to_do_says_so(self, office: Client, fresh: None) -> None:
        make_user("Report", manager=User.objects.get(name="Olu Office"))
        assert lines(office) == {}
        assert (
            "Nothing to do. Looked at: certifications, awarding bodies, changes of the catalogue,"
            " messages, people and their managers." in words_of(office.get(HOME))
        )

    def test_each_count_leads_to_as_many_rows(self, office: Client, fresh: None) -> None:
        long_ago = timezone.localdate() - timedelta(days=366)
        Certification.objects.filter(key__in=["pmp", "p3o-foundation"]).update(verified_on=long_ago)
        AwardingBody.objects.filter(key="pmi").update(verified_on=None)
        Certification.objects.filter(key="pmp").update(status="unconfirmed")
        now, office_user = timezone.now(), User.objects.get(name="Olu Office")
        CatalogueChange.objects.create(title="A price", proposed_at=now, proposed_by_name="Cleo")
        CatalogueChange.objects.create(
            title="Done",
            proposed_at=now,
            proposed_by_name="C",
            published_at=now,
            published_by_name="C",
        )
        Notice.objects.create(
            recipient=office_user, key="x", subject="x", body="x", created_at=now, fault="Refused"
        )
        make_user("Switched Off", is_active=False)
        make_user("Report", manager=make_user("Top"))
        gone = make_user("Gone", manager=make_user("Chief"), is_active=False)
        for name in ("One", "Two"):
            make_user(name, manager=gone)
        make_user("Gone too", manager=gone, is_active=False)
        found = lines(office)
        assert set(found) == {
            "2 certifications have not been verified for a year",
            "1 certification may not be available",
            "1 awarding body has not been verified for a year",
            "1 change of the catalogue waits to be published",
            "1 message was not sent",
            "1 person has no manager and leads nobody",  # the office itself
            "2 people have a manager who is switched off",
        }
        for text, url in found.items():
            assert office.get(url).context["cl"].result_count == int(text.split()[0]), url

    def test_retired_certifications_in_plans_made_before(self, office: Client, fresh: None) -> None:
        boss = make_user("Boss")
        make_user("Report", manager=User.objects.get(name="Olu Office"))
        first, second = with_a_plan("Ada", boss), with_a_plan("Ben", boss)
        steps = first.profile.roadmap.steps.order_by("place")
        key = steps[0].certification.key
        certification = Certification.objects.get(key=key)
        assert second.profile.roadmap.steps.filter(certification=certification).exists()
        assert lines(office) == {}

        retire(key)
        still = f"{certification.name} (retired) is still in the accepted plans of 2 people"
        url = f"/admin/certifications/certification/{certification.pk}/change/"
        assert lines(office) == {still: url}
        assert "Each of them finds on the roadmap what to do instead." in words_of(office.get(HOME))

        # Whoever accepts a plan afterwards, has passed it, has booked it or has left: no care.
        Roadmap.objects.filter(profile=first.profile).update(accepted_at=timezone.now())
        one = f"{certification.name} (retired) is still in the accepted plan of 1 person"
        assert lines(office) == {one: url}
        make_held(second, key)
        assert lines(office) == {}

    def test_what_ended_in_another_way(self, office: Client, fresh: None) -> None:
        """Its level is taken away; what was to be booked in its place is retired."""
        make_user("Report", manager=User.objects.get(name="Olu Office"))
        first = Certification.objects.get(key="p3o-foundation")
        other = Certification.objects.create(
            key="x",
            name="X",
            order=600,
            body_now=first.body_now,
            verified_on=timezone.localdate(),
            level=first.level,
            level_basis=first.level_basis,
        )
        for one in (first, other):
            one.save()
        first.status, first.successor = "replaced", other
        first.save()
        ada = with_a_plan("Ada", make_user("Boss"))
        assert ada.profile.roadmap.steps.filter(certification=first).exists()
        assert lines(office) == {}

        retire("x")
        assert list(lines(office)) == [
            f"{first.name} (replaced) is still in the accepted plan of 1 person"
        ]
        Roadmap.objects.filter(profile=ada.profile).update(accepted_at=timezone.now())
        assert lines(office) == {}

        first.status, first.successor = "available", None
        first.level, first.level_basis = None, ""
        first.save()
        assert list(lines(office)) == [
            f"{first.name} (no longer proposed) is still in the accepted plan of 1 person"
        ]

    def test_what_was_always_replaced_troubles_nobody(self, office: Client, fresh: None) -> None:
        """Of two that the shipped catalogue replaces, it never said anything else."""
        make_user("Report", manager=User.objects.get(name="Olu Office"))
        for one in Certification.objects.filter(status="replaced"):
            one.save()
        with_a_plan("Ada", make_user("Boss"))
        assert lines(office) == {}

    @pytest.mark.parametrize("people", [1, 30])
    def test_it_costs_the_same_for_many(
        self, office: Client, catalogue: None, people: int, django_assert_num_queries: Any
    ) -> None:
        boss = make_user("Boss")
        for number in range(people):
            make_user(f"Alone {number}")
            assess(make_user(f"Person {number}", manager=boss), "P1")
        retire("p3o-foundation")
        # Session, account; certifications, their history, plans, bodies, changes, messages,
        # people and their managers; what was done last.
        with django_assert_num_queries(11):
            office.get(HOME)


def sections(client: Client) -> dict[str, list[str]]:
    found = client.get(HOME).context["app_list"]
    return {one["name"]: [table["name"] for table in one["models"]] for one in found}


class TestWhatIsWhere:
    def test_every_table_has_its_place_and_its_line(self, office: Client) -> None:
        named = {label for section in SECTIONS for label in section.tables}
        assert named == {model._meta.label_lower for model in admin.site._registry}

    def test_each_role_sees_its_own(self, client: Client, fresh: None) -> None:
        seen = {}
        for role in Role:
            client.force_login(make_user_with(role))
            seen[role] = set(sections(client))
            care = client.get(HOME).context["care"].looked_at
            assert ("messages" in care) is (role != Role.CATALOGUE_EDITOR)
            assert ("certifications" in care) is (role != Role.PEOPLE_ADMINISTRATOR)
        assert seen == {
            Role.CATALOGUE_EDITOR: {"Catalogue", "Levels and questions"},
            Role.PEOPLE_ADMINISTRATOR: {"People", "Records"},
            Role.AUDITOR: {"Catalogue", "Levels and questions", "People", "Records"},
        }

    def test_an_account_without_a_role_is_told_so(self, client: Client) -> None:
        client.force_login(make_user("Bare", is_staff=True))
        text = words_of(client.get(HOME))
        assert "Your account has no role here yet. Ask a superuser for one." in text
        assert "What needs care" not in text

    def test_there_is_a_way_in_and_a_way_back(self, client: Client) -> None:
        client.force_login(make_user_with(Role.AUDITOR))
        assert 'href="/admin/"' in client.get("/profile/").content.decode()
        page = client.get(HOME).content.decode()
        assert '<a href="/">Back to the portal</a>' in page
        client.force_login(make_user("Plain"))
        assert 'href="/admin/"' not in client.get("/profile/").content.decode()
