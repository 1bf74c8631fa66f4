"""Twenty changes of managers at the same moment never make a loop together."""

from __future__ import annotations

from pathlib import Path

import pytest

from careers.profiles import actions
from careers.profiles.models import Profile
from tests.assessments.test_submitting import AT_ONCE, a_database_for_threads, in_threads
from tests.factories import make_user

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_ring_of_managers_stays_open(tmp_path: Path) -> None:
    """Each of twenty is to report to the next; the last one to be written would close the ring."""
    ring = [make_user(f"Person {number:02}").profile.pk for number in range(AT_ONCE)]
    pairs = iter(zip(ring, [*ring[1:], ring[0]], strict=True))

    def change() -> bool:
        person, manager = (Profile.objects.get(pk=key) for key in next(pairs))
        try:
            actions.set_manager(profile=person, manager=manager)
        except actions.ManagementLoop:
            return False
        return True

    def managers() -> dict[int, int | None]:
        return dict(Profile.objects.filter(pk__in=ring).values_list("pk", "manager_id"))

    with a_database_for_threads(tmp_path):
        done = in_threads(AT_ONCE, change)
        above = in_threads(1, managers)[0]
    assert done.count(False) == 1
    assert list(above.values()).count(None) == 1
    seen, at = [], next(key for key in ring if key not in above.values())
    while at is not None:
        seen.append(at)
        at = above[at]
    assert sorted(seen) == sorted(ring)
