"""What people enter about themselves."""

from careers.profiles.forms.profile import (
    EARLIEST_AWARD,
    NAME_LENGTH,
    AddHeldForm,
    DateInput,
    HeldForm,
    ProfileForm,
    SignupForm,
)

__all__ = [
    "EARLIEST_AWARD",
    "NAME_LENGTH",
    "AddHeldForm",
    "DateInput",
    "HeldForm",
    "ProfileForm",
    "SignupForm",
]
