"""The pages of the own profile."""

from careers.profiles.views.profile import (
    UNPROCESSABLE,
    add_held,
    detail,
    edit,
    edit_held,
    page_with_form,
    remove_held,
)

__all__ = [
    "UNPROCESSABLE",
    "add_held",
    "detail",
    "edit",
    "edit_held",
    "page_with_form",
    "remove_held",
]
