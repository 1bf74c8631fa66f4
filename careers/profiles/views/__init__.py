"""The pages of the own profile."""

from careers.profiles.views.absence import absence, end_absence
from careers.profiles.views.looking import looks, note_look
from careers.profiles.views.profile import (
    UNPROCESSABLE,
    add_held,
    detail,
    edit,
    edit_held,
    page_with_form,
    remove_held,
)
from careers.profiles.views.reminders import reminders

__all__ = [
    "UNPROCESSABLE",
    "absence",
    "add_held",
    "detail",
    "edit",
    "edit_held",
    "end_absence",
    "looks",
    "note_look",
    "page_with_form",
    "reminders",
    "remove_held",
]
