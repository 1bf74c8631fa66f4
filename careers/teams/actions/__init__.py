"""Named writes of the pages for managers."""

from careers.teams.actions.exporting import record_export
from careers.teams.actions.reminding import remind

__all__ = ["record_export", "remind"]
