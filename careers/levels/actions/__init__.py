"""Named writes of levels and the instrument, and of the history of any table that keeps one."""

from careers.levels.actions.history import drop_versions_since, keep_versions
from careers.levels.actions.instrument import NotPublishable, copy_to_draft, publish

__all__ = ["NotPublishable", "copy_to_draft", "drop_versions_since", "keep_versions", "publish"]
