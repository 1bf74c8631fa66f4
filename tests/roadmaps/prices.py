"""Made-up prices, for tests of money: the shipped catalogue knows none."""

from __future__ import annotations

from datetime import date

from careers.certifications.models import Certification

PRICES = {
    "p3o-foundation": 40_000,
    "p3o-practitioner": 50_000,
    "ipmo-foundation": 60_000,
    "ipmo-practitioner": 90_000,
    "essentials-for-pmo-administrators": 70_000,
    "essentials-for-pmo-managers": 80_000,
}
"""Pence."""


def put_prices() -> None:
    for key, minor in PRICES.items():
        changed = Certification.objects.filter(key=key).update(
            cost_minor=minor, cost_currency="GBP", cost_on=date(2026, 11, 1)
        )
        assert changed, key
