"""What part of a team somebody wants to see, in which order, and how an address says it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any
from urllib.parse import urlencode

DIRECT = "direct"
NO_RESULT = "none"
"""The value of the level filter for people without a submitted self-assessment."""

AT_LEAST, AT_MOST = "min", "max"
"""How the value of a competency is compared; the number follows: "min3"."""

BY_NAME, BY_LEVEL, BY_GAP, BY_DATE = "name", "level", "gap", "date"
DESCENDING = "-"


@dataclass(frozen=True, kw_only=True)
class Filters:
    """Named as in the address; empty means everything, in the order of names."""

    q: str = ""  # part of a name or of a job title
    show: str = ""  # DIRECT
    level: str = ""  # "1" to "4", or NO_RESULT
    status: str = ""  # a value of careers.teams.queries.Need
    is_overdue: bool = False  # only with an overdue step, whatever the status
    competency: str = ""  # a code
    value: str = ""  # in it: AT_LEAST or AT_MOST with a number; empty: below the target
    sort: str = ""  # BY_NAME and so on, or the code of a competency; DESCENDING before it

    @property
    def are_set(self) -> bool:
        """Whether anybody may be left out."""
        return replace(self, sort="") != Filters()

    @property
    def column(self) -> str:
        """What the list is sorted by."""
        return self.sort.removeprefix(DESCENDING) or BY_NAME

    @property
    def is_descending(self) -> bool:
        return self.sort.startswith(DESCENDING)

    def but(self, **changes: Any) -> Filters:
        """The same with something changed."""
        return replace(self, **changes)

    def sorted_by(self, column: str) -> Filters:
        """What a click on the head of a column asks for: a second one turns the order round."""
        is_second = column == self.column and not self.is_descending
        return self.but(sort=f"{DESCENDING}{column}" if is_second else column)

    def query(self, *, page: int = 1) -> str:
        """The part of an address behind its question mark; empty for everybody by name."""
        named = {"overdue" if name == "is_overdue" else name: v for name, v in asdict(self).items()}
        asked = {name: "1" if value is True else value for name, value in named.items() if value}
        if page > 1:
            asked["page"] = str(page)
        return urlencode(asked)
