"""“Not for me”, undo, the choice of a target: through the pages."""

from __future__ import annotations

import pytest
from django.test import Client

from careers.profiles.models import User
from careers.roadmaps.models import Roadmap, RoadmapStep
from tests.factories import make_user
from tests.roadmaps.people import assess, hold
from tests.roadmaps.reading import address, forms_of, open_roadmap, words_of

pytestmark = pytest.mark.usefixtures("catalogue")


@pytest.fixture
def p3(signed_in: Client, user: User) -> Client:
    """Signed in as somebody whose plan is P3O Practitioner."""
    assess(user, "P3")
    hold(user.profile, "p3o-foundation")
    return signed_in


class TestNotForMe:
    def test_each_step_leads_to_the_question_why(self, p3: Client, user: User) -> None:
        html = open_roadmap(p3, user).content.decode()
        assert 'href="/roadmap/exclude/p3o-practitioner/"' in html
        response = p3.get("/roadmap/exclude/p3o-practitioner/")
        assert response.status_code == 200
        text = words_of(response)
        assert "Not for me: P3O Practitioner" in text
        assert "Why is it not for you?" in text

    def test_it_recomputes_and_says_what_changed_with_undo(self, p3: Client, user: User) -> None:
        response = p3.post("/roadmap/exclude/p3o-practitioner/", {"reason": "Too dear"})
        assert response.status_code == 302
        assert response["Location"] == f"{address(user)}?set_aside=p3o-practitioner"
        response = p3.get(response["Location"])
        text = words_of(response)
        assert (
            "P3O Practitioner is set aside. No longer in the plan: P3O Practitioner. "
            "New in the plan: IPMO-Foundation and IPMO-Practitioner. Undo" in text
        )
        assert "Set aside P3O Practitioner “Too dear”" in text
        names = [step.name for step in response.context["page"].steps]
        assert names == ["IPMO-Foundation", "IPMO-Practitioner"]

    def test_undo_brings_the_plan_back_and_says_so(self, p3: Client, user: User) -> None:
        p3.post("/roadmap/exclude/p3o-practitioner/", {"reason": "Too dear"})
        response = p3.post("/roadmap/include/p3o-practitioner/", follow=True)
        text = words_of(response)
        assert (
            "P3O Practitioner may be proposed again. "
            "No longer in the plan: IPMO-Foundation and IPMO-Practitioner. "
            "New in the plan: P3O Practitioner." in text
        )
        assert "Undo" not in text
        assert not RoadmapStep.objects.filter(status="dropped").exists()

    def test_undo_may_be_sent_twice(self, p3: Client, user: User) -> None:
        for _time in range(2):
            response = p3.post("/roadmap/include/p3o-practitioner/", follow=True)
            assert response.status_code == 200

    def test_leaving_out_everything_still_gives_a_page(self, p3: Client, user: User) -> None:
        for key in ("p3o-practitioner", "ipmo-practitioner", "ppso-advanced", "ipmo-foundation"):
            p3.post(f"/roadmap/exclude/{key}/", {"reason": "No"})
        response = open_roadmap(p3, user)
        assert response.context["page"].steps == ()
        text = words_of(response)
        assert "Without the certifications set aside, no exam covers a tenth" in text
        assert text.count("Put it back") == 4

    @pytest.mark.parametrize("query", ["p3o-foundation", "no-such", "<script>", "", "x" * 5000])
    def test_an_address_that_tells_of_no_change_is_left_alone(
        self, p3: Client, user: User, query: str
    ) -> None:
        response = open_roadmap(p3, user, set_aside=query)
        assert response.context["page"].change is None
        response = open_roadmap(p3, user, put_back=query)
        assert "<script>" not in words_of(response)


