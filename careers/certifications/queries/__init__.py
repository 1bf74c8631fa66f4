"""Named reads of the catalogue, as values for the rules and for pages."""

from careers.certifications.queries.cards import CertificationCard, cards
from careers.certifications.queries.documents import catalogue_with, documents
from careers.certifications.queries.faults import (
    FaultSentence,
    current_faults,
    fault_sentences,
    resting_on,
)
from careers.certifications.queries.pages import DetailPage, IndexPage, detail_page, index_page
from careers.certifications.queries.rules import (
    Catalogue,
    catalogue,
    domain_catalogue,
    level_numbers,
)

__all__ = [
    "Catalogue",
    "CertificationCard",
    "DetailPage",
    "FaultSentence",
    "IndexPage",
    "cards",
    "catalogue",
    "catalogue_with",
    "current_faults",
    "detail_page",
    "documents",
    "domain_catalogue",
    "fault_sentences",
    "index_page",
    "level_numbers",
    "resting_on",
]
