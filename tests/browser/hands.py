"""Two ways of using a page: with the mouse, and with the keyboard alone, every key counted."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from playwright.sync_api import Download, Page

MOST_TABS = 60
FOCUSED = """(() => {
  const it = document.activeElement;
  const label = it.labels && it.labels[0] ? it.labels[0].innerText : "";
  const text = it === document.body || it.matches("[role=region]") ? "" : it.innerText;
  return [label, text, it.value, it.name].filter(Boolean).join(" | ");
})()"""


class Hands(Protocol):
    """What a person does with a link or a button, found by what is written on it."""

    def follow(self, pattern: str) -> None:
        """Go to it and use it; it leads to another page."""

    def fetch(self, pattern: str) -> Download:
        """Go to it and use it; it gives a file."""


def look_away(page: Page) -> None:
    """Do nothing with the page before it is used."""


@dataclass(kw_only=True)
class Mouse:
    page: Page
    look: Callable[[Page], None] = look_away

    def _use(self, pattern: str) -> None:
        """What is written there may begin with the blanks of the template."""
        written = re.compile(pattern.replace("^", r"^\s*"))
        self.page.locator("a, button").filter(has_text=written).first.click()

    def follow(self, pattern: str) -> None:
        self.look(self.page)
        with self.page.expect_navigation():
            self._use(pattern)

    def fetch(self, pattern: str) -> Download:
        with self.page.expect_download() as download:
            self._use(pattern)
        return download.value


@dataclass(kw_only=True)
class Keyboard:
    """Hands on the keyboard and nowhere else."""

    page: Page
    pressed: int = 0

    def press(self, key: str) -> None:
        self.pressed += 1
        self.page.keyboard.press(key)

    def write(self, text: str) -> None:
        for letter in text:
            self.pressed += 1
            self.page.keyboard.type(letter)

    def go_to(self, pattern: str, *, most: int = MOST_TABS) -> None:
        """Press Tab until the focus is on what has this text, label or name."""
        for _ in range(most):
            self.press("Tab")
            if re.search(pattern, str(self.page.evaluate(FOCUSED))):
                return
        raise AssertionError(f"{pattern} cannot be reached with Tab on {self.page.url}")

    def follow(self, pattern: str, *, most: int = 3 * MOST_TABS) -> None:
        """Go to a link or a button, and press Enter there."""
        self.go_to(pattern, most=most)
        self.enter()

    def enter(self) -> None:
        """Press Enter where it leads to another page."""
        with self.page.expect_navigation():
            self.press("Enter")

    def fetch(self, pattern: str) -> Download:
        self.go_to(pattern, most=3 * MOST_TABS)
        with self.page.expect_download() as download:
            self.press("Enter")
        return download.value
