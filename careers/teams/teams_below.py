"""Who belongs to which team below a manager of managers: the whole tree, climbed from below."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Team:
    """Somebody who reports to whoever looks, with everybody below; only those who are active."""

    head: int
    members: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class TeamsBelow:
    teams: tuple[Team, ...]
    alone: tuple[int, ...]  # report directly and lead nobody who is active


def teams_below(managers: Mapping[int, int | None], active: Collection[int]) -> TeamsBelow:
    """Put everybody into the team of the topmost person above them.

    `managers`: everybody in the line, whoever is switched off included, and their managers. A
    manager who is not in it is whoever looks, or somebody they stand in for.
    """
    heads = _heads(managers)
    of_head: dict[int, list[int]] = defaultdict(list)
    for person in managers:
        if person in active:
            of_head[heads[person]].append(person)
    teams, alone = [], list[int]()
    for head, members in of_head.items():
        if members == [head]:
            alone.append(head)
        else:
            teams.append(Team(head=head, members=tuple(members)))
    return TeamsBelow(teams=tuple(teams), alone=tuple(alone))


def _heads(managers: Mapping[int, int | None]) -> dict[int, int]:
    """The topmost person above each, or themselves. A ring ends where it was entered."""
    heads: dict[int, int] = {}
    for person in managers:
        path, here = list[int](), person
        while here not in heads and here not in path:
            path.append(here)
            above = managers[here]
            if above is None or above not in managers:
                break
            here = above
        head = heads.get(here, here)
        heads.update(dict.fromkeys(path, head))
    return heads
