"""The same is answered byte for byte, in whatever order and process it is asked."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from careers.domain.planner import plan
from tests.domain import repeat

ROOT = Path(__file__).resolve().parents[2]


class Told(NamedTuple):
    answers: bytes
    hashed: bytes  # how this process hashes a text, and with it the order of its sets
    order: bytes  # of the last catalogue


def tell(hash_seed: int, *shuffle_seed: str) -> Told:
    done = subprocess.run(
        [sys.executable, "-m", "tests.domain.repeat", *shuffle_seed],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": str(hash_seed)},
        capture_output=True,
        check=True,
    )
    return Told(done.stdout, *done.stderr.splitlines())


def test_the_questions_are_worth_asking() -> None:
    assert len(repeat.large()) == repeat.LARGE
    asked = [given for given in repeat.questions() if given not in repeat.within_limits()]
    steps = [len(stage.plan.steps) for given in asked for stage in plan(given).stages]
    assert sum(count > 1 for count in steps) > 30
    assert max(steps) > 3


def test_among_them_are_limits_that_can_be_kept_and_limits_that_cannot() -> None:
    fits, tight, both, unmet = map(repeat.answer, repeat.within_limits())
    assert "is_booked=True" in fits
    assert all(answer.startswith("Conflict(") for answer in (tight, both, unmet))
    assert "more_money=Money" in tight
    assert "finish_by=datetime.date" in both
    assert "UnmetPin" in unmet


@pytest.fixture(scope="module")
def first() -> Told:
    return tell(1)


def test_another_process_answers_the_same(first: Told) -> None:
    other = tell(2)
    assert other.hashed != first.hashed
    assert other.answers == first.answers
    assert other.answers.count(b"\n") == 2 * len(repeat.questions()) + len(repeat.PEOPLE)


@pytest.mark.parametrize("seed", ["1", "2"])
def test_the_order_of_the_catalogue_does_not_matter(first: Told, seed: str) -> None:
    other = tell(3, seed)
    assert other.order != first.order
    assert sorted(other.order.split()) == sorted(first.order.split())
    assert other.answers == first.answers
