"""What managers enter."""

from careers.teams.forms.people import (
    FilterForm,
)

__all__ = [
    "FilterForm",
]
