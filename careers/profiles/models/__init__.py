"""People: accounts, lines of management, who stands in for whom, who looked, what is told."""

from careers.profiles.models.access import AccessEntry, AccessEntryQuerySet
from careers.profiles.models.delegation import Delegation, DelegationQuerySet
from careers.profiles.models.notices import Notice, Reminded, ReminderChoice
from careers.profiles.models.people import (
    LINE_OF_MANAGEMENT,
    HeldCertification,
    HeldCertificationQuerySet,
    Profile,
    ProfileQuerySet,
    User,
    UserManager,
    line_of_management,
)

__all__ = [
    "LINE_OF_MANAGEMENT",
    "AccessEntry",
    "AccessEntryQuerySet",
    "Delegation",
    "DelegationQuerySet",
    "HeldCertification",
    "HeldCertificationQuerySet",
    "Notice",
    "Profile",
    "ProfileQuerySet",
    "Reminded",
    "ReminderChoice",
    "User",
    "UserManager",
    "line_of_management",
]
