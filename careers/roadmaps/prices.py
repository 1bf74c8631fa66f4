"""What an exam costs, in words: the catalogue's price or a quote, and whether totals hold it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.utils.translation import gettext as _

from careers.certifications.queries import CertificationCard, wording
from careers.domain.planner import Inputs, Money, Plan
from careers.roadmaps.explanations import Words


def price_text(
    cost: Money | None, card: CertificationCard, currency: str, words: Words
) -> str | None:
    """The catalogue's price with its date, or what the person was quoted; None = not known.

    `currency` is the plan's: an amount in another one is told, and that no total holds it.
    """
    if cost is None:
        return card.cost_text
    amount = wording.money(cost.minor, cost.currency)
    is_of_catalogue = (card.cost_text or "").startswith(f"{amount} ")
    facts = {"amount": amount, "price": card.cost_text, "currency": currency}
    if cost.currency != currency and is_of_catalogue:
        return _("%(price)s; not in the totals, which are in %(currency)s") % facts
    if cost.currency != currency:
        return _("%(amount)s, quoted; not in the totals, which are in %(currency)s") % facts
    if is_of_catalogue:
        return card.cost_text
    text = _("%(amount)s (your figure)") if words.is_own else _("%(amount)s (as quoted)")
    return text % facts


def sums_of(prices: Iterable[Money | None]) -> tuple[Money, ...]:
    """What is known of these prices together: one sum for each currency, by the alphabet."""
    known: dict[str, int] = defaultdict(int)
    for price in prices:
        if price is not None:
            known[price.currency] += price.minor
    return tuple(Money(minor=known[one], currency=one) for one in sorted(known))


def costs_elsewhere(plan: Plan, inputs: Inputs) -> int:
    """How many steps have a cost in another currency than the plan's."""
    costs = {one.key: one.cost for one in inputs.catalogue}
    return sum(step.cost is None and costs.get(step.book) is not None for step in plan.steps)
