"""Levels, competencies, and the versioned instrument that asks about them."""

from careers.levels.models.history import kept_history, tables_with_history
from careers.levels.models.instrument import Instrument, LevelRule, Statement
from careers.levels.models.ladder import (
    LONGEST_STATEMENT,
    LONGEST_TEXT,
    Competency,
    CompetencyGroup,
    Level,
    WorkAction,
    level_number_validators,
)
from careers.levels.models.upload import TableUpload

__all__ = [
    "LONGEST_STATEMENT",
    "LONGEST_TEXT",
    "Competency",
    "CompetencyGroup",
    "Instrument",
    "Level",
    "LevelRule",
    "Statement",
    "TableUpload",
    "WorkAction",
    "kept_history",
    "level_number_validators",
    "tables_with_history",
]
