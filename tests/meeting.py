"""Two pieces of work that meet: the second begins while the first is in the middle."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from tests.assessments.test_submitting import a_database_for_threads, in_threads

PATIENCE = 1.0
"""Seconds that the first gives the second. One that has to wait for the first is not done then."""

Place = tuple[Any, str]


@dataclass(kw_only=True)
class Meeting:
    folder: Path
    patch: pytest.MonkeyPatch

    def of(
        self,
        first: Callable[[], Any],
        second: Callable[[], Any],
        *,
        pause_before: Place | None = None,
        pause_after: Place | None = None,
        read: Callable[[], Any] = lambda: None,
    ) -> tuple[list[Any], Any]:
        """What both answer, and what is read afterwards; the first pauses once, at this place."""
        is_there, is_done = Event(), Event()
        place = pause_before or pause_after
        assert place is not None
        original = getattr(*place)

        def pause() -> None:
            if not is_there.is_set():
                is_there.set()
                is_done.wait(PATIENCE)

        def paused(*arguments: Any, **named: Any) -> Any:
            if pause_before:
                pause()
            answer = original(*arguments, **named)
            if pause_after:
                pause()
            return answer

        def come_later() -> Any:
            assert is_there.wait(30), "the first has never come to the place"
            try:
                return second()
            finally:
                is_done.set()

        works = iter([first, come_later])
        self.patch.setattr(*place, paused)
        with a_database_for_threads(self.folder):
            answers = in_threads(2, lambda: next(works)())
            found = in_threads(1, read)[0]
        return answers, found


def again(client: Client) -> Client:
    """The same person in another thread."""
    browser, name = Client(), settings.SESSION_COOKIE_NAME
    browser.cookies[name] = client.cookies[name].value
    return browser
