"""What the page says and what it does not."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from careers.assessments.models import Assessment
from careers.certifications.models import Build, Certification
from careers.levels.models import Instrument
from careers.profiles.models import User
from careers.roadmaps import queries
from careers.roadmaps.models import Roadmap, RoadmapStep
from tests.factories import NOW, make_user
from tests.roadmaps.people import assess, hold
from tests.roadmaps.reading import address, open_roadmap, words_of

pytestmark = pytest.mark.usefixtures("catalogue")


def draft_of(user: User) -> Assessment:
    instrument = Instrument.objects.published().newest_first()[0]
    return Assessment.objects.create(profile=user.profile, instrument=instrument, started_at=NOW)


class TestNothingYet:
    def test_the_owner_is_led_to_the_assessment(self, signed_in: Client, user: User) -> None:
        response = open_roadmap(signed_in, user)
        assert "Your roadmap begins with your level" in words_of(response)
        assert 'href="/assessment/"' in response.content.decode()

    def test_a_manager_does_not_learn_whether_there_is_a_draft(
        self, client: Client, user: User
    ) -> None:
        report = make_user("Ben Ito", manager=user)
        client.force_login(user)
        without = words_of(open_roadmap(client, report))
        draft_of(report)
        assert words_of(open_roadmap(client, report)) == without
        assert "Nothing is here yet" in without
        assert "draft" not in without.lower()
        assert queries.situation_of(report.profile, NOW.date()) is None


def test_mine_leads_to_the_own_page(signed_in: Client, user: User) -> None:
    response = signed_in.get("/roadmap/")
    assert (response.status_code, response["Location"]) == (302, address(user))


def test_the_head_says_what_it_is_based_on(signed_in: Client, user: User) -> None:
    assessment = assess(user, "P2")
    response = open_roadmap(signed_in, user)
    text = words_of(response)
    assert "Your roadmap to level 3 Leads and manages a group of PMOs" in text
    assert (
        "Based on the self-assessment of 14 March 2027 : level 2, "
        "Supports portfolios, programs, and projects. Version 1 of the questions." in text
    )
    assert f'href="/assessment/{assessment.pk}/result/"' in response.content.decode()
    assert "provisional" not in text


def test_a_provisional_result_makes_a_provisional_roadmap(signed_in: Client, user: User) -> None:
    assess(user, "2 2 – 2 · 2 2 2 – · 1 – 2 –")
    assert "So this roadmap is provisional too." in words_of(open_roadmap(signed_in, user))


class TestWhatToBook:
    def test_a_replaced_one_names_its_successor_and_the_facts_of_what_is_booked(
        self, signed_in: Client, user: User
    ) -> None:
        assess(user, "newcomer")
        response = open_roadmap(signed_in, user)
        step = response.context["page"].next_step
        assert step.name == "PPSO Essentials"
        assert step.notes == ("Replaced: book Essentials for PMO Administrators",)
        assert step.book_url == "/certifications/essentials-for-pmo-administrators/"
        assert step.provider == "House of PMO, examined by APMG"
        assert step.days == "3 days"
        assert "PPSO Essentials" in words_of(response)

    def test_a_renamed_one_shows_both_names(self, signed_in: Client, user: User) -> None:
        assess(user, "P3")
        hold(user.profile, "p3o-foundation")
        response = open_roadmap(signed_in, user)
        now = "PRINCE2 Project, Programme, Portfolio Office Management Practitioner"
        text = words_of(response)
        assert "P3O Practitioner" in text
        assert now in text
        assert response.context["page"].next_step.book_name == now

    def test_an_unconfirmed_one_says_check_availability(
        self, signed_in: Client, user: User
    ) -> None:
        assess(user, "P4")
        response = open_roadmap(signed_in, user)
        assert response.context["page"].next_step.name == "IPMO-Foundation"
        assert "check availability with the provider" in words_of(response).lower()

    def test_doubts_about_the_successor_are_said_too(self, user: User) -> None:
        assess(user, "newcomer")
        successor = Certification.objects.filter(key="essentials-for-pmo-administrators")
        successor.update(status=Certification.Status.UNCONFIRMED)
        page = queries.roadmap_of(user.profile, NOW.date())
        assert page is not None
        assert page.steps[0].notes == (
            "Replaced: book Essentials for PMO Administrators",
            "Check availability with the provider",
        )

    def test_an_available_one_needs_no_note(self, user: User) -> None:
        assess(user, "P3")
        hold(user.profile, "p3o-foundation")
        practitioner = Certification.objects.filter(key="p3o-practitioner")
        practitioner.update(status=Certification.Status.AVAILABLE)
        page = queries.roadmap_of(user.profile, NOW.date())
        assert page is not None
        assert page.steps[0].notes == ()

    def test_what_is_not_known_is_said(self, signed_in: Client, user: User) -> None:
        assess(user, "P4")
        response = open_roadmap(signed_in, user)
        page = response.context["page"]
        assert (page.next_step.cost, page.next_step.days) == ("not known", "not known")
        assert "Cost not known for 3 of 3 steps" in words_of(response)

    def test_each_step_leads_to_its_own_page(self, signed_in: Client, user: User) -> None:
        assess(user, "newcomer")
        html = open_roadmap(signed_in, user).content.decode()
        assert html.count('href="/roadmap/steps/ppso-essentials/"') == 2  # next, and in the plan
        page = signed_in.get("/roadmap/steps/ppso-essentials/passed/")
        assert "Passed: Essentials for PMO Administrators" in words_of(page)


def test_a_held_successor_counts(signed_in: Client, user: User) -> None:
    assess(user, "newcomer")
    hold(user.profile, "essentials-for-pmo-administrators")
    response = open_roadmap(signed_in, user)
    assert "PPSO Essentials" not in [step.name for step in response.context["page"].steps]
    assert (
        "You can skip PPSO Essentials because you hold Essentials for PMO Administrators, "
        "its successor." in words_of(response)
    )


def test_an_experience_condition_is_said_before_booking(signed_in: Client, user: User) -> None:
    assess(user, "P2")
    hold(user.profile, "ppso-essentials")
    Certification.objects.filter(key="essentials-for-pmo-managers").update(
        experience_required="Three years in a support office"
    )
    Certification.objects.filter(key__in=["ipmo-practitioner", "p3o-practitioner"]).update(
        is_enabled=False
    )
    text = words_of(open_roadmap(signed_in, user))
    assert "Check before you book Three years in a support office" in text


class TestRenewals:
    @pytest.mark.parametrize(
        ("days", "label"),
        [
            (-1, "Expired"),
            (0, "Expires within 90 days"),
            (90, "Expires within 90 days"),
            (91, "Valid"),
        ],
    )
    def test_the_date_decides_the_label(
        self, signed_in: Client, user: User, days: int, label: str
    ) -> None:
        assess(user, "P6")
        today = timezone.localdate()
        hold(
            user.profile,
            "p3o-foundation",
            awarded_on=today - timedelta(days=900),
            expires_on=today + timedelta(days=days),
        )
        (renewal,) = open_roadmap(signed_in, user).context["page"].renewals
        assert renewal.label == label

    def test_one_exam_renews_the_suite(self, signed_in: Client, user: User) -> None:
        assess(user, "P6")
        hold(user.profile, "p3o-foundation", "p3o-practitioner", expires_on=date(2099, 1, 2))
        text = words_of(open_roadmap(signed_in, user))
        assert (
            "Renew it by 2 January 2099. "
            "One exam of the same suite renews it together with P3O Practitioner." in text
        )

    def test_a_step_of_the_plan_may_renew_it(self, signed_in: Client, user: User) -> None:
        assess(user, "P3")
        hold(user.profile, "p3o-foundation", expires_on=date(2099, 1, 2))
        text = words_of(open_roadmap(signed_in, user))
        assert "Passing an exam of this plan from the same suite renews it." in text


def test_gaps_without_an_exam_become_work(signed_in: Client, user: User) -> None:
    assess(user, "P4")
    response = open_roadmap(signed_in, user)
    page = response.context["page"]
    assert [gap.code for gap in page.uncovered] == ["A1", "A2", "A3", "A4", "B2", "B4"]
    assert [gap.state for gap in page.uncovered][-2:] == ["now 3, needed 4", "now 2, needed 4"]
    assert [[step.level for step in gap.actions] for gap in page.uncovered][-2:] == [[4], [3, 4]]
    text = words_of(response)
    assert "What no certification covers These grow by doing." in text
    for gap in page.uncovered:
        assert all(step.text in text for step in gap.actions)


def test_gaps_that_exams_narrow_are_shown_apart(signed_in: Client, user: User) -> None:
    assess(user, "P2")
    Certification.objects.exclude(key="p3o-foundation").update(is_enabled=False)
    Build.objects.exclude(competency__code__in=["C1", "C4"]).delete()
    Build.objects.filter(certification__key="p3o-foundation").update(strength=2)
    response = open_roadmap(signed_in, user)
    page = response.context["page"]
    assert [step.key for step in page.steps] == ["p3o-foundation"]
    assert [(gap.code, gap.state) for gap in page.partly] == [
        ("C1", "now 1, the plan builds up to 2, needed 3"),
        ("C4", "now 1, the plan builds up to 2, needed 3"),
    ]
    assert [[step.level for step in gap.actions] for gap in page.partly] == [[3], [3]]
    assert "What certifications cover only in part" in words_of(response)


def test_an_empty_catalogue_still_gives_work_to_do(signed_in: Client, user: User) -> None:
    assess(user, "P2")
    Certification.objects.update(is_enabled=False)
    response = open_roadmap(signed_in, user)
    text = words_of(response)
    assert (
        "No exam for now No exam beyond those already held covers a tenth of what is missing."
        in text
    )
    assert "What no certification covers" in text
    assert "The whole plan" not in text


def test_it_says_how_it_was_worked_out_and_who_sees_it(signed_in: Client, user: User) -> None:
    assess(user, "P2")
    text = words_of(open_roadmap(signed_in, user))
    assert "An exam earns its place only if it covers at least a tenth of what is missing." in text
    assert (
        "Who can see this: only you, and anybody to whom you gave a link. No manager is recorded"
        " for you." in text
    )
    assert "were recorded from their sources on" in text


def test_who_sees_it_names_managers_only_where_there_are_some(client: Client) -> None:
    report = make_user("Ben Ito", manager=make_user("Mona"))
    assess(report, "P2")
    client.force_login(report)
    text = words_of(open_roadmap(client, report))
    assert (
        "Who can see this: you, Mona, the managers above, whoever stands in for one of them, and"
        " anybody to whom you gave a link. Only you can change it." in text
    )


def test_a_step_lists_all_it_builds(signed_in: Client, user: User) -> None:
    assess(user, "P3")
    hold(user.profile, "p3o-foundation")
    (step,) = open_roadmap(signed_in, user).context["page"].steps
    assert step.builds == (
        "PMO services: design and improvement: mainly, up to level 3 (now 2)",
        "Leading people and building capability: partly, up to level 3 (now 2)",
        "Resources and capacity: partly, up to level 3 (now 2)",
        "Portfolio and strategy: partly, up to level 3 (now 2)",
    )


def test_what_a_successor_asks_for_is_met_by_an_earlier_step(signed_in: Client, user: User) -> None:
    assess(user, "P2")
    hold(user.profile, "ppso-essentials")
    last = open_roadmap(signed_in, user).context["page"].steps[-1]
    assert last.book_key == "essentials-for-pmo-managers"
    assert last.prerequisites == ("Needs P3O Practitioner: an earlier step of this plan",)
    assert last.conditions == ()


def test_what_a_successor_asks_for_is_to_be_checked_where_nothing_meets_it(
    signed_in: Client, user: User
) -> None:
    assess(user, "P2")
    hold(user.profile, "ppso-essentials")
    roadmap = Roadmap.objects.create(profile=user.profile, changed_at=NOW)
    for key in ("p3o-foundation", "p3o-practitioner"):
        RoadmapStep.objects.create(
            roadmap=roadmap,
            certification=Certification.objects.get(key=key),
            reason="No",
            status="dropped",
            changed_at=NOW,
        )
    steps = open_roadmap(signed_in, user).context["page"].steps
    (last,) = [step for step in steps if step.book_key == "essentials-for-pmo-managers"]
    assert last.prerequisites == (
        "Needs one of these, or experience: "
        "P3O Practitioner, Essentials for PMO Analysts, PRINCE2 Practitioner",
    )
    assert len(last.conditions) == 1


def test_looking_writes_nothing(signed_in: Client, user: User) -> None:
    open_roadmap(signed_in, user)
    assess(user, "P2")
    open_roadmap(signed_in, user, set_aside="p3o-foundation")
    signed_in.get("/roadmap/exclude/p3o-foundation/")
    assert not Roadmap.objects.exists()
    assert not RoadmapStep.objects.exists()


def test_a_held_one_that_nobody_awards_any_more_is_not_renewed(
    signed_in: Client, user: User
) -> None:
    assess(user, "P1")
    hold(user.profile, "ppso-essentials", expires_on=timezone.localdate() + timedelta(days=30))

    text = words_of(open_roadmap(signed_in, user))

    said = "It is no longer awarded, so it cannot be renewed. Its successor is "
    assert f"{said}Essentials for PMO Administrators." in text
    assert "Take the exam again" not in text


def test_costs_are_added_up_in_the_currency_of_the_organisation(
    signed_in: Client, user: User, settings: Settings
) -> None:
    assess(user, "P3")
    hold(user.profile, "p3o-foundation")
    Certification.objects.filter(key="p3o-practitioner").update(
        cost_minor=50000, cost_currency="EUR", cost_on=date(2027, 1, 1)
    )

    in_pounds = open_roadmap(signed_in, user).context["page"].totals.cost
    settings.CURRENCY = "EUR"
    in_euros = open_roadmap(signed_in, user).context["page"].totals.cost

    assert in_euros == "€500.00"
    assert "€" not in in_pounds
