from __future__ import annotations

import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache
from django.test import Client

from careers.profiles.models import Profile, User
from tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db

LOGIN, SIGNUP = "/accounts/login/", "/accounts/signup/"
NEW = {"name": "Ada Okafor", "email": "Ada@Example.ORG", "password1": "seven green bicycles"}
LINK = re.compile(r"http://testserver(/\S+)")


@pytest.fixture(autouse=True)
def fresh_limits(db: None) -> None:
    cache.clear()


@pytest.fixture
def confirmed(user: User) -> User:
    EmailAddress.objects.filter(user=user).update(verified=True)
    return user


def text(response: Any) -> str:
    return str(response.content.decode())


def sign_in(client: Client, user: User, password: str = PASSWORD) -> Any:
    return client.post(LOGIN, {"login": user.email, "password": password})


def link_in_mail(number: int = -1) -> str:
    found = LINK.search(str(mail.outbox[number].body))
    assert found
    return found[1]


@pytest.mark.parametrize(
    ("path", "heading"),
    [
        (LOGIN, "Sign in"),
        (SIGNUP, "Make an account"),
        ("/accounts/password/reset/", "Set a new password"),
        ("/accounts/password/reset/done/", "Look into your e-mail"),
        ("/accounts/password/reset/key/1-set-password/", "This link no longer works"),
        ("/accounts/password/reset/key/done/", "Your password is changed"),
        ("/accounts/confirm-email/", "Confirm your e-mail address"),
        ("/accounts/confirm-email/wrong/", "This link no longer works"),
        ("/accounts/inactive/", "This account is switched off"),
    ],
)
def test_pages_for_everybody(client: Client, path: str, heading: str) -> None:
    page = text(client.get(path))
    assert f"<h1>{heading}</h1>" in page
    assert "placeholder" not in page


@pytest.mark.parametrize(
    ("path", "heading"),
    [
        ("/accounts/logout/", "Do you want to sign out?"),
        ("/accounts/email/", "Your e-mail addresses"),
        ("/accounts/password/change/", "Change your password"),
        ("/accounts/reauthenticate/", "Enter your password again"),
    ],
)
def test_pages_for_the_signed_in(
    client: Client, signed_in: Client, path: str, heading: str
) -> None:
    assert f"<h1>{heading}</h1>" in text(signed_in.get(path))
    assert Client().get(path)["Location"].startswith(LOGIN)


def test_an_account_without_password_chooses_one(client: Client, user: User) -> None:
    user.set_unusable_password()
    user.save()
    client.force_login(user)
    assert client.get("/accounts/password/change/")["Location"] == "/accounts/password/set/"
    assert "<h1>Choose a password</h1>" in text(client.get("/accounts/password/set/"))
    response = client.post("/accounts/password/set/", {"password1": "seven green bicycles"})
    assert response.status_code == 302
    user.refresh_from_db()
    assert user.check_password("seven green bicycles")


def test_fields_can_be_filled_by_the_browser(client: Client) -> None:
    login, signup = text(client.get(LOGIN)), text(client.get(SIGNUP))
    assert 'autocomplete="email"' in login
    assert 'autocomplete="current-password"' in login
    assert 'autocomplete="name"' in signup
    assert 'autocomplete="new-password"' in signup


def test_sign_up_makes_account_and_profile_and_asks_to_confirm(client: Client) -> None:
    response = client.post(SIGNUP, NEW)
    assert response["Location"] == "/accounts/confirm-email/"
    user = User.objects.get()
    assert (user.email, user.name, user.is_staff) == ("ada@example.org", "Ada Okafor", False)
    assert Profile.objects.filter(user=user).count() == 1
    assert list(EmailAddress.objects.values_list("email", "verified")) == [
        ("ada@example.org", False)
    ]
    assert mail.outbox[0].subject == "Confirm your e-mail address"
    assert "the account of Ada Okafor" in mail.outbox[0].body
    assert mail.outbox[0].body.rstrip().endswith("PMO career portal")
    link = link_in_mail()
    assert "Is ada@example.org the address of Ada Okafor?" in text(client.get(link))
    assert not EmailAddress.objects.filter(verified=True).exists()
    assert client.post(link).status_code == 302
    assert EmailAddress.objects.filter(verified=True).count() == 1


