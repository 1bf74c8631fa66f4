"""What pages and plans cost, as ratios to a bare signed-in page of the same run.

    python -m tests.load.cost

An absolute time says more about a machine than about the portal, so everything is compared with a
page that does nothing but pass the same middleware and greet the same signed-in user.
"""

from __future__ import annotations

from tests import environment  # noqa: F401 - before the settings are read

# isort: split
import os
from collections.abc import Callable
from statistics import median
from time import perf_counter

import django
from django.http import HttpRequest, HttpResponse
from django.urls import path

ROUNDS = 60
BARE = "/bare/"
urlpatterns: list[object] = []


def bare(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"Hello, {request.user}")


def timed(task: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The median of so many runs, in seconds, after one that warms caches."""
    task()
    found = []
    for _ in range(rounds):
        began = perf_counter()
        task()
        found.append(perf_counter() - began)
    return median(found)


def measure_pages() -> tuple[float, dict[str, float]]:
    from django.test import Client

    from tests.assessments.builders import make_assessment
    from tests.factories import make_user
    from tests.shipped import load_catalogue

    load_catalogue()
    user = make_user("Ada Okafor")
    result = make_assessment(user, "P2")
    draft = make_assessment(user, "P2", state="draft")
    client = Client()
    client.force_login(user)
    pages = {
        "home": "/",
        "question": f"/assessment/{draft.pk}/a1/",
        "result": f"/assessment/{result.pk}/result/",
        "roadmap": f"/roadmap/{user.profile.pk}/",
        "certifications": "/certifications/",
    }
    floor = timed(lambda: client.get(BARE))
    for address in pages.values():
        assert client.get(address).status_code == 200
    return floor, {
        name: timed(lambda address=address: client.get(address))  # type: ignore[misc]
        for name, address in pages.items()
    }


def measure_plans() -> dict[str, float]:
    from careers.domain.planner import plan
    from tests.domain.builders import COMPETENCIES, inputs
    from tests.domain.families import FAMILIES

    analyst = dict.fromkeys(COMPETENCIES, 2)
    return {
        name: timed(
            lambda make=make: plan(inputs(2, analyst, catalogue=tuple(make(1)))),  # type: ignore[misc]
            rounds=5,
        )
        for name, make in FAMILIES.items()
    }


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "pmoportal.settings"
    django.setup()

    from django.conf import settings
    from django.test.utils import setup_databases, setup_test_environment, teardown_databases

    from pmoportal import urls

    settings.STORAGES["staticfiles"]["BACKEND"] = (
        "django.contrib.staticfiles.storage.StaticFilesStorage"
    )
    urls.urlpatterns.append(path(BARE.strip("/") + "/", bare))
    setup_test_environment()
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        floor, pages = measure_pages()
    finally:
        teardown_databases(databases, verbosity=0)
    print(f"bare signed-in page: 1 ({floor * 1000:.1f} ms here)")
    for name, seconds in pages.items():
        print(f"{name}: {seconds / floor:.1f}")
    plans = sorted(measure_plans().values())
    print(f"plan of 60 certifications, median family: {median(plans) / floor:.1f}")
    print(f"plan of 60 certifications, slowest family: {plans[-1] / floor:.1f}")


if __name__ == "__main__":
    main()
