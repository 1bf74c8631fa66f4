"""What the forms of a page offer: names of fields, and the values a browser would send."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

TICKED = {"checkbox", "radio"}
PRESSED = {"submit", "button", "image", "reset"}


@dataclass(kw_only=True)
class Offer:
    sent: list[str] = field(default_factory=list)  # if nobody touches the form
    choices: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, Offer] = {}
        self.select = self.textarea = ""
        self.text = ""

    def offer(self, name: str, value: str, *, is_sent: bool) -> None:
        offer = self.found.setdefault(name, Offer())
        offer.choices.append(value)
        if is_sent:
            offer.sent.append(value)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        name, value = told.get("name") or "", told.get("value") or ""
        if tag == "option" and self.select:
            self.offer(self.select, value, is_sent="selected" in told)
        elif tag in {"input", "button"} and name:
            kind = told.get("type") or "text"
            is_sent = kind not in PRESSED and (kind not in TICKED or "checked" in told)
            self.offer(name, value or ("on" if kind in TICKED else ""), is_sent=is_sent)
        elif tag == "select":
            self.select = name
            self.found.setdefault(name, Offer())
        elif tag == "textarea":
            self.textarea, self.text = name, ""

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self.textarea:
            self.offer(self.textarea, self.text.removeprefix("\n"), is_sent=True)
            self.textarea = ""
        elif tag == "select":
            self.select = ""


def offers_of(html: str) -> dict[str, Offer]:
    reader = _Reader()
    reader.feed(html)
    reader.found.pop("", None)
    return reader.found