def test_sign_up_says_what_is_wrong(client: Client) -> None:
    response = client.post(SIGNUP, {"name": "", "email": "x", "password1": "12345"})
    page = text(response)
    assert response.status_code == 422
    assert '<a href="#id_name">Write your name.</a>' in page
    assert page.index('id="id_name"') < page.index('id="id_email"')
    assert page.index('id="id_email"') < page.index('id="id_password1"')
    assert "This password is too short." in page
    assert User.objects.count() == 0


def test_sign_up_with_a_known_address_tells_the_owner_only(client: Client, user: User) -> None:
    response = client.post(SIGNUP, NEW | {"email": user.email})
    assert response["Location"] == "/accounts/confirm-email/"
    assert User.objects.count() == 1
    assert mail.outbox[0].to == [user.email]
    assert mail.outbox[0].subject == "You have an account already"
    assert "http://testserver/accounts/password/reset/" in mail.outbox[0].body


def test_two_sign_ups_at_one_moment(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both passed the check of the form before either was saved."""
    monkeypatch.setattr(
        "allauth.account.internal.flows.manage_email.email_already_exists",
        lambda email: (email, False),
    )
    answers = [Client().post(SIGNUP, NEW)["Location"] for _ in range(2)]
    assert answers == ["/accounts/confirm-email/"] * 2
    assert User.objects.count() == 1


def test_sign_up_can_be_closed(client: Client, settings: Any) -> None:
    settings.SIGNUP_IS_OPEN = False
    assert "Your administrator makes accounts" in text(client.get(SIGNUP))
    client.post(SIGNUP, NEW)
    assert User.objects.count() == 0
    page = text(client.get(LOGIN))
    assert SIGNUP not in page
    assert "Your administrator makes one for you." in page


def test_sign_in_in_any_case_and_out(client: Client, confirmed: User) -> None:
    response = client.post(LOGIN, {"login": confirmed.email.upper(), "password": PASSWORD})
    assert (response.status_code, response["Location"]) == (302, "/")
    assert client.get("/profile/").status_code == 200
    assert client.post("/accounts/logout/")["Location"] == LOGIN
    assert "You have signed out." in text(client.get(LOGIN))
    assert client.get("/profile/").status_code == 302


def test_sign_in_returns_to_where_one_was_going(client: Client, confirmed: User) -> None:
    page = text(client.get(LOGIN + "?next=/profile/"))
    assert '<input type="hidden" name="next" value="/profile/">' in page
    data = {"login": confirmed.email, "password": PASSWORD, "next": "/profile/"}
    assert client.post(LOGIN, data)["Location"] == "/profile/"
    client.logout()
    data["next"] = "https://elsewhere.example/"
    assert client.post(LOGIN, data)["Location"] == "/"


def test_an_unconfirmed_address_is_asked_to_confirm(client: Client, user: User) -> None:
    assert sign_in(client, user)["Location"] == "/accounts/confirm-email/"
    assert client.get("/profile/").status_code == 302
    assert mail.outbox[0].to == [user.email]


def test_a_switched_off_account(client: Client) -> None:
    user = make_user(is_active=False)
    response = sign_in(client, user)
    assert client.get("/profile/").status_code == 302
    assert response["Location"] == "/accounts/inactive/"


def test_wrong_guesses_are_limited(client: Client, confirmed: User) -> None:
    for _ in range(5):
        response = sign_in(client, confirmed, "wrong")
        assert response.status_code == 422
        assert "The e-mail address or the password is not right." in text(response)
    response = sign_in(client, confirmed, PASSWORD)
    assert response.status_code == 422
    assert "Too many wrong guesses. Wait five minutes" in text(response)
    assert client.get("/profile/").status_code == 302


def test_the_guess_of_an_unknown_address_reads_the_same(client: Client, confirmed: User) -> None:
    known = text(sign_in(client, confirmed, "wrong"))
    response = client.post(LOGIN, {"login": "nobody@example.org", "password": "wrong"})
    assert "The e-mail address or the password is not right." in known
    assert "The e-mail address or the password is not right." in text(response)


def test_many_requests_from_one_place(client: Client, settings: Any) -> None:
    assert settings.ACCOUNT_RATE_LIMITS["login"] == "600/m/ip"
    settings.ACCOUNT_RATE_LIMITS = {"login": "3/m/ip"}
    answers = [client.post(LOGIN, {"login": "", "password": ""}) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [422] * 3 + [429]
    assert "Too many tries in a short time" in text(answers[-1])


def test_many_other_addresses_do_not_make_room_for_guesses(
    client: Client, confirmed: User, settings: Any
) -> None:
    """The limit is counted in a cache that forgets when it is full, so it is large."""
    for _ in range(5):
        sign_in(client, confirmed, "wrong")
    for number in range(400):
        cache.set(f"other-{number}", 1, 300)
    assert sign_in(client, confirmed).status_code == 422


def test_an_address_that_was_not_confirmed_is_no_way_in(client: Client, confirmed: User) -> None:
    client.force_login(confirmed)
    client.post("/accounts/email/", {"action_add": "", "email": "typo@stranger.org"})
    client.logout()
    client.post("/accounts/password/reset/", {"email": "typo@stranger.org"})
    assert mail.outbox[-1].to == ["typo@stranger.org"]
    assert mail.outbox[-1].subject == "There is no account with this address"
    assert LINK.search(str(mail.outbox[-1].body)) is None or "/reset/key/" not in str(
        mail.outbox[-1].body
    )


def test_an_address_that_was_not_confirmed_is_still_free(client: Client, confirmed: User) -> None:
    client.force_login(confirmed)
    client.post("/accounts/email/", {"action_add": "", "email": "ada@example.org"})
    client.logout()
    assert client.post(SIGNUP, NEW)["Location"] == "/accounts/confirm-email/"
    assert User.objects.filter(email="ada@example.org").exists()
    assert mail.outbox[-1].to == ["ada@example.org"]
    assert "/confirm-email/" in str(mail.outbox[-1].body)


def test_one_address_to_change_to_is_enough(signed_in: Client, confirmed: User) -> None:
    signed_in.post("/accounts/email/", {"action_add": "", "email": "one@example.org"})
    refused = signed_in.post("/accounts/email/", {"action_add": "", "email": "two@example.org"})
    assert refused.status_code == 422
    assert "An account can have at most 2 addresses." in text(refused)


@pytest.mark.parametrize("path", [LOGIN, SIGNUP, "/accounts/password/reset/"])
def test_an_address_to_go_on_to_that_cannot_be_read(client: Client, path: str) -> None:
    assert client.get(path, {"next": "http://[::1"}).status_code == 200


def test_nobody_goes_on_to_an_address_that_cannot_be_read(client: Client, confirmed: User) -> None:
    data = {"login": confirmed.email, "password": PASSWORD, "next": "http://[::1"}
    assert client.post(LOGIN, data)["Location"] == "/"


def test_pages_are_kept_by_nobody_but_the_own_browser(signed_in: Client) -> None:
    for path in ("/", "/profile/", "/team/", "/assessment/history/"):
        assert signed_in.get(path)["Cache-Control"] == "private, no-cache"
    assert signed_in.post("/accounts/logout/")["Clear-Site-Data"] == '"cache"'


def test_a_wrong_method_is_answered_in_words(signed_in: Client) -> None:
    response = signed_in.post("/team/")
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")
    assert "<h1>This address cannot be opened like that</h1>" in text(response)
    assert response["Content-Length"] == str(len(response.content))


def test_a_new_password_by_mail(client: Client, confirmed: User) -> None:
    response = client.post("/accounts/password/reset/", {"email": confirmed.email})
    assert response["Location"] == "/accounts/password/reset/done/"
    assert mail.outbox[0].subject == "Choose a new password"
    page = client.get(link_in_mail())["Location"]
    assert "<h1>Choose a new password</h1>" in text(client.get(page))
    refused = client.post(page, {"password1": "password"})
    assert refused.status_code == 422
    assert "This password is too common." in text(refused)
    accepted = client.post(page, {"password1": "seven green bicycles"})
    assert accepted["Location"] == "/accounts/password/reset/key/done/"
    assert sign_in(client, confirmed, "seven green bicycles")["Location"] == "/"
    client.logout()
    assert "This link no longer works" in text(client.get(link_in_mail(0)))


def test_a_new_password_for_nobody(client: Client) -> None:
    response = client.post("/accounts/password/reset/", {"email": "nobody@example.org"})
    assert response["Location"] == "/accounts/password/reset/done/"
    assert mail.outbox[0].to == ["nobody@example.org"]
    assert mail.outbox[0].subject == "There is no account with this address"


def test_password_change(signed_in: Client, user: User) -> None:
    url = "/accounts/password/change/"
    refused = signed_in.post(url, {"oldpassword": "no", "password1": "seven green bicycles"})
    assert refused.status_code == 422
    assert "This is not your current password." in text(refused)
    accepted = signed_in.post(url, {"oldpassword": PASSWORD, "password1": "seven green bicycles"})
    assert accepted.status_code == 302
    user.refresh_from_db()
    assert user.check_password("seven green bicycles")


def test_addresses(signed_in: Client, confirmed: User) -> None:
    url = "/accounts/email/"
    signed_in.post(url, {"action_add": "", "email": "Second@Example.org"})
    assert "second@example.org" in text(signed_in.get(url))
    assert mail.outbox[0].to == ["second@example.org"]
    signed_in.post(url, {"action_primary": "", "email": "second@example.org"})
    assert "Confirm an address before" in text(signed_in.get(url))
    signed_in.post(url, {"action_remove": "", "email": confirmed.email})
    assert "is your main address." in text(signed_in.get(url))
    EmailAddress.objects.filter(email="second@example.org").update(verified=True)
    signed_in.post(url, {"action_primary": "", "email": "second@example.org"})
    confirmed.refresh_from_db()
    assert confirmed.email == "second@example.org"
    refused = signed_in.post(url, {"action_add": "", "email": "no address"})
    assert refused.status_code == 422


def test_looking_at_the_addresses_changes_nothing(signed_in: Client) -> None:
    before = list(EmailAddress.objects.values())
    signed_in.get("/accounts/email/")
    assert list(EmailAddress.objects.values()) == before


def test_the_administration_has_the_same_sign_in(client: Client, user: User) -> None:
    assert client.get("/admin/")["Location"] == "/admin/login/?next=/admin/"
    response = client.get("/admin/login/?next=/admin/")
    assert response["Location"] == "/accounts/login/?next=%2Fadmin%2F"
    client.force_login(user)
    response = client.get("/admin/login/?next=/admin/")
    assert response.status_code == 403
    assert "This page is not open to you" in text(response)


def test_an_address_that_became_somebody_elses_is_not_made_the_main_one(
    signed_in: Client, confirmed: User
) -> None:
    EmailAddress.objects.create(user=confirmed, email="second@example.org", verified=True)
    User.objects.bulk_create([User(email="second@example.org", name="Other")])

    response = signed_in.post(
        "/accounts/email/", {"action_primary": "", "email": "second@example.org"}, follow=True
    )

    assert "This address belongs to another account." in text(response)
    assert User.objects.get(pk=confirmed.pk).email == confirmed.email


def test_accounts_of_the_demo_open_nothing_else(client: Client, settings: Any) -> None:
    made_up = make_user("Demo", email="somebody@demo.example")
    EmailAddress.objects.filter(user=made_up).update(verified=True)

    assert sign_in(client, made_up).headers["Location"] == "/accounts/inactive/"
    settings.DEMO = True
    assert sign_in(client, made_up).headers["Location"] == "/"


@pytest.mark.parametrize("path", ["/", "/profile/", "/assessment/", "/roadmap/"])
def test_an_account_without_a_profile_is_told_to_ask(client: Client, path: str) -> None:
    bare = User(email="bare@example.org", name="Bare")
    bare.save()
    client.force_login(bare)

    response = client.get(path)

    assert response.status_code == 403
    assert "ask your administrator" in text(response)
