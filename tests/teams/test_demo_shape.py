"""The shape of the demo organisation: who leads whom, and what everybody is called."""

from __future__ import annotations

from careers.teams.demo.names import address_of, name_of
from careers.teams.demo.organisation import LARGEST, SMALLEST, Rank, organisations, seats


def test_an_organisation_has_one_director_and_managers_before_reports() -> None:
    for size in (SMALLEST, 40, 299, LARGEST):
        made = seats(size)
        assert [seat.number for seat in made] == list(range(size))
        assert [seat.rank for seat in made if seat.manager is None] == [Rank.DIRECTOR]
        assert all(seat.manager < seat.number for seat in made if seat.manager is not None)
        reports = [sum(one.manager == seat.number for one in made) for seat in made]
        assert max(reports) <= 12


def test_large_demos_are_many_organisations() -> None:
    for people in (SMALLEST, LARGEST, LARGEST + 1, 100_000):
        sizes = list(organisations(people))
        assert sum(sizes) == people
        assert min(sizes) >= SMALLEST
        assert max(sizes) <= LARGEST


def test_addresses_are_plain_and_used_once() -> None:
    addresses = [address_of(number) for number in range(100_000)]
    assert len(set(addresses)) == len(addresses)
    assert all(address.isascii() for address in addresses)
    assert len({name_of(number) for number in range(5_000)}) == 5_000
