"""What needs a manager, and the matrix of people and competencies: empty, or asked badly."""

from __future__ import annotations

from tests.browser.looking import Visit
from tests.browser.pages import Cast

PEOPLE = "/team/people/"


def team_pages(cast: Cast) -> list[Visit]:
    manager, nobody = cast.manager, cast.nobody
    return [
        Visit(address="/team/", user=nobody),
        Visit(address=PEOPLE, user=nobody),
        Visit(address=f"{PEOPLE}?level=9&sort=Z9", user=manager, status=422),
        Visit(address=f"{PEOPLE}?value=min3", user=manager, status=422),
        Visit(address=f"{PEOPLE}?q=nobody-like-that", user=manager),
        Visit(address=f"{PEOPLE}?show=direct&level=2&competency=C1", user=manager),
    ]
