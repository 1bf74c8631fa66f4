"""What expires, and what renews it (rule: docs/rules.md, The roadmap rule)."""

from collections.abc import Iterable, Mapping
from datetime import date

from careers.domain.eligibility import Register
from careers.domain.roadmap import Holding, Inputs, Plan, Renewal


def current_until(held: Iterable[Holding], suites: Mapping[str, str]) -> dict[str, date]:
    """Return until when each holding that expires is current; one held twice counts once.

    `suites` names the suite of a certification that has one. All of a suite share its latest date,
    because one exam of the suite renews them all.
    """
    latest: dict[str, date] = {}
    of_suite: dict[str, date] = {}
    for holding in held:
        expires_on = holding.expires_on
        if expires_on is not None:
            key, suite = holding.certification, suites.get(holding.certification)
            latest[key] = max(latest.get(key, expires_on), expires_on)
            if suite:
                of_suite[suite] = max(of_suite.get(suite, expires_on), expires_on)
    return {key: of_suite.get(suites.get(key, ""), on) for key, on in latest.items()}


def renewals(inputs: Inputs, register: Register, first: Plan) -> tuple[Renewal, ...]:
    """Return every holding that expires, the soonest first, then in catalogue order."""
    suites = {one.key: one.suite for one in register.in_order if one.suite}
    expiring = current_until(inputs.held, suites)
    planned = {suites[key] for key in first.keys if key in suites}
    place = {one.key: number for number, one in enumerate(register.in_order)}

    def renewed_with(key: str) -> tuple[str, ...]:
        same = [o for o in expiring if o != key and o in suites and suites[o] == suites.get(key)]
        return tuple(sorted(same, key=lambda other: place[other]))

    def order(one: Renewal) -> tuple[date, int, str]:
        return one.expires_on, place.get(one.certification, len(place)), one.certification

    found = [
        Renewal(
            certification=key,
            expires_on=expires_on,
            renews=renewed_with(key),
            is_expired=expires_on < inputs.today,
            by_plan=suites.get(key) in planned,
        )
        for key, expires_on in expiring.items()
    ]
    return tuple(sorted(found, key=order))
