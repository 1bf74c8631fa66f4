"""People in the administration: accounts, rights, profiles, and what is recorded about them."""

from careers.profiles.admin.accounts import UserAdmin
from careers.profiles.admin.profiles import ProfileAdmin
from careers.profiles.admin.records import (
    AccessEntryAdmin,
    EmailAddressAdmin,
    NoticeAdmin,
    PeopleImportAdmin,
)
from careers.profiles.admin.roles import GroupAdmin

__all__ = [
    "AccessEntryAdmin",
    "EmailAddressAdmin",
    "GroupAdmin",
    "NoticeAdmin",
    "PeopleImportAdmin",
    "ProfileAdmin",
    "UserAdmin",
]
