"""Named reads of the catalogue, as values for the rules and for pages."""

from careers.certifications.queries.cards import CertificationCard, cards
from careers.certifications.queries.documents import catalogue_with, documents
from careers.certifications.queries.faults import (
    FaultSentence,
    current_faults,
    fault_sentences,
    new_faults,
)
from careers.certifications.queries.names import Names, catalogue_names
from careers.certifications.queries.pages import DetailPage, IndexPage, detail_page, index_page
from careers.certifications.queries.rules import (
    Catalogue,
    catalogue,
    domain_catalogue,
    level_numbers,
)
from careers.certifications.queries.verifying import not_verified

__all__ = [
    "Catalogue",
    "CertificationCard",
    "DetailPage",
    "FaultSentence",
    "IndexPage",
    "Names",
    "cards",
    "catalogue",
    "catalogue_names",
    "catalogue_with",
    "current_faults",
    "detail_page",
    "documents",
    "domain_catalogue",
    "fault_sentences",
    "index_page",
    "level_numbers",
    "new_faults",
    "not_verified",
]
