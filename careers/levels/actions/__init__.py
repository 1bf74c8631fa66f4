"""Named writes of levels and the instrument, and of the history of any table that keeps one."""

from careers.levels.actions.history import (
    drop_versions_since,
    hold_row,
    keep_versions,
    restore_row,
)
from careers.levels.actions.instrument import NotPublishable, copy_to_draft, publish
from careers.levels.actions.rows import write_competencies, write_rows
from careers.levels.actions.signing import ChangedMeanwhile, DocumentInvalid, Written
from careers.levels.actions.uploads import keep_upload, take_over

__all__ = [
    "ChangedMeanwhile",
    "DocumentInvalid",
    "NotPublishable",
    "Written",
    "copy_to_draft",
    "drop_versions_since",
    "hold_row",
    "keep_upload",
    "keep_versions",
    "publish",
    "restore_row",
    "take_over",
    "write_competencies",
    "write_rows",
]
