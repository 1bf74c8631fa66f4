"""Named writes of the catalogue. Who may do it is decided by the caller; what is sound, here."""

from careers.certifications.actions.changes import (
    add_to_change,
    hold_change,
    propose_change,
    publish_change,
    withdraw_change,
)
from careers.certifications.actions.writing import Contradiction, write_documents
from careers.levels.actions.signing import ChangedMeanwhile, DocumentInvalid, Written

__all__ = [
    "ChangedMeanwhile",
    "Contradiction",
    "DocumentInvalid",
    "Written",
    "add_to_change",
    "hold_change",
    "propose_change",
    "publish_change",
    "withdraw_change",
    "write_documents",
]
