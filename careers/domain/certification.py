"""What the rules need to know of a certification."""

from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    AVAILABLE = "available"
    RENAMED = "renamed"
    REPLACED = "replaced"
    UNCONFIRMED = "unconfirmed"
    RETIRED = "retired"


MAINLY = 2
"""Strength of a certification that mainly builds a competency."""

PARTLY = 1
"""Strength of a certification that builds a competency in part."""


@dataclass(frozen=True, kw_only=True)
class Money:
    minor: int
    currency: str


@dataclass(frozen=True, kw_only=True)
class Build:
    competency: str
    strength: int  # 2 mainly, 1 partly
    up_to: int  # level


@dataclass(frozen=True, kw_only=True)
class Prerequisite:
    """Met by holding (or planning) any one of the certifications, or by confirmed experience."""

    any_of: tuple[str, ...]
    or_experience: bool = False


@dataclass(frozen=True, kw_only=True)
class Certification:
    key: str
    level: int
    order: int  # position in the catalogue
    status: Status = Status.AVAILABLE
    successor: str | None = None
    builds: tuple[Build, ...] = ()
    prerequisites: tuple[Prerequisite, ...] = ()  # all of them
    recommended_first: tuple[str, ...] = ()
    cost: Money | None = None  # None = not known
    course_days: int | None = None  # None = not known
    validity_months: int | None = None
    suite: str = ""
    provider: str = ""  # the awarding body of today
    study_hours: int | None = None  # None = worked out from the course days, or assumed

    @property
    def is_retired(self) -> bool:
        """Nobody can gain it any more; as something held or needed it is still known."""
        return self.status is Status.RETIRED

    def build_of(self, competency: str, above: int) -> Build | None:
        """Return the strongest build of a competency beyond a counted answer, if there is one.

        Of two as strong, the one that builds further. Source: docs/rules.md, The roadmap rule.
        """
        helping = [
            build
            for build in self.builds
            if build.competency == competency and build.up_to > above and build.strength > 0
        ]
        return max(helping, key=lambda build: (build.strength, build.up_to), default=None)
