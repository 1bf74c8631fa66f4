"""The form of a review as a browser reads and sends it."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from django.test import Client
from django.urls import reverse

from careers.profiles.models import User


def page_of(user: User, name: str = "review") -> str:
    return reverse(f"teams:{name}", args=[user.profile.pk])


class Fields(HTMLParser):
    """What a browser would send of the form that leads to this address."""

    def __init__(self, action: str) -> None:
        super().__init__()
        self.action, self.is_inside = action, False
        self.sent: dict[str, str] = {}
        self.select = self.area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = dict(attrs)
        name, value = facts.get("name") or "", facts.get("value") or ""
        if tag == "form":
            self.is_inside = facts.get("action") == self.action
        elif not self.is_inside:
            return
        elif tag == "input" and name != "csrfmiddlewaretoken":
            if facts.get("type") != "radio" or "checked" in facts:
                self.sent[name] = value
        elif tag == "select":
            self.select = name
        elif tag == "option" and "selected" in facts:
            self.sent[self.select] = value
        elif tag == "textarea":
            self.area, self.sent[name] = name, ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self.area:
            self.sent[self.area] = self.sent[self.area].lstrip("\r\n")
            self.area = ""
        if tag == "form":
            self.is_inside = False

    def handle_data(self, data: str) -> None:
        if self.area and self.is_inside:
            self.sent[self.area] += data


def form_on(response: Any, user: User) -> dict[str, str]:
    reader = Fields(page_of(user, "rate"))
    reader.feed(response.content.decode())
    return reader.sent


def rate(client: Client, user: User, **changes: str) -> Any:
    sent = form_on(client.get(page_of(user)), user) | changes
    return client.post(page_of(user, "rate"), sent)