class TestBadInput:
    @pytest.mark.parametrize(
        ("reason", "words"),
        [
            ("", "Say in a few words why this is not for you."),
            ("   ", "Say in a few words why this is not for you."),
            ("x" * 301, "Keep the reason to 300 characters (it has 301)."),
            ("x" * 1_000_000, "Keep the reason to 300 characters (it has 1000000)."),
            ("No\x00pe", "Null characters are not allowed."),
        ],
    )
    def test_a_bad_reason_is_answered_in_words_and_nothing_is_lost(
        self, p3: Client, reason: str, words: str
    ) -> None:
        response = p3.post("/roadmap/exclude/p3o-practitioner/", {"reason": reason})
        assert response.status_code == 422
        text = words_of(response)
        assert text.count(words) == 2
        assert reason.strip().replace("\x00", "") in text.replace("\x00", "")
        assert not RoadmapStep.objects.exists()

    def test_no_reason_at_all(self, p3: Client) -> None:
        assert p3.post("/roadmap/exclude/p3o-practitioner/").status_code == 422

    @pytest.mark.parametrize("key", ["no-such", "x" * 2000, "0"])
    def test_an_unknown_certification_is_not_found(self, p3: Client, key: str) -> None:
        assert p3.get(f"/roadmap/exclude/{key}/").status_code == 404
        assert p3.post(f"/roadmap/exclude/{key}/", {"reason": "No"}).status_code == 404
        assert p3.post(f"/roadmap/include/{key}/").status_code == 404

    def test_leaving_out_twice_keeps_one(self, p3: Client) -> None:
        for reason in ("Too dear", "Too far"):
            response = p3.post("/roadmap/exclude/p3o-practitioner/", {"reason": reason})
            assert response.status_code == 302
        assert list(RoadmapStep.objects.values_list("reason", flat=True)) == ["Too far"]

    @pytest.mark.parametrize("path", ["/roadmap/accept/", "/roadmap/include/p3o-foundation/"])
    def test_reading_is_no_way_to_write(self, p3: Client, path: str) -> None:
        """Whoever had to sign in first comes back by GET."""
        assert p3.get(path).headers["Location"] == "/roadmap/"
        assert not Roadmap.objects.exists()


class TestWhoMay:
    @pytest.mark.parametrize(
        ("role", "status"),
        [
            ("manager", 200),
            ("manager's manager", 200),
            ("other manager", 404),
            ("colleague", 404),
            ("report", 404),
            ("superuser", 404),
            ("catalogue admin", 404),
        ],
    )
    def test_the_own_line_of_management_reads_it(
        self, client: Client, role: str, status: int
    ) -> None:
        head = make_user("Head")
        manager = make_user("Manager", manager=head)
        person = make_user("Ben Ito", manager=manager)
        people = {
            "manager": manager,
            "manager's manager": head,
            "other manager": make_user("Other"),
            "colleague": make_user("Colleague", manager=manager),
            "report": make_user("Report", manager=person),
            "superuser": make_user("Root", is_staff=True, is_superuser=True),
            "catalogue admin": make_user("Admin", is_staff=True),
        }
        make_user("Somebody", manager=people["other manager"])
        assess(person, "P3")
        client.force_login(people[role])
        response = client.get(address(person))
        assert response.status_code == status
        if status == 200:
            text = words_of(response)
            assert "Ben Ito Roadmap to level 3" in text
            assert "now at 2, level 3 needs 3" in text
            assert "Only Ben Ito can change it." in text
            main = response.content.decode().partition("<main")[2].partition("</main>")[0]
            assert forms_of(response) == [
                f"/roadmap/{person.profile.pk}/comments/"
            ]  # nothing to decide
            assert "/roadmap/exclude/" not in main
            assert "/profile/certifications/add/" not in main

    def test_a_manager_changes_only_the_own_roadmap(self, client: Client) -> None:
        manager = make_user("Manager")
        person = make_user("Ben Ito", manager=manager)
        assess(person, "P3")
        assess(manager, "P3")
        client.force_login(manager)
        client.post("/roadmap/inputs/", {"target": "4", "profile_pk": person.profile.pk})
        client.post("/roadmap/exclude/p3o-foundation/", {"reason": "No"})
        owners = Roadmap.objects.values_list("profile", flat=True)
        assert list(owners) == [manager.profile.pk]

    def test_a_manager_is_told_of_no_change(self, client: Client) -> None:
        manager = make_user("Manager")
        person = make_user("Ben Ito", manager=manager)
        assess(person, "P3")
        client.force_login(person)
        client.post("/roadmap/exclude/p3o-foundation/", {"reason": "Too dear"})
        client.force_login(manager)
        response = open_roadmap(client, person, set_aside="p3o-foundation")
        assert response.context["page"].change is None
        assert "Put it back" not in words_of(response)
        assert "“Too dear”" in words_of(response)

    @pytest.mark.parametrize("pk", [0, 999_999, 10**30])
    def test_nobody_there(self, signed_in: Client, pk: int) -> None:
        assert signed_in.get(f"/roadmap/{pk}/").status_code == 404

    def test_signed_out_means_sign_in(self, client: Client, user: User) -> None:
        for path in ("/roadmap/", address(user), "/roadmap/exclude/p3o-foundation/"):
            assert client.get(path)["Location"].startswith("/accounts/login/")
