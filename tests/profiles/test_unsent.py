"""Messages that were not sent, as the administration lists them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from careers.profiles.models import Notice, Role, User
from tests.factories import make_user
from tests.roles import make_user_with

pytestmark = pytest.mark.django_db
LIST = "/admin/profiles/notice/"


def notice(recipient: User, key: str, *, minutes: int = 0, **fields: Any) -> Notice:
    made = timezone.now() - timedelta(minutes=minutes)
    fields = {"subject": "A secret subject", "body": "A secret body", "created_at": made, **fields}
    return Notice.objects.create(recipient=recipient, key=key, **fields)


@pytest.fixture
def messages(user: User) -> None:
    gone = make_user("Gone", is_active=False)
    notice(user, "failed", fault="SMTPRecipientsRefused", attempts=2)
    notice(user, "waits", minutes=61)
    notice(user, "new")
    notice(user, "sent", minutes=90, sent_at=timezone.now())
    notice(user, "given up", minutes=15 * 24 * 60, fault="x")
    notice(gone, "to nobody", fault="x")


def test_what_failed_or_waits_long_is_listed_without_its_text(
    office: Client, messages: None
) -> None:
    response = office.get(LIST)
    listed = [one.key for one in response.context["cl"].result_list]
    assert listed == ["waits", "failed"]
    pages = [response, office.get(f"{LIST}{Notice.objects.get(key='failed').pk}/change/")]
    for page in pages:
        text = page.content.decode()
        assert "SMTPRecipientsRefused" in text
        assert "secret" not in text
    assert "Messages that were not sent" in response.content.decode()


def test_they_are_sent_again(
    client: Client, messages: None, django_capture_on_commit_callbacks: Any
) -> None:
    client.force_login(make_user_with(Role.PEOPLE_ADMINISTRATOR))
    chosen = list(Notice.objects.values_list("pk", flat=True))
    sent = {"action": "try_again", "_selected_action": chosen}
    for _twice in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            response = client.post(LIST, sent, follow=True)
    ada = User.objects.get(name="Ada Okafor")
    assert [one.to for one in mail.outbox] == [[ada.email]] * 2
    keys = Notice.objects.filter(sent_at=None).values_list("key", flat=True)
    assert set(keys) == {"new", "given up", "to nobody"}
    assert response.context["cl"].result_count == 0


def test_an_auditor_reads_and_an_editor_does_not(client: Client, messages: None) -> None:
    client.force_login(make_user_with(Role.AUDITOR))
    assert client.get(LIST).status_code == 200
    assert client.post(LIST, {"action": "try_again", "_selected_action": [1]}).status_code == 403
    client.force_login(make_user_with(Role.CATALOGUE_EDITOR))
    assert client.get(LIST).status_code == 403
    assert mail.outbox == []
