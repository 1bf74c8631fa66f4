"""What people enter about themselves."""

from careers.profiles.forms.absence import AbsenceForm
from careers.profiles.forms.importing import PeopleForm, WriteForm, a_nonce
from careers.profiles.forms.profile import (
    EARLIEST_AWARD,
    NAME_LENGTH,
    AddHeldForm,
    DateInput,
    HeldForm,
    ProfileForm,
    SignupForm,
)
from careers.profiles.forms.reminders import RemindersForm

__all__ = [
    "EARLIEST_AWARD",
    "NAME_LENGTH",
    "AbsenceForm",
    "AddHeldForm",
    "DateInput",
    "HeldForm",
    "PeopleForm",
    "ProfileForm",
    "RemindersForm",
    "SignupForm",
    "WriteForm",
    "a_nonce",
]
