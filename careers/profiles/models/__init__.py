"""People: accounts, lines of management, who stands in for whom, who looked, what is told."""

from careers.profiles.models.access import AccessEntry, AccessEntryQuerySet
from careers.profiles.models.delegation import Delegation, DelegationQuerySet
from careers.profiles.models.importing import ImportedRow, PeopleImport, PeopleImportQuerySet
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
from careers.profiles.models.roles import Role, name_of_role

__all__ = [
    "LINE_OF_MANAGEMENT",
    "AccessEntry",
    "AccessEntryQuerySet",
    "Delegation",
    "DelegationQuerySet",
    "HeldCertification",
    "HeldCertificationQuerySet",
    "ImportedRow",
    "Notice",
    "PeopleImport",
    "PeopleImportQuerySet",
    "Profile",
    "ProfileQuerySet",
    "Reminded",
    "ReminderChoice",
    "Role",
    "User",
    "UserManager",
    "line_of_management",
    "name_of_role",
]
