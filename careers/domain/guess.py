"""Good sets found quickly: they spare the exact search work, its answer does not rest on them."""

from collections.abc import Iterator

from careers.domain.problem import Problem, positions


def first_guess(problem: Problem) -> int | None:
    """Return a complete set that fits and that no change of one item makes better (a mask).

    None when the first set tried does not fit; another may.
    """
    tops: tuple[int, ...] = ()
    if not problem.fits(_joined(problem, tops)):
        return None
    worth = problem.worth(_joined(problem, tops))
    while True:
        changed = ((_joined(problem, new), new) for new in _changes(problem, tops))
        rated = [(problem.worth(mask), new) for mask, new in changed if problem.fits(mask)]
        best = max(rated, default=(worth, tops))
        if best[0] <= worth:
            return _joined(problem, tops)
        worth, tops = best


def neighbours(problem: Problem, chosen: int) -> dict[int, int]:
    """Return complete sets that fit near one that does, and itself, with what each is worth."""
    joined = {chosen | problem.easy[index] for index in range(len(problem.items))}
    joined |= {_joined(problem, new) for new in _changes(problem, tuple(positions(chosen)))}
    return {mask: problem.worth(mask) for mask in {chosen, *joined} if problem.fits(mask)}


def _changes(problem: Problem, tops: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    """Yield what results when one item is added, left out, or exchanged for another."""
    every = range(len(problem.items))
    for index in every:
        yield (*tops, index)
    for left_out in tops:
        rest = tuple(top for top in tops if top != left_out)
        yield rest
        for index in every:
            yield (*rest, index)


def _joined(problem: Problem, tops: tuple[int, ...]) -> int:
    """Two complete sets together are complete."""
    mask = problem.required_easy
    for index in tops:
        mask |= problem.easy[index]
    return mask
