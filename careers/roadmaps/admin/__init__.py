"""What is looked at before it is published: changes of the catalogue, versions of the questions."""

from careers.roadmaps.admin.changes import CatalogueChangeAdmin
from careers.roadmaps.admin.rehearsing import RehearsedInstrumentAdmin

__all__ = ["CatalogueChangeAdmin", "RehearsedInstrumentAdmin"]
