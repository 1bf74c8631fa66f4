"""What the settings accept and refuse, tried in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from careers.profiles.checks import site_address
from careers.profiles.models import User
from tests.conventions.source import ROOT

LONG_SECRET = "a-long-random-text-0123456789-ABCDEFGHIJKLMNOPQRSTUVWXYZ-abcdefgh"
PRODUCTION = {"SECRET_KEY": LONG_SECRET, "ALLOWED_HOSTS": "portal.example.org"}
PRODUCTION["SITE_ADDRESS"] = "https://portal.example.org"


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run manage.py with these variables and no others of ours."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={
            **kept,
            "READ_DOT_ENV": "false",
            "DATABASE_URL": "sqlite:///:memory:",
            **environment,
        },
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_real_installation_passes_the_check_for_deployment() -> None:
    done = manage("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)
    assert done.returncode == 0, done.stderr
    assert "no issues (0 silenced)" in done.stdout


def test_the_check_can_fail() -> None:
    done = manage("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION, HTTPS="false")
    assert done.returncode != 0
    assert "security.W" in done.stderr


@pytest.mark.parametrize(
    ("address", "fault"),
    [
        ("http://127.0.0.1:8000", "W001"),
        ("http://localhost", "W001"),
        ("", "W001"),
        ("portal.example.org", "W001"),
        ("https://portal.example.org/?a=b", "W001"),
        ("http://portal.example.org", "W002"),
    ],
)
def test_links_in_mails_must_lead_to_the_portal(
    settings: Settings, address: str, fault: str
) -> None:
    settings.HTTPS, settings.SITE_ADDRESS = True, address
    assert [one.id for one in site_address()] == [f"profiles.{fault}"]
    settings.SITE_ADDRESS = "https://portal.example.org/careers"
    assert site_address() == []


def test_an_installation_without_an_address_is_told() -> None:
    done = manage("check", "--deploy", **(PRODUCTION | {"SITE_ADDRESS": ""}))
    assert "profiles.W001" in done.stderr


def test_who_does_the_work_beside_requests() -> None:
    assert "TASKS_BACKEND must be" in manage("check", **PRODUCTION, TASKS_BACKEND="cron").stderr
    code = "from django.conf import settings; print(settings.TASKS_BACKEND)"
    assert manage("shell", "-c", code, **PRODUCTION).stdout.endswith("database\n")
    assert manage("shell", "-c", code, DEBUG="true").stdout.endswith("immediate\n")


def test_the_currency_is_three_capital_letters() -> None:
    assert "CURRENCY must be" in manage("check", **PRODUCTION, CURRENCY="pounds").stderr


def test_without_a_secret_nothing_starts() -> None:
    done = manage("check")
    assert done.returncode != 0
    assert "Set SECRET_KEY" in done.stderr


def test_the_published_secret_is_only_for_trying_out() -> None:
    done = manage(
        "shell", "-c", "from django.conf import settings; print(settings.SECRET_KEY)", DEBUG="true"
    )
    assert "for-trying-out-only" in done.stdout
    assert manage("check", DEBUG="false").returncode != 0


def test_the_demo_is_refused_on_a_real_installation() -> None:
    done = manage("check", **PRODUCTION, DEMO="true")
    assert done.returncode != 0
    assert "DEMO" in done.stderr
    assert "refused when DEBUG is off" in done.stderr


@pytest.mark.parametrize(("demo", "debug"), [(False, False), (False, True), (True, False)])
@pytest.mark.django_db
def test_demo_people_are_made_only_in_the_demo(settings: Settings, demo: bool, debug: bool) -> None:
    settings.DEMO, settings.DEBUG = demo, debug
    with pytest.raises(CommandError, match="only with DEMO=true and DEBUG=true"):
        call_command("load_demo", people=40, stdout=StringIO())
    assert not User.objects.exists()


@pytest.mark.django_db
def test_a_new_installation_has_no_accounts(catalogue: None) -> None:
    assert list(User.objects.all()) == []


def test_a_real_installation_shows_no_faults_and_asks_for_tls() -> None:
    names = ("DEBUG", "DEMO", "SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE", "SIGNUP_IS_OPEN")
    code = f"from django.conf import settings; print([getattr(settings, n) for n in {names!r}])"
    done = manage("shell", "-c", code, **PRODUCTION)
    assert "[False, False, True, True, False]" in done.stdout, done.stderr
