"""A page as a person reads it: its words, without the marks."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from django.test import Client
from django.urls import reverse

from careers.assessments.models import Assessment
from careers.profiles.models import User

ADDRESS_OF_TRIAL = "/roadmap/what-if/"


def address(user: User) -> str:
    return reverse("roadmaps:detail", args=[user.profile.pk])


def open_roadmap(client: Client, user: User, **query: str) -> Any:
    response = client.get(address(user), query)
    assert response.status_code == 200
    return response


def try_answer(client: Client, assessment: Assessment, status: int = 200, **query: str) -> Any:
    """Open the page of the trial for one self-assessment."""
    response = client.get(ADDRESS_OF_TRIAL, {"assessment": str(assessment.pk), **query})
    assert response.status_code == status, response.content.decode()
    return response


def wish(client: Client, **fields: Any) -> None:
    """Send the form of limits and wishes."""
    response = client.post("/roadmap/inputs/", {"target": "2", "currency": "GBP", **fields})
    assert response.status_code == 302, response.context["form"].errors


def forms_of(response: Any) -> list[str]:
    """Where the forms of a page are sent."""
    html = response.content.decode()
    main = html[html.index("<main") : html.index("</main>")]
    return re.findall(r'<form[^>]* action="([^"]*)"', main) + re.findall(
        r"<form(?![^>]* action=)", main
    )


def words_of(response: Any) -> str:
    html = response.content.decode()
    main = html[html.index("<main") : html.index("</main>")]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())
