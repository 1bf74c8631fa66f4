"""What can come of a request, and how a row of a table writes it for every method."""

from __future__ import annotations

from enum import StrEnum

METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE")
SAFE = ("GET", "HEAD")


class Outcome(StrEnum):
    OK = "allowed"
    MOVED = "sent on to another page"
    LOGIN = "sent to sign in"
    MISSING = "404"
    DENIED = "403"
    METHOD = "405"


REFUSED = frozenset({Outcome.LOGIN, Outcome.MISSING, Outcome.DENIED, Outcome.METHOD})
Outcomes = frozenset[Outcome]
Row = dict[str, Outcomes]


def row(text: str) -> Row:
    """Read a row such as "OK OK DENIED METHOD METHOD", or one word for all methods."""
    words = text.split()
    words = words * len(METHODS) if len(words) == 1 else words
    return {method: frozenset({Outcome[word]}) for method, word in zip(METHODS, words, strict=True)}
