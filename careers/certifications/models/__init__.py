"""The catalogue: awarding bodies, certifications, what they need and what they build."""

from careers.certifications.models.bodies import AwardingBody, RenewalSuite
from careers.certifications.models.certification import Certification, currency_validator
from careers.certifications.models.change import CatalogueChange, CatalogueChangeQuerySet
from careers.certifications.models.parts import Build, CertificationAlias, Prerequisite, Source

__all__ = [
    "AwardingBody",
    "Build",
    "CatalogueChange",
    "CatalogueChangeQuerySet",
    "Certification",
    "CertificationAlias",
    "Prerequisite",
    "RenewalSuite",
    "Source",
    "currency_validator",
]
