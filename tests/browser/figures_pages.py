"""Money, a budget, cover and teams side by side, each in its states."""

from __future__ import annotations

from datetime import date

from careers.profiles.models import User
from careers.teams.quarters import quarter_of
from tests.browser.acts import open_everything
from tests.browser.looking import Visit
from tests.browser.pages import Cast
from tests.factories import make_user
from tests.roadmaps.people import assess, hold
from tests.teams.planning import plan_step

MONEY, BUDGET, COVER, TEAMS = (
    "/team/money/",
    "/team/money/budget/",
    "/team/cover/",
    "/team/compare/",
)


def leading() -> tuple[User, User]:
    """Somebody with a team of a team and plans of every kind, and one of their people."""
    chief = make_user("Cleo Chief")
    lead = make_user("Lena Lead", manager=chief, job_title="PMO lead")
    staff = make_user("Stan Staff", manager=lead)
    make_user("Dora Direct", manager=chief)
    today = date.today()
    assess(lead, "P5")
    hold(lead.profile, "ipmo-expert")
    assess(staff, "P2")
    plan_step(lead.profile, "p3o-foundation", today, 90_000, is_agreed=True, exam_on=today)
    plan_step(lead.profile, "p3o-practitioner", today, 60_000, is_agreed=True)
    plan_step(staff.profile, "ppso-essentials", today, 20_000, "EUR", is_agreed=True)
    plan_step(staff.profile, "ipmo-foundation", today, None, is_agreed=True)
    plan_step(staff.profile, "p3o-foundation", today, 1_000)
    return chief, lead


def figures_pages(cast: Cast) -> list[Visit]:
    chief, lead = leading()
    asked = f"{BUDGET}?quarter={quarter_of(date.today()).code}&currency=GBP&budget"
    without = f"{COVER}?without"
    return [
        *(Visit(address=address, user=chief) for address in (MONEY, COVER, TEAMS)),
        *(Visit(address=address, user=cast.nobody) for address in (MONEY, BUDGET, COVER, TEAMS)),
        *(Visit(address=address, user=cast.manager) for address in (MONEY, COVER, TEAMS)),
        Visit(address=f"{MONEY}?start=soon", user=chief, status=422),
        Visit(address=f"{MONEY}?q=nobody-like-that", user=chief),
        Visit(address=BUDGET, user=chief, act=open_everything),
        Visit(address=f"{asked}=950", user=chief),
        Visit(address=f"{asked}=2000", user=chief),
        Visit(address=f"{asked}=10", user=chief),
        Visit(address=f"{BUDGET}?budget=-1&currency=pounds", user=chief, status=422),
        Visit(address=f"{without}={lead.profile.pk}", user=chief),
        Visit(address=f"{without}=somebody", user=chief, status=422),
        Visit(address=f"{without}={cast.nobody.profile.pk}", user=chief, status=404),
        Visit(address=f"{COVER}?q=staff", user=chief),
    ]
