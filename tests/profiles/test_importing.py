"""People by a file: what a list would do, what is refused, and what is written."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client

from careers.profiles.models import (
    AccessEntry,
    ImportedRow,
    Notice,
    PeopleImport,
    Profile,
    User,
)
from tests.factories import make_user
from tests.profiles.people_lists import (
    ADA,
    BEN,
    CLEO,
    IMPORT,
    Run,
    everybody,
    faults,
    file_of,
    kinds,
    person,
    send,
    write,
)

pytestmark = pytest.mark.django_db


def test_everything_a_list_can_do(people: Client, run: Run) -> None:
    make_user("Dan", email="dan@x.example")
    found = send(
        people,
        file_of(
            ("new@x.example", "Nia  New ", "Planner", "other@x.example"),
            (ADA.upper(), "Ada", "Head of PMO", "", "yes"),
            (BEN, "Ben Bright", "", "NEW@x.example"),
            (CLEO, "Cleo", "", "", "Yes"),
            ("dan@x.example", "Dan", "", "", "no"),
            ("other@x.example", "Olu Other", "", ADA),
        ),
        run,
        is_inviting="on",
    )
    assert kinds(found) == [
        (2, "create"),
        (3, "same"),
        (4, "change"),
        (5, "on"),
        (6, "off"),
        (7, "create"),
    ]
    page = people.get(f"{IMPORT}{found.pk}/?show=change").content.decode()
    assert "5 accounts would be changed or made." in page
    assert "Ben Bright" in page
    assert PeopleImport.objects.get().totals == {
        "create": 2,
        "same": 1,
        "change": 1,
        "on": 1,
        "off": 1,
        "leave": 0,
    }
    assert User.objects.filter(email="new@x.example").count() == 0

    found = write(people, found, run)
    assert everybody([ADA, BEN, CLEO, "dan@x.example", "new@x.example", "other@x.example"]) == {
        ADA: ["Ada", "Head of PMO", None, True],
        BEN: ["Ben Bright", "", "new@x.example", True],
        CLEO: ["Cleo", "", None, True],
        "dan@x.example": ["Dan", "", None, False],
        "new@x.example": ["Nia New", "Planner", "other@x.example", True],
        "other@x.example": ["Olu Other", "", ADA, True],
    }
    new = person("new@x.example")
    assert (new.name_folded, new.has_usable_password(), new.is_staff) == ("nia new", False, False)
    assert list(
        EmailAddress.objects.filter(user=new).values_list("email", "primary", "verified")
    ) == [("new@x.example", True, False)]
    looks = AccessEntry.objects.filter(what="import").order_by("subject__user__email")
    assert list(looks.values_list("subject__user__email", "viewer__name", "times")) == [
        (BEN, "Olu Office", 1),
        (CLEO, "Olu Office", 1),
        ("dan@x.example", "Olu Office", 1),
    ]
    assert sorted(one.to[0] for one in mail.outbox) == ["new@x.example", "other@x.example"]
    assert "https://portal.example.org/accounts/password/reset/" in mail.outbox[0].body
    assert found.state == "done"
    assert not ImportedRow.objects.exists()
    page = people.get(f"{IMPORT}{found.pk}/").content.decode()
    assert "Everything in the file was written on" in page

    write(people, found, run)  # a button pressed twice
    assert (Notice.objects.count(), len(mail.outbox)) == (2, 2)
    assert AccessEntry.objects.filter(what="import").count() == 3


def test_every_fault_is_said_by_its_row(people: Client, run: Run) -> None:
    EmailAddress.objects.create(user=person(ADA), email="ada@home.example", verified=True)
    User(email="bare@x.example", name="Bare").save()
    User(email="bare2@x.example", name="Bare").save()
    make_user("Gus", email="gus@x.example", is_staff=True)
    make_user("Leo", email="leo@x.example", is_active=False, is_superuser=True)
    found = send(
        people,
        file_of(
            ("", "Nobody"),
            ("no address", "Nat"),
            ("f1@x.example", ""),
            ("f2@x.example", "x" * 121, "y" * 121),
            ("f3@x.example", "Fay", "", "nobody@x.example"),
            ("f4@x.example", "Fay", "", CLEO),
            ("f5@x.example", "Fay", "", "f5@x.example"),
            ("f6@x.example", "Fay", "", "", "perhaps"),
            ("F7@x.example", "Fay"),
            ("f7@X.example", "Fay again"),
            ("ada@home.example", "Ada at home"),
            ("bare@x.example", "Bare"),
            ("gus@x.example", "Gus", "", "", "no"),
            ("leo@x.example", "Leo", "", "", "yes"),
            ("f8@x.example", "Fay", "", "f6@x.example"),
            ("f9@x.example", "Fay", "", "bare2@x.example"),
            (BEN, "", "", "not one"),
            ("f10@x.example", "Off", "", "", "no"),
            ("f11@x.example", "Fay", "", "f10@x.example"),
        ),
        run,
    )
    rights = "This account has rights in the administration; only there it is switched on or off."
    assert faults(found) == {
        2: "The e-mail address is missing.",
        3: "“no address” is no whole e-mail address.",
        4: "The name is missing.",
        5: "The name has 121 characters; 120 is the most. "
        "The job title has 121 characters; 120 is the most.",
        6: "The manager is not known: nobody@x.example is neither here nor in this file.",
        7: f"The manager, {CLEO}, is switched off. Choose somebody else.",
        8: "Nobody is their own manager.",
        9: "“Active” must be yes or no, or empty.",
        11: "The same address is in row 10.",
        12: "This address belongs to another account already.",
        13: "This account has no profile yet. Open the account and give it one.",
        14: rights,
        15: rights,
        17: "The account of the manager, bare2@x.example, has no profile yet.",
        18: "The manager's “not one” is no whole e-mail address. The name is missing.",
        20: "The manager, f10@x.example, is switched off. Choose somebody else.",
    }
    page = people.get(f"{IMPORT}{found.pk}/").content.decode()
    assert "16 rows are faulty" in page
    assert "The same address is in row 10." in page
    assert "/write/" not in page

    before = everybody()
    write(people, found, run)
    assert (found.state, everybody()) == ("checked", before)
    lines = b"".join(people.get(f"{IMPORT}{found.pk}/faults.csv")).decode("utf-8-sig").splitlines()
    assert lines[0] == "Row,What is wrong,E-mail,Name,Job title,Manager's e-mail,Active"
    assert lines[2] == "3,“no address” is no whole e-mail address.,no address,Nat,,,"
    assert len(lines) == 17


def test_loops_within_the_file_and_with_what_is_stored(people: Client, run: Run) -> None:
    found = send(
        people,
        file_of(
            ("a@x.example", "Amy", "", "b@x.example"),
            ("b@x.example", "Bob", "", "c@x.example"),
            ("c@x.example", "Cy", "", "a@x.example"),
            ("d@x.example", "Di", "", "a@x.example"),
            (ADA, "Ada", "Head of PMO", BEN),
            (CLEO, "Cleo", "", BEN),
        ),
        run,
    )
    own = "This would make a loop of managers: Amy → Bob → Cy → Amy."
    assert faults(found) == {
        2: own,
        3: own,
        4: own,
        6: "This would make a loop of managers: Ada → Ben → Ada.",
    }


def test_a_long_loop_is_named_in_short(people: Client, run: Run) -> None:
    ring = [(f"p{n}@x.example", f"P{n}", "", f"p{(n + 1) % 20}@x.example") for n in range(20)]
    found = send(people, file_of(*ring), run)
    assert set(faults(found).values()) == {
        "This would make a loop of managers: "
        "P0 → P1 → P2 → P3 → 12 more → P16 → P17 → P18 → P19 → P0."
    }
    assert len(faults(found)) == 20


def test_what_is_wrong_already_and_stays_is_no_fault(people: Client, run: Run) -> None:
    """A manager who was switched off since, a loop that is there, a nameless account."""
    ada, ben, cleo = (person(email) for email in (ADA, BEN, CLEO))
    Profile.objects.filter(user=ada).update(manager=ben.profile)
    make_user("Eve", email="eve@x.example", manager=cleo)
    User.objects.filter(pk=cleo.pk).update(name="", name_folded="")
    found = send(
        people,
        file_of(
            (ADA, "Ada", "Head", BEN),
            (BEN, "Ben", "PMO analyst", ADA),
            (CLEO, ""),
            ("eve@x.example", "Eve", "", CLEO),
        ),
        run,
    )
    assert kinds(found) == [(2, "change"), (3, "same"), (4, "same"), (5, "same")]


def test_switching_off_everybody_who_is_not_in_the_file(people: Client, run: Run) -> None:
    make_user("Staff", email="staff@x.example", is_staff=True)
    make_user("Gone", email="gone@x.example")
    rows = (ADA, "Ada", "Head of PMO"), ("n@x.example", "Nia", "", "gone@x.example")
    found = send(people, file_of(*rows), run, is_everybody="on")
    assert faults(found) == {
        3: "The manager, gone@x.example, is not in this file and would be switched off."
    }
    assert found.totals["leave"] == 2
    page = people.get(f"{IMPORT}{found.pk}/?show=leave").content.decode()
    assert [email in page for email in (BEN, "gone@x.example", "staff@x.example")] == [
        *(True, True, False)
    ]

    found = send(people, file_of(rows[0]), run, is_everybody="on")
    write(people, found, run)
    active = User.objects.filter(is_active=True).order_by("email").values_list("name", flat=True)
    assert sorted(active) == ["Ada", "Olu Office", "Staff"]
    assert found.totals == {"same": 1, "leave": 2}
    assert set(
        AccessEntry.objects.filter(what="import").values_list("subject__user__email", flat=True)
    ) == {BEN, "gone@x.example"}
