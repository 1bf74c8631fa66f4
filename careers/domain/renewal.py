"""What expires, what renews it, and what keeping it all takes (rule: docs/rules.md, Keeping)."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

from careers.domain.calendar import months_later
from careers.domain.certification import Certification, Money, Status
from careers.domain.eligibility import Register
from careers.domain.ladder import LOWEST
from careers.domain.question import known_cost
from careers.domain.roadmap import Holding, Inputs, Keeping, Plan, Renewal

MONTHS_A_YEAR = 12


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


def suites_of(register: Register) -> dict[str, str]:
    """Return the suite of each certification that has one."""
    return {one.key: one.suite for one in register.in_order if one.suite}


def renewals(inputs: Inputs, register: Register, first: Plan) -> tuple[Renewal, ...]:
    """Return every holding that expires, the soonest first, then in catalogue order."""
    suites = suites_of(register)
    expiring = current_until(inputs.held, suites)
    planned = {suites[step.book] for step in first.steps if step.book in suites}
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
            exams=tuple(one.key for one in _of_suite(key, register) if one.key != key),
        )
        for key, expires_on in expiring.items()
    ]
    return tuple(sorted(found, key=order))


def keeping(inputs: Inputs, plan: Plan, years: int = 5) -> Keeping:
    """Return what it takes to keep current, for so many years from today, what is held and planned.

    Each renewal is one exam again. Costs are known costs in the currency of the inputs, in minor
    units; what is not known is counted beside them. Source: docs/rules.md, Keeping.
    """
    register = Register(inputs.catalogue)
    planned = tuple(_as_held(step.book, step.ends_on, register) for step in plan.steps)
    everything = (*inputs.held, *planned)
    suites = suites_of(register)
    until = current_until(everything, suites)
    last_day = months_later(inputs.today, years * MONTHS_A_YEAR)
    costs: list[int | None] = []
    unknown_validity = 0
    for group in _renewed_together({holding.certification for holding in everything}, register):
        kept = [one for one in group if _can_be_renewed(one, planned)]
        unknown_validity += sum(
            one.validity_months is None and not _expires(one.key, inputs.held) for one in kept
        )
        expires_on = max((until[one.key] for one in group if one.key in until), default=None)
        exams = kept or _of_suite(group[0].key, register)
        if not exams or expires_on is None:
            continue
        exam, cost = _cheapest(exams, inputs.constraints.currency)
        due = _due(max(expires_on, inputs.today), exam.validity_months, last_day)
        costs += [cost for _ in due]
    known = sum(cost for cost in costs if cost is not None)
    return Keeping(
        years=years,
        exams=len(costs),
        known_cost=Money(minor=known, currency=inputs.constraints.currency),
        unknown_costs=costs.count(None),
        unknown_validity=unknown_validity,
    )


def _as_held(key: str, on: date, register: Register) -> Holding:
    """Return a planned certification as it will be held after its exam."""
    months = register.by_key[key].validity_months
    return Holding(
        certification=key, awarded_on=on, expires_on=months_later(on, months) if months else None
    )


def _renewed_together(
    keys: Collection[str], register: Register
) -> tuple[tuple[Certification, ...], ...]:
    """Return the certifications by suite, each in catalogue order; others stand alone.

    Of what is not in the catalogue nothing is known.
    """
    unknown = (key for key in sorted(keys) if key not in register.by_key)
    last = len(register.by_key)
    every = [one for one in register.by_key.values() if one.key in keys]
    every += [Certification(key=key, level=LOWEST, order=last) for key in unknown]
    groups: dict[tuple[str, str], list[Certification]] = {}
    for one in every:
        groups.setdefault((one.suite, "" if one.suite else one.key), []).append(one)
    return tuple(tuple(group) for group in groups.values())


def _can_be_renewed(one: Certification, planned: Iterable[Holding]) -> bool:
    """Nobody can take a retired or replaced exam again; what can be planned can be taken."""
    return not _is_gone(one) or any(holding.certification == one.key for holding in planned)


def _is_gone(one: Certification) -> bool:
    return one.status in {Status.RETIRED, Status.REPLACED}


def _of_suite(key: str, register: Register) -> tuple[Certification, ...]:
    """Return what can be booked of the suite of a certification, in catalogue order."""
    suite = register.by_key[key].suite if key in register.by_key else ""
    return tuple(o for o in register.in_order if suite and o.suite == suite and not _is_gone(o))


def _expires(key: str, held: Iterable[Holding]) -> bool:
    return any(one.certification == key and one.expires_on is not None for one in held)


def _cheapest(group: Iterable[Certification], currency: str) -> tuple[Certification, int | None]:
    """Return which exam is taken again, the first at the lowest known cost, with that cost."""

    def order(one: Certification) -> tuple[bool, int]:
        cost = known_cost(one, currency)
        return cost is None, cost or 0

    exam = min(group, key=order)
    return exam, known_cost(exam, currency)


def _due(first: date, months: int | None, last_day: date) -> Iterator[date]:
    """Yield when exams fall due up to a last day; not known how long they last: only the first."""
    day = first
    while day <= last_day:
        yield day
        if not months:
            return
        day = months_later(day, months)
